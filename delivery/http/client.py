"""Calls to the Bot API on the lean path: prepared bytes out, an outcome back, no model built.

Every way a call can end becomes one of the outcomes of domain/delivery.py: here, and for its answer in read_answer.py.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import TypeAlias

from delivery.http.answers import parse, read_answer
from delivery.http.connection import NoAnswer
from delivery.http.pool import NoConnection, Wire
from domain.delivery import Outcome, RetryAfter, Unknown, Unreached
from domain.meters import METERS

# Where the picture stands in the body of a call that takes it along as a file (Bot API, "BroadcastProgress files").
ATTACHED = "attach://picture"

# A call without an answer for so long is of unknown fate (seconds).
CALL_TIMEOUT = 10.0

# Told when a call goes into its socket; not told of one that found no connection.
Leaves: TypeAlias = Callable[[], None]


def nobody_minds() -> None:
    """For calls that no gate counts."""


class TokenRefused(Exception):
    """Telegram says that this token is no bot's."""


class Telegram:
    """One token's connection. `api` is API_BASE_URL; the token stands in no repr and no error."""

    def __init__(self, api: str, token: str, *, connections: int, timeout: float = CALL_TIMEOUT) -> None:
        """`timeout`: seconds after which a call without an answer is given up."""
        self._base = f"{api.rstrip('/')}/bot{token}/"
        self._connections = connections
        self._timeout = timeout
        self._wire: Wire | None = None

    def __repr__(self) -> str:
        return "Telegram(…)"

    async def __aenter__(self) -> Telegram:
        self._wire = Wire(self._base, connections=self._connections, timeout=self._timeout)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._wire is not None:
            await self._wire.close()

    async def username(self) -> str:
        """The bot's own name. Raises TokenRefused, and OSError when nobody answers as Telegram does."""
        assert self._wire is not None
        try:
            reply = await self._wire.post("getMe", b"{}")
        except (NoConnection, NoAnswer, TimeoutError) as error:
            raise OSError(type(error).__name__) from error
        result = parse(reply.body).get("result")
        if reply.status in (401, 404):
            raise TokenRefused
        if not isinstance(result, dict):
            raise OSError(f"{reply.status} is no answer to getMe")
        return str(result.get("username", ""))

    async def is_there(self) -> bool:
        """Whether somebody answers as Telegram does; never raises."""
        assert self._wire is not None
        try:
            reply = await self._wire.post("getMe", b"{}")
        except (NoConnection, NoAnswer, TimeoutError):
            return False
        return reply.status < 500 and bool(parse(reply.body))

    async def call(self, method: str, body: bytes, leaves: Leaves = nobody_minds) -> Outcome:
        """One call; never raises but for cancellation."""
        return _counted(await self._call(method, body, leaves))

    async def upload(self, method: str, body: bytes, picture: bytes | None, leaves: Leaves = nobody_minds) -> Outcome:
        """As `call`, for a photo that Telegram does not have yet; the outcome tells its file_id.

        `picture`: a JPEG that goes along; None: Telegram fetches the photo from its address.
        """
        kind = ""
        if picture is not None:
            kind, body = _multipart(body, picture)
        outcome = _counted(await self._call(method, body, leaves, kind, went_up=True))
        METERS.uploads += 1
        return outcome

    async def _call(
        self, method: str, body: bytes, leaves: Leaves, kind: str = "", *, went_up: bool = False
    ) -> Outcome:
        """`kind`: the body's Content-Type, where it is not JSON."""
        assert self._wire is not None
        try:
            reply = await self._wire.post(method, body, kind, leaves)
        except NoConnection as error:
            return Unreached(str(error))
        except NoAnswer as error:
            return Unknown(str(error))
        except TimeoutError:
            return Unknown("no answer in time")
        return read_answer(reply.status, reply.body, method, went_up=went_up)


def _counted(outcome: Outcome) -> Outcome:
    METERS.calls["retry_after" if isinstance(outcome, RetryAfter) else type(outcome).__name__.lower()] += 1
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
