"""Texts that make a pattern slow, made from the pattern itself: what it nearly matches, over and over."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import product
from types import ModuleType
from typing import Any

import sources
import text

# Python's own reader of patterns; `re` has no public way to look into one.
from re import _constants as codes  # isort: skip
from re import _parser as parser  # isort: skip

LENGTH = 200_000
# Characters of each pattern that texts are made of; more of them make more pairs.
_SAMPLES = 8
# Characters of a match after which it is cut and begun anew.
_CUTS = 30
# What breaks a match at the end of a text.
_ENDS = ("", "\x00", "!")
_CATEGORIES = {
    codes.CATEGORY_SPACE: " \n",
    codes.CATEGORY_NOT_SPACE: "a<",
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_WORD: "aқ1_",
    codes.CATEGORY_NOT_WORD: " -",
}


def modules() -> Iterator[ModuleType]:
    """All modules of the rooms that meet foreign text."""
    for room in (sources, text):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if found.name != "sources.sandbox.child":
                yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of these modules by its place; also those in tuples and dictionaries."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, one in enumerate(_compiled(value)):
                if isinstance(one.pattern, str):
                    found.setdefault(f"{module.__name__}.{name}" + (f"[{number}]" if number else ""), one)
    return found


def _compiled(value: object) -> list[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        return [one for entry in value.values() for one in _compiled(entry)]
    if isinstance(value, (tuple, list)):
        return [one for entry in value for one in _compiled(entry)]
    return []


def texts(pattern: re.Pattern[str], length: int = LENGTH) -> Iterator[str]:
    """Repetitions of one and of two characters that the pattern knows, behind its beginning, with a wrong end."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    samples = list(dict.fromkeys(_samples(tree)))[:_SAMPLES]
    beginnings = list(dict.fromkeys(["", _beginning(tree, 1), _beginning(tree, 3)]))
    words = [word for word in dict.fromkeys(_literals(tree)) if len(word) > 1][:_SAMPLES]
    pieces = [*samples, *(a + b for a, b in product(samples, samples) if a != b), *words]
    pieces += [word + sample for word in words[:3] for sample in samples[:4]]
    for piece in pieces:
        for beginning in beginnings:
            body = beginning + piece * ((length - len(beginning)) // len(piece))
            yield from (body + end for end in (_ENDS if len(piece) == 1 else _ENDS[1:2]))
    # Matches that begin again and again and never end.
    for beginning in dict.fromkeys(beginnings[1:]):
        for cut in range(1, min(len(beginning), _CUTS) + 1):
            yield beginning[:cut] * (length // cut) + "\x00"
        yield beginning * (length // max(1, len(beginning)))


def _samples(tree: Any) -> Iterator[str]:
    """Characters that stand somewhere in a pattern."""
    for code, value in tree:
        if code in {codes.LITERAL, codes.NOT_LITERAL}:
            yield chr(value)
            if code is codes.NOT_LITERAL:
                yield "a"
        elif code is codes.ANY:
            yield "a"
        elif code is codes.RANGE:
            yield chr(value[0])
        elif code is codes.CATEGORY:
            yield from _CATEGORIES.get(value, "a")
        elif code is codes.IN:
            if value[0][0] is codes.NEGATE:
                yield "a"
            yield from _samples(value)
        else:
            for inner in _inner(code, value):
                yield from _samples(inner)


def _literals(tree: Any) -> Iterator[str]:
    """Words that stand in a pattern."""
    word = ""
    for code, value in tree:
        if code is codes.LITERAL:
            word += chr(value)
            continue
        if word:
            yield word
        word = ""
        for inner in _inner(code, value):
            yield from _literals(inner)
    if word:
        yield word


def _beginning(tree: Any, times: int) -> str:
    """A text that the pattern matches, or nearly, each repetition so many times."""
    made = ""
    for code, value in tree:
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            low, high, inner = value
            made += _beginning(inner, times) * min(max(low, times), high if isinstance(high, int) else times)
        elif code is codes.BRANCH:
            made += _beginning(value[1][0], times)
        elif code in {codes.ASSERT, codes.ASSERT_NOT, codes.AT}:
            continue
        elif code in {codes.SUBPATTERN, codes.ATOMIC_GROUP}:
            made += _beginning(value[-1] if code is codes.SUBPATTERN else value, times)
        else:
            made += next(_samples([(code, value)]), "")
    return made


def _inner(code: Any, value: Any) -> list[Any]:
    if code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
        return [value[2]]
    if code is codes.SUBPATTERN:
        return [value[-1]]
    if code is codes.ATOMIC_GROUP:
        return [value]
    if code in {codes.ASSERT, codes.ASSERT_NOT}:
        return [value[1]]
    if code is codes.BRANCH:
        return list(value[1])
    return []
