"""A newsroom at work: the conversation, the real delivery to the same pretend Telegram, the timetable's looks."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiogram import Dispatcher

from bot.config import Settings
from bot.copies import copy_maker
from bot.documents import document_importer
from bot.pictures import picture_store
from delivery.content.bodies import Style
from delivery.engine.opening import Speed, open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import Telegram
from domain.broadcast import BroadcastProgress
from domain.clock import Clock
from domain.team import Member, Role
from handlers.broadcasts.bundle_reports import send_bundle_reports
from handlers.broadcasts.live_boards import Boards
from handlers.broadcasts.reports import send_reports
from handlers.core.services import Services
from handlers.core.throughput import Throughput
from handlers.dispatcher import build_dispatcher
from handlers.drafts.approve.request_messages import close_answered_requests
from handlers.drafts.schedule.publish_due import publish_due
from playground.world.messages import Message
from playground.world.people import Person
from tests.builders import broadcasts_of, crowd
from tests.conversation import OWNER, ZONE, Conversation
from text.i18n import Phrases

EDITOR, AUTHOR = 7002, 7003
STALE = Phrases.load().plain("kk", "reader-stale")


class Newsroom(Conversation):
    """`delivers(rate)` starts delivery; `looks()` does what the timetable would do now."""

    def __init__(self, folder: Path, clock: Clock | None = None, *, url: str = "") -> None:
        super().__init__(folder, clock, url=url)
        self.tempo = Throughput()
        self._delivery: asyncio.Task[None] | None = None
        self._line: Telegram | None = None

    @property
    def parts(self) -> Services:
        settings = Settings(_env_file=None, bot_token="1:x", timezone="Asia/Almaty", database_url=self.url)
        take = document_importer(settings, self.store, self.clock)
        return Services(
            self.store,
            Phrases.load(),
            self.clock,
            self._owners,
            ZONE,
            "kk",
            self.tempo,
            import_document=take,
            store_picture=picture_store(self.store),
            make_copy=copy_maker(settings, self.clock),
        )

    def _dispatcher(self) -> Dispatcher:
        return build_dispatcher(self.parts)

    @property
    def boards(self) -> Boards:
        found = self.dispatcher["boards"]
        assert isinstance(found, Boards)
        return found

    async def delivers(self, rate: float = 500) -> None:
        """Delivery begins, at so many messages a second."""
        speed = Speed(rate)
        self._line = Telegram(self.tg.url, self.tg.token, connections=speed.in_flight)
        await self._line.__aenter__()
        me = await self.bot.me()
        self._context = await open_context(self.store, self._line, Style(ZONE, me.username or ""), speed, self.clock)
        self._delivery = asyncio.create_task(run_delivery(self._context))

    async def stops_delivery(self) -> None:
        """Delivery ends cleanly."""
        if self._delivery is not None and self._line is not None:
            self._context.stop.set()
            self.store.changes.tell()
            await self._delivery
            await self._line.__aexit__(None, None, None)
        self._delivery = self._line = None

    async def _end(self) -> None:
        await self.stops_delivery()
        await super()._end()

    async def looks(self) -> None:
        """What the timetable looks at every few seconds."""
        await self.boards.refresh(self.bot)
        await publish_due(self.bot, self.parts)
        await close_answered_requests(self.bot, self.parts)
        await send_reports(self.bot, self.parts)
        await send_bundle_reports(self.bot, self.parts)

    async def reports(self, person: Person, words: str, timeout: float = 30) -> Message:
        """Looks as the timetable does until this report is told."""
        async with asyncio.timeout(timeout):
            while True:
                await self.looks()
                if found := [message for message in person.from_bot if words in message.text]:
                    return found[-1]
                await self.store.changes.wait(0.05)

    async def editor(self, rubrics: tuple[int, ...] = (), *, breaking: bool = False) -> Person:
        """Somebody with the role of an editor."""
        member = Member(EDITOR, Role.EDITOR, frozenset(rubrics), breaking, "Айгүл")
        async with self.store.transaction() as work:
            await work.team.put(member, OWNER)
        return self.tg.add_person(EDITOR, "Айгүл", language_code="kk")

    async def author(self, rubrics: tuple[int, ...] = ()) -> Person:
        """Somebody with the role of an author."""
        member = Member(AUTHOR, Role.AUTHOR, frozenset(rubrics), name="Дана")
        async with self.store.transaction() as work:
            await work.team.put(member, OWNER)
        return self.tg.add_person(AUTHOR, "Дана", language_code="kk")

    async def followers(self, count: int, rubric: str = "Саясат", first: int = 100_000) -> None:
        """So many people who follow a rubric."""
        self.tg.add_range(first, count)
        await crowd(self.store, first, count, rubric)

    def copies(self) -> list[str]:
        """What stands in the chats of `followers` now."""
        crowd = self.tg.world.crowd
        return [content.text for content in crowd._contents if content is not None]

    async def ends(self, key: int, kind: str = "push", timeout: float = 30) -> BroadcastProgress:
        """Waits until an article's broadcast has ended."""
        async with asyncio.timeout(timeout):
            while True:
                for sending in await broadcasts_of(self.store, key):
                    if sending.kind == kind and sending.finished_at:
                        return sending
                await self.store.changes.wait(0.05)
