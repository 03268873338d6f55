"""Photos in this process: which one is being uploaded, and what Telegram said of it before the store knows."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from domain.article import Article
from domain.delivery import Claim
from domain.outcomes import Delivered, Outcome, Refused
from domain.photo import TELEGRAM, Photo, PhotoState

# While another message uploads its photo, a message is tried again after so long (seconds).
UPLOAD_RETRY = 0.3
# An upload without an answer for so long (seconds) holds the others up no longer: one chat may never be answered. A
# version that was never delivered has as much patience with its one message (`engine/scheduler.py`).
UPLOAD_PATIENCE = 2.0
# So many photos are remembered.
_KEPT = 256


@dataclass(slots=True)
class Photos:
    """One a process. A photo is uploaded once, and meanwhile other messages with it wait, but not for long."""

    # When the upload of an article's photo began (monotonic seconds).
    _uploading: dict[int, float] = field(default_factory=dict)
    _known: OrderedDict[int, Photo] = field(default_factory=OrderedDict)

    def of(self, article: Article, stored: Photo | None) -> Photo | None:
        """What is known of the article's photo, here or in the store. None: it was never sent."""
        known = self._known.get(article.key) or stored
        if known is not None and known.source == article.image:
            return known
        if article.image.startswith(TELEGRAM):
            return Photo(article.image, PhotoState.READY, article.image.removeprefix(TELEGRAM))
        return None

    def begin_upload(self, article: int, now: float) -> bool:
        """Whether a message may upload this article's photo. If so, no other may until `end_upload`, or for a while."""
        if now - self._uploading.get(article, -UPLOAD_PATIENCE) < UPLOAD_PATIENCE:
            return False
        self._uploading[article] = now
        return True

    def end_upload(self, article: int) -> None:
        """The message with the upload was answered, or never left."""
        self._uploading.pop(article, None)

    def learn(self, claim: Claim, source: str, outcome: Outcome) -> bool:
        """Remembers the answer to a message with a photo. True: Telegram refused the photo itself."""
        if isinstance(outcome, Delivered) and outcome.file_id:
            self._know(claim.article, Photo(source, PhotoState.READY, outcome.file_id))
        elif isinstance(outcome, Refused) and outcome.photo and outcome.content:
            self._know(claim.article, Photo(source, PhotoState.REFUSED, reason=outcome.reason))
            return True
        return False

    def _know(self, article: int, photo: Photo) -> None:
        self._known[article] = photo
        self._known.move_to_end(article)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
