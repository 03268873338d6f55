"""A newsroom at work: the conversation, the real delivery to the same pretend Telegram, the periodic tasks."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiogram import Dispatcher

from bot.config import Settings
from bot.documents import document_importer, picture_store
from bot.upkeep.copies import copy_maker
from delivery.content.bodies import Style
from delivery.engine.opening import calls_at_most, open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import Telegram
from delivery.rate.limiter import LocalRateLimiter
from domain.broadcast import BroadcastProgress
from domain.clock import TrustedClock
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
from tests.readers import shared_readers
from tests.until import until
from text.i18n import Phrases

EDITOR, AUTHOR = 7002, 7003
STALE = Phrases.load().plain("kk", "reader-stale")


class Newsroom(Conversation):
    """`delivers(rate)` starts delivery; `looks()` runs the periodic tasks once."""

    def __init__(self, folder: Path, clock: TrustedClock | None = None, *, url: str = "") -> None:
        super().__init__(folder, clock, url=url)
        self.throughput = Throughput()
        self._delivery: asyncio.Task[None] | None = None
        self._telegram: Telegram | None = None

    @property
    def services(self) -> Services:
        settings = Settings(_env_file=None, bot_token="1:x", timezone="Asia/Almaty", database_url=self.url)
        import_document = document_importer(settings, self.store, self.clock, shared_readers())
        return Services(
            self.store,
            Phrases.load(),
            self.clock,
            self._owners,
            ZONE,
            "kk",
            self.throughput,
            import_document=import_document,
            store_picture=picture_store(self.store, shared_readers()),
            make_copy=copy_maker(settings, self.clock),
        )

    def _dispatcher(self) -> Dispatcher:
        return build_dispatcher(self.services)

    @property
    def boards(self) -> Boards:
        found = self.dispatcher["boards"]
        assert isinstance(found, Boards)
        return found

    async def delivers(self, rate: float = 500) -> None:
        """Starts delivery with `rate` messages a second. No message offers quiet hours, at whatever hour tests run."""
        async with self.store.transaction() as work:
            await work.deliveries.mark_asked(range(1, await work.merges.largest_recipient() + 1))
        self._telegram = Telegram(self.tg.url, self.tg.token, connections=calls_at_most(rate))
        await self._telegram.__aenter__()
        me = await self.bot.me()
        self._context = await open_context(
            self.store, self._telegram, Style(ZONE, me.username or ""), LocalRateLimiter(self.clock, rate)
        )
        self._delivery = asyncio.create_task(run_delivery(self._context))

    async def stops_delivery(self) -> None:
        """Ends delivery cleanly."""
        if self._delivery is not None and self._telegram is not None:
            self._context.stop.set()
            self.store.changes.tell()
            await self._delivery
            await self._telegram.__aexit__(None, None, None)
        self._delivery = self._telegram = None

    async def _end(self) -> None:
        await self.stops_delivery()
        await super()._end()

    async def looks(self) -> None:
        """Runs the periodic tasks of the newsroom once."""
        await self.boards.refresh(self.bot)
        await publish_due(self.bot, self.services)
        await close_answered_requests(self.bot, self.services)
        await send_reports(self.bot, self.services)
        await send_bundle_reports(self.bot, self.services)

    async def reports(self, person: Person, words: str, timeout: float = 30) -> Message:
        """Runs the periodic tasks until the person has a message with these words."""

        async def found() -> Message | None:
            await self.looks()
            return next((message for message in reversed(person.from_bot) if words in message.text), None)

        message: Message = await until(found, timeout, lambda: f"no message with {words!r}", every=0.05)
        return message

    async def editor(self, rubrics: tuple[int, ...] = (), *, breaking: bool = False) -> Person:
        """Adds an editor."""
        member = Member(EDITOR, Role.EDITOR, frozenset(rubrics), breaking, "Айгүл")
        async with self.store.transaction() as work:
            await work.team.put(member, OWNER)
        return self.tg.add_person(EDITOR, "Айгүл", language_code="kk")

    async def author(self, rubrics: tuple[int, ...] = ()) -> Person:
        """Adds an author."""
        member = Member(AUTHOR, Role.AUTHOR, frozenset(rubrics), name="Дана")
        async with self.store.transaction() as work:
            await work.team.put(member, OWNER)
        return self.tg.add_person(AUTHOR, "Дана", language_code="kk")

    async def followers(self, count: int, rubric: str = "Саясат", first: int = 100_000) -> None:
        """Adds `count` people who follow a rubric."""
        self.tg.add_range(first, count)
        await crowd(self.store, first, count, rubric)

    def copies(self) -> list[str]:
        """The messages in the chats of `followers` now."""
        crowd = self.tg.world.crowd
        return [content.text for content in crowd._contents if content is not None]

    async def ends(self, key: int, kind: str = "push", timeout: float = 30) -> BroadcastProgress:
        """Waits until an article's broadcast has ended."""

        async def ended() -> BroadcastProgress | None:
            broadcasts = await broadcasts_of(self.store, key)
            return next((one for one in broadcasts if one.kind == kind and one.finished_at), None)

        broadcast: BroadcastProgress = await until(ended, timeout, lambda: f"the {kind} goes on", every=0.05)
        return broadcast
