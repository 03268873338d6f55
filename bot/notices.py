"""What owners must be told reaches them in chat, in their language, once."""

from __future__ import annotations

import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError

from bot.config import Settings
from domain.buttons import Keyboard
from domain.team import Role
from handlers.held import held_keyboard
from handlers.keyboards import markup
from storage.notices import Notice
from storage.store import Store
from text.i18n import Phrases
from text.reasons import in_words
from text.render import units

log = logging.getLogger(__name__)

_ASKS = "source-held"
"""The notice that asks for an owner's word."""
_OF_DELIVERY = "delivery-"
"""How the keys of what delivery tells begin."""
_ONE_MESSAGE = 3500
"""UTF-16 units of one message of notices; Telegram takes 4096."""


class Notices:
    """Sends the notices of the store to ADMIN_IDS; those who never pressed Start can't be told, which is logged."""

    def __init__(self, settings: Settings, store: Store, bot: Bot) -> None:
        self._owners = settings.admin_ids
        self._default_language = settings.default_language
        self._store = store
        self._bot = bot
        self._phrases = Phrases.load()

    async def tell(self) -> None:
        """Tells what is still to be told. What Telegram could not take now is told at the next call."""
        untold = await self._store.notices.untold()
        owners = await self._owners_now() if untold else []
        if not owners:
            return
        for owner in owners:
            language = await self._store.recipients.language_of(owner) or self._default_language
            lines = [self._said(language, notice) for notice in untold]
            messages = _messages(lines)
            asks = any(notice.key == _ASKS for notice in untold)
            for number, message in enumerate(messages, start=1):
                keyboard = held_keyboard(self._phrases, language) if asks and number == len(messages) else ()
                if not await self._told(owner, message, keyboard):
                    return
        async with self._store.transaction() as work:
            for notice in untold:
                await work.notices.told(notice.id)

    def _said(self, language: str, notice: Notice) -> str:
        """As HTML. Delivery keeps a reason as it found it out."""
        values = notice.values
        if notice.key.startswith(_OF_DELIVERY) and "reason" in values:
            values = {**values, "reason": in_words(self._phrases, language, str(values["reason"]))}
        return self._phrases.say(language, notice.key, **values)

    async def _owners_now(self) -> list[int]:
        """ADMIN_IDS, and whoever was made an owner in the chat."""
        made = [member.user_id for member in await self._store.team.all() if member.role is Role.OWNER]
        return list(dict.fromkeys([*self._owners, *made]))

    async def _told(self, owner: int, message: str, keyboard: Keyboard = ()) -> bool:
        """Whether this owner is done with: told, or out of reach for good."""
        try:
            await self._bot.send_message(owner, message, reply_markup=markup(keyboard))
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.warning("notice.owner_out_of_reach owner=%d reason=%s", owner, error.message)
        except AiogramError as error:
            log.warning("notice.not_sent owner=%d reason=%s", owner, type(error).__name__)
            return False
        return True


def _messages(lines: list[str]) -> list[str]:
    """As few messages as hold all lines."""
    messages: list[str] = []
    for line in lines:
        if messages and units(messages[-1]) + units(line) + 2 <= _ONE_MESSAGE:
            messages[-1] += f"\n\n{line}"
        else:
            messages.append(line)
    return messages
