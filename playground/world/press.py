"""A pressed button, and what the bot answered to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.world.chats import Chat
    from playground.world.world import World

# Telegram forgets a callback query about a minute after the press.
PRESS_LIFETIME = 60.0


class Press:
    """A pressed button: what the bot answered, once it did. A pressed link answers with its `url` alone."""

    def __init__(self, world: World, press_id: str, chat: Chat, url: str = "") -> None:
        self.world = world
        self.id = press_id
        self.chat = chat
        self.url = url
        self.date = world.now()
        self.is_answered = False
        self.toast = ""
        self.alert = False

    async def answered(self, timeout: float = 5) -> str:
        """Waits for answerCallbackQuery; the toast's text, which may be empty."""
        if not await self.world.changes.until(lambda: self.is_answered, timeout):
            raise AssertionError(f"the button was not answered within {timeout} s")
        return self.toast
