"""The Bot API client of delivery: it takes prepared bytes and returns an outcome, without building a model.

Every way a call can end becomes one of the outcomes of domain/delivery.py: a response in answers.py, the rest here.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import TypeAlias

from delivery.counters import DeliveryCounters
from delivery.http.answers import parse, read_answer
from delivery.http.connection import NoAnswer
from delivery.http.dialing import ProxyDialer, why_unreachable
from delivery.http.pool import ConnectionPool, NoConnection
from domain.outcomes import Outcome, RetryAfter, Unknown, Unreached
from domain.reason import Reason, ReasonCode

# How the body of a call names a picture that is part of the same form (Bot API, "Sending files").
ATTACHED_PICTURE = "attach://picture"

# After so long without a response the call ends as Unknown (seconds).
CALL_TIMEOUT = 10.0

# Called just before a request is written to its connection; not called when there is no connection.
BeforeSend: TypeAlias = Callable[[], None]


def do_nothing() -> None:
    """For calls that no rate limiter counts."""


class TokenRefused(Exception):
    """Telegram says that no bot has this token."""


class Telegram:
    """The client of one token. `api` is API_BASE_URL. The token is in no repr and no error.

    `proxy`: PROXY_URL; "": none.
    """

    def __init__(
        self, api: str, token: str, *, connections: int, timeout: float = CALL_TIMEOUT, proxy: str = ""
    ) -> None:
        base = f"{api.rstrip('/')}/bot{token}/"
        dialer = ProxyDialer(proxy) if proxy else None
        self._pool = ConnectionPool(base, connections=connections, timeout=timeout, dialer=dialer)
        self.counters = DeliveryCounters()

    def __repr__(self) -> str:
        return "Telegram(…)"

    async def __aenter__(self) -> Telegram:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()

    async def username(self) -> str:
        """The bot's own name. Raises TokenRefused, and OSError when no Bot API answers."""
        try:
            response = await self._pool.post("getMe", b"{}")
        except (NoConnection, NoAnswer, TimeoutError) as error:
            raise OSError(why_unreachable(error.__cause__ or error)) from error
        result = parse(response.body).get("result")
        if response.status in (401, 404):
            raise TokenRefused
        if not isinstance(result, dict):
            raise OSError(f"{response.status} is no answer to getMe")
        return str(result.get("username", ""))

    async def is_reachable(self, seconds: float = CALL_TIMEOUT, *, anew: bool = False) -> bool:
        """Whether a Bot API answers within so many seconds. `anew`: over a new connection. Never raises."""
        if anew:
            self._pool.end_idle()
        try:
            async with asyncio.timeout(seconds):
                response = await self._pool.post("getMe", b"{}")
        except (NoConnection, NoAnswer, TimeoutError):
            return False
        answer = parse(response.body)
        # Told to wait is told by Telegram. A page that says yes to everything names no bot.
        is_told_to_wait = response.status == 429 and answer.get("ok") is False
        return is_told_to_wait or (response.status == 200 and isinstance(answer.get("result"), dict))

    async def call(self, method: str, body: bytes, before_send: BeforeSend = do_nothing) -> Outcome:
        """Makes one call. Raises nothing but cancellation."""
        return await self._call(method, body, before_send)

    async def upload(
        self, method: str, body: bytes, picture: bytes | None, before_send: BeforeSend = do_nothing
    ) -> Outcome:
        """Like `call`, for a photo that Telegram does not have yet. The outcome has its file_id.

        `picture`: a JPEG to upload. None: Telegram fetches the photo from its address.
        """
        content_type = ""
        if picture is not None:
            content_type, body = _multipart(body, picture)
        return await self._call(method, body, before_send, content_type, uploaded=True)

    async def _call(
        self, method: str, body: bytes, before_send: BeforeSend, content_type: str = "", *, uploaded: bool = False
    ) -> Outcome:
        """`content_type`: "" for JSON."""
        outcome: Outcome
        try:
            response = await self._pool.post(method, body, content_type, before_send)
        except NoConnection as error:
            outcome = Unreached(str(error))
        except NoAnswer as error:
            outcome = Unknown(Reason(ReasonCode.SILENT, str(error)))
        except TimeoutError:
            outcome = Unknown(Reason(ReasonCode.SILENT))
        else:
            outcome = read_answer(response.status, response.body, method, uploaded=uploaded)
        self.counters.uploads += uploaded
        name = "retry_after" if isinstance(outcome, RetryAfter) else type(outcome).__name__.lower()
        self.counters.calls[name] += 1
        return outcome


def _multipart(body: bytes, picture: bytes) -> tuple[str, bytes]:
    """(Content-Type, body) of a form with the fields of a JSON body and the picture (a JPEG)."""
    boundary = secrets.token_hex(16)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="'
    parts = [
        f'{head}{name}"\r\n\r\n{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}\r\n'
        for name, value in json.loads(body).items()
    ]
    parts.append(f'{head}picture"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n')
    form = "".join(parts).encode() + picture + f"\r\n--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", form
