"""`zharshy check`: a line each, the remedy where something is bad, and never a secret."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from domain.clock import SystemClock
from playground.server import Playground
from storage.store import Store
from tests.bot.conftest import Ended, Zharshy
from tests.builders import make_prepared
from tests.postgres_server import PostgresServer
from tests.proxies import HOST, KINDS, PORT, TELEGRAM, Proxy

NAMES = ["settings", "token", "database", "disk", "clock"]
ON_POSTGRES = ["settings", "token", "database", "pool", "db-clock", "clock"]


@pytest.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Playground]:
    async with Playground() as server:
        monkeypatch.setenv("BOT_TOKEN", server.token)
        monkeypatch.setenv("API_BASE_URL", server.url)
        yield server


async def check(zharshy: Zharshy) -> Ended:
    ended = await asyncio.to_thread(zharshy, "check")
    assert [line.split()[0] for line in ended.out.splitlines()] == NAMES
    return ended


def bad(ended: Ended) -> dict[str, str]:
    return {line.split()[0]: line for line in ended.out.splitlines() if line.split()[1] == "BAD"}


async def test_all_well_is_exit_code_0(zharshy: Zharshy, telegram: Playground) -> None:
    ended = await check(zharshy)
    assert (ended.code, ended.err, bad(ended)) == (0, "", {})
    assert f"@{telegram.world.bot['username']}" in ended.out
    assert not Path("data").exists(), "a check changes nothing"


@pytest.mark.usefixtures("telegram")
async def test_a_file_in_the_place_of_the_articles_folder_is_bad(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_text("")
    monkeypatch.setenv("ARTICLES_DIR", "a.txt")
    ended = await check(zharshy)
    assert ended.code == 1
    assert "ARTICLES_DIR is a.txt, a file" in bad(ended)["settings"]


@pytest.mark.usefixtures("telegram")
async def test_a_folder_of_articles_that_cannot_be_read_is_bad_and_one_that_run_makes_is_not(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTICLES_DIR", "to-be-made")
    assert bad(await check(zharshy)) == {}
    Path("circle").symlink_to("circle")
    Path("nowhere").symlink_to("gone")
    for name, reason in (("circle", "cannot be read"), ("nowhere", "a link to nothing")):
        monkeypatch.setenv("ARTICLES_DIR", name)
        ended = await check(zharshy)
        assert (ended.code, list(bad(ended))) == (1, ["settings"])
        assert f"ARTICLES_DIR is {name}" in ended.out and reason in ended.out


@pytest.mark.usefixtures("telegram")
async def test_a_name_in_env_that_is_almost_a_settings_is_warned_of_and_those_of_other_programs_are_not(
    zharshy: Zharshy,
) -> None:
    lines = ("ADMIN_ID=5", "time_zone=Asia/Almaty", "WEBHOOK_PORT=1", "LOG_FILE=x", "SEND_RATE=20", "SEND_RATES=1")
    Path(".env").write_text("\r\n".join(lines))
    Path(".env").chmod(0o600)
    ended = await asyncio.to_thread(zharshy, "check")
    warned = [line for line in ended.out.splitlines() if "WARN" in line]
    assert ended.code == 0 and len(warned) == 2
    assert "ADMIN_ID, which is no setting: did you mean ADMIN_IDS?" in warned[0] and "TIMEZONE" in warned[1]


async def recall(url: str, name: str) -> None:
    """As an editor's word does it; a list of others goes out too, which is no article of the archive."""
    store = await Store.open(url, SystemClock())
    try:
        async with store.transaction() as work:
            found = await work.articles.with_id(name)
            assert found is not None
            await work.articles.recall(found.key)
            await work.articles.send_list(make_prepared("list"), [found.key + 1])
    finally:
        await store.close()


@pytest.mark.parametrize("on_postgres", [False, pytest.param(True, marks=pytest.mark.postgres)])
def test_every_command_counts_articles_alike_and_names_those_recalled(
    zharshy: Zharshy, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, on_postgres: bool
) -> None:
    url = request.getfixturevalue("postgres_url") if on_postgres else "sqlite:///data/zharshy.db"
    monkeypatch.setenv("DATABASE_URL", url)
    Path("a.jsonl").write_text("".join(f'{{"id": "{name}", "body": "Мәтін бар."}}\n' for name in "abc"))
    zharshy("import", "a.jsonl")
    assert "3 articles, 0 chats" in zharshy("check").out
    asyncio.run(recall(url, "b"))
    counted = "2 articles, 1 more recalled"
    assert counted in zharshy("check").out
    assert "articles  2, 1 more recalled" in zharshy("stats").out
    figures = json.loads(zharshy("stats", "--json").out)
    assert (figures["articles"], figures["recalled"]) == (2, 1)
    assert zharshy("reindex").out == "2 articles in the new index\n"
    if not on_postgres:
        assert counted in zharshy("backup", "copy.db").out
        assert counted in zharshy("restore", "copy.db").out


async def test_a_store_is_looked_at(zharshy: Zharshy, telegram: Playground) -> None:
    Path("a.csv").write_text("chat_id\n5\n")
    await asyncio.to_thread(zharshy, "chats", "import", "a.csv")
    assert "1 chats" in (await check(zharshy)).out
    with closing(sqlite3.connect("data/zharshy.db")) as file:
        file.execute("PRAGMA user_version = 999")
    ended = await check(zharshy)
    assert ended.code == 1
    assert "newer" in bad(ended)["database"]


async def test_a_revoked_token_names_the_remedy_and_not_itself(zharshy: Zharshy, telegram: Playground) -> None:
    telegram.faults.respond(status=401, method="getMe", times=None)
    ended = await check(zharshy)
    assert ended.code == 1
    assert "@BotFather" in bad(ended)["token"]
    assert telegram.token not in ended.out + ended.err


async def test_inline_mode_that_is_off_at_botfather_is_a_warning(zharshy: Zharshy, telegram: Playground) -> None:
    telegram.world.inline_mode = False
    ended = await asyncio.to_thread(zharshy, "check")
    assert (ended.code, bad(ended)) == (0, {})
    assert "inline    WARN inline mode is off" in ended.out and "/setinline at @BotFather" in ended.out


class AnHourBehind(SystemClock):
    """A machine whose clock was never set."""

    def now_ms(self) -> int:
        return super().now_ms() - 3_600_000


async def test_a_clock_that_is_an_hour_off_is_bad(
    zharshy: Zharshy, telegram: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.clock.known.SystemClock", AnHourBehind)
    ended = await check(zharshy)
    assert list(bad(ended)) == ["clock"]
    assert "behind" in bad(ended)["clock"]


class In1970(SystemClock):
    """A board without a battery, before it has a network."""

    def now_ms(self) -> int:
        return 40_000


def test_a_clock_in_1970_is_bad_also_without_a_network_and_no_file_is_dated_by_it(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123456789:AAFh0tWZqI1oFbLmxDR7pCvN5yEkJ2uGs8A")
    monkeypatch.setenv("API_BASE_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("bot.clock.known.SystemClock", In1970)
    assert "it shows 1970-01-01 00:00 UTC" in bad(zharshy("check"))["clock"]
    article = tmp_path / "a.json"
    article.write_text('{"title": "Көпір", "body": "Көпір ашылды."}', "utf-8")
    ended = zharshy("import", str(article))
    assert (ended.code, ended.out) == (1, "")
    assert "1970-01-01" in ended.err
    assert len(ended.err.splitlines()) == 1


async def test_a_server_that_is_no_bot_api_is_named(zharshy: Zharshy, telegram: Playground) -> None:
    telegram.faults.html_502(method="getMe", times=None)
    assert telegram.url in bad(await check(zharshy))["token"]


def test_no_network_and_no_token_are_told_apart(zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = bad(zharshy("check"))
    assert list(missing) == ["token"], "a clock that was not compared is not bad"
    assert "BOT_TOKEN is not set" in missing["token"]
    monkeypatch.setenv("BOT_TOKEN", "123456789:AAH-fake_fake_fake_fake_fake_fake_xyz")
    monkeypatch.setenv("API_BASE_URL", "http://127.0.0.1:1")
    ended = zharshy("check")
    assert "no answer from http://127.0.0.1:1" in bad(ended)["token"]
    assert "AAH-fake" not in ended.out


async def test_every_wrong_setting_is_named_and_the_rest_is_looked_at_all_the_same(
    zharshy: Zharshy, telegram: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("SEND_RATE", "500"), ("TIMEZONE", "Almaty"), ("WEBHOOK_URL", "https://news.example.org/t")):
        monkeypatch.setenv(name, value)
    Path("a.txt").write_text("")
    monkeypatch.setenv("ARTICLES_DIR", "a.txt")
    ended = await asyncio.to_thread(zharshy, "check")
    assert (ended.code, ended.err) == (2, "")
    lines = ended.out.splitlines()
    told = [line.split(maxsplit=3)[2] for line in lines if line.startswith("settings")]
    assert told == ["TIMEZONE", "SEND_RATE", "WEBHOOK_SECRET", "ARTICLES_DIR"]
    assert [line.split()[:2] for line in lines[4:]] == [[name, "ok"] for name in NAMES[1:]]


async def test_what_a_wrong_setting_leads_to_is_not_tried(
    zharshy: Zharshy, telegram: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://me:hidden-word@host/news")
    monkeypatch.setenv("BOT_TOKEN", "hidden-word")
    ended = await asyncio.to_thread(zharshy, "check")
    assert ended.code == 2
    assert "DATABASE_URL is not understood" in ended.out and "BOT_TOKEN does not look like a token" in ended.out
    assert "not looked at, for DATABASE_URL is wrong" in ended.out and "not tried, for BOT_TOKEN is wrong" in ended.out
    assert "hidden-word" not in ended.out + ended.err
    assert list(telegram.calls) == []


def test_an_env_file_that_cannot_be_read_is_named_and_the_rest_goes_on(zharshy: Zharshy) -> None:
    Path(".env").write_bytes("TIMEZONE=Азия".encode("utf-16"))
    Path(".env").chmod(0o600)
    ended = zharshy("check")
    assert ended.code == 2
    assert ".env in the working folder is not UTF-8" in ended.out
    assert [line.split()[0] for line in ended.out.splitlines()] == NAMES


async def test_an_env_file_that_everybody_can_read_is_a_warning(zharshy: Zharshy, telegram: Playground) -> None:
    Path(".env").write_text("SEND_RATE=20\n")
    Path(".env").chmod(0o644)
    ended = await asyncio.to_thread(zharshy, "check")
    [line] = [line for line in ended.out.splitlines() if line.split()[1] == "WARN"]
    assert line.endswith("chmod 600 .env")
    assert ended.code == 0, "a warning fails nothing"
    Path(".env").chmod(0o600)
    assert "WARN" not in (await check(zharshy)).out


async def test_a_program_reads_the_report_as_json(
    zharshy: Zharshy, telegram: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    well = json.loads((await asyncio.to_thread(zharshy, "check", "--json")).out)
    assert well["ok"] is True
    assert [(one["subject"], one["state"]) for one in well["checks"]] == [(name, "ok") for name in NAMES]
    monkeypatch.setenv("SEND_RATE", "500")
    ended = await asyncio.to_thread(zharshy, "check", "--json")
    report = json.loads(ended.out)
    assert (ended.code, report["ok"]) == (2, False)
    assert report["checks"][0]["state"] == "bad" and "SEND_RATE" in report["checks"][0]["text"]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_proxy_is_tried_and_its_password_is_shown_nowhere(
    zharshy: Zharshy, telegram: Playground, monkeypatch: pytest.MonkeyPatch, kind: type[Proxy]
) -> None:
    monkeypatch.setenv("API_BASE_URL", TELEGRAM)
    async with kind(telegram.url) as proxy:
        monkeypatch.setenv("PROXY_URL", proxy.url)
        well = await asyncio.to_thread(zharshy, "check")
        assert (well.code, bad(well)) == (0, {})
        assert f"{kind.scheme}://127.0.0.1:{proxy.port} leads to {HOST}:{PORT}" in well.out
        assert f"@{telegram.world.bot['username']}" in well.out
        monkeypatch.setenv("PROXY_URL", proxy.url.replace("sw0rd", "sw1rd"))
        refused = await asyncio.to_thread(zharshy, "check")
    monkeypatch.setenv("PROXY_URL", proxy.url)
    away = await asyncio.to_thread(zharshy, "check")
    for ended in (refused, away):
        assert (ended.code, list(bad(ended))) == (1, ["proxy", "token"])
        assert "check PROXY_URL" in bad(ended)["proxy"]
        assert "the proxy does not lead to it" in bad(ended)["token"]
    said = "".join(ended.out + ended.err for ended in (well, refused, away))
    assert not any(secret in said for secret in ("sw0rd", "sw1rd", "news desk", "news%20desk"))


@pytest.mark.postgres
async def test_a_postgresql_store_is_looked_at(
    zharshy: Zharshy, telegram: Playground, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    Path("a.csv").write_text("chat_id\n5\n")
    await asyncio.to_thread(zharshy, "chats", "import", "a.csv")
    ended = await asyncio.to_thread(zharshy, "check")
    assert (ended.code, ended.err, bad(ended)) == (0, "", {})
    assert [line.split()[0] for line in ended.out.splitlines()] == ON_POSTGRES
    assert "1 chats" in ended.out and "schema" in ended.out and "PostgreSQL 1" in ended.out
    assert "connections free" in ended.out


@pytest.mark.postgres
async def test_a_server_that_is_away_is_named_without_the_password(
    zharshy: Zharshy, telegram: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hidden-word@127.0.0.1:1/zharshy")
    ended = await asyncio.to_thread(zharshy, "check")
    assert ended.code == 1
    assert "check that it runs" in bad(ended)["database"]
    assert "hidden-word" not in ended.out + ended.err


@pytest.mark.postgres
async def test_a_store_of_a_newer_version_on_postgresql_is_bad(
    zharshy: Zharshy, telegram: Playground, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as database:
        database.execute("INSERT INTO schema_version (number) VALUES (999)")
    ended = await asyncio.to_thread(zharshy, "check")
    assert ended.code == 1
    assert "newer" in bad(ended)["database"]


@pytest.mark.postgres
async def test_a_database_that_cannot_hold_every_letter_is_refused_with_the_remedy(
    zharshy: Zharshy, telegram: Playground, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.empty("SQL_ASCII")
    monkeypatch.setenv("DATABASE_URL", url)
    try:
        ended = await asyncio.to_thread(zharshy, "check")
        assert ended.code == 1
        assert "SQL_ASCII" in bad(ended)["database"] and "--encoding=UTF8" in bad(ended)["database"]
        Path("a.csv").write_text("chat_id\n5\n")
        refused = await asyncio.to_thread(zharshy, "chats", "import", "a.csv")
        assert refused.code == 1
        assert "SQL_ASCII" in refused.err and "createdb" in refused.err
    finally:
        postgres_server.drop(url)
