"""`zharshy init` as a new owner meets it: a conversation at the console, a press of Start, a file of settings."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.server import Playground
from tests.acceptance.conftest import OWNER, ROOT, start_program
from tests.proxies import TELEGRAM, SocksProxy


class Conversation:
    """The process at a pipe: what it says, and what a person answers."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""
        self._read = 0

    async def hears(self, words: str) -> None:
        """Waits until it says so, behind what was heard before."""
        assert self.process.stdout is not None
        async with asyncio.timeout(60):
            while words not in self.said[self._read :]:
                more = await self.process.stdout.read(4096)
                assert more, f"it ended without “{words}”: {self.said}"
                self.said += more.decode()
        self._read = self.said.index(words, self._read) + len(words)

    async def answers(self, question: str, answer: str = "") -> None:
        await self.hears(question)
        assert self.process.stdin is not None
        self.process.stdin.write(f"{answer}\n".encode())

    async def ends(self) -> int:
        out, err = await asyncio.wait_for(self.process.communicate(), 60)
        self.said += out.decode()
        assert not err, err.decode()
        assert self.process.returncode is not None
        return self.process.returncode


class Console:
    """A terminal in an empty folder, where nothing is set but the address of the Bot API."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: list[asyncio.subprocess.Process] = []

    async def types(self, *words: str, **settings: str) -> Conversation:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot", *words),
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self.started.append(process)
        return Conversation(process)


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    made = Console(tmp_path)
    yield made
    for process in made.started:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def test_a_new_owner_answers_a_few_questions_and_the_settings_work(
    console: Console, telegram: Playground, tmp_path: Path
) -> None:
    stranger = telegram.add_person(5, "Бөтен\x1b[2J\u202e", username="stranger")
    owner = telegram.chat(OWNER)
    talk = await console.types("init", API_BASE_URL=telegram.url)
    await talk.answers("token, from @BotFather: ", "hello")
    await talk.hears("BOT_TOKEN does not look like a token")
    await talk.answers("token, from @BotFather: ", "123456:" + "A" * 35)
    await talk.hears("BOT_TOKEN is refused")
    await talk.answers("token, from @BotFather: ", telegram.token)
    name = telegram.world.bot["username"]
    await talk.hears(f"That is @{name}.")
    await talk.hears(f"Open https://t.me/{name} and press Start")
    await stranger.says("/start")
    await talk.answers("Бөтен\\u001b[2J\\u202e (@stranger), id 5 pressed Start. Is that you? (y/N)", "n")
    await owner.says("/start")
    await talk.answers(f"Owner, id {OWNER} pressed Start. Is that you? (y/N)", "y")
    await talk.answers("(kk, ru, en) [kk]", "de")
    await talk.answers("(kk, ru, en) [kk]", "ru")
    await talk.answers("Time zone [Asia/Almaty]", "Asia/Oral")
    await talk.answers("Folder of article files [articles]", "my news")
    await talk.answers("What starts the bot (by hand, systemd) [by hand]", "systemd")
    assert await talk.ends() == 0
    assert telegram.token not in talk.said
    file = tmp_path / ".env"
    assert file.stat().st_mode & 0o777 == 0o600
    lines = set(file.read_text().splitlines())
    assert {f"BOT_TOKEN={telegram.token}", f"ADMIN_IDS={OWNER}", f"API_BASE_URL={telegram.url}"} <= lines
    assert {"DEFAULT_LANGUAGE=ru", "TIMEZONE=Asia/Oral", "ARTICLES_DIR='my news'"} <= lines
    assert f"WorkingDirectory={tmp_path}" in (tmp_path / "zharshy.service").read_text()
    assert len(telegram.world.updates.waiting) == 2, "`run` is left to answer both"
    out, _ = await (await start_program(("check",), tmp_path, {})).communicate()
    assert "BAD" not in out.decode() and "1 owner" in out.decode() and "articles from my news" in out.decode()


async def test_a_second_time_what_is_set_is_kept_by_enter_and_other_lines_stay(
    console: Console, telegram: Playground, tmp_path: Path
) -> None:
    kept = "# by hand\nSEND_RATE=20\nSOMETHING_ELSE='a b'\n"
    (tmp_path / ".env").write_text(f"{kept}BOT_TOKEN={telegram.token}\nADMIN_IDS=7,8\nAPI_BASE_URL={telegram.url}\n")
    talk = await console.types("init")
    await talk.answers("(Enter: the one that is set): ")
    await talk.answers("The owners are 7,8. Shall it stay so? (Y/n)")
    for question in ("(kk, ru, en) [kk]", "Time zone [Asia/Almaty]", "article files [articles]", "What starts the bot"):
        await talk.answers(question)
    assert await talk.ends() == 0
    text = (tmp_path / ".env").read_text()
    assert text.startswith(kept)
    assert text.count("BOT_TOKEN=") == text.count("ADMIN_IDS=7,8\n") == 1
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600


async def test_where_telegram_is_not_reached_it_asks_for_a_proxy(console: Console, telegram: Playground) -> None:
    async with SocksProxy(telegram.url) as proxy:
        talk = await console.types("init", API_BASE_URL=TELEGRAM, ADMIN_IDS="7")
        await talk.answers("token, from @BotFather: ", telegram.token)
        await talk.hears("no answer from")
        await talk.answers("reached by a proxy only", proxy.url)
        await talk.answers("(Enter: the one that is set): ")
        await talk.answers("The owners are 7.")
        for question in ("(kk, ru, en)", "Time zone", "article files", "What starts the bot"):
            await talk.answers(question)
        assert await talk.ends() == 0
    assert "sw0rd" not in talk.said
    assert f"PROXY_URL={proxy.url}\n" in (console.folder / ".env").read_text()


async def test_a_script_gives_the_values_in_the_environment(console: Console, telegram: Playground) -> None:
    settings = {"API_BASE_URL": telegram.url, "ADMIN_IDS": "7", "ARTICLES_DIR": "it's # news"}
    refused = await console.types("init", "--yes", BOT_TOKEN="1:" + "A" * 35, **settings)
    _, err = await refused.process.communicate()
    assert (refused.process.returncode, err.decode().count("\n")) == (1, 1)
    assert not (console.folder / ".env").exists(), "nothing is written for a token that is not good"
    written = await console.types("init", "--yes", BOT_TOKEN=telegram.token, **settings)
    assert await written.ends() == 0
    out, _ = await (await start_program(("check",), console.folder, {})).communicate()
    assert "BAD" not in out.decode() and "articles from it's # news" in out.decode()


async def test_with_nobody_to_answer_it_names_the_way_for_scripts(console: Console, telegram: Playground) -> None:
    talk = await console.types("init", API_BASE_URL=telegram.url)
    assert talk.process.stdin is not None
    talk.process.stdin.close()
    _, err = await talk.process.communicate()
    assert talk.process.returncode == 1
    assert err.decode().count("\n") == 1 and "zharshy init --yes" in err.decode()
    assert not (console.folder / ".env").exists()
