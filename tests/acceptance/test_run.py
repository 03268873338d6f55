"""The whole way on the real process: a file becomes a message; stops, refusals and kills keep their promises."""

from __future__ import annotations

import signal
import sqlite3
from contextlib import closing
from typing import Any

import aiohttp
import pytest

from playground.server import Playground
from tests.acceptance.conftest import OWNER, Program, Running
from tests.ports import free_port
from tests.proxies import HOST, KINDS, PORT, TELEGRAM, Proxy

Figures = dict[str, Any]


def delivered(figures: Figures, count: int) -> bool:
    return bool(figures["broadcasts"]) and figures["broadcasts"][-1]["delivered"] == count


def copies(telegram: Playground, people: range) -> list[int]:
    put = telegram.calls.copies()
    return [put[person] for person in people]


async def ready(program: Program) -> Running:
    """Running, with the archive of its first look behind it."""
    running = await program.runs()
    await running.logs("folder.first_look")
    return running


async def test_a_file_dropped_into_the_folder_reaches_its_followers(program: Program, telegram: Playground) -> None:
    program.fresh = True
    telegram.add_person(1, "Әлия")
    telegram.add_person(2, "Марат")
    program.writes("old.json", id="old", title="Ескі", rubric="Саясат", body="Мұрағат мәтіні.")
    await program.audience("1,kk,Саясат\n2,kk,Спорт\n")
    running = await ready(program)
    program.writes("new.json", id="new", title="Жаңа хабар", rubric="Саясат", body="Бүгін болған оқиға туралы.")
    await telegram.until(lambda: telegram.sent(1), 60)
    assert "Жаңа хабар" in str((telegram.sent(1)[0].params or {})["text"])
    figures = await program.until(lambda figures: figures["broadcasts"][-1]["state"] == "done")
    assert figures["articles"] == 2
    assert [(one["article"], one["delivered"]) for one in figures["broadcasts"]] == [("new", 1)]
    code = await running.stops()
    assert (code, telegram.sent(2)) == (0, [])


@pytest.mark.parametrize("kind", KINDS)
async def test_where_only_a_proxy_leads_to_telegram_people_and_articles_take_it(
    program: Program, telegram: Playground, kind: type[Proxy]
) -> None:
    async with kind(telegram.url) as proxy:
        program.settings["API_BASE_URL"] = TELEGRAM
        program.settings["PROXY_URL"] = proxy.url
        program.settings["LOG_LEVEL"] = "debug"
        reader = telegram.add_person(1, "Әлия")
        await program.audience("1,kk,*\n")
        running = await ready(program)
        program.writes("new.json", id="new", title="Жаңа хабар", body="Бүгін болған оқиға туралы.")
        await telegram.until(lambda: telegram.sent(1), 60)
        await reader.says("/help")
        await telegram.until(lambda: len(telegram.sent(1)) > 1, 60)
        assert await running.stops() == 0
    assert set(proxy.opened) == {(HOST, PORT)}
    assert not any(secret in "".join(running.lines) for secret in ("sw0rd", "news desk", "news%20desk"))


async def test_a_corrected_file_edits_the_copy_in_place(program: Program, telegram: Playground) -> None:
    telegram.add_person(1, "Әлия")
    await program.audience("1,kk,*\n")
    await ready(program)
    program.writes("new.json", id="new", title="Қате тақырып", body="Мәтін осы.")
    await telegram.until(lambda: telegram.sent(1), 60)
    program.writes("new.json", id="new", title="Түзетілген тақырып", body="Мәтін осы.")
    await telegram.until(lambda: telegram.calls.of("editMessageText"), 60)
    assert len(telegram.sent(1)) == 1
    [message] = [one for one in telegram.chat(1).messages if one.by_bot]
    assert "Түзетілген тақырып" in message.text


async def test_another_program_s_import_is_acted_on_at_once(program: Program, telegram: Playground) -> None:
    telegram.add_person(1, "Әлия")
    await program.audience("1,kk,*\n")
    await ready(program)
    (program.folder / "late.json").write_text('{"id": "late", "title": "Кеш", "body": "Мәтін."}')
    assert (await program.call("import", "late.json", "--push"))[0] == 0
    await telegram.until(lambda: telegram.sent(1), 60)


async def test_a_bad_file_is_told_to_the_owner_once_and_stops_nothing(program: Program, telegram: Playground) -> None:
    telegram.add_person(1, "Әлия")
    await program.audience("1,kk,*\n")
    running = await ready(program)
    (program.folder / "articles" / "bad.json").write_text('{"title": "Мәтінсіз"}')
    program.writes("good.json", id="good", title="Жақсы", body="Мәтін.")
    await telegram.until(lambda: telegram.sent(1) and telegram.sent(OWNER), 60)
    await running.stops()
    await (await program.runs()).stops()
    assert ["bad.json" in str((call.params or {})["text"]) for call in telegram.sent(OWNER)] == [True]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_in_the_middle_of_a_push_repeats_nothing(
    program: Program, telegram: Playground, number: signal.Signals
) -> None:
    people = range(1, 121)
    telegram.add_range(1, len(people))
    telegram.latency = 0.1
    program.settings |= {"SEND_RATE": "100", "PAID_BROADCAST": "true"}
    await program.audience("".join(f"{person},kk,*\n" for person in people))
    running = await ready(program)
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    await telegram.until(lambda: sum(copies(telegram, people)) > 30, 60)
    assert await running.stops(number) == 0
    assert sum(copies(telegram, people)) < len(people)
    await program.runs()
    await program.until(lambda figures: delivered(figures, len(people)))
    assert set(copies(telegram, people)) == {1}


async def test_a_kill_in_the_middle_of_a_push_loses_nobody_and_repeats_what_was_in_flight(
    program: Program, telegram: Playground
) -> None:
    rate, latency, people = 200, 0.06, range(1, 401)
    telegram.add_range(1, len(people))
    telegram.latency = latency
    program.settings |= {"SEND_RATE": str(rate), "PAID_BROADCAST": "true"}
    await program.audience("".join(f"{person},kk,*\n" for person in people))
    running = await ready(program)
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    kills = 0
    for mark in (60, 180, 300):
        await telegram.until(lambda mark=mark: sum(copies(telegram, people)) > mark, 60)
        await running.is_killed()
        kills += 1
        running = await program.runs()
    await program.until(lambda figures: figures["broadcasts"][-1]["state"] == "done")
    sent = copies(telegram, people)
    assert min(sent) >= 1, "no reader is lost"
    assert sum(sent) - len(people) <= kills * max(2, rate * (latency + 0.1))
    figures = (await program.stats())["broadcasts"][-1]
    assert (figures["delivered"], figures["unknown"]) == (len(people), 0)


async def test_a_second_run_is_refused_in_one_line_and_the_first_goes_on(
    program: Program, telegram: Playground
) -> None:
    running = await ready(program)
    code, out, err = await program.call("run")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"process {running.process.pid}" in err
    assert await running.stops() == 0


async def test_a_store_from_a_newer_version_is_refused_and_left_alone(program: Program) -> None:
    await program.stats()
    file = program.folder / "data" / "zharshy.db"
    with closing(sqlite3.connect(file)) as store:
        store.execute("PRAGMA user_version = 999")
    for command in (("run",), ("stats",), ("import", ".")):
        code, _, err = await program.call(*command)
        assert (code, err.count("\n")) == (1, 1), err
        assert "newer" in err
    with closing(sqlite3.connect(file)) as store:
        assert store.execute("PRAGMA user_version").fetchone() == (999,)


async def test_a_folder_that_takes_no_file_is_named(program: Program) -> None:
    (program.folder / "data").write_text("a file where the folder should be")
    code, _, err = await program.call("run")
    assert (code, err.count("\n")) == (1, 1), err
    assert "data" in err


async def test_articles_that_are_no_folder_are_a_wrong_setting(program: Program) -> None:
    file = program.folder / "news.txt"
    file.write_text("a file where the folder should be")
    program.settings["ARTICLES_DIR"] = str(file)
    code, _, err = await program.call("run")
    assert (code, err.count("\n")) == (2, 1), err
    assert "ARTICLES_DIR" in err
    assert "news.txt" in err


async def test_a_missing_or_revoked_token_is_exit_code_2(program: Program, telegram: Playground) -> None:
    telegram.faults.respond(status=401, method="getMe", times=None)
    code, _, err = await program.call("run")
    assert code == 2
    assert "@BotFather" in err.splitlines()[-1]
    assert telegram.token not in err
    del program.settings["BOT_TOKEN"]
    code, _, err = await program.call("run")
    assert (code, err.count("\n")) == (2, 1)


async def test_two_programs_with_one_token_end_with_one_clear_line(program: Program, telegram: Playground) -> None:
    telegram.faults.respond(status=409, method="getUpdates", times=None)
    running = await program.runs()
    assert await running.ends(20) == 1
    assert "another program takes this bot's updates" in running.lines[-1]


async def test_a_network_that_is_down_at_the_start_is_one_log_line_and_is_waited_for(
    program: Program, telegram: Playground
) -> None:
    port = telegram.port
    await telegram.close()
    running = await program.runs(until="telegram.unreachable")
    telegram.port = port
    await telegram.start()
    await running.logs("run.started", 30)
    assert [one["event"] for one in running.events].count("telegram.unreachable") == 1
    assert await running.stops() == 0


async def test_a_stop_while_the_chat_is_imported_does_not_wait_for_the_import(program: Program) -> None:
    chat = program.imports_slowly("bot.chat")
    running = await program.runs()
    await chat.has_begun()
    assert await running.stops() == 0
    events = [one["event"] for one in running.events]
    assert "chat.started" not in events
    assert events[-1] == "run.stopped"


async def test_the_push_goes_on_while_the_chat_is_imported(program: Program, telegram: Playground) -> None:
    telegram.add_person(1, "Әлия")
    await program.audience("1,kk,*\n")
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    code, _, err = await program.call("import", "articles/new.json", "--push")
    assert code == 0, err
    chat = program.imports_slowly("bot.chat")
    running = await program.runs()
    await chat.has_begun()
    await program.until(lambda figures: delivered(figures, 1))
    assert "chat.started" not in [one["event"] for one in running.events], "people are not answered yet"
    chat.goes_on()
    await running.logs("chat.started", 60)
    assert await running.stops() == 0


async def test_a_stop_while_the_network_is_down_is_clean(program: Program, telegram: Playground) -> None:
    await telegram.close()
    running = await program.runs(until="telegram.unreachable")
    assert await running.stops() == 0


async def test_a_stop_while_nobody_answers_ends_in_time(program: Program, telegram: Playground) -> None:
    reader = telegram.add_person(1, "Әлия")
    await program.audience("1,kk,*\n")
    running = await ready(program)
    telegram.faults.hang(method="sendMessage", times=None)
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    await reader.says("/help")
    await telegram.until(lambda: len(telegram.calls.of("sendMessage")) >= 2, 60)
    assert await running.stops() == 0


async def test_no_log_line_ever_holds_the_token(program: Program, telegram: Playground) -> None:
    program.settings["LOG_LEVEL"] = "debug"
    telegram.add_person(1, "Әлия")
    await program.audience("1,kk,*\n")
    telegram.faults.html_502(method="getUpdates", times=2)
    telegram.faults.drop_before(method="sendMessage", times=1)
    running = await ready(program)
    program.writes("new.json", id="new", title="Құпия сөз", body="Мәтін.")
    await telegram.until(lambda: telegram.sent(1), 60)
    await running.stops()
    log = "".join(running.lines)
    assert telegram.token not in log
    assert "Құпия сөз" not in log


async def test_webhook_health_and_metrics_work_in_the_real_process(program: Program, telegram: Playground) -> None:
    reader = telegram.add_person(1, "Әлия", language_code="kk")
    hook, health = free_port(), free_port()
    program.settings |= {
        "WEBHOOK_URL": f"http://127.0.0.1:{hook}/telegram",
        "WEBHOOK_SECRET": "only-telegram-knows",
        "WEBHOOK_LISTEN": f"127.0.0.1:{hook}",
        "HTTP_LISTEN": f"127.0.0.1:{health}",
    }
    await program.audience("1,kk,*\n")
    running = await ready(program)
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    await telegram.until(lambda: len(telegram.sent(1)) == 1, 60)
    await reader.says("/help")
    await telegram.until(lambda: len(telegram.sent(1)) == 2, 60)
    # The handler has ended, and its time is counted, when the webhook's call is answered.
    await telegram.until(lambda: not telegram.world.updates.waiting)
    assert not telegram.calls.of("getUpdates")
    await program.until(lambda figures: delivered(figures, 1))
    async with aiohttp.ClientSession() as session:
        for page, expected in (("healthz", "ok\n"), ("readyz", "ok\n")):
            async with session.get(f"http://127.0.0.1:{health}/{page}") as answer:
                assert (answer.status, await answer.text()) == (200, expected)
        async with session.get(f"http://127.0.0.1:{health}/metrics") as answer:
            lines = (await answer.text()).splitlines()
    assert 'zharshy_messages_total{kind="push",outcome="delivered"} 1' in lines
    assert 'zharshy_maybe_twice_total{kind="push"} 0' in lines
    assert 'zharshy_calls_total{outcome="delivered"} 1' in lines
    assert "zharshy_answer_seconds_count 1" in lines
    assert 'zharshy_waiting_messages{class="push"} 0' in lines
    assert any(line.startswith('zharshy_job_age_seconds{job="folder"} ') for line in lines)
    assert 'zharshy_chats{state="active"} 1' in lines
    assert all(line.startswith("# ") or len(line.rsplit(" ", 1)) == 2 for line in lines)
    assert await running.stops() == 0
