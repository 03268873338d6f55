"""Photos in this process: which is on its way up, and what Telegram said of it before the store knows."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

from domain.article import Article
from domain.delivery import Claim, Delivered, Outcome, Refused
from domain.photo import TELEGRAM, Photo, PhotoState

# A message whose photo another one is just taking up looks again after so long (seconds).
LOOK_AGAIN = 0.3
_KEPT = 256


@dataclass(slots=True)
class Photos:
    """One a process. A photo goes up once: meanwhile other messages with it wait."""

    _rising: set[int] = field(default_factory=set)
    _known: OrderedDict[int, Photo] = field(default_factory=OrderedDict)

    def of(self, article: Article, stored: Photo | None) -> Photo | None:
        """What is known of the article's photo, here or in the store; None when nobody has sent it yet."""
        known = self._known.get(article.key) or stored
        if known is not None and known.source == article.image:
            return known
        if article.image.startswith(TELEGRAM):
            return Photo(article.image, PhotoState.READY, article.image.removeprefix(TELEGRAM))
        return None

    def may_rise(self, article: int) -> bool:
        """Whether a message may take this article's photo up; if so, it is on its way until it `landed`."""
        if article in self._rising:
            return False
        self._rising.add(article)
        return True

    def landed(self, article: int) -> None:
        """The message that took it up was answered, or never left."""
        self._rising.discard(article)

    def learn(self, claim: Claim, source: str, outcome: Outcome) -> bool:
        """Telegram's answer to a message with a photo; True when it refused the photo itself."""
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
