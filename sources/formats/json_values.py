"""The values of a JSON text one after another, so that a long list in it is never in memory as objects."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from domain.errors import BadManuscript

_BLANK = re.compile(r"[\s,]*+")
_SPACE = re.compile(r"\s*+")
_LITERALS = ("true", "false", "null", "-")
# Digits of a number; a longer one stays text, which costs its field, and Python reads none of more than 4,300.
_LONGEST_NUMBER = 400
# Members of an object in which a list of articles is looked for; an article has 20.
_MOST_MEMBERS = 10_000


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


# A line end inside a string is sloppy, not unreadable.
DECODER = json.JSONDecoder(strict=False, parse_int=_whole_number)


@dataclass(slots=True)
class Outer:
    """An object without its lists of articles, and the indexes at which these begin."""

    members: dict[str, object] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)


def space_end(text: str, at: int) -> int:
    """The index behind white space."""
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]


def blank_end(text: str, at: int) -> int:
    """The index behind white space and commas."""
    return _BLANK.match(text, at).end()  # type: ignore[union-attr]


def value_at(text: str, at: int) -> tuple[object, int]:
    """The JSON value that begins at an index, and the index behind it; a BadManuscript when there is none."""
    try:
        return DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        if stops(error, text):
            return BadManuscript("source-json-cut"), len(text)
        return BadManuscript("source-json-syntax", line=error.lineno, column=error.colno), len(text)
    except RecursionError:
        return BadManuscript("source-json-deep"), len(text)
    except ValueError:
        return BadManuscript("source-json-syntax", line=text.count("\n", 0, at) + 1, column=1), len(text)


def elements(text: str, at: int) -> Iterator[tuple[object, int]]:
    """The elements of the list that begins at an index, each with the index behind it; an error is the last one."""
    at = space_end(text, at + 1)
    while at < len(text) and text[at] != "]":
        value, at = value_at(text, at)
        at = blank_end(text, at)
        yield value, at
        if isinstance(value, BadManuscript):
            return


def outer_at(text: str, at: int, lists: Collection[str]) -> tuple[Outer | BadManuscript, int]:
    """The object that begins at an index, and the index behind it; its `lists` are only walked through."""
    outer = Outer()
    at = space_end(text, at + 1)
    while at < len(text) and text[at] != "}":
        if text[at] != '"':
            return _syntax(text, at)
        key, at = value_at(text, at)
        at = space_end(text, at)
        if isinstance(key, BadManuscript):
            return key, at
        if text[at : at + 1] != ":":
            return _syntax(text, at)
        at = space_end(text, at + 1)
        if key in lists and text.startswith("[", at):
            outer.lists[str(key)] = at
            error, at = _walked(text, at)
        else:
            value, at = value_at(text, at)
            outer.members[str(key)] = value
            error = value if isinstance(value, BadManuscript) else None
        if error is not None:
            return error, at
        if len(outer.members) > _MOST_MEMBERS:
            return BadManuscript("source-json-shape"), len(text)
        at = space_end(text, at)
        if text[at : at + 1] == ",":
            at = space_end(text, at + 1)
        elif text[at : at + 1] != "}":
            return _syntax(text, at)
    return (outer, at + 1) if at < len(text) else (BadManuscript("source-json-cut"), at)


def stops(error: json.JSONDecodeError, text: str) -> bool:
    """Whether the parser found nothing wrong but the end."""
    end = len(text.rstrip())
    rest = text[error.pos : end]
    if error.pos >= end or error.msg.startswith("Unterminated"):
        return True
    if error.msg.startswith("Invalid \\"):
        return end - error.pos <= 6
    return any(literal.startswith(rest) for literal in _LITERALS)


def _walked(text: str, at: int) -> tuple[BadManuscript | None, int]:
    """What is wrong in the list at this index, and the index behind it."""
    end = space_end(text, at + 1)
    for found in elements(text, at):
        value, end = found
        if isinstance(value, BadManuscript):
            return value, end
    return (None, end + 1) if end < len(text) else (BadManuscript("source-json-cut"), end)


def _syntax(text: str, at: int) -> tuple[BadManuscript, int]:
    if at >= len(text):
        return BadManuscript("source-json-cut"), at
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return BadManuscript("source-json-syntax", line=line, column=column), len(text)
