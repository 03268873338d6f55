"""An audience as CSV: `chat_id,language,rubrics` and further columns. The error of a row is one line.

`rubrics` holds names or slugs with `;` between them, `*` for all. The further columns are those of an export:
`digest` and `off` (rubrics that come in the digest, or never), `topic`, `kind`, `state`, `article_languages`, `title`,
and those of audience_hours.py.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.cli.chats.hours import HOURS, quoted, read_hours
from domain.audience import ChatKind, Mode, RecipientState
from storage.repositories.audience import Listed
from text.words.hostile import tame_line

COLUMNS = (
    *("chat_id", "language", "rubrics", "digest", "off"),
    *("topic", "kind", "state", "article_languages", "title"),
    *HOURS,
)
EVERY = "*"
LANGUAGES = ("kk", "ru", "en")
# Where a spreadsheet sees a formula begin: in a new cell, also behind apostrophes, which mark what follows as text.
_FORMULA = re.compile(r"(^|[;\t])('*(?=[=+\-@\t\r\n＝＋－＠]))")
_DEFUSED = re.compile(r"(^|[;\t])'('*(?=[=+\-@\t\r\n＝＋－＠]))")
_BROKEN = "\N{REPLACEMENT CHARACTER}"
_LARGEST_ID = 2**52
_LONGEST_TITLE = 255


@dataclass(frozen=True, slots=True)
class Row:
    """A valid row; its rubrics are still names: `modes` has them, `chat` has all the rest."""

    number: int
    chat: Listed
    modes: dict[str, Mode]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be imported, and why; `number` is its line in the file."""

    number: int
    reason: str


def read_rows(lines: Iterable[str], default_language: str) -> Iterator[Row | Fault]:
    """Every row of a file, in order; the header names the columns."""
    # The csv module stops at a NUL; the rows after it must still be read.
    safe = (line.replace("\0", "�") for line in lines)
    header = next(safe, "")
    # Spreadsheets write semicolons where the comma is the decimal sign.
    delimiter = ";" if ";" in header and "," not in header else ","
    reader = csv.DictReader(itertools.chain([header] if header else [], safe), strict=True, delimiter=delimiter)
    try:
        columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
    except csv.Error as error:
        yield Fault(1, str(error))
        return
    if "chat_id" not in columns:
        yield Fault(1, "the first line must name the columns: chat_id,language,rubrics")
        return
    doubled = sorted({name for name in columns if name and columns.count(name) > 1})
    if doubled:
        yield Fault(1, f"the column {doubled[0]} stands twice")
        return
    reader.fieldnames = columns
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(reader.line_num, str(error))
            continue
        yield _row(reader.line_num, cells, default_language)


def _row(number: int, cells: dict[str, Any], default_language: str) -> Row | Fault:
    if None in cells:
        return Fault(number, "it has more cells than there are columns; put a cell with a comma in quotes")
    values = {name: (cell or "").strip() for name, cell in cells.items()}
    try:
        chat_id = _chat_id(values["chat_id"])
        hours, state = read_hours(values), _state(values.get("state", ""))
        if hours.paused_until and state is None:
            state = RecipientState.PAUSED
        chat = Listed(
            chat_id=chat_id,
            language=_language(values.get("language", ""), default_language),
            topic=_topic(values.get("topic", "")),
            kind=_kind(values.get("kind", ""), chat_id),
            state=state,
            article_languages=_languages(values.get("article_languages", "")),
            title=tame_line(from_cell(values.get("title", "")))[:_LONGEST_TITLE],
            hours=hours,
        )
        return Row(number, chat, _modes(values))
    except ValueError as error:
        return Fault(number, str(error))


def as_cell(text: str) -> str:
    """A text for a cell that no spreadsheet takes for a formula; `from_cell` gives the same text back.

    A spreadsheet with semicolons between its cells begins a new one after a semicolon inside the text.
    """
    return _FORMULA.sub(r"\1'\2", text)


def from_cell(text: str) -> str:
    """The text of a cell of ours, or of another program's."""
    return _DEFUSED.sub(r"\1\2", text)


def _chat_id(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,16}", text) or not 0 < abs(int(text)) < _LARGEST_ID:
        raise ValueError(f"chat_id {quoted(text)} is no chat id: write the number, like 123456789 or -1001234567890")
    return int(text)


def _language(text: str, default: str) -> str:
    code = re.split(r"[-_]", text.lower())[0]
    if not code:
        return default
    if code not in LANGUAGES:
        raise ValueError(f"language {quoted(text)} is not one of kk, ru, en")
    return code


def _languages(text: str) -> frozenset[str]:
    codes = [code for code in re.split(r"[;\s]+", text.lower()) if code]
    for code in codes:
        if not re.fullmatch(r"[a-z]{2,3}", code):
            raise ValueError(f"article_languages {quoted(text)}: write codes like kk;ru")
    return frozenset(codes)


def _modes(values: dict[str, str]) -> dict[str, Mode]:
    modes: dict[str, Mode] = {}
    for column, mode in (("off", Mode.OFF), ("digest", Mode.DIGEST), ("rubrics", Mode.NOW)):
        for name in values.get(column, "").split(";"):
            if tame_line(name):
                if _BROKEN in name:
                    raise ValueError(f"{column} {quoted(name.strip())} has broken letters: save the file in UTF-8")
                modes[tame_line(name)] = mode
    return modes


def _topic(text: str) -> int:
    if text and not re.fullmatch(r"[0-9]{1,12}", text):
        raise ValueError(f"topic {quoted(text)} is no number")
    return int(text or 0)


def _kind(text: str, chat_id: int) -> ChatKind:
    if not text:
        return ChatKind.PRIVATE if chat_id > 0 else ChatKind.GROUP
    try:
        kind = ChatKind(text.lower())
    except ValueError:
        raise ValueError(f"kind {quoted(text)} is not one of {', '.join(ChatKind)}") from None
    if (kind == ChatKind.PRIVATE) != (chat_id > 0):
        raise ValueError(f"kind {kind} does not go with chat_id {chat_id}: people have positive ids, others negative")
    return kind


def _state(text: str) -> RecipientState | None:
    if not text:
        return None
    try:
        return RecipientState(text.lower())
    except ValueError:
        raise ValueError(f"state {quoted(text)} is not one of {', '.join(RecipientState)}") from None
