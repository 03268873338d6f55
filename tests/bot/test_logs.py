"""What an operator sees in the log: one event a line, fields that can be parsed, and never a token."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable

import pytest

from bot import logs

TOKEN = "123456789:AAH-fake_fake_fake_fake_fake_fake_xyz"
Log = Callable[[], list[str]]


def log_to(style: str, level: str = "info", secrets: tuple[str, ...] = ()) -> Log:
    stream = io.StringIO()
    logs.configure(level, style, secrets, stream)
    return lambda: stream.getvalue().splitlines()


def test_an_event_is_one_line_with_its_fields() -> None:
    lines = log_to("text")
    logging.getLogger("sources.folder.watch").info("folder.taken file=%s articles=%d took=%.2f", "a b.json", 3, 0.123)
    [line] = lines()
    assert line.endswith('info    folder.taken file="a b.json" articles=3 took=0.12')
    assert line[10] == "T"
    assert line.split(" ")[0].endswith("Z")


def test_json_is_one_object_a_line_with_numbers_as_numbers() -> None:
    lines = log_to("json")
    logging.getLogger("delivery.engine.step").info("delivery.step_done article=%s delivered=%d took=%.3f", "x", 7, 0.5)
    event = json.loads(lines()[0])
    assert (event["event"], event["article"], event["delivered"], event["took"]) == (
        "delivery.step_done",
        "x",
        7,
        0.5,
    )
    assert event["level"] == "info"


def test_hostile_text_can_neither_end_the_line_nor_turn_it() -> None:
    lines = log_to("text")
    logging.getLogger("bot.app").info("folder.taken file=%s", "evil\n2026 info\x1b[31m\u202ename\u2028x\x85y")
    [line] = lines()
    assert "\\n2026" in line
    assert all(c.isprintable() for c in line)


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_field_is_cut_at_200_characters(style: str) -> None:
    lines = log_to(style)
    logging.getLogger("bot.app").info("folder.refused reason=%s", "я" * 5000)
    assert lines()[0].count("я") == 199


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize(
    "text",
    [
        f"https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"https://api.telegram.org/file/bot{TOKEN}/photos/1.jpg",
        f"Bot('{TOKEN}')",
        f"x={TOKEN}",
    ],
)
def test_a_token_never_reaches_the_log(style: str, text: str) -> None:
    lines = log_to(style)
    log = logging.getLogger("bot.app")
    log.warning("api.failed url=%s", text)
    logging.getLogger("some.library").error("can't reach %s", text)
    log.error(text)
    try:
        raise ConnectionError(text)
    except ConnectionError:
        log.exception("api.failed what=%s", "send")
    assert len(lines()) == 4
    assert "AAH-fake" not in "\n".join(lines())


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("before", range(150, 200, 7))
def test_of_a_token_that_a_field_would_be_cut_in_not_even_a_part_is_seen(style: str, before: int) -> None:
    lines = log_to(style, secrets=(TOKEN,))
    logging.getLogger("bot.app").warning("telegram.unreachable error=%s", "u" * before + TOKEN)
    try:
        raise OSError("u" * (before - len("OSError: ")) + TOKEN)
    except OSError:
        logging.getLogger("bot.app").exception("run.part_failed error=%s", "x")
    assert TOKEN[:16] not in "".join(lines())


def test_a_secret_that_does_not_look_like_a_token_is_hidden_too() -> None:
    lines = log_to("text", secrets=("123:short", "sw0rdfish"))
    logging.getLogger("bot.app").info("api.failed url=%s secret=%s", "/bot123:short/getMe", "sw0rdfish")
    assert lines()[0].endswith("url=/bot<token>/getMe secret=<token>")


def test_an_exception_is_still_one_line_that_says_what_and_where() -> None:
    lines = log_to("text")
    try:
        try:
            raise OSError("disk full")
        except OSError as error:
            raise RuntimeError("not\nsaved") from error
    except RuntimeError:
        logging.getLogger("storage.store").exception("store.failed step=%s", "commit")
    [line] = lines()
    assert "RuntimeError: not\\nsaved <- OSError: disk full" in line
    assert "test_logs.py:" in line


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\x1b", "\U000e0001", "\ud800"])
def test_json_stays_json_whatever_is_logged(character: str) -> None:
    lines = log_to("json")
    logging.getLogger("bot.app").info("folder.taken file=%s", f"a{character}b")
    assert json.loads(lines()[0])["file"] == f"a{character}b"


def test_json_keeps_the_whole_traceback() -> None:
    lines = log_to("json")
    try:
        raise KeyError("x")
    except KeyError:
        logging.getLogger("bot.app").exception("update.failed")
    event = json.loads(lines()[0])
    assert event["event"] == "update.failed"
    assert event["trace"].startswith("Traceback")


def test_libraries_are_quiet_unless_something_is_wrong() -> None:
    lines = log_to("text")
    logging.getLogger("aiogram.dispatcher").info("Start polling")
    logging.getLogger("apscheduler.scheduler").warning("skipped")
    logging.getLogger("aiogram.dispatcher").warning("odd %s", "thing")
    assert [line.split(" ", 1)[1] for line in lines()] == ['warning aiogram.dispatcher message="odd thing"']


def test_the_level_holds_for_every_room() -> None:
    lines = log_to("text", level="error")
    for room in logs.ROOMS:
        logging.getLogger(f"{room}.x").warning("some.thing")
    assert lines() == []


def test_a_line_with_wrong_arguments_is_printed_anyway() -> None:
    lines = log_to("text")
    template = "folder.taken file=%s size=%d"
    logging.getLogger("bot.app").info(template, "only-one")
    assert "only-one" in lines()[0]
