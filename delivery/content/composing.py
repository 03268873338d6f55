"""What is said in a claim's message: rendered once, or found; and the photo that travels with it."""

from __future__ import annotations

import logging
from contextlib import suppress

from delivery.content.bodies import Bodies, Body
from delivery.content.decide import decide
from delivery.content.photos import LOOK_AGAIN, Photos
from delivery.content.shapes import carries_photo
from delivery.counters import DeliveryCounters
from delivery.engine.outcomes import photo_refused, stop_for_content
from domain.article import Article
from domain.clock import Clock
from domain.delivery import Action, BroadcastCursor, Claim, NotSent, Outcome
from domain.errors import NotFound, StoreUnavailable, ZharshyError
from domain.photo import FILE, Photo, PhotoState
from storage.store import Store

log = logging.getLogger(__name__)

_NOT_KEPT = "the picture is here no more"


class Composer:
    """One a process."""

    def __init__(self, store: Store, bodies: Bodies, clock: Clock, counters: DeliveryCounters) -> None:
        self._store = store
        self._bodies = bodies
        self._clock = clock
        self._counters = counters
        self._photos = Photos()

    async def body(self, claim: Claim, head: BroadcastCursor) -> Body | NotSent:
        """The body for a claim; NotSent when it cannot leave now, and when the broadcast was stopped for it."""
        action = decide(head, claim.target, self._clock.now_ms())
        found = self._bodies.find(claim.article, head.version, claim.target, action)
        if found is not None:
            return found
        try:
            article = await self._store.articles.get(claim.article)
            if article.version != head.version:
                # Changed or recalled since the claim: what is done to this copy is decided anew with the next claim.
                return NotSent()
            return await self._composed(claim, article, action)
        except (NotFound, StoreUnavailable):
            return NotSent()

    async def _composed(self, claim: Claim, article: Article, action: Action) -> Body | NotSent:
        photo, picture = await self._photo(article), None
        goes_up = photo is None and carries_photo(article, claim.target, action)
        if goes_up and article.image.startswith(FILE):
            picture = await self._store.photos.content(article.image.removeprefix(FILE))
            if picture is None:
                await self._missing(article)
                goes_up, photo = False, Photo(article.image, PhotoState.REFUSED, reason=_NOT_KEPT)
        if goes_up and not self._photos.may_rise(article.key):
            return NotSent(LOOK_AGAIN)
        try:
            return self._bodies.render(article, claim.target, action, photo, picture)
        except ZharshyError as error:
            # Our own check says that Telegram would refuse it: the same as a refusal, before anybody is asked.
            reason = error.key
        except Exception as error:
            # A defect of ours, met by one article: that one stops, the others go on.
            log.exception("delivery.cannot_render article=%s", claim.article)
            reason = type(error).__name__
        if goes_up:
            self._photos.landed(article.key)
        with suppress(StoreUnavailable):
            async with self._store.transaction() as work:
                await stop_for_content(work, claim.broadcast, claim.article, article.version, reason)
        return NotSent()

    async def _photo(self, article: Article) -> Photo | None:
        return self._photos.of(article, await self._store.photos.of(article.key) if article.image else None)

    async def _missing(self, article: Article) -> None:
        async with self._store.transaction() as work:
            await photo_refused(work, self._counters, article.key, article.image, _NOT_KEPT)

    def answered(self, claim: Claim, body: Body, outcome: Outcome) -> None:
        """What became of a message: the next ones travel with its photo's file_id, or without the photo."""
        if body.goes_up:
            self._photos.landed(claim.article)
        if body.source and self._photos.learn(claim, body.source, outcome):
            self._bodies.forget(claim.article)
