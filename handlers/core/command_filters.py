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
    """Registers a handler for these words, in any letter case; `/word@otherbot` is for another bot and is ignored."""
    wanted = Command(*words, ignore_case=True)
    # Telegram repeats a channel's post in its discussion group; the command was meant for the channel.
    router.message.register(handler, F.text, ~F.is_automatic_forward, wanted, flags=flags)
    router.channel_post.register(handler, F.text, wanted, flags=flags)
