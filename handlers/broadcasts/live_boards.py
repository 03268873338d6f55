"""Boards that people look at: kept up to date in place for two minutes, one edit in three seconds, never more."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import EditMessageText

from handlers.broadcasts.board import Board, Reader, look
from handlers.broadcasts.board_buttons import keyboard
from handlers.broadcasts.board_words import written
from handlers.core.keyboards import markup
from handlers.core.rights import member_of
from handlers.core.services import Services

log = logging.getLogger(__name__)

LOOKED_AT = 120.0
"""Seconds for which a board stays live after it was last asked for."""
MOST = 20
"""Boards that are live at once; whoever comes later still sees a board, and refreshes it by hand."""


@dataclass(slots=True)
class _Watch:
    chat_id: int
    message_id: int
    user_id: int
    language: str
    until: float
    shown: str = ""


class Boards:
    """One for the whole process. A look at the store every three seconds serves all who look."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._watches: dict[int, _Watch] = {}

    async def look(self) -> Board:
        """The board as it is now, with the rates measured since it was first looked at."""
        board = await look(self._services.store, self._services.clock.now_ms())
        self._services.throughput.note(self._services.clock.monotonic(), board.broadcasts)
        return replace(board, rates=self._services.throughput.rates)

    def watch(self, chat_id: int, message_id: int, reader: Reader, shown: str) -> None:
        """Keeps this message up to date from now on; one board a chat."""
        if chat_id not in self._watches and len(self._watches) >= MOST:
            return
        until = self._services.clock.monotonic() + LOOKED_AT
        self._watches[chat_id] = _Watch(chat_id, message_id, reader.member.user_id, reader.language, until, shown)

    def leave(self, chat_id: int) -> None:
        """Nobody looks at this chat's board any more: its message shows something else now."""
        self._watches.pop(chat_id, None)

    async def refresh(self, bot: Bot) -> None:
        """Changes every board that looks different now; asked for every three seconds."""
        if not self._watches:
            # Whoever previews an article asks how fast messages leave now.
            self._services.throughput.note(
                self._services.clock.monotonic(), await self._services.store.progress.under_way()
            )
            return
        board = await self.look()
        now = self._services.clock.monotonic()
        for watch in list(self._watches.values()):
            if not await self._refreshed(bot, watch, board) or now > watch.until or not board.busy:
                self._watches.pop(watch.chat_id, None)

    async def _refreshed(self, bot: Bot, watch: _Watch, board: Board) -> bool:
        """Whether somebody still looks, and may."""
        services = self._services
        member = await member_of(watch.user_id, services.store, services.owners)
        if member is None:
            return False
        reader = Reader(services.phrases, watch.language, services.zone, services.clock.now_ms(), member)
        text = written(board, reader)
        if text == watch.shown:
            return True
        edit = EditMessageText(
            chat_id=watch.chat_id,
            message_id=watch.message_id,
            text=text,
            parse_mode="HTML",
            reply_markup=markup(keyboard(board, reader)),
        )
        try:
            await bot(edit)
        except TelegramBadRequest as error:
            return "not modified" in error.message
        except AiogramError as error:
            log.info("board.not_refreshed reason=%s", type(error).__name__)
        else:
            watch.shown = text
        return True
