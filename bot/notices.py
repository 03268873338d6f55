"""What owners must be told reaches them in chat, in their language, once."""

from __future__ import annotations

import logging

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError

from bot.config import Settings
from domain.buttons import Keyboard
from handlers.broadcasts.held import held_keyboard
from handlers.core.keyboards import markup
from storage.repositories.notices import Notice
from storage.store import Store
from text.i18n import Phrases
from text.reasons import in_words
from text.telegram.render import units

log = logging.getLogger(__name__)

Line = tuple[Notice, str]
"""A notice as HTML."""

_ASKS = "source-held"
"""The notice that asks for an owner's word."""
_OF_DELIVERY = "delivery-"
"""How the keys of what delivery tells begin."""
_ONE_MESSAGE = 3500
"""UTF-16 units of one message of notices; Telegram takes 4096."""
_KEPT_DAYS = 7
"""Days for which a notice waits for somebody to be made an owner."""


class Notices:
    """Sends the notices of the store to the owners; those who never pressed Start can't be told, which is logged."""

    def __init__(self, settings: Settings, store: Store, bot: Bot) -> None:
        self._owners = settings.admin_ids
        self._default_language = settings.default_language
        self._store = store
        self._bot = bot
        self._phrases = Phrases.load()
        # (notice, owner) of notices that some owner has not heard yet.
        self._done: set[tuple[int, int]] = set()

    async def tell(self) -> None:
        """Tells what is still to be told. What Telegram could not take now is told at the next call, and an owner who
        has heard it is not told again because another one has not."""
        untold = await self._store.notices.untold()
        owners = await self._owners_now() if untold else []
        for owner in owners:
            await self._tell_one(owner, [notice for notice in untold if (notice.id, owner) not in self._done])
        told = {one.id for one in untold if owners and all((one.id, owner) in self._done for owner in owners)}
        if not told:
            return
        async with self._store.transaction() as work:
            for notice in sorted(told):
                await work.notices.told(notice)
        self._done = {(notice, owner) for notice, owner in self._done if notice not in told}

    async def give_up(self) -> None:
        """While there is no owner nobody is told; whoever is made one much later shall not hear of all those days."""
        if await self._owners_now():
            return
        async with self._store.transaction() as work:
            if given_up := await work.notices.give_up(_KEPT_DAYS * 86_400_000):
                log.warning("notice.no_owner given_up=%d", given_up)

    async def _tell_one(self, owner: int, notices: list[Notice]) -> None:
        language = await self._store.recipients.language_of(owner) or self._default_language
        asks = any(notice.key == _ASKS for notice in notices)
        bundles = _bundles([(notice, self._said(language, notice)) for notice in notices])
        for number, bundle in enumerate(bundles, start=1):
            keyboard = held_keyboard(self._phrases, language) if asks and number == len(bundles) else ()
            if not await self._told(owner, "\n\n".join(line for _, line in bundle), keyboard):
                return
            self._done |= {(notice.id, owner) for notice, _ in bundle}

    def _said(self, language: str, notice: Notice) -> str:
        """As HTML. Delivery keeps a reason as it found it out."""
        values = notice.values
        if notice.key.startswith(_OF_DELIVERY) and "reason" in values:
            values = {**values, "reason": in_words(self._phrases, language, str(values["reason"]))}
        return self._phrases.say(language, notice.key, **values)

    async def _owners_now(self) -> list[int]:
        """ADMIN_IDS, and whoever was made an owner in the chat."""
        return list(dict.fromkeys([*self._owners, *await self._store.team.owners()]))

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


def _bundles(lines: list[Line]) -> list[list[Line]]:
    """The lines of each message, in as few messages as hold all."""
    bundles: list[list[Line]] = []
    room = 0
    for notice, line in lines:
        size = units(line) + 2
        if size > room:
            bundles.append([])
            room = _ONE_MESSAGE + 2
        bundles[-1].append((notice, line))
        room -= size
    return bundles
