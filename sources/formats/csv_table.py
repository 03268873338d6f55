"""Tables of articles: CSV and TSV whose first line names the columns, in three languages and any order."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime

from domain.article import Found
from domain.errors import BadManuscript
from sources.formats.field_names import ALIASES, fold_name
from sources.formats.fields import manuscript_of
from sources.formats.places import placed
from sources.formats.unpublished import unpublished
from sources.values.identity import FileIds
from sources.values.limits import MARKUP_CHARACTERS

_DIVIDERS = ("\t", ";", ",", "|")
# Characters of the line of names, and columns of a table.
_LONGEST_HEADER, _COLUMNS = 4_000, 200
_KNOWN = {alias: field for field, aliases in ALIASES.items() for alias in aliases}
_FORMULA = ("'=", "'+", "'-", "'@")


def is_table(head: str, suffix: str) -> bool:
    """Whether the first line names columns of articles; a table by its name is one, whatever it holds."""
    if suffix in {".csv", ".tsv"}:
        return True
    first = head.partition("\n")[0]
    names = _names(first, _divider(first))
    known = [_KNOWN.get(fold_name(name)) for name in names]
    return len(names) > 1 and "body" in known and len([name for name in known if name]) * 2 > len(names)


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The articles of a table, one a row. Raises BadManuscript when no column is the text of an article."""
    text = text.lstrip("\ufeff").lstrip()
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    divider = _divider(first)
    names = [fold_name(one) for one in _names(first, divider)]
    if "body" not in {_KNOWN.get(one) for one in names}:
        raise BadManuscript("source-table-columns", columns=", ".join(_names(first, divider))[:100])
    ids = FileIds(name)
    for line, row in _rows(text, divider):
        if isinstance(row, BadManuscript):
            yield placed(row, f":{line}")
            return
        if not any(cell.strip() for cell in row):
            continue
        try:
            fields = {one: _bare(cell) for one, cell in zip(names, row, strict=False) if one}
            found = unpublished(fields) or manuscript_of(fields, ids, now, alone=False, beside=True)
            yield placed(found, f":{line}")
        except BadManuscript as error:
            yield placed(error, f":{line}")


def _rows(text: str, divider: str) -> Iterator[tuple[int, list[str] | BadManuscript]]:
    """The rows behind the first with the number of the line that each begins on."""
    before = csv.field_size_limit(MARKUP_CHARACTERS)
    reader = csv.reader(_lines(text), delimiter=divider)
    try:
        next(reader)
        begun = reader.line_num + 1
        for row in reader:
            yield begun, row
            begun = reader.line_num + 1
    except StopIteration:
        return
    except csv.Error:
        yield reader.line_num, BadManuscript("source-table-row", limit=MARKUP_CHARACTERS)
    finally:
        csv.field_size_limit(before)


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends. NUL bytes end a csv reader with an error (Python 3.11)."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end].replace("\0", "")
        start = end


def _names(first: str, divider: str) -> list[str]:
    if len(first) > _LONGEST_HEADER:
        return []
    try:
        return [name.strip() for name in next(csv.reader([first], delimiter=divider), [])][:_COLUMNS]
    except csv.Error:
        return []


def _divider(first: str) -> str:
    """The sign that stands most often in the line of names."""
    return max(_DIVIDERS, key=first[:_LONGEST_HEADER].count)


def _bare(cell: str) -> str:
    """Without the apostrophe by which spreadsheets keep a text from being a formula."""
    return cell[1:] if cell.startswith(_FORMULA) else cell
