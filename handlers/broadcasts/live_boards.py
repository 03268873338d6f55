"""Boards that are kept up to date in place: for two minutes, with at most one edit in three seconds."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest

from handlers.broadcasts.board import Board, read_board
from handlers.broadcasts.board_buttons import keyboard
from handlers.broadcasts.board_text import board_text
from handlers.broadcasts.report_recipient import ReportRecipient, recipient_in
from handlers.core.access.rights import member_of
from handlers.core.buttons.keyboards import edit_of
from handlers.core.services import Services

log = logging.getLogger(__name__)

# Seconds for which a board stays live after it was last asked for.
LIVE_SECONDS = 120.0
# Boards that are live at once. A further board is shown too, and refreshed by its button.
MOST = 20


@dataclass(slots=True)
class _LiveBoard:
    chat_id: int
    message_id: int
    user_id: int
    language: str
    until: float
    shown: str = ""


class Boards:
    """One for the whole process. One read of the store every three seconds serves all live boards."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._live: dict[int, _LiveBoard] = {}

    async def read(self) -> Board:
        """The board as it is now, with the rates measured since it was first read."""
        board = await read_board(self._services.store, self._services.clock.now_ms())
        self._services.throughput.note(self._services.clock.monotonic(), () if board.halt else board.broadcasts)
        return replace(board, rates=self._services.throughput.rates)

    def watch(self, chat_id: int, message_id: int, recipient: ReportRecipient, shown: str) -> None:
        """Keeps this message up to date from now on; one board a chat."""
        if chat_id not in self._live and len(self._live) >= MOST:
            return
        until = self._services.clock.monotonic() + LIVE_SECONDS
        user_id = recipient.member.user_id
        self._live[chat_id] = _LiveBoard(chat_id, message_id, user_id, recipient.language, until, shown)

    def stop_watching(self, chat_id: int) -> None:
        """The message of this chat's board shows something else now."""
        self._live.pop(chat_id, None)

    async def refresh(self, bot: Bot) -> None:
        """Changes every board that looks different now; called every three seconds."""
        services = self._services
        now = services.clock.monotonic()
        if not self._live:
            # Previews show the measured rate, so it is kept up to date without boards too.
            halted = await services.store.facts.is_halted()
            services.throughput.note(now, () if halted else await services.store.progress.under_way())
            return
        board = await self.read()
        for live in list(self._live.values()):
            if not await self._refresh(bot, live, board) or now > live.until or not board.is_moving:
                self._live.pop(live.chat_id, None)

    async def _refresh(self, bot: Bot, live: _LiveBoard, board: Board) -> bool:
        """False when the message is gone or its reader has left the newsroom."""
        services = self._services
        member = await member_of(live.user_id, services.store, services.owners)
        if member is None:
            return False
        recipient = await recipient_in(services, member, live.language)
        text = board_text(board, recipient)
        if text == live.shown:
            return True
        try:
            await bot(edit_of(live.chat_id, live.message_id, text, keyboard(board, recipient)))
        except TelegramBadRequest as error:
            return "not modified" in error.message
        except AiogramError as error:
            log.info("board.not_refreshed reason=%s", type(error).__name__)
        else:
            live.shown = text
        return True
