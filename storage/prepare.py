"""All that acceptance needs and that costs time, worked out before a transaction is open."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as day_time
from typing import Any
from zoneinfo import ZoneInfo

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import Rich
from text.summary import summarise
from text.words.language import article_language, reading_minutes
from text.words.words import DocumentTokens, document_tokens

log = logging.getLogger(__name__)

# Nothing is older: a moment in the year 1 falls into a year 0 in another zone, which no calendar of ours can show.
_EARLIEST_MS = int(datetime(1000, 1, 1, tzinfo=UTC).timestamp() * 1000)

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


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

    def card_hash(self, rubric: int) -> str:
        """Of what a delivered copy shows; `rubric` is the store's key, since names may be translations."""
        spans = [(s.start, s.end, s.kind, s.url) for s in self.summary.spans]
        # As it was before cards had that mark, where there is none: an upgrade edits no copy that shows the same.
        mark = ["breaking"] if self.breaking else []
        return _hash([self.title, self.summary.text, spans, rubric, self.url, self.image, *mark])


def prepare(manuscript: Manuscript, context: PrepareContext) -> Prepared:
    """Works out what the store keeps of a manuscript. Pure. Raises BadManuscript when there is no body."""
    manuscript = _storable(manuscript)
    body = manuscript.body.strip()
    if not body and not manuscript.lead:
        raise BadManuscript("source-no-body", id=manuscript.id)
    if not body:
        body = manuscript.lead
    language = manuscript.language or article_language(f"{manuscript.title}\n{body.text}") or context.default_language
    lead = manuscript.lead.strip()
    tokens = document_tokens(manuscript.title, lead.text, body.text, language)
    return Prepared(
        id=manuscript.id,
        title=manuscript.title,
        rubric=manuscript.rubric,
        lead=lead,
        body=body,
        summary=summarise(manuscript.title, lead, body),
        language=language,
        published_at=published_at(manuscript.published, context, manuscript.id),
        url=manuscript.url,
        author=manuscript.author,
        image=manuscript.image,
        tags=manuscript.tags,
        views=manuscript.views,
        reading_minutes=manuscript.reading_minutes or reading_minutes(len(body.text) + len(lead.text)),
        breaking=manuscript.breaking,
        content_hash=_content_hash(manuscript, lead, body, language),
        tokens=tokens,
    )


def _storable(manuscript: Manuscript) -> Manuscript:
    """Without characters that no database takes: half a surrogate pair (JSON can spell one), and the zero character.

    A replacement character stands in their place, so spans stay where they are.
    """
    changed: dict[str, Any] = {}
    for name in ("id", "title", "rubric", "language", "url", "author", "image"):
        if _UNSTORABLE.search(text := getattr(manuscript, name)):
            changed[name] = _UNSTORABLE.sub("\ufffd", text)
    for name in ("lead", "body"):
        if _UNSTORABLE.search((rich := getattr(manuscript, name)).text):
            changed[name] = replace(rich, text=_UNSTORABLE.sub("\ufffd", rich.text))
    if any(_UNSTORABLE.search(tag) for tag in manuscript.tags):
        changed["tags"] = tuple(_UNSTORABLE.sub("\ufffd", tag) for tag in manuscript.tags)
    return replace(manuscript, **changed) if changed else manuscript


def published_at(published: datetime | date | None, context: PrepareContext, article: str) -> int:
    """The moment of publication, UTC milliseconds, by the contract's rules.

    No date: when it was first seen. A day without an hour: when it was first seen if that was the same day, else the
    end of that day. A future one: now, with a warning.
    """
    seen = context.seen_at_ms
    if published is None:
        return seen
    if not isinstance(published, datetime):
        if published == datetime.fromtimestamp(seen / 1000, context.zone).date():
            return seen
        moment = _end_of_day(published, context.zone)
    else:
        aware = published if published.tzinfo else published.replace(tzinfo=context.zone)
        moment = int(aware.timestamp() * 1000)
    if moment > seen:
        log.warning("article.from_the_future id=%s", article)
        return seen
    return max(moment, _EARLIEST_MS)


def _end_of_day(day: date, zone: ZoneInfo) -> int:
    if day == date.max:
        return int(datetime.max.replace(tzinfo=zone).timestamp() * 1000)
    return int(datetime.combine(day + timedelta(days=1), day_time(), zone).timestamp() * 1000) - 1


def _content_hash(manuscript: Manuscript, lead: Rich, body: Rich, language: str) -> str:
    """Of everything an editor would call the article; counters and dates do not make a correction."""
    spans = [[(s.start, s.end, s.kind, s.url) for s in rich.spans] for rich in (lead, body)]
    source = (manuscript.url, manuscript.author, manuscript.image, manuscript.tags, manuscript.breaking, language)
    return _hash([manuscript.title, lead.text, body.text, spans, source])


def _hash(content: list[object]) -> str:
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(packed, digest_size=16).hexdigest()
