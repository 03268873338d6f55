"""Serves an aiohttp application, or raises an error that says why it cannot listen."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web_protocol import RequestHandler

from bot.addresses import address
from bot.http.json_answers import said
from bot.http.strangers import Strangers
from domain.clock import SystemClock
from domain.errors import CannotStart, SettingsError

# Seconds in which the head of a request must have come, counted from the connection or from the answer before it.
# A client that sends a byte a minute would hold a connection for ever.
HEAD_SECONDS = 10.0
# Connections at once; Telegram makes at most 100. A process has some 1,000 files and sockets in all, and a stranger who
# opened them all would take the store and the way to Telegram from it.
MOST_CONNECTIONS = 200
# Seconds for which the rest of a refused request is read and dropped, so that its sender gets the answer.
_LINGERING = 1.0

_requests = logging.getLogger(__name__)


class _ShortLines(logging.Filter):
    """Whatever bytes strangers sent instead of requests are one short line a minute, without the bytes."""

    def __init__(self) -> None:
        super().__init__()
        self._strangers = Strangers(SystemClock())

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HttpProcessingError):
            times = self._strangers.to_tell()
            if not times or not _requests.isEnabledFor(logging.INFO):
                return False
            record.levelno, record.levelname, record.exc_info = logging.INFO, "INFO", None
            record.msg = "http.no_request from=%s reason=%s times=%d"
            record.args = (*(record.args or ()), type(error).__name__, times)
        return True


_requests.addFilter(_ShortLines())


class _Connection(RequestHandler):
    """Answers in JSON also what is no HTTP request: nobody can know whether it was for the door."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        super().handle_error(request, status, exc, message)
        # The parser shows the bytes that it could not read; they are left out.
        said_by_parser = " ".join((message or "").split()).partition(" b'")[0].rstrip(" :")
        answer = said(status, error=said_by_parser or HTTPStatus(status).phrase)
        answer.force_close()
        return answer


@asynccontextmanager
async def listening(
    app: web.Application, listen_at: str, name: str, *, head_seconds: float = HEAD_SECONDS, most: int = MOST_CONNECTIONS
) -> AsyncIterator[None]:
    """Serves `app` at host:port, the value of the setting `name`. Nothing that comes is unpacked.

    With more than `most` connections the oldest is closed: those of a stranger wait, those of Telegram are soon done.
    Raises CannotStart if another program has the port, SettingsError if the address can never be used.
    """
    place = address(listen_at)
    assert place is not None, "settings are checked when they are read"
    runner = web.AppRunner(
        app,
        access_log=None,
        handler_cancellation=True,
        shutdown_timeout=1.0,
        logger=_requests,
        auto_decompress=False,
        keepalive_timeout=head_seconds,
        lingering_time=_LINGERING,
    )
    await runner.setup()
    try:
        listener = await _listen(runner, place, most)
    except OSError as error:
        await runner.cleanup()
        # A port that another program has now may be free at the next start; any other reason is the setting's.
        wrong = CannotStart if error.errno == errno.EADDRINUSE else SettingsError
        reason = error.strerror or "?"
        raise wrong("settings-listen-taken", name=name, value=listen_at, reason=reason) from error
    try:
        yield
    finally:
        listener.close()
        await runner.cleanup()


async def _listen(runner: web.AppRunner, place: tuple[str, int], most: int) -> asyncio.Server:
    server = runner.server
    assert server is not None

    def new_connection() -> asyncio.Protocol:
        open_now = server.connections
        for oldest in open_now[: max(0, len(open_now) - most + 1)]:
            oldest.force_close()
        connection = server()
        # aiohttp has no other way to say what a connection is.
        connection.__class__ = _Connection
        return connection

    return await asyncio.get_running_loop().create_server(new_connection, *place)
