"""Loads the tables of text/search/lexicon: what questions in Kazakh, Russian and English are made of.

The three languages are read as one, since the language of a query is not certain. Everything is folded.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from text.words.folding import fold, folded_words, tidy

_FOLDER = Path(__file__).with_name("lexicon")
_LANGUAGES = ("kk", "ru", "en")

Phrase = tuple[str, ...]


@cache
def _tables(language: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))


def _texts(name: str) -> list[str]:
    """What the languages have under this name; "asks.money" is the table `money` under [asks]."""
    group, _, table = name.rpartition(".")
    found = [_tables(language).get(group, {}) if group else _tables(language) for language in _LANGUAGES]
    return [tables.get(table, "") for tables in found]


def words(name: str) -> tuple[str, ...]:
    """The words of a table, in all languages."""
    return tuple(dict.fromkeys(word for text in _texts(name) for word in folded_words(text)))


def as_spelled(name: str) -> tuple[str, ...]:
    """The words of a table, with the letters that folding would take for others: ь and ц."""
    return tuple(dict.fromkeys(kept_apart(word) for text in _texts(name) for word in text.split()))


def kept_apart(word: str) -> str:
    """A word folded but for ь and ц: -ть is no т."""
    return fold(word.replace("ь", "\u0301").replace("ц", "\u0302"))


def words_of(language: str, name: str) -> tuple[str, ...]:
    """The words of a table of one language; `name` as above."""
    group, _, table = name.rpartition(".")
    tables = _tables(language)[group] if group else _tables(language)
    return folded_words(tables[table])


def spoken() -> dict[str, str]:
    """Words of questions as they are spoken -> the usual ones: "скока" -> "сколько"."""
    pairs = (pair.partition("=") for text in _texts("spoken") for pair in text.split())
    return {fold(said): fold(usual) for said, _, usual in pairs}


def phrases(name: str) -> tuple[Phrase, ...]:
    """The lines of a table, each as its words."""
    return tuple(folded_words(line) for text in _texts(name) for line in text.splitlines() if line.strip())


def first_names() -> frozenset[str]:
    """First names as they are written, in small letters."""
    lines = (_FOLDER / "names.txt").read_text("utf-8").splitlines()
    return frozenset(tidy(name) for line in lines if not line.startswith("#") for name in line.split())


def folded_names() -> frozenset[str]:
    return frozenset(map(fold, first_names()))


@cache
def loan_words() -> dict[str, frozenset[str]]:
    """A word that sounds as it is written in one script only -> its spellings in the others, folded."""
    found: dict[str, frozenset[str]] = {}
    for line in (_FOLDER / "loanwords.txt").read_text("utf-8").splitlines():
        spellings = frozenset(folded_words("" if line.startswith("#") else line))
        found |= {one: spellings - {one} for one in spellings}
    return found


@cache
def clippings() -> dict[str, tuple[str, ...]]:
    """What words are cut to where two are written as one, folded -> the words that it may stand for, as written."""
    lines = (_FOLDER / "clippings.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {fold(clipping): tuple(full) for clipping, *full in rows}


def synonyms() -> tuple[tuple[str, ...], ...]:
    """Words that mean one thing, each with the others, as written."""
    lines = (_FOLDER / "synonyms.txt").read_text("utf-8").splitlines()
    return tuple(tuple(line.split()) for line in lines if line and not line.startswith("#"))
