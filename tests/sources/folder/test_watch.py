"""The watched folder, on a real store and real files; only the time is ours."""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.errors import StoreUnavailable
from domain.team import Member, Role
from sources.folder.watch import Folder, FolderReport, FolderSettings
from sources.intake_rules import IntakeRules
from sources.values.limits import FILE_BYTES
from storage.store import Store
from tests.readers import shared_readers

ZONE = ZoneInfo("Asia/Almaty")
RULES = IntakeRules(ZONE, "kk", timedelta(hours=24))
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=ZONE)


class Time:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.passed = 0.0

    def now_ms(self) -> int:
        return int((NOW.timestamp() + self.passed) * 1000)

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    async def sleep(self, seconds: float) -> None:
        self.passed += seconds


class WatchedFolder:
    """A newsroom with its folder, watched by a bot that can be restarted."""

    def __init__(self, home: Path, *, owners: bool = True) -> None:
        self.path = home / "articles"
        self.path.mkdir()
        self.clock = Time()
        self.owners = owners
        self.database = home / "data" / "zharshy.db"
        self.store: Store
        self.folder: Folder

    async def start(self, **settings: object) -> None:
        self.store = await Store.open(f"sqlite:///{self.database}", self.clock)
        values = {"path": self.path, "rules": RULES, "owners": self.owners, **settings}
        self.folder = Folder(FolderSettings(**values), self.store, self.clock, shared_readers())  # type: ignore[arg-type]

    async def restart(self) -> None:
        await self.store.close()
        await self.start()

    async def look(self, after: float = 0.0) -> FolderReport:
        self.clock.passed += after
        return await self.folder.look()

    async def look_until_quiet(self) -> FolderReport:
        """Looks until what was there is taken: once to notice it, once when it has been quiet for a second."""
        await self.look()
        return await self.look(after=1.0)

    def drop(self, name: str, text: str | bytes) -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.database) as connection:
            return connection.execute(query).fetchall()

    def pushed(self) -> list[str]:
        found = self.rows(
            "SELECT a.id FROM broadcast i JOIN article a ON a.key = i.article WHERE i.kind = 'push' ORDER BY i.id"
        )
        return [str(id_) for (id_,) in found]

    def articles(self) -> list[str]:
        return [str(id_) for (id_,) in self.rows("SELECT id FROM article ORDER BY key")]

    def notices(self) -> list[tuple[str, dict[str, object]]]:
        return [(str(key), json.loads(str(v))) for key, v in self.rows('SELECT key, "values" FROM notice ORDER BY id')]


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[WatchedFolder]:
    made = WatchedFolder(tmp_path)
    await made.start()
    yield made
    await made.store.close()


@pytest.fixture
async def running(watched: WatchedFolder) -> WatchedFolder:
    """A bot that has looked at its empty folder once: every file that appears from now on is news."""
    await watched.look()
    return watched


def news(
    title: str = "Арал қаласында жаңа мектеп ашылды", body: str = "Мектепте алты жүз оқушы білім алады. Ғимарат жарық."
) -> str:
    return f"Қоғам • 10 наурыз, 2026\n\n{title}\n\n{body}\n\nЕкінші абзац та бар, ол сәл ұзағырақ жазылған."


def dated(days: int, **fields: object) -> str:
    when = (NOW - timedelta(days=days)).isoformat()
    return json.dumps({"title": "Тақырып", "body": "Мақаланың мәтіні осында.", "published_at": when, **fields})


async def test_a_new_file_is_taken_and_pushed_within_two_seconds(running: WatchedFolder) -> None:
    running.drop("mektep.txt", news())
    for _ in range(4):
        await running.look(after=0.5)
    assert running.articles() == ["mektep"]
    assert running.pushed() == ["mektep"]


async def test_a_file_is_taken_once_also_after_a_restart(running: WatchedFolder) -> None:
    running.drop("mektep.txt", news())
    await running.look_until_quiet()
    await running.restart()
    report = await running.look_until_quiet()
    assert report == FolderReport()
    assert running.pushed() == ["mektep"]
    assert running.rows("SELECT version FROM article") == [(1,)]


async def test_the_first_load_is_archive(watched: WatchedFolder) -> None:
    watched.drop("a.txt", news("Бірінші жаңалық"))
    watched.drop("ішкі/b.txt", news("Екінші жаңалық"))
    report = await watched.look_until_quiet()
    assert report.articles.added == 2
    assert watched.pushed() == []


async def test_a_file_that_appears_during_the_first_load_is_news(watched: WatchedFolder) -> None:
    watched.drop("a.txt", news("Бірінші жаңалық"))
    await watched.look()
    watched.drop("b.txt", news("Екінші жаңалық"))
    await watched.look_until_quiet()
    await watched.look_until_quiet()
    assert sorted(watched.articles()) == ["a", "b"]
    assert watched.pushed() == ["b"]


async def test_news_do_not_wait_for_a_large_archive(watched: WatchedFolder) -> None:
    for number in range(650):
        watched.drop(f"old-{number:03d}.txt", "Ескі мақала. Мәтіні қысқа.")
    await watched.look()
    watched.drop("first.json", dated(0))
    await watched.look()
    look = asyncio.create_task(watched.look(after=1.0))
    while not look.done():
        watched.clock.passed += 1.0
        await asyncio.sleep(0.01)
        if not (watched.path / "second.json").exists() and len(watched.articles()) > 1:
            watched.drop("second.json", dated(0))
    order = watched.articles()
    assert (order[0], len(order)) == ("first", 652)
    assert order[-1] != "second"
    assert watched.pushed() == ["first", "second"]


async def test_a_first_load_that_was_killed_stays_archive(watched: WatchedFolder) -> None:
    watched.drop("a.txt", news())
    await watched.look()
    await watched.restart()
    report = await watched.look_until_quiet()
    assert report.articles.added == 1
    assert watched.pushed() == []


async def test_what_appeared_while_the_bot_was_down_is_pushed_if_young(running: WatchedFolder) -> None:
    await running.store.close()
    running.drop("new.json", dated(0))
    running.drop("old.json", dated(3))
    running.clock.passed += 3600
    await running.start()
    await running.look_until_quiet()
    assert sorted(running.articles()) == ["new", "old"]
    assert [(key, values["count"], values["hours"]) for key, values in running.notices()] == [
        ("source-archived", 1, 24)
    ]
    assert running.pushed() == ["new"]


async def test_a_half_written_file_is_not_read(running: WatchedFolder) -> None:
    file = running.drop("mektep.txt", news()[:60])
    for size in (80, 100, 120):
        await running.look(after=0.9)
        file.write_text(news()[:size])
    await running.look(after=0.9)
    assert running.articles() == []
    file.write_text(news())
    await running.look_until_quiet()
    assert running.rows("SELECT id, version FROM article") == [("mektep", 1)]


async def test_json_that_is_cut_short_waits_and_is_taken_when_whole(running: WatchedFolder) -> None:
    whole = dated(0)
    file = running.drop("a.json", whole[:-20])
    await running.look_until_quiet()
    await running.look(after=2.5)
    assert running.notices() == []
    file.write_text(whole)
    await running.look_until_quiet()
    assert running.pushed() == ["a"]
    assert running.notices() == []


async def test_json_that_stays_cut_is_named_within_seconds_and_what_readers_would_get_half_of_waits_longer(
    running: WatchedFolder,
) -> None:
    running.drop("a.json", dated(0)[:-20])
    running.drop("b.jsonl", f"{dated(0)}\n{dated(0)[:-20]}")
    await running.look_until_quiet()
    await running.look(after=2.5)
    assert running.notices() == []
    await running.look(after=1.0)
    assert running.notices() == [("source-bad-file", {"file": "a.json", "reason": "json-cut", "more": 0})]
    await running.look(after=6.0)
    assert running.articles() == []
    await running.look(after=1.0)
    assert len(running.articles()) == 1


async def test_a_bad_file_is_told_once_and_left_where_it_is(running: WatchedFolder) -> None:
    file = running.drop("a.json", '{"title": "Тақырып", oops}')
    for _ in range(3):
        await running.look_until_quiet()
        await running.restart()
    await running.look_until_quiet()
    [(key, values)] = running.notices()
    assert key == "source-bad-file"
    assert values == {"file": "a.json", "reason": "json-syntax", "line": 1, "column": 22, "more": 0}
    assert file.exists()


async def test_a_bad_file_that_was_mended_is_taken(running: WatchedFolder) -> None:
    running.drop("a.json", '{"title": "Тақырып", oops}')
    await running.look_until_quiet()
    running.drop("a.json", dated(0))
    await running.look_until_quiet()
    assert running.pushed() == ["a"]


async def test_a_bad_file_that_changes_and_stays_bad_is_told_again(running: WatchedFolder) -> None:
    for text in ('{"title": oops}', '{"title": oops, oops}'):
        running.drop("a.json", text)
        await running.look_until_quiet()
    assert len(running.notices()) == 2


async def test_bad_files_stop_nothing(running: WatchedFolder) -> None:
    running.drop("1.json", "[" * 200_000 + "]" * 200_000)
    running.drop("2.txt", bytes(1000) + b"\x01")
    running.drop("3.json", json.dumps({"title": "т" * 10_000_000, "body": "x"}, ensure_ascii=False))
    running.drop("4.jsonl", f'{{"id": "x", oops}}\n{dated(0, id="line")}\n{{"id": "y"}}')
    running.drop("5.txt", news())
    await running.look_until_quiet()
    assert sorted(running.pushed()) == ["5", "line"]
    told = {values["file"]: (values["reason"], values["more"]) for _, values in running.notices()}
    assert told == {
        "1.json#1": ("json-deep", 0),
        "2.txt": ("not-text", 0),
        "3.json": ("title-long", 0),
        "4.jsonl:1": ("json-syntax", 1),
    }


async def test_many_bad_files_are_told_in_few_lines(running: WatchedFolder) -> None:
    for number in range(30):
        running.drop(f"{number:02}.json", f"{{{number}")
    await running.look_until_quiet()
    await running.look(after=11)
    keys = [key for key, _ in running.notices()]
    assert keys == ["source-bad-file"] * 5 + ["source-bad-files"]
    assert running.notices()[-1][1]["count"] == 25


async def test_a_file_of_many_faults_does_not_flood_the_log(
    running: WatchedFolder, caplog: pytest.LogCaptureFixture
) -> None:
    running.drop("export.jsonl", "{nope}\n" * 900)
    await running.look_until_quiet()
    await running.look(after=11)
    lines = [record.message for record in caplog.records if "bad_file" in record.message]
    assert len(lines) == 21
    assert lines[-1] == "folder.bad_file file=export.jsonl more=880"
    assert [values["more"] for _, values in running.notices()] == [899]


async def test_a_changed_file_is_an_update_and_pushes_nothing_anew(running: WatchedFolder) -> None:
    running.drop("a.txt", news())
    await running.look_until_quiet()
    running.drop("a.txt", news(body="Мектепте жеті жүз оқушы білім алады. Ғимарат жарық.").replace("Қоғам", "Білім"))
    report = await running.look_until_quiet()
    assert report.articles.updated == 1
    assert running.rows("SELECT id, version FROM article") == [("a", 2)]
    assert running.pushed() == ["a"]


async def test_a_touched_file_is_nothing(running: WatchedFolder) -> None:
    file = running.drop("a.txt", news())
    await running.look_until_quiet()
    os.utime(file)
    report = await running.look_until_quiet()
    assert report == FolderReport()
    assert running.rows("SELECT version FROM article") == [(1,)]


async def test_a_file_replaced_by_another_of_the_same_size_and_time_is_noticed(running: WatchedFolder) -> None:
    file = running.drop("a.txt", news(body="Бірінші мәтін осы болады, иә."))
    times = file.stat()
    await running.look_until_quiet()
    other = running.drop(".a.new", news(body="Екінші мәтін осы болады, иә."))
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.rename(file)
    report = await running.look_until_quiet()
    assert report.articles.updated == 1


async def test_a_deleted_file_changes_nothing_and_may_come_back(running: WatchedFolder) -> None:
    file = running.drop("a.txt", news())
    await running.look_until_quiet()
    file.unlink()
    await running.look_until_quiet()
    assert running.articles() == ["a"]
    running.drop("a.txt", news())
    await running.look_until_quiet()
    assert running.rows("SELECT id, version FROM article") == [("a", 1)]
    assert running.pushed() == ["a"]


async def test_a_moved_file_is_the_same_article_also_when_it_changes_later(running: WatchedFolder) -> None:
    file = running.drop("a.txt", news())
    await running.look_until_quiet()
    (running.path / "done").mkdir()
    file.rename(running.path / "done" / "a-2026.txt")
    await running.look_until_quiet()
    await running.restart()
    running.drop("done/a-2026.txt", news(body="Түзетілген мәтін. Ол да бар."))
    await running.look_until_quiet()
    assert running.rows("SELECT id, version FROM article") == [("a", 2)]
    assert running.pushed() == ["a"]


async def test_copies_under_other_names_are_articles_of_their_own(running: WatchedFolder) -> None:
    running.drop("a.txt", news())
    running.drop("b.txt", news())
    await running.look_until_quiet()
    assert sorted(running.articles()) == ["a", "b"]


async def test_two_files_of_one_name_in_two_folders_are_two_articles(running: WatchedFolder) -> None:
    running.drop("2025/1.txt", news("Ескі жаңалық"))
    running.drop("2026/1.txt", news("Жаңа жаңалық"))
    await running.look_until_quiet()
    assert sorted(running.articles()) == ["2025/1", "2026/1"]


async def test_hidden_and_temporary_files_and_links_outwards_are_left_alone(
    running: WatchedFolder, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text(news())
    for name in (".a.txt", "a.txt~", "a.txt.part", "a.tmp", ".git/b.txt", "~$c.txt", "d.crdownload"):
        running.drop(name, news())
    (running.path / "link.txt").symlink_to(outside / "secret.txt")
    (running.path / "linked").symlink_to(outside)
    (running.path / "loop").symlink_to(running.path)
    os.mkfifo(running.path / "pipe.txt")
    await running.look_until_quiet()
    assert running.articles() == []
    assert running.notices() == []


async def test_a_name_that_is_no_text_is_taken_like_any_other(running: WatchedFolder) -> None:
    Path(os.fsdecode(os.fsencode(running.path) + b"/\xff\xe8.txt")).write_text(news())
    await running.look_until_quiet()
    assert running.articles() == ["\\xff\\xe8"]
    await running.restart()
    assert await running.look_until_quiet() == FolderReport()


async def test_twenty_fresh_articles_are_pushed(running: WatchedFolder) -> None:
    running.drop("many.jsonl", "\n".join(dated(0, id=str(n)) for n in range(20)))
    report = await running.look_until_quiet()
    assert (report.articles.added, report.articles.pushed, report.articles.held) == (20, 20, 0)


async def test_more_than_twenty_wait_for_an_owners_word(running: WatchedFolder) -> None:
    for number in range(21):
        running.drop(f"{number}.json", dated(0))
    report = await running.look_until_quiet()
    assert (report.articles.added, report.articles.pushed, report.articles.held) == (21, 0, 21)
    assert running.pushed() == []
    assert [(key, values["count"]) for key, values in running.notices()] == [("source-held", 21)]
    assert await running.store.held.count() == 21

    async with running.store.transaction() as work:
        assert await work.held.release(push=True) == 21
    assert len(running.pushed()) == 21
    assert await running.store.held.count() == 0


async def test_an_owner_may_also_say_no(running: WatchedFolder) -> None:
    running.drop("many.jsonl", "\n".join(dated(0, id=str(n)) for n in range(30)))
    await running.look_until_quiet()
    async with running.store.transaction() as work:
        await work.held.release(push=False)
    assert running.pushed() == []
    assert len(running.articles()) == 30


async def test_without_an_owner_many_fresh_articles_are_pushed(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path, owners=False)
    await watched.start()
    await watched.look()
    watched.drop("many.jsonl", "\n".join(dated(0, id=str(n)) for n in range(30)))
    await watched.look_until_quiet()
    assert len(watched.pushed()) == 30
    await watched.store.close()


async def test_the_word_of_an_owner_who_was_made_one_in_the_chat_is_waited_for(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path, owners=False)
    await watched.start()
    await watched.look()
    async with watched.store.transaction() as work:
        await work.team.put(Member(7, Role.OWNER), 7)
    watched.drop("many.jsonl", "\n".join(dated(0, id=str(n)) for n in range(30)))
    await watched.look_until_quiet()
    assert watched.pushed() == []
    assert await watched.store.held.count() == 30
    await watched.store.close()


async def test_few_fresh_articles_among_many_old_ones_are_pushed(running: WatchedFolder) -> None:
    running.drop("many.jsonl", "\n".join(dated(0 if n < 5 else 40, id=str(n)) for n in range(200)))
    report = await running.look_until_quiet()
    assert (report.articles.added, report.articles.pushed, report.articles.held) == (200, 5, 0)
    assert [(key, values["count"]) for key, values in running.notices()] == [("source-archived", 195)]
    assert await running.store.held.count() == 0


def dies_after(store: Store, transactions: int) -> None:
    """The store takes so many transactions, and then nothing until it is opened again."""
    real, left = store.transaction, transactions

    def transaction() -> object:
        nonlocal left
        if not left:
            raise StoreUnavailable("store-locked")
        left -= 1
        return real()

    store.transaction = transaction  # type: ignore[method-assign, assignment]


async def test_a_kill_in_the_middle_of_many_pushes_neither_the_first_nor_the_rest(running: WatchedFolder) -> None:
    for number in range(40):
        running.drop(f"{number}.json", dated(0))
    await running.look()
    dies_after(running.store, 2)
    with pytest.raises(StoreUnavailable):
        await running.look(after=1.0)
    assert 0 < len(running.articles()) < 40
    await running.restart()
    await running.look_until_quiet()
    assert len(running.articles()) == 40
    assert running.pushed() == []
    assert await running.store.held.count() == 40


async def test_a_kill_after_the_last_of_few_pushes_them_at_the_next_start(running: WatchedFolder) -> None:
    running.drop("many.jsonl", "\n".join(dated(0 if n < 5 else 40, id=str(n)) for n in range(30)))
    await running.look()
    dies_after(running.store, 1)
    with pytest.raises(StoreUnavailable):
        await running.look(after=1.0)
    assert running.pushed() == []
    await running.restart()
    await running.look_until_quiet()
    assert sorted(running.pushed()) == ["0", "1", "2", "3", "4"]


async def test_a_stop_leaves_the_rest_for_the_next_start(running: WatchedFolder) -> None:
    running.drop("many.jsonl", "\n".join(dated(40, id=str(n)) for n in range(200)))
    await running.look()
    running.folder.stop()
    await running.look(after=1.0)
    assert running.articles() == []
    await running.restart()
    await running.look_until_quiet()
    assert len(running.articles()) == 200


async def test_a_store_that_takes_nothing_for_a_while_loses_nothing(running: WatchedFolder) -> None:
    running.drop("a.txt", news())
    await running.look()
    real = running.store.transaction

    def full() -> object:
        raise StoreUnavailable("store-full", why="database or disk is full")

    running.store.transaction = full  # type: ignore[method-assign, assignment]
    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            await running.look(after=1.0)
    running.store.transaction = real  # type: ignore[method-assign]
    await running.look(after=1.0)
    assert running.pushed() == ["a"]


async def test_the_default_folder_is_made(tmp_path: Path) -> None:
    watched = WatchedFolder(tmp_path)
    watched.path.rmdir()
    await watched.start(make=True)
    await watched.look()
    assert watched.path.is_dir()
    watched.drop("a.txt", news())
    await watched.look_until_quiet()
    assert watched.pushed() == ["a"]
    await watched.store.close()


async def test_a_missing_folder_is_told_once_and_taken_up_when_it_appears(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watched = WatchedFolder(tmp_path)
    watched.path.rmdir()
    await watched.start()
    for _ in range(5):
        await watched.look(after=1.0)
    assert [record.message.split()[0] for record in caplog.records if record.levelname == "ERROR"] == [
        "folder.unreadable"
    ]
    assert [key for key, _ in watched.notices()] == ["source-folder-unreadable"]
    watched.path.mkdir()
    watched.drop("a.txt", news())
    await watched.look_until_quiet()
    assert watched.articles() == ["a"]
    assert watched.pushed() == []
    await watched.store.close()


async def test_a_day_without_an_hour_is_the_moment_it_was_seen(running: WatchedFolder) -> None:
    running.drop("today.txt", news())
    running.drop("before.txt", news("Кешегі жаңалық").replace("10 наурыз, 2026", "8 наурыз, 2026"))
    await running.look_until_quiet()
    moments = dict(running.rows("SELECT id, published_at FROM article"))
    assert moments["today"] == running.clock.now_ms()
    end_of_day = datetime(2026, 3, 8, 23, 59, 59, 999_000, tzinfo=ZONE)
    assert datetime.fromtimestamp(int(str(moments["before"])) / 1000, UTC) == end_of_day
    assert running.pushed() == ["today"]


async def test_a_file_too_big_is_bad_without_being_read(running: WatchedFolder) -> None:
    with (running.path / "big.json").open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    await running.look_until_quiet()
    assert running.notices() == [
        ("source-bad-file", {"file": "big.json", "reason": "too-big", "limit": 200, "more": 0})
    ]


async def dies_with(watched: WatchedFolder, *names: str) -> None:
    """What the store holds when the process was killed while it read these files."""
    async with watched.store.transaction() as work:
        known = {row.path: row for row in await watched.store.files.of_folder(str(watched.path))}
        await work.files.begin(
            str(watched.path), [(name, known[name].begun + 1 if name in known else 1) for name in names]
        )


async def test_a_file_that_ended_the_program_twice_is_set_aside_and_named_once(running: WatchedFolder) -> None:
    running.drop("bad.txt", news())
    running.drop("good.txt", news("Екінші жаңалық осы"))
    await dies_with(running, "bad.txt", "good.txt")
    await dies_with(running, "bad.txt")
    for _ in range(2):
        await running.restart()
        await running.look_until_quiet()
    assert running.articles() == ["good"]
    assert [(key, values["reason"], values["file"]) for key, values in running.notices()] == [
        ("source-bad-file", "ended-program", "bad.txt")
    ]


async def test_a_file_that_was_begun_once_is_read_again_alone(running: WatchedFolder) -> None:
    for name in ("a.txt", "b.txt"):
        running.drop(name, news(f"Жаңалық {name} туралы"))
    await dies_with(running, "a.txt", "b.txt")
    await running.restart()
    await running.look_until_quiet()
    assert (sorted(running.articles()), sorted(running.pushed())) == (["a", "b"], ["a", "b"])
    assert running.rows("SELECT begun FROM source_file") == [(0,), (0,)]


async def test_a_file_that_was_set_aside_is_read_when_it_changes(running: WatchedFolder) -> None:
    running.drop("a.txt", news())
    await dies_with(running, "a.txt")
    await dies_with(running, "a.txt")
    await running.restart()
    await running.look_until_quiet()
    assert running.articles() == []
    running.drop("a.txt", news("Түзетілген жаңалық осы"))
    await running.look_until_quiet()
    assert running.articles() == ["a"]


async def test_many_fresh_files_wait_for_a_word_also_when_each_is_read_alone(running: WatchedFolder) -> None:
    names = [f"{number}.json" for number in range(30)]
    for name in names:
        running.drop(name, dated(0))
    await dies_with(running, *names)
    await running.restart()
    await running.look_until_quiet()
    assert (running.pushed(), await running.store.held.count()) == ([], 30)


async def test_a_store_that_fails_in_the_middle_leaves_no_mark_behind(running: WatchedFolder) -> None:
    for number in range(5):
        running.drop(f"{number}.txt", news(f"Жаңалық {number} туралы"))
    await running.look()
    real, calls = running.store.transaction, 0

    def fails_once() -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise StoreUnavailable("store-locked")
        return real()

    running.store.transaction = fails_once  # type: ignore[method-assign, assignment]
    with pytest.raises(StoreUnavailable):
        await running.look(after=1.0)
    assert running.rows("SELECT begun FROM source_file") == [(0,)] * 5


async def test_a_field_that_cannot_be_read_costs_the_field_and_the_owners_hear_of_it(running: WatchedFolder) -> None:
    running.drop("a.json", dated(0, views="көп"))
    running.drop("b.json", json.dumps({"body": "Мақаланың мәтіні осында.", "published_at": "кейін бір күні"}))
    await running.look_until_quiet()
    assert (running.articles(), running.pushed()) == (["a", "b"], ["a"])
    named = {values["file"]: values["reason"] for key, values in running.notices() if key == "source-bad-file"}
    assert named == {"a.json → views": "field-type", "b.json → published_at": "date"}
