"""Turns a manuscript into what the tables keep. Costs time, so it runs before a transaction opens."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.publication import card_hash, content_hash, is_in_future, published_at
from domain.rich import Rich
from text.article_words import ArticleWords, read_words, storable
from text.words.words import DocumentTokens

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PrepareContext:
    """`seen_at_ms`: when this manuscript was first seen, UTC milliseconds; `zone`: the newsroom's time zone."""

    seen_at_ms: int
    zone: ZoneInfo
    default_language: str = "kk"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A manuscript with everything derived from it: summary, language, minutes, hashes, search tokens."""

    id: str
    title: str
    rubric: str
    lead: Rich
    body: Rich
    summary: Rich
    language: str
    published_at: int
    url: str
    author: str
    image: str
    tags: tuple[str, ...]
    views: int | None
    reading_minutes: int
    breaking: bool
    content_hash: str
    tokens: DocumentTokens
    archive_only: bool = False

    def card_hash(self, rubric: int) -> str:
        """Of what a delivered copy shows; `rubric`: the store's key of the rubric."""
        return card_hash(self.title, self.summary, rubric, self.url, self.image, breaking=self.breaking)


def prepare(manuscript: Manuscript, context: PrepareContext) -> Prepared:
    """What the store keeps of a manuscript. Raises BadManuscript when it has no words."""
    manuscript = storable(manuscript)
    known = manuscript.words
    words = known if isinstance(known, ArticleWords) else read_words(manuscript, context.default_language)
    if words is None:
        raise BadManuscript("source-no-body", id=manuscript.id)
    if is_in_future(manuscript.published, context.seen_at_ms, context.zone):
        log.warning("article.from_the_future id=%s", manuscript.id)
    return Prepared(
        id=manuscript.id,
        title=manuscript.title,
        rubric=manuscript.rubric,
        lead=words.lead,
        body=words.body,
        summary=words.summary,
        language=words.language,
        published_at=published_at(manuscript.published, context.seen_at_ms, context.zone),
        url=manuscript.url,
        author=manuscript.author,
        image=manuscript.image,
        tags=manuscript.tags,
        views=manuscript.views,
        reading_minutes=words.reading_minutes,
        breaking=manuscript.breaking,
        content_hash=content_hash(manuscript, words.lead, words.body, words.language),
        tokens=words.tokens,
        archive_only=manuscript.archive_only,
    )
