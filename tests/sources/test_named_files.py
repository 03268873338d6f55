"""What a person names on the command line, and how it is known again in the watched folder."""

from datetime import UTC, datetime
from pathlib import Path

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.imported_files import ImportMemory, ImportReading
from sources.named_files import NamedFile, files_in
from sources.parsed import ParsedItem
from tests.readers import shared_readers

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def drop(folder: Path, name: str, text: str = "Мақаланың мәтіні осында.") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def parsed_items(files: list[NamedFile]) -> list[ParsedItem]:
    items = ImportReading(shared_readers(), ImportMemory("", 0), NOW, "kk").items(files)
    return [item for item in items if isinstance(item, ParsedItem)]


def ids(paths: list[Path], articles_dir: Path | None = None) -> list[str]:
    items = parsed_items(list(files_in(paths, articles_dir)))
    return [item.found.id for item in items if isinstance(item.found, Manuscript)]


def test_a_folder_is_read_with_its_subfolders_and_a_file_as_itself(tmp_path: Path) -> None:
    drop(tmp_path, "all/b/2.txt")
    drop(tmp_path, "all/1.txt")
    drop(tmp_path, "all/.hidden.txt")
    alone = drop(tmp_path, "alone.txt")
    assert ids([tmp_path / "all", alone]) == ["1", "b/2", "alone"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = drop(tmp_path, "all/1.txt")
    assert ids([tmp_path / "all", file]) == ["1"]


def test_a_file_inside_the_watched_folder_is_the_article_that_the_folder_knows(tmp_path: Path) -> None:
    file = drop(tmp_path, "articles/2026/1.txt")
    assert ids([file], tmp_path / "articles") == ["2026/1"]
    assert ids([tmp_path / "articles" / "2026"], tmp_path / "articles") == ["2026/1"]
    assert ids([file]) == ["1"]


def test_what_is_not_there_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    good = drop(tmp_path, "good.txt")
    missing, found = parsed_items(list(files_in([tmp_path / "missing.txt", good])))
    assert missing.file == str(tmp_path / "missing.txt")
    assert isinstance(missing.found, BadManuscript)
    assert missing.found.key == "source-cannot-open"
    assert isinstance(found.found, Manuscript)


def test_a_file_that_changes_while_it_is_read_is_said_to_be_unfinished(tmp_path: Path) -> None:
    line = '{{"id": "{0}", "body": "Бұл {0}-мақала, оның мәтіні ұзақ емес, бірақ толық."}}\n'
    file = drop(tmp_path, "grows.jsonl", "".join(line.format(number) for number in range(300)))
    items = ImportReading(shared_readers(), ImportMemory("", 0), NOW, "kk").items(list(files_in([file])))
    first = next(items)
    assert isinstance(first, ParsedItem) and isinstance(first.found, Manuscript)
    with file.open("a") as more:
        more.write(line.format("last"))
    *_, last = (item.found for item in items if isinstance(item, ParsedItem))
    assert isinstance(last, BadManuscript) and last.key == "source-changing"
