"""Reads a question set: kk.txt, ru.txt, en.txt (articles with their questions), none.txt, unseen.txt and ways.txt.

An article is a line "id · rubric · day", a line with its title, one with its text, then its questions:

    ? kind: what is typed => the words that answer

The words that answer stand so in the article. `keywords` and `slip` have none: there the right article is enough.
In none.txt the words behind the arrow are those that stand in no article; in ways.txt they say what is asked for.
The articles and their facts are invented. Half of the articles, by their id, served for tuning; of the questions about
the others, and of every second question of none.txt, nobody looked at a single miss. unseen.txt was written later, and
no rule was changed for one of its questions; it names the article behind the kind, "none" for no answer.

The folder `second` is a set of its own in the same form, with an archive of its own; it was written after the rules had
been made with the first one. `third` is another, with 121 articles, whose author had read neither the rules of the
search nor a question of the other two beyond the form.

`fourth`, with 84 articles and 332 questions, came last and was written apart, too. It has the voices of many people
(pensioners, drivers, a tourist) who type as they speak; its kind `polite` asks for a fact among many polite words.
`fifth`, with 120 articles and 336 questions, was written after it by somebody who had seen neither rules nor questions.
Its voices.txt, in the form of unseen.txt but with two halves, has 190 more as people write them to a newsroom: who they
are, why they ask, blessings and thanks around one fact.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent
SETS = {
    "first": FOLDER,
    "second": FOLDER / "second",
    "third": FOLDER / "third",
    "fourth": FOLDER / "fourth",
    "fifth": FOLDER / "fifth",
}
LANGUAGES = ("kk", "ru", "en")
PARTS = ("tuned on", "untouched", "unseen")
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
    """`article`: the id of the one that answers, "" for none; `gold`: the words behind the arrow; `part`: of PARTS."""

    language: str
    kind: str
    typed: str
    gold: str
    article: str
    part: str


def read_articles(folder: Path = FOLDER) -> list[QuestionArticle]:
    return [_article(language, block) for language in LANGUAGES for block in _blocks(folder / f"{language}.txt")]


def read_questions(folder: Path = FOLDER) -> list[Question]:
    """All but the ways of asking for news."""
    asked = []
    for language in LANGUAGES:
        for block in _blocks(folder / f"{language}.txt"):
            article = _article(language, block)
            part = _half(article.id)
            asked += [_question(language, line, article.id, part) for line in block if line.startswith(_MARK)]
    asked += _unbound(folder / "none.txt")
    for name, part in (("unseen.txt", PARTS[2]), ("voices.txt", "")):
        if (folder / name).exists():
            asked += map(_with_article, _unbound(folder / name, part))
    return asked


def read_ways() -> list[Question]:
    """What people type to see news, or to have something done by the bot."""
    return _unbound(FOLDER / "ways.txt")


def _unbound(file: Path, part: str = "") -> list[Question]:
    """The questions of a file that belong to no article; each language begins with its name. `part` "": by halves."""
    asked = []
    language = ""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith(_MARK):
            asked.append(_question(language, line, "", part or _half(line)))
        else:
            language = line.strip() or language
    return asked


def _blocks(file: Path) -> Iterator[list[str]]:
    for block in file.read_text("utf-8").split("\n\n"):
        yield block.strip().splitlines()


def _article(language: str, block: list[str]) -> QuestionArticle:
    id_, rubric, day = block[0].split(" · ")
    return QuestionArticle(id_, language, rubric, date.fromisoformat(day), block[1], block[2])


def _question(language: str, line: str, article: str, part: str) -> Question:
    kind, _, rest = line.removeprefix(_MARK).partition(": ")
    typed, _, gold = rest.partition(" => ")
    return Question(language, kind, typed.strip(), gold.strip(), article, part)


def _with_article(one: Question) -> Question:
    kind, _, article = one.kind.partition(" ")
    return replace(one, kind=kind, article=article)


def _half(name: str) -> str:
    return PARTS[zlib.crc32(name.encode()) % 2]
