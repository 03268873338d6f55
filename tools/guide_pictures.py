"""Makes the pictures of the guides from the playground: the real bot, driven through its chats, seen in a browser.

    python tools/guide_pictures.py            # docs/kk/*.png and docs/ru/*.png; needs Chromium

Run it when a screen of the guides has changed, so that they never show an older one.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from bot.cli.demo.real_bot import ARTICLES, DATABASE, RealBot  # noqa: E402
from bot.cli.demo.stage import archive_is_found, prepare  # noqa: E402
from domain.audience import ChatKind, Mode  # noqa: E402
from domain.clock import SystemClock  # noqa: E402
from playground.demo.samples import next_fresh  # noqa: E402
from playground.demo.world import GROUP_ID, KAZAKH_READER_ID, OWNER_ID  # noqa: E402
from playground.server import Playground  # noqa: E402
from playground.world.people import Person  # noqa: E402
from storage.repositories.audience import Listed  # noqa: E402
from storage.repositories.recipients import EVERY_RUBRIC  # noqa: E402
from storage.store import Store  # noqa: E402
from tests.playground.page.chromium import Tab, chromium  # noqa: E402

# Pixels: a phone, which is what readers have in their hands.
_WIDTH, _HEIGHT = 400, 760
_NAMES = {"kk": ("Әлия", "Ерлан"), "ru": ("Марина", "Ерлан")}
_SEARCHED = {"kk": "марафон", "ru": "новости спорта"}
_RUBRIC = {"kk": "Қоғам", "ru": "Общество"}
_LETTER = {
    "kk": "Біздің ауылда жаңа кітапхана ашылды, келіп көрсеңіздер.",
    "ru": "У нас в посёлке открыли новую библиотеку, приезжайте.",
}
_POST = {
    "kk": (
        "Қалада жаңа саябақ ашылды\n\nСаябаққа үш мың түп ағаш отырғызылды.\n\n"
        "Сенбіде қаланың шығыс бөлігінде жаңа саябақ ашылды. Құрылысы екі жылға созылды, енді мұнда серуендеуге де, "
        "спортпен шұғылдануға да болады."
    ),
    "ru": (
        "В городе открыли новый парк\n\nВ парке посадили три тысячи деревьев.\n\n"
        "В субботу в восточной части города открылся новый парк. Строили его два года, теперь здесь можно и гулять, "
        "и заниматься спортом."
    ),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """The bot at work, two people who have pressed Start, and a browser."""

    tg: Playground
    tab: Tab
    reader: Person
    owner: Person
    language: str
    drop: Callable[[], Awaitable[str]]

    async def answer(self, person: Person, words: str) -> None:
        """Says it, and waits until the bot has answered."""
        before = len(person.from_bot)
        await person.says(words)
        await self.tg.until(lambda: len(person.from_bot) > before, 20)
        # Some answers are two messages.
        await asyncio.sleep(1)

    async def picture(self, person: Person, name: str) -> None:
        await self.tab.open(self.tg.url)
        await self.tab.click(f"#languages [lang={self.language}]")
        await self.tab.click(f"[data-chat='{person.id}']")
        await self.tab.until("document.querySelector('#messages .message.theirs') !== null")
        await self.tab.value("document.fonts.ready.then(() => 1)")
        await asyncio.sleep(0.5)
        # A photo that has come meanwhile has moved the last message down.
        await self.tab.value("document.querySelector('#messages').lastElementChild.scrollIntoView({block: 'end'})")
        await asyncio.sleep(0.3)
        folder = ROOT / "docs" / self.language
        folder.mkdir(exist_ok=True)
        await self.tab.picture(folder / f"{name}.png")
        with Image.open(folder / f"{name}.png") as shot:
            # A third of the bytes, and nobody sees the difference.
            shot.convert("RGB").quantize(160).save(folder / f"{name}.png", optimize=True)


async def play(stage: Stage) -> None:
    reader, owner, language = stage.reader, stage.owner, stage.language
    await stage.answer(reader, "/start")
    await stage.picture(reader, "start")
    await stage.answer(reader, "/rubrics")
    await stage.picture(reader, "rubrics")
    await stage.drop()
    await stage.tg.until(lambda: "📖" in repr(reader.last), 30)
    await stage.picture(reader, "push")
    await stage.answer(reader, _SEARCHED[language])
    await stage.picture(reader, "search")
    await stage.answer(reader, "/settings")
    await stage.picture(reader, "settings")
    await stage.answer(reader, "/feedback")
    await stage.answer(reader, _LETTER[language])
    await stage.answer(owner, "/start")
    await stage.answer(owner, "/inbox")
    await stage.picture(owner, "inbox")
    await stage.answer(owner, f"/post {_POST[language]}")
    before = len(owner.from_bot)
    await owner.presses(owner.last, _RUBRIC[language])
    await stage.tg.until(lambda: len(owner.from_bot) > before, 20)
    await asyncio.sleep(1)
    await stage.picture(owner, "post")
    await stage.answer(owner, "/cancel")
    for command in ("queue", "team", "stats", "feeds"):
        await stage.answer(owner, f"/{command}")
        await stage.picture(owner, command)


async def take(language: str) -> None:
    with tempfile.TemporaryDirectory(prefix="zharshy-guides-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files = await prepare(folder, _now())
        await _speak(folder, language)

        async def drop() -> str:
            return next_fresh(folder / ARTICLES, _now())

        async with Playground(page=True) as tg:
            names = _NAMES[language]
            reader = tg.add_person(KAZAKH_READER_ID, names[0], language_code=language, started=False)
            owner = tg.add_person(OWNER_ID, names[1], language_code=language, started=False)
            tg.add_group(GROUP_ID, "Көршілер", topics={2: "Жаңалықтар"}, admins=[OWNER_ID], members=[OWNER_ID])
            bot = await RealBot.start(folder, tg)
            try:
                await bot.begin()
                await archive_is_found(folder, files)
                async with chromium(folder / "profile") as tab:
                    await tab.sized(_WIDTH, _HEIGHT)
                    await tab.open(tg.url)
                    await play(Stage(tg, tab, reader, owner, language, drop))
            finally:
                await bot.stop()


async def _speak(folder: Path, language: str) -> None:
    """The people of the demo speak Kazakh; here they speak this language."""
    store = await Store.open(f"sqlite:///{folder / DATABASE}", SystemClock())
    every = {EVERY_RUBRIC: Mode.NOW}
    async with store.transaction() as work:
        people = [Listed(one, ChatKind.PRIVATE, language, every) for one in (KAZAKH_READER_ID, OWNER_ID)]
        await work.audience.put(people)
    await store.close()


def _now() -> datetime:
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Almaty"))


if __name__ == "__main__":
    for one in sys.argv[1:] or ("kk", "ru"):
        asyncio.run(take(one))
