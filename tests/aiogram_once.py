"""What aiogram works out anew for every dispatcher and bot, and what is the same each time: a third of a conversation.

Each router makes an observer for each kind of update and inspects the same callback for it; 70 routers inspect it 2,000
times. Each session reads the certificates of the machine. A program does both once, a test worker a thousand times.
"""

from __future__ import annotations

import functools
import ssl
from types import CodeType, FunctionType, MethodType
from typing import Any

from aiogram.client.session import aiohttp as session
from aiogram.dispatcher.event.handler import CallableObject

_Found = tuple[bool, set[str], bool]
_Key = tuple[CodeType, bool]


def remember() -> None:
    """From now on, in this process, a callback is inspected once and the certificates are read once."""
    inspected: dict[_Key, _Found] = {}
    first: Any = CallableObject.__post_init__

    def post_init(made: CallableObject) -> None:
        key = _key(made.callback)
        known = inspected.get(key) if key else None
        if known is None:
            first(made)
            if key:
                inspected[key] = (made.awaitable, made.params, made.varkw)
        else:
            made.awaitable, made.params, made.varkw = known

    CallableObject.__post_init__ = post_init  # type: ignore[method-assign, assignment]
    session.ssl = _OneContext  # type: ignore[attr-defined]


def _key(callback: Any) -> _Key | None:
    """The code of a function, and whether it is bound; None for what is inspected each time, as a decorated one."""
    function = callback.__func__ if isinstance(callback, MethodType) else callback
    if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
        return None
    return function.__code__, function is not callback


class _OneContext:
    """`ssl` as aiogram's session uses it."""

    create_default_context = staticmethod(functools.cache(ssl.create_default_context))
