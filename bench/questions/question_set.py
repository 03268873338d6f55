"""Reads the question set: kk.txt, ru.txt, en.txt (articles with their questions), none.txt and ways.txt.

An article is a line "id · rubric · day", a line with its title, one with its text, then its questions:

    ? kind: what is typed => the words that answer

The words that answer stand so in the article. `keywords` and `slip` have none: there the right article is enough.
In none.txt the words behind the arrow are those that stand in no article; in ways.txt they say what is asked for.
The articles and their facts are invented. Half of the articles, by their id, served for tuning; of the questions about
the others, and of every second question of none.txt, nobody looked at a single miss.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("kk", "ru", "en")
_MARK = "? "


@dataclass(frozen=True, slots=True)
class QuestionArticle:
    """An article of the set."""

    id: str
    language: str
    rubric: str
    day: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """`article`: the id of the one that answers, "" for none; `gold`: the words behind the arrow; `tuned`: its half."""

    language: str
    kind: str
    typed: str
    gold: str
    article: str
    tuned: bool


def read_articles() -> list[QuestionArticle]:
    return [_article(language, block) for language in LANGUAGES for block in _blocks(f"{language}.txt")]


def read_questions() -> list[Question]:
    """All but the ways of asking for news."""
    asked = []
    for language in LANGUAGES:
        for block in _blocks(f"{language}.txt"):
            article = _article(language, block)
            tuned = _in_tuned_half(article.id)
            asked += [_question(language, line, article.id, tuned=tuned) for line in block if line.startswith(_MARK)]
    return asked + _unbound("none.txt")


def read_ways() -> list[Question]:
    """What people type to see news, or to have something done by the bot."""
    return _unbound("ways.txt")


def _unbound(file: str) -> list[Question]:
    """The questions of a file that belong to no article; each language begins with its name."""
    asked = []
    language = ""
    for line in (FOLDER / file).read_text("utf-8").splitlines():
        if line.startswith(_MARK):
            asked.append(_question(language, line, "", tuned=_in_tuned_half(line)))
        else:
            language = line.strip() or language
    return asked


def _blocks(file: str) -> Iterator[list[str]]:
    for block in (FOLDER / file).read_text("utf-8").split("\n\n"):
        yield block.strip().splitlines()


def _article(language: str, block: list[str]) -> QuestionArticle:
    id_, rubric, day = block[0].split(" · ")
    return QuestionArticle(id_, language, rubric, date.fromisoformat(day), block[1], block[2])


def _question(language: str, line: str, article: str, *, tuned: bool) -> Question:
    kind, _, rest = line.removeprefix(_MARK).partition(": ")
    typed, _, gold = rest.partition(" => ")
    return Question(language, kind, typed.strip(), gold.strip(), article, tuned)


def _in_tuned_half(name: str) -> bool:
    return zlib.crc32(name.encode()) % 2 == 0
