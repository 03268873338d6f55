"""The stage of `zharshy demo`: sample articles, and an audience that follows something."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.cli.demo.real_bot import ARTICLES, DATABASE
from domain.audience import ChatKind, Mode
from domain.clock import SystemClock
from playground.demo.samples import archive_into
from playground.demo.world import CHANNEL_ID, GROUP_ID, KAZAKH_READER_ID, OWNER_ID
from storage.repositories.audience import Listed
from storage.repositories.recipients import EVERY_RUBRIC
from storage.store import Store

# In the order in which readers see them.
RUBRICS = ("Саясат", "Қоғам", "Экономика", "Спорт", "Мәдениет", "Әлем")

# People of one transaction: some 50 ms, so that the bot's own writes wait for no longer.
_ENROLLED_AT_ONCE = 300


async def prepare(folder: Path, now: datetime) -> int:
    """Writes the archive and the audience into an empty folder; how many article files there are.

    One reader is left out: the person at the page presses Start there.
    """
    written = archive_into(folder / ARTICLES, now)
    store = await Store.open(f"sqlite:///{folder / DATABASE}", SystemClock())
    try:
        async with store.transaction() as work:
            rubrics = {name: await work.rubrics.named_or_new(name) for name in RUBRICS}
            sport = {rubrics["Спорт"].key: Mode.NOW}
            every = {EVERY_RUBRIC: Mode.NOW}
            await work.audience.put(
                [
                    Listed(KAZAKH_READER_ID, ChatKind.PRIVATE, "kk", every),
                    Listed(OWNER_ID, ChatKind.PRIVATE, "kk", every, welcomed=True),
                    Listed(GROUP_ID, ChatKind.GROUP, "kk", every, topic=2, title="Көршілер", welcomed=True),
                    Listed(GROUP_ID, ChatKind.GROUP, "kk", sport, topic=3, title="Көршілер", welcomed=True),
                    Listed(CHANNEL_ID, ChatKind.CHANNEL, "kk", every, title="Жаршы арнасы", welcomed=True),
                ]
            )
    finally:
        await store.close()
    return len(written)


async def enroll(folder: Path, first: int, count: int) -> None:
    """The people first … first+count-1 follow every rubric, as if each had pressed Start."""
    store = await Store.open(f"sqlite:///{folder / DATABASE}", SystemClock())
    try:
        for start in range(first, first + count, _ENROLLED_AT_ONCE):
            people = range(start, min(start + _ENROLLED_AT_ONCE, first + count))
            async with store.transaction() as work:
                await work.audience.put(
                    [Listed(one, ChatKind.PRIVATE, "kk", {EVERY_RUBRIC: Mode.NOW}, welcomed=True) for one in people]
                )
    finally:
        await store.close()


async def archive_is_found(folder: Path, files: int) -> None:
    """Waits until the bot has noted so many files as archive, read or not: later files are news."""
    store = await Store.open(f"sqlite:///{folder / DATABASE}", SystemClock())
    try:
        while len(await store.files.of_folder(ARTICLES)) < files:
            await store.changes.wait(0.1)
    finally:
        await store.close()
