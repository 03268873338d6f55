"""A conversation: pretend people on one side, the real dispatcher on a real store on the other, HTTP between."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.updates.polling import Poller
from bot.updates.update_tasks import UpdateTasks
from domain.article import Manuscript
from domain.audience import Recipient
from domain.buttons import Button
from domain.clock import SystemClock, TrustedClock
from domain.rich import Rich
from handlers.core.buttons.keyboards import markup
from handlers.core.services import Services
from handlers.dispatcher import build_dispatcher
from playground.server import Playground
from playground.world.messages import Message as PlayMessage
from playground.world.people import Person
from storage.limits import StoreLimits
from storage.prepare import PrepareContext, prepare
from storage.store import Store
from tests.aiogram_once import remember
from tests.builders import store_url
from text.i18n import Phrases
from text.telegram.push_buttons import push_buttons

remember()

OWNER = 7001
ZONE = ZoneInfo("Asia/Almaty")


@dataclass
class Story:
    """An article for a test, with sensible defaults."""

    title: str
    body: str = "Бүгін маңызды оқиға болды. Толығырақ мәлімет кейінірек жарияланады."
    rubric: str = "Саясат"
    lead: str = ""
    id: str = ""
    hours_ago: float = 1.0
    extra: dict[str, str] = field(default_factory=dict)


class Conversation:
    """`async with Conversation(folder) as chat:` starts and stops everything; `restart()` is a new process.

    The store is an SQLite file in the folder, or the database of `url`.
    """

    def __init__(
        self,
        folder: Path,
        clock: TrustedClock | None = None,
        *,
        owners: Sequence[int] = (OWNER,),
        url: str = "",
        limits: StoreLimits = StoreLimits(),
    ) -> None:
        self.tg = Playground()
        self.clock = clock or SystemClock()
        self.url = url or store_url(folder)
        self._limits = limits
        self._owners = frozenset(owners)
        self._stories = 0

    async def __aenter__(self) -> Self:
        await self.tg.start()
        await self._begin()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()
        await self.tg.close()

    async def _begin(self) -> None:
        self.store = await Store.open(self.url, self.clock, limits=self._limits)
        self.bot = Bot(self.tg.token, session=AiohttpSession(api=TelegramAPIServer.from_base(self.tg.url)))
        self.dispatcher = self._dispatcher()
        self._stop = asyncio.Event()
        self._polling = asyncio.create_task(Poller(self.bot, self._update_tasks()).run(self._stop))

    def _update_tasks(self) -> UpdateTasks:
        return UpdateTasks(self.bot, self.dispatcher, flood=self.dispatcher["flood"])

    def _dispatcher(self) -> Dispatcher:
        services = Services(self.store, Phrases.load(), self.clock, self._owners, ZONE, "kk")
        return build_dispatcher(services)

    async def _end(self) -> None:
        self._stop.set()
        await self._polling
        await self.bot.session.close()
        await self.store.close()

    async def restart(self, *, owners: Sequence[int] | None = None) -> None:
        """Stops the program and starts it again on the same store, with other ADMIN_IDS if given."""
        await self._end()
        self._owners = self._owners if owners is None else frozenset(owners)
        await self._begin()

    def reader(self, user_id: int = 1001, name: str = "Әлия", language_code: str = "kk") -> Person:
        """A person who writes to the bot."""
        return self.tg.add_person(user_id, name, language_code=language_code)

    def owner(self, language_code: str = "kk") -> Person:
        """The one in ADMIN_IDS."""
        return self.tg.add_person(OWNER, "Редактор", language_code=language_code)

    async def publishes(self, *stories: Story | str, push: bool = False) -> list[int]:
        """Puts articles into the store, as from files. Returns their keys."""
        keys = []
        for story in stories:
            one = Story(story) if isinstance(story, str) else story
            self._stories += 1
            published = datetime.now(UTC) - timedelta(hours=one.hours_ago, seconds=-self._stories)
            manuscript = Manuscript(
                id=one.id or f"story-{self._stories}",
                body=Rich(one.body),
                title=one.title,
                rubric=one.rubric,
                lead=Rich(one.lead),
                published=published,
                **one.extra,
            )
            prepared = prepare(manuscript, PrepareContext(self.clock.now_ms(), ZONE))
            async with self.store.transaction() as work:
                keys.append((await work.articles.accept(prepared, push=push)).key)
        return keys

    async def sends_push(self, chat_id: int, key: int, *more: tuple[Button, ...]) -> PlayMessage:
        """Sends a pushed article with its buttons to a chat, as delivery does; `more`: further rows."""
        recipient = await self.recipient(chat_id)
        article = await self.store.articles.get(key)
        me = await self.bot.me()
        rows = push_buttons(article, recipient.kind, recipient.language, me.username or "")
        await self.bot.send_message(chat_id, article.title, reply_markup=markup((*rows, *more)))
        return self.tg.chat(chat_id).last

    async def recalls(self, key: int) -> None:
        """Recalls an article."""
        async with self.store.transaction() as work:
            await work.articles.recall(key)

    async def audience(self, rubric: str, language: str = "kk") -> int:
        """The number of chats that a push in this rubric would reach now."""
        found = await self.store.rubrics.named(rubric)
        assert found is not None
        return sum((await self.store.recipients.audience(found.key, language)).values())

    async def openings(self, key: int) -> int:
        """The number of Read presses for an article."""
        found = await self.store.readership.article(key)
        return found.opens if found else 0

    async def recipient(self, chat_id: int, topic: int = 0) -> Recipient:
        """The stored recipient of a chat."""
        found = await self.store.recipients.find(chat_id, topic)
        assert found is not None, f"the store does not know {chat_id}/{topic}"
        return found

    async def follows(self, chat_id: int, topic: int = 0) -> dict[str, str]:
        """The mode of each subscribed rubric by Kazakh name; "*" stands for all."""
        recipient = await self.recipient(chat_id, topic)
        names = {rubric.key: rubric.name("kk") for rubric in await self.store.rubrics.all()}
        modes = await self.store.recipients.subscriptions(recipient.id)
        return {names.get(key, "*"): mode.value for key, mode in modes.items()}
