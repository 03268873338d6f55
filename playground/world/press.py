"""A pressed button, and the bot's answer to it."""

from __future__ import annotations

from dataclasses import dataclass

from playground.world.changes import PATIENCE, Changes
from playground.world.messages import MessageChat

# Telegram forgets a callback query about a minute after the press.
PRESS_LIFETIME = 60.0


@dataclass(slots=True, eq=False)
class Press:
    """`toast` is what the bot answered, once it did. A pressed link has its `url` only."""

    changes: Changes
    id: str
    chat: MessageChat
    date: float
    url: str = ""
    is_answered: bool = False
    toast: str = ""
    alert: bool = False

    async def answered(self, timeout: float = PATIENCE) -> str:
        """Waits for answerCallbackQuery; the toast's text, which may be empty."""
        if not await self.changes.until(lambda: self.is_answered, timeout):
            raise AssertionError(f"the button was not answered within {timeout} s")
        return self.toast
