"""What all chats of the world share: the bot, the clock, new ids, updates, files, and who waits for changes."""

from __future__ import annotations

import json
import time
from typing import Any

from playground.world.changes import Changes
from playground.world.files import Files
from playground.world.press import Press
from playground.world.updates import Updates

BOT_ID = 123456789
BOT_USERNAME = "zharshy_bot"


class WorldBase:
    """A chat, a button press or an inline query knows this much of the world. `World` adds the chats themselves."""

    def __init__(self) -> None:
        self.bot: dict[str, Any] = {"id": BOT_ID, "is_bot": True, "first_name": "Жаршы", "username": BOT_USERNAME}
        self.bot_json = json.dumps(self.bot)
        # Seconds by which Telegram's clock is ahead of this machine's.
        self.clock_offset = 0.0
        self.privacy_mode = True
        self.inline_mode = True
        self.updates = Updates()
        self.changes = Changes()
        self.files = Files()
        self.presses: dict[str, Press] = {}
        self._last_message_id = 0
        self._last_query_id = 7_000_000_000

    def now(self) -> float:
        """Unix time in seconds by Telegram's clock."""
        return time.time() + self.clock_offset

    def known_chats(self) -> list[Any]:
        """Every chat that has an object."""
        raise NotImplementedError

    def new_message_id(self) -> int:
        """Private chats and plain groups share one count, as in Telegram."""
        self._last_message_id += 1
        return self._last_message_id

    def new_query_id(self) -> str:
        self._last_query_id += 1
        return str(self._last_query_id)
