"""Sends the notices of the store to the owners in chat: each once, in the owner's language."""

from __future__ import annotations

import logging

from aiogram import Bot

from domain.broadcast import USUAL_RATE
from domain.buttons import Button, Keyboard
from handlers.broadcasts.clock_doubt import clock_keyboard
from handlers.broadcasts.held_articles import held_keyboard
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import QueueCallback
from handlers.core.notify import notifier_for
from handlers.core.services import Services
from storage.repositories.newsroom.inbox import Notice
from text.i18n import Phrases
from text.reasons import in_words
from text.telegram.fit import cut_line
from text.telegram.render import units

log = logging.getLogger(__name__)

# A notice, and its text as HTML.
Line = tuple[Notice, str]

# The notice of a paid broadcast that cannot be paid.
_NO_STARS = "delivery-stars"
# The keys of delivery's notices begin so.
_FROM_DELIVERY = "delivery-"
# UTF-16 units of one message of notices; Telegram takes 4096.
_ONE_MESSAGE = 3500
# Days for which a notice waits while there is no owner.
_KEPT_DAYS = 7


class OwnerNotices:
    """An owner who never pressed Start cannot be written to; the log says so."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._store = services.store
        # (notice, owner) that were sent, of notices that another owner has not got yet.
        self._done: set[tuple[int, int]] = set()

    async def tell(self) -> None:
        """Sends what is unsent. A message that Telegram does not take now is sent at the next call, only to the owners
        who have not got it."""
        untold = await self._store.notices.pending()
        owners = await self._find_owners() if untold else []
        for owner in owners:
            await self._tell_owner(owner, [notice for notice in untold if (notice.id, owner) not in self._done])
        complete = {one.id for one in untold if owners and all((one.id, owner) in self._done for owner in owners)}
        if not complete:
            return
        async with self._store.transaction() as work:
            for notice in sorted(complete):
                await work.notices.mark_told(notice)
        self._done = {(notice, owner) for notice, owner in self._done if notice not in complete}

    async def give_up(self) -> None:
        """Drops old notices while there is no owner: a new owner must not get months of them."""
        if await self._find_owners():
            return
        async with self._store.transaction() as work:
            if given_up := await work.notices.give_up(self._services.clock.trusted_ms() - _KEPT_DAYS * 86_400_000):
                log.warning("notice.no_owner given_up=%d", given_up)

    async def _tell_owner(self, owner: int, notices: list[Notice]) -> None:
        language = await self._store.recipients.language_of(owner) or self._services.default_language
        bundles = _bundles([(notice, self._render(language, notice)) for notice in notices])
        for bundle in bundles:
            keyboard = await self._keyboard(language, [notice for notice, _ in bundle])
            if not await self._send(owner, "\n\n".join(line for _, line in bundle), keyboard):
                return
            self._done |= {(notice.id, owner) for notice, _ in bundle}

    async def _keyboard(self, language: str, notices: list[Notice]) -> Keyboard:
        """The buttons of all questions among them; each question once."""
        phrases, asked = self._services.phrases, {notice.key: notice for notice in notices}
        braked = [notice for notice in notices if "broadcast" in notice.values]
        rows = [row for notice in braked for row in _decisions(phrases, language, notice)]
        held: Keyboard = ()
        if {"source-held", "source-twin"} & set(asked):
            held = held_keyboard(phrases, language, await self._store.held.count())
        clock = asked.get("clock-ahead") or asked.get("clock-behind")
        return (*rows, *held, *(clock_keyboard(phrases, language, int(clock.values["number"])) if clock else ()))

    def _render(self, language: str, notice: Notice) -> str:
        """As HTML. A reason from delivery is stored in English and translated here."""
        values = notice.values
        if notice.key.startswith(_FROM_DELIVERY) and "reason" in values:
            values = {**values, "reason": in_words(self._services.phrases, language, str(values["reason"]))}
        if "trouble" in values:
            # What happened, as a phrase with places of its own.
            trouble = str(values["trouble"])
            values = {**values, "reason": self._services.phrases.plain(language, trouble, **values)}
        return self._services.phrases.say(language, notice.key, **values)

    async def _find_owners(self) -> list[int]:
        """ADMIN_IDS, and those who were made owners in the chat."""
        return sorted({*self._services.owners, *await self._store.team.owners()})

    async def _send(self, owner: int, message: str, keyboard: Keyboard = ()) -> bool:
        """Whether nothing is left to do for this owner: the message is sent, or the owner cannot be reached at all."""
        notifier = notifier_for(self._bot, self._services)
        return (await notifier.send(owner, lambda language: (message, keyboard))).is_final


def _decisions(phrases: Phrases, language: str, notice: Notice) -> list[tuple[Button, ...]]:
    """About a broadcast that stands still since most chats refused alike."""
    broadcast, title = int(notice.values["broadcast"]), cut_line(str(notice.values["title"]), 30)
    go_on = button(f"▶️ {title}", QueueCallback(do="resume", broadcast=broadcast))
    rows: list[tuple[Button, ...]] = [(go_on, button(f"✖️ {title}", QueueCallback(do="cancel", broadcast=broadcast)))]
    if notice.key == _NO_STARS:
        at_free_rate = phrases.plain(language, "queue-free-rate", rate=USUAL_RATE)
        rows.append((button(at_free_rate, QueueCallback(do="free", broadcast=broadcast)),))
    return rows


def _bundles(lines: list[Line]) -> list[list[Line]]:
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
