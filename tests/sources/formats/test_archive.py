"""Zip archives: what people pack, and what attackers do."""

import io
import json
import tracemalloc
import zipfile

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.reading import is_unfinished, read
from sources.values.limits import ARCHIVE_ENTRIES

BODY = "Мақаланың мәтіні осында жазылған."


def packed(files: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def found(data: bytes) -> list[Manuscript | BadManuscript]:
    return list(read(data, "pack.zip"))


def errors(data: bytes) -> list[tuple[str, object]]:
    return [(one.key, one.values.get("place")) for one in found(data) if isinstance(one, BadManuscript)]


def test_every_file_is_read_as_if_it_lay_there_alone() -> None:
    lines = "\n".join(json.dumps({"id": n, "body": BODY}) for n in (1, 2)) + "\n{oops"
    data = packed(
        {"2026/a.txt": BODY, "b.jsonl": lines, "c.md": f"# Т\n\n{BODY}", ".hidden": "x", "__MACOSX/a.txt": "x"}
    )
    assert [one.id for one in found(data) if isinstance(one, Manuscript)] == ["2026/a", "1", "2", "c"]
    assert errors(data) == [("source-json-syntax", "/b.jsonl:3")]


def test_a_kazakh_name_is_kept_and_one_of_old_windows_is_read() -> None:
    [first] = found(packed({"мақала.txt": BODY}))
    assert isinstance(first, Manuscript)
    assert first.id == "мақала"
    old = packed({"xxxxxx.txt": BODY}).replace(b"xxxxxx", "статья".encode("cp866"))
    [second] = found(old)
    assert isinstance(second, Manuscript)
    assert second.id == "статья"


def test_paths_that_lead_upwards_are_only_names() -> None:
    data = packed({"../../etc/passwd.txt": BODY, "/abs/x.txt": BODY, "a\\..\\b.txt": BODY})
    assert [one.id for one in found(data) if isinstance(one, Manuscript)] == ["etc/passwd", "abs/x", "a/b"]


def test_a_bomb_costs_no_memory() -> None:
    bomb = packed({"bomb.txt": b"a" * 120_000_000, "b.txt": BODY})
    tracemalloc.start()
    assert errors(bomb) == [("source-zip-big", "/bomb.txt")]
    assert tracemalloc.get_traced_memory()[1] < 130_000_000
    tracemalloc.stop()


def test_too_many_files_are_refused() -> None:
    data = packed({f"{n}.txt": "" for n in range(ARCHIVE_ENTRIES + 1)}, zipfile.ZIP_STORED)
    [one] = found(data)
    assert isinstance(one, BadManuscript)
    assert (one.key, one.values) == ("source-zip-entries", {"limit": ARCHIVE_ENTRIES})


def test_an_archive_inside_and_a_document_of_an_office_are_named() -> None:
    assert errors(packed({"in.zip": packed({"a.txt": BODY})})) == [("source-zip-nested", "/in.zip")]
    assert errors(packed({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})) == [("source-not-text", None)]


def test_a_locked_file_is_named() -> None:
    data = bytearray(packed({"a.txt": BODY}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert errors(bytes(data)) == [("source-zip-locked", "/a.txt")]


def test_damage_costs_the_damaged_file_and_a_cut_archive_looks_unfinished() -> None:
    data = packed({"a.txt": BODY * 10, "b.txt": BODY}, zipfile.ZIP_STORED)
    broken = data.replace(BODY.encode(), b"?" + BODY.encode()[1:], 1)
    assert errors(broken) == [("source-zip-damaged", "/a.txt")]
    assert [one.id for one in found(broken) if isinstance(one, Manuscript)] == ["b"]
    assert errors(data[:-30]) == [("source-zip-damaged", None)]
    assert is_unfinished(io.BytesIO(data[:-30]), "pack.zip")
    assert not is_unfinished(io.BytesIO(data), "pack.zip")
