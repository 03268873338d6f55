"""How updates reach their handlers. A command comes as a message or, in channels, as a post."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

Handler = Callable[..., Coroutine[Any, Any, None]]
# What a middleware calls to let an update through: the next middleware, or the handler.
NextHandler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

# Typed text that is no command: for dialogues and for answers to a letter.
WORDS = F.text & ~F.text.startswith("/")


def on_command(router: Router, handler: Handler, *words: str, flags: dict[str, Any] | None = None) -> None:
    """Registers a handler for these words, in any letter case; `/word@otherbot` is for another bot and is ignored. A
    forwarded message, or one that another bot composed, is somebody else's word, whoever passed it on: a post that an
    administrator forwards into the own channel must not change what comes there. Telegram itself forwards a channel's
    posts to its discussion group."""
    wanted = Command(*words, ignore_case=True)
    for observer in (router.message, router.channel_post):
        observer.register(handler, F.text, ~F.forward_origin, ~F.via_bot, ~F.is_automatic_forward, wanted, flags=flags)
