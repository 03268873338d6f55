"""The door for a CMS at HTTP_LISTEN: `POST /articles` and `DELETE /articles/ID`, for who has INGEST_TOKEN.

Without that setting there is no such address. What comes is read in the sandbox and accepted as files are.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.config import Settings
from bot.folder import intake_rules
from bot.http.door_articles import DoorIntake, Status
from bot.http.guards import refusal
from bot.http.json_answers import PATH, refuse_in_json, said
from bot.http.own_ids import is_own_id
from bot.http.request_rate import RequestRate
from bot.http.strangers import Strangers
from bot.parsing import LONG_TOKEN
from domain.article import ArticleState
from domain.clock import Clock
from domain.errors import StoreUnavailable
from domain.team import AuditAction
from sources.sandbox.readers import Readers
from storage.store import Store

# A body, and the seconds in which it must have come.
BODY_BYTES = 1024 * 1024
BODY_SECONDS = 20.0
# Requests that wait for those before them; a CMS that sends its whole archive is told to wait.
_WAITING = 20
# Seconds after which a client may try again: the store was locked or full.
_STORE_AGAIN = "5"
# The same while the clock is wrong: a board sets it seconds after it has a network, or nobody sets it for long.
_CLOCK_AGAIN = "30"
_BEARER = re.compile(r"Bearer +(\S+) *", re.IGNORECASE)
# The bucket of who has the token; no address is written so.
_CMS = "cms"
_LARGE = "at most 1 MB at once: send the articles in several requests\n"
_NO, _YES = ("false", "0", "no"), ("", "true", "1", "yes")

log = logging.getLogger(__name__)


class Door:
    """`add_to` an application that listens. `counts`: what became of articles, and how many requests were denied."""

    def __init__(self, settings: Settings, store: Store, clock: Clock, readers: Readers) -> None:
        token = settings.ingest_token.get_secret_value()
        self._token = hashlib.sha256(token.encode()).digest()
        self._is_long = len(token) >= LONG_TOKEN
        self._zone = settings.timezone
        self._store = store
        self._clock = clock
        owners = bool(settings.admin_ids)
        self._intake = DoorIntake(store, clock, intake_rules(settings), readers, owners=owners)
        self._rate = RequestRate(clock)
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0
        self._strangers = Strangers(clock)
        self.counts: Counter[str] = Counter()
        # By a clock that is behind each date would be in the future, and each article news of this moment.
        self.is_clock_behind: Callable[[], bool] = lambda: False

    def add_to(self, app: web.Application) -> None:
        app.middlewares.insert(0, refuse_in_json)
        app.router.add_post(PATH, self._post)
        app.router.add_delete(PATH + "/{id:.+}", self._delete)

    async def _post(self, request: web.Request) -> web.Response:
        if denied := self._deny(request):
            return denied
        push = request.query.get("push", "").lower()
        if push not in _NO + _YES:
            return said(400, error="push is true or false")
        if self.is_clock_behind():
            return said(503, {"Retry-After": _CLOCK_AGAIN}, error="the clock of this server is behind: set it")
        if (request.content_length or 0) > BODY_BYTES:
            return refusal(413, _LARGE)
        if self._waiting >= _WAITING:
            return said(503, {"Retry-After": "1"}, error="too many requests at once")
        self._waiting += 1
        try:
            body = await _read(request)
            async with self._one_at_a_time:
                return await self._take(body, archive=push in _NO)
        finally:
            self._waiting -= 1

    async def _take(self, body: bytes, *, archive: bool) -> web.Response:
        now = datetime.fromtimestamp(self._clock.now_ms() / 1000, self._zone)
        try:
            taken = await self._intake.take(body, now, archive=archive)
        except StoreUnavailable as error:
            log.info("door.waits_for_store reason=%s", error.key)
            return _store_away()
        if isinstance(taken, str):
            return said(400, error=taken)
        self.counts.update(one.status for one in taken)
        status = 200 if any(one.status is not Status.REFUSED for one in taken) else 422
        return said(status, articles=[one.as_json() for one in taken])

    async def _delete(self, request: web.Request) -> web.Response:
        if denied := self._deny(request):
            return denied
        article_id = request.match_info["id"]
        if is_own_id(article_id):
            return said(403, error="an article of the newsroom's own is recalled in the chat")
        try:
            return await self._recall(article_id)
        except StoreUnavailable:
            return _store_away()

    async def _recall(self, article_id: str) -> web.Response:
        article = await self._store.articles.with_id(article_id)
        if article is None:
            return said(404, error="there is no article with this id")
        async with self._store.transaction() as work:
            done = article.state is ArticleState.LIVE and await work.articles.recall(article.key)
            if done:
                await work.audit.note(0, AuditAction.RECALLED, article.title)
        status = "recalled" if done else "unchanged"
        self.counts[status] += 1
        return said(200, id=article_id, status=status)

    def _deny(self, request: web.Request) -> web.Response | None:
        """Too many requests, or not the token: answered before the body is read. None: come in.

        Behind a proxy strangers and the CMS have one address, and must not share a bucket: else anybody could keep the
        CMS out. A short token is counted with the strangers', since that bounds how many of them somebody can try.
        """
        is_right = self._is_right(request)
        if wait := self._rate.wait_for(_CMS if is_right and self._is_long else request.remote or "?"):
            self.counts["denied"] += 1
            response = refusal(429, "too many requests\n")
            response.headers["Retry-After"] = str(wait)
            return response
        if is_right:
            return None
        self.counts["denied"] += 1
        if times := self._strangers.to_tell():
            log.warning("door.wrong_token from=%s times=%d", request.remote or "?", times)
        response = refusal(401, "Authorization: Bearer with the INGEST_TOKEN of the bot is needed\n")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response

    def _is_right(self, request: web.Request) -> bool:
        found = _BEARER.fullmatch(request.headers.get("Authorization", ""))
        given = hashlib.sha256((found[1] if found else "").encode("utf-8", "surrogateescape")).digest()
        return hmac.compare_digest(given, self._token)


async def _read(request: web.Request) -> bytes:
    """The body. Raises an answer for one that is too large, or too slow."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.content.iter_any():
                body += piece
                if len(body) > BODY_BYTES:
                    raise web.HTTPRequestEntityTooLarge(BODY_BYTES, len(body), text=_LARGE)
    except TimeoutError as error:
        raise web.HTTPRequestTimeout(text="the body did not come\n", headers={"Connection": "close"}) from error
    return bytes(body)


def _store_away() -> web.Response:
    again = {"Retry-After": _STORE_AGAIN}
    return said(503, again, error="the store takes nothing now; send it again, nothing is taken twice")
