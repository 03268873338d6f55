"""The door for foreign bytes, with real reading processes: what is refused, what it costs, what goes on."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.sandbox import process
from sources.sandbox.messages import Ended, Frames, Request
from sources.sandbox.readers import Found, Job, Readers
from tests.attacks.targets import NOW
from tests.growth import assert_in_proportion
from text.article_words import ArticleWords, read_words

BODY = "Семейде жаңа көпір салынып жатыр. Құрылыс күзде аяқталады."


@pytest.fixture
def readers() -> Iterator[Readers]:
    with closing(Readers()) as made:
        yield made


def reads(readers: Readers, data: bytes | str, name: str = "a.txt") -> list[Found]:
    return list(readers.read(Request(name, NOW, data=data if isinstance(data, bytes) else data.encode())))


def keys(found: list[Found]) -> list[str]:
    return [one.key if isinstance(one, BadManuscript) else one.id for one in found]


def packed(files: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


class Meter:
    """What the reading process costs that has just answered, and is asked next."""

    def __init__(self, readers: Readers) -> None:
        reads(readers, BODY)
        reads(readers, f"<html><body><p>{BODY}</p></body></html>", "a.html")
        self.pid = readers.pids()[0]
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")
        self._memory = self._peak()

    def megabytes(self) -> float:
        """Added by what it has read since; of a process that ended for it the kernel keeps no account."""
        return self._peak() - self._memory

    def worked(self) -> float:
        """Its seconds of processor so far."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def _peak(self) -> float:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def test_an_article_comes_through_the_door_as_it_was_read(readers: Readers) -> None:
    fields = {
        "id": "7", "title": "Тақырып", "body": f"<b>{BODY}</b> <a href='https://a.kz/'>сілтеме</a>", "lead": "Қысқаша.",
        "published_at": "2026-03-10T09:30:00+05:00", "views": 5, "tags": ["а", "ә"], "breaking": True,
    }  # fmt: skip
    [found] = reads(readers, json.dumps(fields), "a.json")
    assert isinstance(found, Manuscript)
    assert (found.id, found.title, found.views, found.tags, found.breaking) == ("7", "Тақырып", 5, ("а", "ә"), True)
    assert [span.url for span in found.body.spans] == ["", "https://a.kz/"]
    assert found.published is not None and found.published.isoformat() == "2026-03-10T09:30:00+05:00"


def test_the_words_that_come_with_an_article_are_those_that_the_program_would_make(readers: Readers) -> None:
    fields = {"title": "Семейдегі \ud83d көпір", "lead": "Көпір күзде ашылады.\x00", "body": f"<b>{BODY}</b> " * 30}
    [found] = readers.read(Request("a.json", NOW, data=json.dumps(fields).encode(), default_language="ru"))
    assert isinstance(found, Manuscript) and isinstance(found.words, ArticleWords)
    assert found.words == read_words(replace(found, words=None), "ru")
    assert (found.words.language, found.words.body.spans) == ("kk", found.body.spans)


def test_many_files_are_read_side_by_side_and_come_in_their_order(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"Тақырып {number}\n\n{BODY}" * (1 + 90 * (number % 7 == 0)))
    jobs = [Job(number, Request("a.txt", NOW, str(tmp_path / f"{number}.txt"))) for number in range(40)]
    with closing(Readers(3)) as readers:
        found = list(readers.read_all_side_by_side(jobs))
        assert len(readers.pids()) == 3
    assert [context for context, _ in found] == [number for number in range(40) for _ in range(2)]
    assert [one for _, one in found[1::2]] == [Ended.READ] * 40


def test_half_a_letter_and_odd_names_stop_nothing(readers: Readers, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json"))
    odd.write_bytes(b'{"body": "a \\ud83d b"}')
    found = list(readers.read(Request("x", NOW, str(odd))))
    assert isinstance(found[0], Manuscript) and found[0].body.text == "a \ufffd b"


def aliases() -> str:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for name, before in zip("bcdefgh", "abcdefg", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    return "---\n" + "\n".join(lines) + "\ntitle: *h\n---\n" + BODY


HOSTILE: dict[str, tuple[str, bytes]] = {
    "aliases of YAML that stand for a billion values": ("a.md", aliases().encode()),
    "backticks": ("a.md", b"# T\n\n" + b"`a" * 40_000),
    "rising runs of backticks": ("a.md", " ".join("`" * n for n in range(1, 400)).encode()),
    "brackets": ("a.md", b"# T\n\n" + b"![" * 100_000),
    "a meta tag without end": ("a.html", b"<html><head><meta " + b"a" * 60_000),
    "headings without end": ("a.html", b"<html><body>" + b"<h1>" * 120_000),
    "attributes": ("a.html", b"<html><head><meta " + b"a " * 200_000 + b">"),
    "a million letters, each bold": ("a.html", b"<p>" + b"<b>a</b> " * 200_000),
    "brackets of JSON": ("a.json", b"[" * 1_000_000),
    "ampersands of a feed": ("a.xml", b"<rss>" + b"&" * 1_000_000),
    "elements of a feed": ("a.xml", b"<rss>" + b"<item>" * 200_000),
    "two million lines of a page": ("a.txt", "а\n".encode() * 2_000_000),
    "two million lines of JSON": ("a.jsonl", b"{\n" * 2_000_000),
    "nested tables": ("a.html", b"<html><body>" + b"<table><tr><td>a " * 190 + b"<td>b" * 19_000),
}  # fmt: skip


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_file_costs_little_and_the_next_one_is_read(readers: Readers, attack: str) -> None:
    name, data = HOSTILE[attack]
    meter = Meter(readers)
    assert reads(readers, data, name)
    if readers.pids() == [meter.pid]:
        assert meter.megabytes() < 100
    assert keys(reads(readers, BODY, "next.txt")) == ["next"]


def test_an_archive_of_a_million_files_is_refused_by_its_list(readers: Readers) -> None:
    # 200,000 entries, so that the test does not take a minute to pack; a million have five times the list.
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(200_000):
            archive.writestr(str(number), b"")
    meter = Meter(readers)
    assert keys(reads(readers, made.getvalue(), "a.zip")) == ["source-zip-entries"]
    assert meter.megabytes() < 64 + 2 * len(made.getvalue()) / 2**20


def test_what_an_archive_unpacks_to_is_counted_also_where_it_is_damaged(readers: Readers) -> None:
    content = bytearray(packed({f"{number}.txt": b" " * 49_000_000 for number in range(8)}))
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 16] ^= 0xFF
    meter = Meter(readers)
    found = reads(readers, bytes(content), "a.zip")
    assert keys(found)[-1] == "source-zip-big" and len(found) <= 4
    assert meter.megabytes() < 64


def test_a_bomb_is_not_unpacked(readers: Readers) -> None:
    bomb = packed({"bomb.txt": b"a" * 120_000_000})
    meter = Meter(readers)
    assert keys(reads(readers, bomb, "a.zip")) == ["source-zip-big"]
    assert meter.megabytes() < 20


def picture(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    made = BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "size", "mode"),
    [("JPEG", (10_000, 6_000), "RGB"), ("PNG", (6_000, 4_100), "RGBA"), ("PNG", (6_000, 4_100), "P")],
)
def test_a_large_picture_becomes_a_photo_in_bounded_memory(
    readers: Readers, kind: str, size: tuple[int, int], mode: str
) -> None:
    meter = Meter(readers)
    with Image.open(BytesIO(readers.convert(picture(kind, size, mode)))) as made:
        assert max(made.size) == 2560
    assert meter.megabytes() < 200


@pytest.mark.parametrize(("kind", "size"), [("PNG", (10_000, 6_000)), ("WEBP", (6_000, 4_000))])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_opened(
    readers: Readers, kind: str, size: tuple[int, int]
) -> None:
    meter = Meter(readers)
    with pytest.raises(BadManuscript) as refused:
        readers.convert(picture(kind, size))
    assert refused.value.values["why"] == "sides"
    assert meter.megabytes() < 20


def test_many_pictures_cost_their_share(readers: Readers) -> None:
    meter = Meter(readers)

    def read_archive(count: int) -> None:
        files = {f"{n}.md": f"---\nimage: {n}.png\n---\n{BODY} {n}".encode() for n in range(count)}
        pictures = {f"{n}.png": picture("PNG", (40, 30)) for n in range(count)}
        found = reads(readers, packed({**files, **pictures}), "a.zip")
        assert sum(isinstance(one, Manuscript) and one.image.startswith("file:") for one in found) == count
        assert readers.pids() == [meter.pid]

    assert_in_proportion(read_archive, 100, meter.worked)


def test_a_process_that_is_killed_is_replaced_and_the_file_read(readers: Readers) -> None:
    reads(readers, BODY)
    os.kill(readers.pids()[0], signal.SIGKILL)
    assert keys(reads(readers, BODY, "b.txt")) == ["b"]


def test_a_file_that_ends_its_process_twice_is_named_and_the_others_are_read(readers: Readers, tmp_path: Path) -> None:
    """The system ends the process in the middle of the same file, two times; what it had sent by then still counts."""
    names = ("a.jsonl", "b.txt")
    # More than two processes can have sent before anything of it is read.
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"id": n, "body": f"{BODY} {n}"}) for n in range(10_000)))
    (tmp_path / "b.txt").write_text(BODY)
    killed, found = set(), []
    for name, one in readers.read_all([Job(name, Request(name, NOW, str(tmp_path / name))) for name in names]):
        found.append((name, one))
        pids = set(readers.pids())
        if name == "a.jsonl" and isinstance(one, Manuscript) and killed.isdisjoint(pids):
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            killed |= pids
    assert len(killed) == 2
    ids = [one.id for name, one in found if name == "a.jsonl" and isinstance(one, Manuscript)]
    assert ids == [str(n) for n in range(len(ids))], "what was given once is not given again"
    errors = [(name, one.key) for name, one in found if isinstance(one, BadManuscript)]
    assert errors == [("a.jsonl", "source-ended-reader")]
    assert ("b.txt", Ended.READ) in found


def test_a_process_that_waits_for_its_turn_with_a_picture_is_not_taken_for_one_that_hangs(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others convert theirs all the while: longer than a process may do nothing."""
    reads(readers, BODY)
    monkeypatch.setattr(process, "_LOOK_SECONDS", 0.2)
    heard, receive = list[object](), Frames.receive
    lock = readers._lock

    def counted(frames: Frames) -> tuple[dict[str, object], bytes]:
        message, data = receive(frames)
        heard.append(message)
        if len(heard) == 10:
            fcntl.lockf(lock, fcntl.LOCK_UN)
        return message, data

    monkeypatch.setattr(Frames, "receive", counted)
    fcntl.lockf(lock, fcntl.LOCK_EX)
    with Image.open(BytesIO(readers.convert(picture("PNG", (40, 30))))) as made:
        assert made.size == (40, 30)
    assert len(heard) >= 10


def test_a_reading_process_knows_no_secret(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    reads(readers, BODY)
    environment = Path(f"/proc/{readers.pids()[0]}/environ").read_bytes()
    assert b"secret" not in environment and b"PATH" in environment


def test_a_pipe_in_the_place_of_a_file_hangs_nothing(readers: Readers, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert keys(list(readers.read(Request("a.txt", NOW, str(tmp_path / "a.txt"))))) == ["source-no-file"]


def test_two_read_at_once_and_a_third_waits_its_turn(readers: Readers) -> None:
    lines = "\n".join(json.dumps({"id": n, "body": BODY}) for n in range(300)).encode()
    first, second = (readers.read(Request("a.jsonl", NOW, data=lines)) for _ in range(2))
    next(first), next(second)
    assert len(readers.pids()) == 2
    assert len(list(first)) == len(list(second)) == 299
    assert keys(reads(readers, BODY)) == ["a"]
    assert len(readers.pids()) == 2
