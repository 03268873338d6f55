"""Pictures beside articles: taken from the folder or the archive alone, looked at, made small, or refused in a line."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.folder.watch import Folder, FolderSettings
from sources.formats.reading import read
from sources.imported_files import ImportMemory, ImportReading
from sources.intake import Intake
from sources.intake_rules import IntakeRules, Push
from sources.named_files import files_in
from sources.parsed import Report
from sources.values.pictures import as_jpeg
from storage.store import Store
from tests.builders import ZONE, JumpingClock
from tests.pictures import picture
from tests.readers import shared_readers

NOW = datetime.now(UTC)
RULES = IntakeRules(ZONE, "kk", timedelta(hours=24))


class House:
    """A store, and a folder with articles and pictures."""

    def __init__(self, store: Store, clock: JumpingClock, folder: Path) -> None:
        self.store = store
        self.clock = clock
        self.folder = folder

    def drop(self, name: str, content: str | bytes) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def article(self, name: str = "a.md", image: str = "a.jpg", **fields: str) -> Path:
        lines = [f"{key}: {value}" for key, value in {"image": image, **fields}.items()]
        return self.drop(name, "\n".join(["---", *lines, "---", "Қалада жаңа көпір пайдалануға берілді."]))

    async def imports(self, *paths: Path) -> Report:
        intake = Intake(self.store, self.clock, RULES)
        reading = ImportReading(shared_readers(), ImportMemory("", 0), NOW, "kk")
        return await intake.take(reading.items(list(files_in(paths or (self.folder,)))), Push.ARCHIVE)

    async def image(self, id: str = "a") -> str:
        found = await self.store.articles.with_id(id)
        assert found is not None
        return found.image

    async def kept(self, id: str = "a") -> bytes | None:
        return await self.store.photos.content((await self.image(id)).removeprefix("file:"))

    def watched(self) -> Folder:
        return Folder(FolderSettings(self.folder, RULES), self.store, self.clock, shared_readers())


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    clock = JumpingClock()
    store = await Store.open(f"sqlite:///{tmp_path / 'zharshy.db'}", clock)
    (tmp_path / "articles").mkdir()
    yield House(store, clock, tmp_path / "articles")
    await store.close()


def whys(report: Report) -> dict[str, str]:
    return {Path(failure.file).name: str(failure.error.values["why"]) for failure in report.failed}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_beside_its_article_is_kept_as_a_jpeg(house: House, kind: str) -> None:
    house.drop("a.jpg", picture(kind))
    house.article()
    assert await house.imports() == Report(added=1)
    assert (await house.image()).startswith("file:")
    with Image.open(io.BytesIO(await house.kept() or b"")) as kept:
        assert (kept.format, kept.size) == ("JPEG", (64, 48))


async def test_the_same_files_again_are_unchanged_and_another_picture_is_a_change(house: House) -> None:
    house.drop("a.jpg", picture())
    house.article()
    await house.imports()
    assert await house.imports() == Report(unchanged=1)
    house.drop("a.jpg", picture(colour="red"))
    assert await house.imports() == Report(updated=1)


async def test_the_path_goes_from_the_article_and_stays_in_the_folder(house: House) -> None:
    house.drop("pictures/a.jpg", picture())
    house.article("2026/a.md", "../pictures/a.jpg")
    assert await house.imports() == Report(added=1)
    assert (await house.image("2026/a")).startswith("file:")


@pytest.mark.parametrize("path", ["../secret.jpg", "../../secret.jpg", "/etc/secret.jpg", "..\\secret.jpg", "link.jpg"])
async def test_nothing_outside_of_the_folder_is_taken(house: House, path: str) -> None:
    secret = house.folder.parent / "secret.jpg"
    secret.write_bytes(picture())
    (house.folder / "link.jpg").symlink_to(secret)
    house.article("a.md", f"'{path}'")
    report = await house.imports()
    assert (report.added, whys(report)) == (1, {f"a.md → {path}".rpartition("/")[2]: "outside"})
    assert await house.image() == ""


async def test_what_is_wrong_with_a_picture_is_said_and_costs_the_article_nothing(house: House) -> None:
    house.drop("text.jpg", "no picture at all")
    house.drop("broken.png", picture("PNG")[:60])
    house.drop("long.png", picture("PNG", (2100, 100)))
    house.drop("big.jpg", picture() + b"\0" * (10 * 1024 * 1024))
    os.mkfifo(house.folder / "pipe.jpg")
    for name in ("text.jpg", "broken.png", "long.png", "big.jpg", "pipe.jpg", "none.jpg"):
        house.article(f"{name}.md", name, id=name)
    report = await house.imports()
    assert report.added == 6
    assert {name.rpartition(" ")[2]: why for name, why in whys(report).items()} == {
        "text.jpg": "kind",
        "broken.png": "broken",
        "long.png": "sides",
        "big.jpg": "big",
        "pipe.jpg": "missing",
        "none.jpg": "missing",
    }
    assert {await house.image(name) for name in ("text.jpg", "none.jpg")} == {""}


async def test_the_pictures_of_an_old_archive_are_not_kept_and_not_complained_of(house: House) -> None:
    house.drop("a.jpg", picture())
    house.article(date="2020-01-01")
    house.article("b.md", "none.jpg", date="2020-01-01")
    assert await house.imports() == Report(added=2)
    assert await house.kept() is None


async def test_a_picture_in_an_archive_is_taken_from_the_archive(house: House) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("news/a.md", "---\nimage: p/a.jpg\n---\nКөпір ашылды.")
        archive.writestr("news/p/a.jpg", picture())
        archive.writestr("b.json", json.dumps({"body": "Көпір ашылды.", "image": "../../etc/x.jpg"}))
    report = await house.imports(house.drop("a.zip", packed.getvalue()))
    assert report.added == 2 and list(whys(report).values()) == ["outside"]
    assert await house.kept("news/a") is not None


async def test_a_document_in_a_chat_has_nothing_beside_it() -> None:
    [found] = read("---\nimage: a.jpg\n---\nКөпір ашылды.".encode(), "a.md")
    assert isinstance(found, Manuscript) and (found.image, found.picture) == ("a.jpg", None)


@pytest.mark.parametrize(
    "image", ["javascript:alert(1)", "file:///etc/passwd", "tg:AgAD", "file:abc", "a.exe", "C:\\a.jpg"]
)
async def test_nobody_can_name_a_picture_of_ours(house: House, image: str) -> None:
    house.drop("a.json", json.dumps({"body": "Көпір ашылды.", "image": image}))
    assert await house.imports() == Report(added=1)
    assert await house.image() == ""


async def test_a_saved_page_names_pictures_of_its_site_not_of_the_folder(house: House) -> None:
    text = "Қалада жаңа көпір пайдалануға берілді. Құрылысы екі жылға созылды. " * 10
    head = '<html><head><meta property="og:image" content="a.jpg"></head>'
    page = f"{head}<body><article><p>{text}</p></article></body></html>"
    house.drop("a.html", page)
    assert await house.imports() == Report(added=1)
    assert await house.image() == ""


async def test_the_folder_waits_for_a_picture_that_is_still_being_copied(house: House) -> None:
    folder = house.watched()
    await folder.look()
    house.article()
    await folder.look()
    house.clock.jump(2)
    assert (await folder.look()).files == 0
    house.drop("a.jpg", picture())
    house.clock.jump(11)
    report = await folder.look()
    assert (report.files, report.articles.added, report.articles.failed) == (1, 1, ())
    assert (await house.image()).startswith("file:")


async def test_an_article_whose_picture_never_comes_is_taken_without_it_and_the_owners_hear_of_it(house: House) -> None:
    folder = house.watched()
    await folder.look()
    house.article()
    for seconds in (0.5, 2, 11):
        house.clock.jump(seconds)
        await folder.look()
    assert await house.image() == ""
    [notice] = await house.store.notices.pending()
    assert (notice.key, notice.values["why"], notice.values["reason"]) == ("source-bad-file", "missing", "picture")


async def test_pictures_alone_are_no_articles(house: House) -> None:
    folder = house.watched()
    await folder.look()
    house.drop("a.jpg", picture())
    house.drop("b.PNG", picture("PNG"))
    house.clock.jump(2)
    await folder.look()
    house.clock.jump(2)
    assert (await folder.look()).files == 0
    assert not await house.store.notices.pending()


def test_a_large_picture_becomes_what_telegram_shows_and_what_the_camera_wrote_is_left_out() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "a secret camera"
    packed = io.BytesIO()
    Image.new("RGB", (4000, 3000), "teal").save(packed, "JPEG", exif=exif)
    made = as_jpeg(packed.getvalue())
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == (1920, 2560)
    assert b"secret" not in made


def test_what_is_see_through_lies_on_white() -> None:
    packed = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(packed, "PNG")
    with Image.open(io.BytesIO(as_jpeg(packed.getvalue()))) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_a_picture_that_would_fill_the_memory_is_not_opened_up() -> None:
    packed = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(packed, "PNG")
    with pytest.raises(BadManuscript) as refused:
        as_jpeg(packed.getvalue())
    assert refused.value.values["why"] in {"sides", "broken"}
