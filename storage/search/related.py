"""Articles like an article: those that share most of its rare words. The search's own index finds them."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Iterable

from domain.article import Article
from storage.ports import Related, RelatedOptions, Rows
from storage.search.postings import PostingQuery, best_keys
from text.search.query_terms import idf
from text.words.words import STEM, document_tokens, in_title

# Words by which candidates are looked for; of a word in more articles than this share, or this number, too many.
_LOOKED_UP, _COMMON_SHARE, _COMMON = 16, 0.05, 4_000
# In a small archive a word of so few articles is rare all the same.
_RARE = 5
# A word of the title says twice as much about what an article is about.
_IN_TITLE = 2.0
_CANDIDATES, _READ = 60, 16
# Stems of a long article that are weighed; the beginning tells what it is about.
_MOST_STEMS = 400
_STEM_MARK = "s"


async def find_related(rows: Rows, article: Article, options: RelatedOptions) -> list[Related]:
    """The articles most like this one, best first."""
    ours = _stems(article.title, article.lead.text, article.body.text, article.language)
    held, size = await _frequencies(rows, ours)
    rare = _rare(ours, held, size)
    queries = [PostingQuery(f'"{stem}"', 0, weight, held[stem]) for stem, weight in rare]
    found = [key for key, _ in await best_keys(rows, queries, _CANDIDATES) if key != article.key] if queries else []
    languages = json.dumps(sorted(options.languages))
    passed = await rows.fetch("search_filter", json.dumps(found), 0, languages, options.since, options.until)
    keys = {int(key) for (key,) in passed}
    read = [key for key in found if key in keys][:_READ]
    texts = {
        int(key): _stems(title, lead, body, language)
        for key, _, title, _, language, _, lead, body in await rows.fetch("search_texts", json.dumps(read))
    }
    await asyncio.sleep(0)
    held, size = await _frequencies(rows, {stem: None for stems in (ours, *texts.values()) for stem in stems})
    alike = [Related(key, _likeness(ours, texts[key], held, size)) for key in read if key in texts]
    best = sorted((one for one in alike if one.likeness >= options.least), key=lambda one: (-one.likeness, -one.key))
    return best[: options.limit]


def _stems(title: str, lead: str, body: str, language: str) -> dict[str, float]:
    """Each stem with its weight: twice in the title."""
    tokens = document_tokens(title, lead[:8000], body[:8000], language).tokens.split()
    stems = [token for token in tokens if token.endswith(_STEM_MARK)][:_MOST_STEMS]
    titled = {token for token in tokens if token.endswith("t")}
    return {stem: _IN_TITLE if in_title(stem) in titled else 1.0 for stem in stems}


async def _frequencies(rows: Rows, stems: Iterable[str]) -> tuple[dict[str, int], int]:
    """How many articles hold each stem, and how many there are."""
    listed = json.dumps(list(stems), ensure_ascii=False)
    found = await rows.fetch("search_frequencies_and_size", listed)
    held = {str(term): int(count) for term, count, _, _ in found if term}
    return held, next((int(count) for term, count, _, _ in found if not term), 0)


def _rare(ours: dict[str, float], held: dict[str, int], size: int) -> list[tuple[str, float]]:
    """The rarest stems that another article may hold too, heaviest first."""
    most = max(_RARE, min(_COMMON, int(size * _COMMON_SHARE)))
    weighed = [
        (stem, weight * idf(held[stem], size))
        for stem, weight in ours.items()
        if 1 < held.get(stem, 0) <= most and not stem[:-1].isdigit() and len(stem) > STEM + 2
    ]
    return sorted(weighed, key=lambda one: (-one[1], one[0]))[:_LOOKED_UP]


def _likeness(one: dict[str, float], other: dict[str, float], held: dict[str, int], size: int) -> float:
    """The cosine of both, each stem weighed by its rarity."""

    def weight(stems: dict[str, float], stem: str) -> float:
        return stems[stem] * idf(held.get(stem, 1), size)

    shared = sum(weight(one, stem) * weight(other, stem) for stem in one.keys() & other.keys())
    lengths = (math.sqrt(sum(weight(stems, stem) ** 2 for stem in stems)) for stems in (one, other))
    return shared / (math.prod(lengths) or 1.0)
