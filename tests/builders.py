"""Small builders for tests of any room: articles, chats, stores and clocks; whatever is not said is sensible."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.article import Manuscript
from domain.audience import ChatKind, Mode, Recipient
from domain.broadcast import BroadcastProgress
from domain.clock import Clock, SystemClock
from domain.rich import Rich
from storage.limits import StoreLimits
from storage.prepare import PrepareContext, Prepared, prepare
from storage.repositories.article_versions import Acceptance
from storage.repositories.recipients import NewRecipient
from storage.store import Repositories, Store, UnitOfWork

ZONE = ZoneInfo("Asia/Almaty")
TITLE = "Жаңа көпір ашылды"
BODY = "Қалада жаңа көпір пайдалануға берілді. Құрылысы екі жылға созылды. Енді жол екі есе қысқарады."


class StillClock:
    """Time stands still until somebody sleeps or calls `pass_`; for pure parts. Starts at 24 Nov 2026, 12:00 UTC."""

    def __init__(self, start_ms: int = 1_795_521_600_000) -> None:
        self._start_ms = start_ms
        self.passed = 0.0

    def now_ms(self) -> int:
        return self._start_ms + int(self.passed * 1000)

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def pass_(self, seconds: float) -> None:
        """So much later."""
        self.passed += seconds

    async def sleep(self, seconds: float) -> None:
        self.passed += max(0.0, seconds)
        await asyncio.sleep(0)


class JumpingClock(SystemClock):
    """The machine's clock, which can jump ahead: waits of minutes take no time in a test."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._wrong = 0.0

    def now_ms(self) -> int:
        return self.trusted_ms() + int(self._wrong * 1000)

    def trusted_ms(self) -> int:
        return super().now_ms() + int(self._ahead * 1000)

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def jump(self, seconds: float) -> None:
        """So much later at once; sleeps that have begun are not cut short."""
        self._ahead += seconds

    def goes_wrong(self, seconds: float) -> None:
        """The wall clock shows so much more, and nothing that runs out goes by it."""
        self._wrong += seconds


class SuspendedClock(SystemClock):
    """Of a machine that was suspended: its wall clock is set right when it wakes, the other one stood still."""

    def __init__(self) -> None:
        self._asleep = 0.0

    def monotonic(self) -> float:
        return super().monotonic() - self._asleep

    def was_suspended(self, seconds: float) -> None:
        """It wakes up now."""
        self._asleep += seconds


def make_manuscript(id: str = "a1", **fields: Any) -> Manuscript:
    """What a source read; `title`, `body` and `lead` may be plain strings."""
    known: dict[str, Any] = {"title": TITLE, "body": BODY, "rubric": "Саясат", **fields}
    for name in ("body", "lead"):
        if isinstance(known.get(name), str):
            known[name] = Rich(known[name])
    return Manuscript(id, **known)


def make_prepared(id: str = "a1", *, clock: Clock | None = None, **fields: Any) -> Prepared:
    """The same, prepared as first seen now."""
    now = (clock or SystemClock()).now_ms()
    return prepare(make_manuscript(id, **fields), PrepareContext(now, ZONE))


async def accept(store: Store, id: str = "a1", *, push: bool = True, **fields: Any) -> Acceptance:
    """Accepts a manuscript in a transaction of its own; again with the same id it is an update."""
    prepared = make_prepared(id, **fields)
    async with store.transaction() as work:
        return await work.articles.accept(prepared, push=push)


async def rubric_key(store: Store, name: str = "Саясат") -> int:
    """The key of a rubric, made if need be."""
    async with store.transaction() as work:
        return (await work.rubrics.named_or_new(name)).key


async def merge_rubrics(work: UnitOfWork, old: int, new: int) -> None:
    """A whole merge in one transaction, for as few followers as tests have."""
    await work.merges.begin(old, new)
    assert await work.merges.merge_followers(old, new, 0, await work.merges.largest_recipient())
    while await work.merges.move_articles(old, new):
        pass
    assert await work.merges.end(old, new)


async def chat(
    store: Store,
    chat_id: int,
    *rubrics: str,
    topic: int = 0,
    kind: ChatKind | None = None,
    language: str = "kk",
    mode: Mode = Mode.NOW,
) -> Recipient:
    """A chat or topic that follows these rubrics ("*" is all); a group when its id is negative."""
    found = kind or (ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP)
    async with store.transaction() as work:
        recipient = await work.recipients.met(NewRecipient(chat_id, found, language, topic))
        for name in rubrics:
            key = 0 if name == "*" else (await work.rubrics.named_or_new(name)).key
            await work.recipients.follow(recipient.id, key, mode)
    return recipient


async def crowd(store: Store, first: int, count: int, rubric: str = "Саясат") -> None:
    """Private chats first … first+count-1 that follow a rubric, in few transactions."""
    for start in range(first, first + count, 2000):
        async with store.transaction() as work:
            key = (await work.rubrics.named_or_new(rubric)).key
            for chat_id in range(start, min(start + 2000, first + count)):
                recipient = await work.recipients.met(NewRecipient(chat_id, ChatKind.PRIVATE, "kk"))
                await work.recipients.follow(recipient.id, key)


async def broadcasts_of(repositories: Repositories, article: int) -> list[BroadcastProgress]:
    """Every broadcast of an article (its key) that the board shows, oldest first."""
    shown = [*await repositories.progress.under_way(), *await repositories.progress.ended(1000)]
    return sorted((one for one in shown if one.article == article), key=lambda one: one.id)


def store_url(folder: Path) -> str:
    """DATABASE_URL of a store in a folder."""
    return f"sqlite:///{folder / 'zharshy.db'}"


@asynccontextmanager
async def open_store(
    folder: Path, clock: Clock | None = None, limits: StoreLimits = StoreLimits()
) -> AsyncIterator[Store]:
    """A store in this folder, made if need be, closed in the end."""
    store = await Store.open(store_url(folder), clock or SystemClock(), limits=limits)
    try:
        yield store
    finally:
        await store.close()
