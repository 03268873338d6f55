"""The fields at the head of a Markdown file: YAML, or what people take for it, between "---"; TOML between "+++"."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time

import yaml

from domain.errors import BadManuscript

_OPENING = re.compile(r"\A(---|\+\+\+)[ \t]*+\n")
_CLOSINGS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*+(?:\n|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*+(?:\n|\Z)", re.MULTILINE),
}
_TOML = "+++"
_FIELD = re.compile(r"\A([^\W\d][\w -]{0,40}+)\t*+:(?:[ \t]++(.*))?")
_ENTRY = re.compile(r"\A[ \t]*+-[ \t]++(.*)")
_NOTHING = frozenset({"", "~", "null"})
# Characters of fields; the loader takes a second for ten times as much.
_LONGEST = 20_000
# Characters of the line of "---" with the spaces behind it.
_LONGEST_MARK = 100


class _Loader(yaml.BaseLoader):  # type: ignore[misc]
    """Without aliases: ten lines of them make a value of a billion parts. No front matter of an article needs one."""

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "an alias", self.peek_event().start_mark)
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The fields and the text after them; no fields when the text does not begin with them.

    Raises BadManuscript with the line when fields are there and cannot be read.
    """
    mark, start, end = _block(text)
    if not end:
        return {}, text
    source, rest = text[start:end], text[end:].partition("\n")[2]
    if len(source) > _LONGEST:
        raise BadManuscript("source-front-matter", line=1)
    first = text.count("\n", 0, start) + 1
    if mark == _TOML:
        return _toml(source, first), rest
    fields = _yaml(source)
    return _lines(source, first) if fields is None else fields, rest


def front_matter_end(text: str) -> int:
    """Where the fields at the head of a text end; 0 when it has none."""
    return _block(text)[2]


def _block(text: str) -> tuple[str, int, int]:
    """The mark around the fields, and where these begin and end."""
    blank = len(text) - len(text.lstrip())
    opening = _OPENING.match(text[blank : blank + _LONGEST_MARK])
    closing = _CLOSINGS[opening[1]].search(text, blank + opening.end()) if opening else None
    return (opening[1], blank + opening.end(), closing.start()) if opening and closing else ("", 0, 0)


def _toml(source: str, first: int) -> dict[str, object]:
    """The fields, with those of tables such as [taxonomies] and [extra] among them."""
    try:
        found = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        place = re.search(r"at line (\d+)", str(error))
        raise BadManuscript("source-front-matter", line=first + (int(place[1]) - 1 if place else 0)) from error
    tables = [table for table in found.values() if isinstance(table, dict)]
    fields = {name: value for table in reversed(tables) for name, value in table.items()}
    fields |= {name: value for name, value in found.items() if not isinstance(value, dict)}
    return {name: value.isoformat() if isinstance(value, (date, time)) else value for name, value in fields.items()}


def _yaml(source: str) -> dict[str, object] | None:
    """The fields, or None when this is not YAML of fields.

    By the base loader every value stays text: "no" is a word, and 2026-03-10 is read by the one rule for all formats.
    Not by libyaml: 60,000 brackets inside each other crash the process there.
    """
    try:
        found = yaml.load(source, _Loader)  # noqa: S506 - makes nothing but text, lists and mappings
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None
    if found is None or found == "":
        return {}
    if not isinstance(found, dict):
        return None
    return {
        name: value
        for name, value in found.items()
        if isinstance(name, str) and not (isinstance(value, str) and value in _NOTHING)
    }


def _lines(source: str, first: int) -> dict[str, object]:
    """Fields as people write them without knowing YAML, such as a title with a colon and no quotes: one a line."""
    fields: dict[str, object] = {}
    entries: list[object] = []
    for number, line in enumerate(source.split("\n"), first):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if (field := _FIELD.fullmatch(line.rstrip())) is not None:
            entries = []
            fields[field[1].rstrip()] = _unquoted(field[2] or "") or entries
        elif (entry := _ENTRY.fullmatch(line.rstrip())) is not None and fields:
            entries.append(_unquoted(entry[1]))
        else:
            raise BadManuscript("source-front-matter", line=number)
    return {name: value for name, value in fields.items() if value not in ([], "~", "null")}


def _unquoted(value: str) -> object:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if value.startswith("[") and value.endswith("]"):
        return [part for entry in value[1:-1].split(",") if (part := _unquoted(entry))]
    return value
