"""Moving an audience in and out by CSV, as an operator does it."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import re
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import binary, lists, one_of, sampled_from, text

from bot.cli.chats.csv_file import readable_csv
from bot.cli.chats.table import Fault, as_cell, from_cell, read_rows
from bot.clock.guard import ClockGuard
from bot.clock.machine import this_machine
from domain.audience import ChatKind
from domain.clock import SystemClock
from domain.errors import BadManuscript
from storage.repositories.recipients import NewRecipient
from storage.store import Store
from tests.bot.conftest import Zharshy


def write(text: str, name: str = "audience.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_an_audience_comes_in_and_goes_out_again(zharshy: Zharshy) -> None:
    file = write("chat_id,language,rubrics\n5,kk,Саясат;sport\n-1001,ru,*\n7,,\n")
    ended = zharshy("chats", "import", file)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == ["new rubric: Спорт (sport)", "new rubric: Саясат (politics)", "3 chats imported"]
    exported = zharshy("chats", "export", "-").out.splitlines()
    assert exported[0].startswith("chat_id,language,rubrics,")
    assert [line.split(",")[:3] for line in exported[1:]] == [
        ["5", "kk", "politics;sport"],
        ["-1001", "ru", "*"],
        ["7", "kk", ""],
    ]


def test_an_export_imported_elsewhere_is_the_same_audience(zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = (
        "chat_id,language,rubrics,digest,off,topic,kind,state,article_languages,title\n"
        "5,kk,*,sport,Саясат,,private,paused,kk;ru,\n"
        '-1001,en,Экономика,,,12,group,active,,"Көршілер, ""үй"""\n'
        "-1002,ru,*,,,,channel,blocked,,Арна\n"
    )
    zharshy("chats", "import", write(rows))
    zharshy("chats", "export", "first.csv")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///other.db")
    assert zharshy("chats", "import", "first.csv").code == 0
    zharshy("chats", "export", "second.csv")
    assert Path("first.csv").read_text() == Path("second.csv").read_text()
    assert len(Path("first.csv").read_text().splitlines()) == 4
    figures = json.loads(zharshy("stats", "--json").out)
    assert figures["chats"] == {"active": 1, "paused": 1, "stopped": 0, "blocked": 1, "gone": 0}


HOURS = "zone,quiet,breaking,sound,layout,cap,digest_times,digest_days,paused_until"


def test_hours_come_along_and_a_column_that_is_not_there_changes_none(zharshy: Zharshy) -> None:
    rows = (
        f"chat_id,rubrics,{HOURS}\n"
        "5,*,Сеул,23-7,0,breaking,compact,5,8;18:30,12345,\n"
        "6,*,Europe/Berlin,,,,,,,,2099-12-31T08:00+05:00\n"
    )
    assert zharshy("chats", "import", write(rows)).code == 0
    assert zharshy("chats", "import", write("chat_id,language\n5,ru\n")).code == 0
    zharshy("chats", "export", "first.csv")
    found = list(csv.DictReader(io.StringIO(Path("first.csv").read_text())))
    assert [[row[name] for name in HOURS.split(",")] for row in found] == [
        ["Asia/Seoul", "23:00-07:00", "0", "breaking", "compact", "5", "08:00;18:30", "12345", ""],
        ["Europe/Berlin", "", "1", "all", "normal", "", "", "1234567", "2099-12-31T03:00:00Z"],
    ]
    assert [row["state"] for row in found] == ["active", "paused"]
    assert zharshy("chats", "import", "first.csv").code == 0
    zharshy("chats", "export", "second.csv")
    assert Path("first.csv").read_text() == Path("second.csv").read_text()


def test_each_wrong_hour_is_one_line_that_says_how_to_write_it(zharshy: Zharshy) -> None:
    wrong = ["Атлантида", "0-24", "yes", "loud", "wide", "500", "25:99", "8", "soon"]
    lines = [
        ",".join([str(number), *("" if place != number else cell for place in range(9))])
        for number, cell in enumerate(wrong)
    ]
    ended = zharshy("chats", "import", write(f"chat_id,{HOURS}\n" + "\n".join(f"1{line}" for line in lines) + "\n"))
    *faults, last = ended.err.splitlines()
    assert [line.split(":")[1] for line in faults] == [str(number) for number in range(2, 11)]
    for column, cell, line in zip(HOURS.split(","), wrong, faults, strict=True):
        assert f"{column} “{cell}”" in line
    assert last.startswith("9 lines not taken") and ended.code == 1
    late = zharshy("chats", "import", write("chat_id,paused_until\n1,9999-12-31T23:00-14:00\n"))
    assert "paused_until “9999-12-31T23:00-14:00”" in late.err, "a year that no zone's calendar has"


def test_wrong_rows_are_named_by_file_and_line_and_the_others_are_imported(zharshy: Zharshy) -> None:
    file = write("chat_id,language,rubrics\n5,kk,*\nx7,kk,*\n6,de,*\n5,ru,Спорт\n8,kk,a,b\n9,ru,*\n")
    ended = zharshy("chats", "import", file)
    assert (ended.code, ended.out) == (1, "2 chats imported\n")
    *faults, last = ended.err.splitlines()
    assert [line.split(": ")[0] for line in faults] == [f"audience.csv:{number}" for number in (3, 4, 5, 6)]
    assert last == "4 lines not taken: mend and import the file again"
    exported = zharshy("chats", "export", "-").out.splitlines()[1:]
    assert [line.split(",")[:3] for line in exported] == [["5", "kk", "*"], ["9", "ru", "*"]]


def test_a_spreadsheet_with_semicolons_between_the_columns_is_taken(zharshy: Zharshy) -> None:
    assert zharshy("chats", "import", write('chat_id;language;rubrics\r\n5;kk;"Саясат;Спорт"\r\n6;ru;*\r\n')).code == 0
    assert "5,kk,politics;sport," in zharshy("chats", "export", "-").out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "must name the columns"),
        ("5,kk,*\n", "must name the columns"),
        ("chat_id,chat_id\n5,6\n", "stands twice"),
        ('chat_id,language\n"5,kk\n', "unexpected end of data"),
        ("chat_id,kind\n5,group\n", "does not go with chat_id"),
        ("chat_id,state\n5,asleep\n", "is not one of active"),
        ("chat_id,topic\n-5,x\n", "is no number"),
        ("chat_id\n0\n", "is no chat id"),
        ("chat_id\n99999999999999999999\n", "is no chat id"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_plain_words(zharshy: Zharshy, content: str, said: str) -> None:
    ended = zharshy("chats", "import", write(content))
    assert ended.code == 1
    assert said in ended.err


def test_a_row_replaces_what_was_followed_but_a_block_stays(zharshy: Zharshy) -> None:
    zharshy("chats", "import", write("chat_id,rubrics,state\n5,Саясат;Спорт,blocked\n6,*,\n"))
    zharshy("chats", "import", write("chat_id,rubrics\n5,Спорт\n6,Мәдениет\n"))
    rows = [line.split(",") for line in zharshy("chats", "export", "-").out.splitlines()[1:]]
    assert [(row[0], row[2], row[7]) for row in rows] == [("5", "sport", "blocked"), ("6", "culture", "active")]


def test_standard_input_and_a_byte_order_mark_are_taken(zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"chat_id,rubrics\n5,*\n")))
    assert zharshy("chats", "import", "-").out == "1 chat imported\n"
    assert zharshy("chats", "import", write("\ufeffchat_id,rubrics\r\n6,*\r\n")).out == "1 chat imported\n"


def test_a_pipe_is_taken_like_a_file(zharshy: Zharshy) -> None:
    os.mkfifo("audience.csv")
    writer = threading.Thread(target=write, args=("chat_id,rubrics\n5,*\n6,*\n", "audience.csv"))
    writer.start()
    assert zharshy("chats", "import", "audience.csv").out == "2 chats imported\n"
    writer.join()


def test_a_file_that_is_not_there_is_one_line(zharshy: Zharshy) -> None:
    ended = zharshy("chats", "import", "nope.csv")
    assert (ended.code, ended.err) == (1, "zharshy: nope.csv: No such file or directory\n")


def test_an_export_that_fails_leaves_the_old_file_and_no_other(zharshy: Zharshy, tmp_path: Path) -> None:
    file = write("chat_id\n5\n")
    zharshy("chats", "import", file)
    ended = zharshy("chats", "export", "nowhere/a.csv")
    assert (ended.code, ended.err) == (1, "zharshy: nowhere/a.csv: No such file or directory\n")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(["data", Path(file).name])


def test_many_thousand_chats_are_imported_in_short_transactions(zharshy: Zharshy) -> None:
    rows = "".join(f"{number},kk,Саясат;Спорт\n" for number in range(1, 3001))
    assert zharshy("chats", "import", write("chat_id,language,rubrics\n" + rows)).out.endswith("3000 chats imported\n")
    assert zharshy("chats", "export", "-").out.count("politics;sport") == 3000


@pytest.mark.parametrize("encoding", ["cp1251", "kz1048", "utf-16", "utf-16-le", "utf-8-sig", "utf-8"])
def test_a_table_is_read_in_whatever_encoding_a_spreadsheet_saved_it(zharshy: Zharshy, encoding: str) -> None:
    rows = "chat_id,language,rubrics,title\n5,kk,Саясат,\n-7,ru,Экономика,Новости города и области\n"
    Path("a.csv").write_bytes(rows.encode(encoding))
    ended = zharshy("chats", "import", "a.csv")
    assert (ended.code, ended.err) == (0, "")
    assert "new rubric: Саясат (politics)" in ended.out
    assert "Новости города и области" in zharshy("chats", "export", "-").out


def test_what_is_no_text_is_refused_by_name_and_makes_no_rubric(zharshy: Zharshy) -> None:
    rows = "chat_id,language,rubrics\n5,ru,Политика и общество нашей страны\n"
    Path("a.csv").write_bytes(rows.encode("koi8-r"))
    Path("b.csv").write_bytes(b"\x89PNG" + bytes(range(256)) * 10)
    for name in ("a.csv", "b.csv"):
        ended = zharshy("chats", "import", name)
        assert ended.code == 1
        assert ended.err.startswith(f"{name}: ")
        assert ended.err.count("\n") == 1
    assert not Path("data").exists()


def test_a_row_with_broken_letters_is_refused_and_the_others_are_imported(zharshy: Zharshy) -> None:
    good = "".join(f"{number},kk,Саясат\n" for number in range(10, 60))
    Path("a.csv").write_bytes(b"chat_id,language,rubrics\n5,kk,\xd1\xe0\n" + good.encode())
    ended = zharshy("chats", "import", "a.csv")
    assert ended.code == 1
    assert ended.err.startswith("a.csv:2: rubrics ")
    assert "50 chats imported" in ended.out


def test_a_file_that_is_not_there_leaves_no_store_behind(zharshy: Zharshy) -> None:
    assert zharshy("chats", "import", "nosuch.csv").code == 1
    assert list(Path().iterdir()) == []


TITLES = (
    *('=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "'=1", "''=1", "'quoted'", "＝1", "a;=1", "a;'=1"),
    *("-", "Жаңалық - бүгін", "a;b", "=", "'", 'Көршілер, "үй"'),
)


def test_no_title_is_a_formula_in_a_spreadsheet_and_each_comes_back_the_same(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def make() -> None:
        store = await Store.open("sqlite:///data/zharshy.db", SystemClock())
        async with store.transaction() as work:
            for number, title in enumerate(TITLES, 1):
                await work.recipients.met(NewRecipient(-number, ChatKind.GROUP, "kk", title=title))
        await store.close()

    asyncio.run(make())
    assert zharshy("chats", "export", "a.csv").code == 0
    exported = [row["title"] for row in csv.DictReader(io.StringIO(Path("a.csv").read_text("utf-8")))]
    for cell in exported:
        assert not re.match(r"[=+\-@\t\r＝＋－＠]", cell)
        assert not re.search(r";[=+\-@]", cell)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///other.db")
    assert zharshy("chats", "import", "a.csv").code == 0
    with closing(sqlite3.connect("other.db")) as connection:
        titles = [title for (title,) in connection.execute("SELECT title FROM recipient ORDER BY chat_id DESC")]
    assert titles == list(TITLES)


@given(text(alphabet="=+-@;'\t aж", max_size=12))
def test_a_text_comes_back_from_its_cell(title: str) -> None:
    assert from_cell(as_cell(title)) == title
    assert not re.match(r"[=+\-@]", as_cell(title))


ODD = ["chat_id", "rubrics", "5", "-7", "*", ";", '"', "\0", "\r", "topic", "9" * 30]
CELLS = one_of(sampled_from(ODD), text(max_size=5))


@given(lists(lists(CELLS, max_size=5).map(",".join), max_size=6).map("\n".join))
def test_any_table_is_rows_and_faults(table: str) -> None:
    for row in read_rows(io.StringIO(f"chat_id,rubrics,topic\n{table}", newline=""), "kk"):
        assert isinstance(row, Fault) or 0 < abs(row.chat.chat_id) < 2**52


@given(one_of(binary(max_size=300), text(max_size=100).map(lambda words: words.encode("cp1251", "replace"))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_a_table_or_are_refused(an_empty_working_folder: Path, data: bytes) -> None:
    Path("any.csv").write_bytes(data)
    try:
        with readable_csv("any.csv") as lines:
            first = list(read_rows(lines, "kk"))
            lines.seek(0)
            assert list(read_rows(lines, "kk")) == first
    except BadManuscript:
        pass


def test_only_its_owner_may_read_an_export(zharshy: Zharshy) -> None:
    zharshy("chats", "import", write("chat_id,rubrics\n5,*\n"))
    Path("out.csv").write_text("old")
    Path("out.csv").chmod(0o644)
    before = os.umask(0)
    try:
        assert zharshy("chats", "export", "out.csv").code == 0
    finally:
        os.umask(before)
    assert Path("out.csv").stat().st_mode & 0o777 == 0o600


class ThreeDaysAhead(SystemClock):
    def now_ms(self) -> int:
        return super().now_ms() + 3 * 86_400_000


async def note_the_time() -> None:
    """As `run` does once a minute."""
    guard = ClockGuard(SystemClock(), this_machine())
    store = await Store.open("sqlite:///data/zharshy.db", guard)
    async with store.transaction() as work:
        await work.facts.record_clock(guard.record().dump())
    await store.close()


def test_a_clock_that_jumped_since_run_looked_at_it_changes_no_hour_of_an_imported_chat(
    zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert zharshy("chats", "import", write("chat_id,language,rubrics\n5,kk,Саясат\n")).code == 0
    asyncio.run(note_the_time())
    monkeypatch.setattr("bot.clock.known.SystemClock", ThreeDaysAhead)
    file = write("chat_id,language,rubrics,digest,digest_times\n6,kk,,Саясат,08:00\n")
    assert zharshy("chats", "import", file).code == 0
    with closing(sqlite3.connect("data/zharshy.db")) as connection:
        asked = (
            "SELECT r.digest_next, r.digest_since, s.since FROM recipient r JOIN subscription s ON s.recipient = r.id"
        )
        [(following, *since)] = connection.execute(f"{asked} WHERE r.chat_id = 6").fetchall()
    now = SystemClock().now_ms()
    assert following < now + 86_400_000, "the first digest comes within a day"
    assert max(since) < now + 60_000, "and has what is pushed from now on"
