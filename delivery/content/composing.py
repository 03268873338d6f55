"""Composes the message of a claim: its body, rendered once and then found again, and its photo."""

from __future__ import annotations

import logging
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace

from delivery.content.bodies import Bodies, Body
from delivery.content.photos import UPLOAD_RETRY, Photos
from delivery.content.refusals import refuse_photo, stop_for_content
from delivery.content.shapes import carries_photo, decide
from delivery.counters import DeliveryCounters
from domain.article import Article
from domain.clock import Clock
from domain.copy_shape import Form
from domain.delivery import Action, BroadcastCursor, Claim
from domain.errors import NotFound, StoreUnavailable, ZharshyError
from domain.outcomes import NotSent, Outcome, Refused
from domain.photo import FILE, Photo, PhotoState
from domain.reason import Reason, ReasonCode
from domain.rich import Rich
from domain.title_test import Words, words_for
from storage.store import Store
from text.telegram.digest_shelf import DigestShelf

log = logging.getLogger(__name__)

# Digests that are sent at a time; more are rare, and cost their articles being read again.
_DIGESTS = 8
# Bodies of one digest: chats with the same rubrics and language share one.
_BODIES = 512
# So many refusals of a rich message are remembered.
_KEPT = 256
# What our own check of a text found (keys of `text.telegram.strict`); every other key of it is about the markup.
_OUR_CHECK = {"text-empty": ReasonCode.EMPTY, "text-too-long": ReasonCode.LONG}


@dataclass(slots=True)
class _Digest:
    """What the parts of one version of a digest share."""

    article: Article
    shelf: DigestShelf = field(default_factory=DigestShelf)
    bodies: dict[tuple[object, ...], Body] = field(default_factory=dict)

    def keep(self, same: tuple[object, ...], body: Body) -> None:
        if len(self.bodies) == _BODIES:
            self.bodies.clear()
        self.bodies[same] = body


def with_words(article: Article, title: str, lead: str) -> Article:
    """The article as the sample of a title test gets it; without another lead the own one stays."""
    if not lead:
        return replace(article, title=title)
    return replace(article, title=title, summary=Rich(lead), lead=Rich(lead))


class Composer:
    """One a process."""

    def __init__(self, store: Store, bodies: Bodies, clock: Clock, counters: DeliveryCounters) -> None:
        self._store = store
        self._bodies = bodies
        self._clock = clock
        self._counters = counters
        self._photos = Photos()
        # By the digest's article and version.
        self._digests: dict[tuple[int, int], _Digest] = {}
        # (article, version) that Telegram refused as a rich message, while this process lives.
        self._not_rich: OrderedDict[tuple[int, int], None] = OrderedDict()

    async def body(self, claim: Claim, head: BroadcastCursor) -> Body | NotSent:
        """The body for a claim. NotSent: it cannot leave now, or the broadcast was stopped because of it."""
        action = decide(head, claim.target, self._clock.now_ms())
        if head.digest:
            return await self._digest(claim, head, action)
        target = claim.target
        if target.form is Form.LONG and (claim.article, head.version) in self._not_rich:
            claim = claim._replace(target=target._replace(form=Form.LONG_CLASSIC))
        if head.tested and action is Action.SEND and words_for(target.recipient) is Words.OTHER:
            claim = claim._replace(target=claim.target._replace(other_words=True))
        found = self._bodies.find(claim.article, head.version, claim.target, action)
        if found is not None:
            return found
        try:
            article = await self._store.articles.get(claim.article)
            if article.version != head.version:
                # The article changed after the claim. The next claim decides again what is done to this copy.
                return NotSent()
            if claim.target.other_words:
                words = await self._store.title_tests.other_words(claim.article)
                if words is None:
                    # One title was chosen after the claim.
                    return NotSent()
                article = with_words(article, *words)
            return await self._composed(claim, article, action)
        except (NotFound, StoreUnavailable):
            return NotSent()

    async def _digest(self, claim: Claim, head: BroadcastCursor, action: Action) -> Body | NotSent:
        """The chat's own part. An article that was recalled since is left out."""
        try:
            digest = self._digests.get((claim.article, head.version))
            if digest is None:
                article = await self._store.articles.get(claim.article)
                if article.version != head.version:
                    return NotSent()
                digest = self._begin_digest(article)
            part = await self._store.digests.part(claim.article, claim.target.recipient)
            target = claim.target
            same = (tuple(part.keys), part.left_out, target.language, target.kind, action, self._bodies.pays)
            body = digest.bodies.get(same)
            if body is None:
                await self._read(digest.shelf, part.keys)
                shown = digest.shelf.shown(part.keys)
                body = self._bodies.render_digest(digest.article, shown, target, action, part.left_out)
                digest.keep(same, body)
            return body
        except (NotFound, StoreUnavailable):
            return NotSent()
        except Exception as error:
            # A defect of ours, or of our check. It stops this digest only.
            log.exception("delivery.cannot_render article=%s", claim.article)
            reason = Reason(ReasonCode.DEFECT, type(error).__name__)
        with suppress(StoreUnavailable):
            async with self._store.transaction() as work:
                await stop_for_content(work, claim.broadcast, claim.article, head.version, reason)
        return NotSent()

    def _begin_digest(self, article: Article) -> _Digest:
        """A change of any of its articles is a new version of a digest."""
        if len(self._digests) == _DIGESTS:
            self._digests.clear()
        begun = self._digests[article.key, article.version] = _Digest(article)
        return begun

    async def _read(self, shelf: DigestShelf, keys: list[int]) -> None:
        for key in shelf.missing(keys):
            try:
                shelf.put(key, await self._store.articles.get(key))
            except NotFound:
                shelf.put(key, None)

    async def _composed(self, claim: Claim, article: Article, action: Action) -> Body | NotSent:
        stored = await self._store.photos.of(article.key) if article.image else None
        photo, picture = self._photos.of(article, stored), None
        uploads = photo is None and carries_photo(article, claim.target, action)
        if uploads and article.image.startswith(FILE):
            picture = await self._store.photos.content(article.image.removeprefix(FILE))
            if picture is None:
                await self._missing(article)
                uploads, photo = False, Photo(article.image, PhotoState.REFUSED, reason=ReasonCode.PHOTO_LOST)
        if uploads and not self._photos.begin_upload(article.key, self._clock.monotonic()):
            return NotSent(UPLOAD_RETRY)
        try:
            return self._bodies.render(article, claim.target, action, photo, picture)
        except ZharshyError as error:
            # Our own check says that Telegram would refuse it. That counts as a refusal.
            reason = Reason(_OUR_CHECK.get(error.key, ReasonCode.MARKUP), error.key)
        except Exception as error:
            # A defect of ours. It stops this article only.
            log.exception("delivery.cannot_render article=%s", claim.article)
            reason = Reason(ReasonCode.DEFECT, type(error).__name__)
        if uploads:
            self._photos.end_upload(article.key)
        with suppress(StoreUnavailable):
            async with self._store.transaction() as work:
                await stop_for_content(work, claim.broadcast, claim.article, article.version, reason)
        return NotSent()

    async def _missing(self, article: Article) -> None:
        async with self._store.transaction() as work:
            await refuse_photo(work, self._counters, article.key, article.image, ReasonCode.PHOTO_LOST)

    def answered(self, claim: Claim, body: Body, outcome: Outcome) -> None:
        """Learns from the answer: the next messages have the file_id of the photo, or no photo."""
        if isinstance(outcome, Refused) and outcome.rich:
            self._not_rich[claim.article, body.version] = None
            if len(self._not_rich) > _KEPT:
                self._not_rich.popitem(last=False)
        if body.uploads:
            self._photos.end_upload(claim.article)
        if body.source and self._photos.learn(claim, body.source, outcome):
            self._bodies.forget(claim.article)
