"""Whether one word in any of its forms finds the article about it: `python -m bench.inflections`.

articles.txt holds invented articles: a line with the id, which begins with the language, one with the title, one with
the text, and "? word=form word=form ...". The forms were drawn by lot from whole paradigms, odd ones included, and none
stands in its article. They are asked beside the articles of bench.questions. An article is right if it is the one, or
holds the word as well. Of the half that is untouched nobody looked at a miss.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.questions.__main__ import NOW_MS, fill
from bench.questions.question_set import QuestionArticle, read_articles
from domain.clock import SystemClock
from storage.search.answer import SearchOptions
from storage.store import Store
from text.words.folding import fold

_FILE = Path(__file__).with_name("articles.txt")
_DAY = date(2026, 11, 10)
_WORD = re.compile(r"[^\W\d_]+")
PARTS = ("tuned on", "untouched")
# Letters by which another article is seen to hold the word, too.
_SHOWN_BY = 5


@dataclass(frozen=True, slots=True)
class Form:
    """`typed`: a form of `word`, which `article` holds in another form."""

    word: str
    typed: str
    article: str

    @property
    def part(self) -> str:
        return PARTS[zlib.crc32(self.article.encode()) % 2]


def read() -> Iterator[tuple[QuestionArticle, list[Form]]]:
    """The articles, each with the forms that are asked."""
    for block in _FILE.read_text("utf-8").strip().split("\n\n"):
        id_, title, text, asked = block.splitlines()
        pairs = [pair.split("=") for pair in asked.removeprefix("? ").split()]
        yield (
            QuestionArticle(id_, id_[:2], "Қоғам", _DAY, title, text),
            [Form(word, typed, id_) for word, typed in pairs],
        )


def holds(article: QuestionArticle, word: str) -> bool:
    beginning = fold(word)[:_SHOWN_BY]
    return any(fold(one).startswith(beginning) for one in _WORD.findall(f"{article.title} {article.text}".lower()))


async def main(options: argparse.Namespace) -> int:
    asked = list(read())
    articles = {one.id: one for one in [*read_articles(), *(article for article, _ in asked)]}
    right: dict[tuple[str, str], list[bool]] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/zharshy.db", SystemClock())
        try:
            await fill(store, list(articles.values()))
            for one in (form for _, forms in asked for form in forms):
                how = SearchOptions(limit=5, now_ms=NOW_MS, language_of_reader=one.article[:2])
                shown = (await store.search.find(one.typed, how)).shown
                first = shown[0].id if shown else ""
                good = first == one.article or (bool(first) and holds(articles[first], one.word))
                right.setdefault((one.part, one.article[:2]), []).append(good)
                if options.misses and not good and one.part == PARTS[0]:
                    print(f"{one.typed} ({one.word}): {first or 'nothing'} and not {one.article}")
        finally:
            await store.close()
    for part in PARTS:
        languages = {language: values for (of, language), values in right.items() if of == part}
        every = [value for values in languages.values() for value in values]
        shares = "  ".join(f"{language} {sum(values)}/{len(values)}" for language, values in languages.items())
        print(f"{part}: {sum(every) / len(every):.3f} of {len(every)} forms find their article first  ({shares})")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what went wrong in the half that was tuned on")
    raise SystemExit(asyncio.run(main(parser.parse_args())))
