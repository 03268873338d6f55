"""How a command reaches its handler: in private chats, groups and topics as a message, in channels as a post."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command

Handler = Callable[..., Coroutine[Any, Any, None]]

WORDS = F.text & ~F.text.startswith("/")
"""What is typed and is no command: for dialogues, and for answers to a letter."""


def on_command(router: Router, handler: Handler, *words: str, flags: dict[str, Any] | None = None) -> None:
    """Registers a handler for these words, in any letter case; `/word@otherbot` is for another bot and passes by."""
    wanted = Command(*words, ignore_case=True)
    # A channel's post appears in its discussion group once more, by itself; it was meant for the channel.
    router.message.register(handler, F.text, ~F.is_automatic_forward, wanted, flags=flags)
    router.channel_post.register(handler, F.text, wanted, flags=flags)
