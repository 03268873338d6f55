"""How well what people type on a phone is answered: `python -m bench.questions`.

Fills a store with the articles of the set, asks every question as on 24 November 2026, and prints the figures of the
half that served for tuning, of the untouched half, and of questions written later. `--misses KIND` lists what went
wrong in the tuned half.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.questions.figures import FIGURES, WORDS_ONLY, Answered, suggestions_of_archive, words_of
from bench.questions.question_set import (
    LANGUAGES,
    PARTS,
    SETS,
    Question,
    QuestionArticle,
    read_articles,
    read_questions,
)
from bench.search import ZONE
from bench.ways.agreement import agreement, show_agreement
from domain.article import Manuscript
from domain.clock import SystemClock
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.search.answer import SearchOptions
from storage.store import Store
from text.telegram.card import Look, search_card

NOW_MS = int(datetime(2026, 11, 24, 12, tzinfo=ZONE).timestamp() * 1000)


def manuscript(one: QuestionArticle) -> Manuscript:
    published = datetime.combine(one.day, datetime.min.time(), UTC) + timedelta(hours=4)
    return Manuscript(
        one.id, title=one.title, body=Rich(one.text), rubric=one.rubric, published=published, language=one.language
    )


async def fill(store: Store, articles: Sequence[QuestionArticle]) -> None:
    context = PrepareContext(NOW_MS, ZONE)
    async with store.transaction() as work:
        for one in articles:
            await work.articles.accept(prepare(manuscript(one), context), push=False)


async def ask(store: Store, question: Question) -> Answered:
    """Asks as a reader with a menu in the language of the question would."""
    options = SearchOptions(limit=5, now_ms=NOW_MS, language_of_reader=question.language)
    answer = await store.search.find(question.typed, options)
    card = ""
    if answer.shown:
        hit = answer.shown[0]
        article = await store.articles.get(hit.article_key)
        card = search_card(article, Look(question.language, ZONE, NOW_MS), hit.sentences, answer.is_match).text
    return Answered(question, answer, card)


def show(answered: Sequence[Answered], archive: set[str]) -> None:
    for part in PARTS:
        half = [one for one in answered if one.question.part == part]
        if not half:
            continue
        print(f"\n{part}: {len(half)} questions{'':<15} all    kk    ru    en")
        for figure in FIGURES:
            groups = [half, *([one for one in half if one.question.language == language] for language in LANGUAGES)]
            values = "  ".join(f"{figure.of(group)[0]:.3f}" for group in groups)
            print(f"  {figure.name:<28} {figure.of(half)[1]:>5}   {values}")
        good, made = suggestions_of_archive(half, archive)
        print(f"  {'suggestions of the archive':<28} {made:>5}   {good / made if made else 1:.3f}")
        kinds = sorted({one.question.kind for one in half if one.question.article} - WORDS_ONLY)
        shares = [(kind, [one.on_first_card for one in half if one.question.kind == kind]) for kind in kinds]
        print("  on the card by kind: " + ", ".join(f"{kind} {sum(held)}/{len(held)}" for kind, held in shares))


def show_misses(answered: Sequence[Answered], kind: str) -> None:
    for one in answered:
        question, answer = one.question, one.answer
        if question.part != PARTS[0] or kind not in {question.kind, "all"}:
            continue
        good = one.honest if question.kind == "none" else one.right_first
        if question.article and question.kind not in WORDS_ONLY:
            good = one.sentence_first
        if good and not (question.article and one.called_inexact):
            continue
        missing = [(each.word, *each.taken_for) for each in answer.missing]
        print(f"{question.kind}: {question.typed} => {question.gold} [{question.article}]")
        print(f"    found {answer.found} inexact {answer.inexact} missing {missing} shown {one.shown}")
        if answer.hits:
            coverages = [f"{hit.id} {hit.score:.2f} {hit.coverage:.2f}" for hit in answer.hits[:3]]
            print(f"    {' | '.join(coverages)}  «{answer.hits[0].best_sentence}»")


async def main(options: argparse.Namespace) -> int:
    folder_of_set = SETS[options.set]
    articles = read_articles(folder_of_set)
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/zharshy.db", SystemClock())
        try:
            await fill(store, articles)
            begun = time.process_time()
            answered = [await ask(store, question) for question in read_questions(folder_of_set)]
            took = time.process_time() - begun
        finally:
            await store.close()
        if options.chat:
            texts = list(dict.fromkeys(one.question.typed for one in answered))
            show_agreement(await agreement(Path(folder), texts, lambda store: fill(store, articles)))
    show(answered, words_of(f"{one.title} {one.text}" for one in articles))
    print(f"\n{1000 * took / len(answered):.1f} ms of CPU a question")
    if options.misses:
        show_misses(answered, options.misses)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=SETS, default="first", help="the set that is asked")
    parser.add_argument("--chat", action="store_true", help="ask all in the chat, too: does it say what `search` says?")
    parser.add_argument("--misses", default="", metavar="KIND", help="list the misses of a kind, or all")
    raise SystemExit(asyncio.run(main(parser.parse_args())))
