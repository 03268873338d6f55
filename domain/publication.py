"""When an article counts as published, and which of its changes count as corrections. Pure."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.article import Manuscript
from domain.rich import Rich

# Nothing is older: a moment in the year 1 falls into a year 0 in another zone, which no calendar of ours can show.
_EARLIEST_MS = int(datetime(1000, 1, 1, tzinfo=UTC).timestamp() * 1000)


def published_at(published: datetime | date | None, seen_at_ms: int, zone: ZoneInfo) -> int:
    """The moment of publication, UTC milliseconds, by the contract's rules.

    No date: the moment when the article was first seen. A day without an hour: that moment if it was the same day in
    the newsroom's `zone`, else the end of the day. A future moment: the moment when it was first seen.
    """
    if published is None or is_day_of(published, seen_at_ms, zone):
        return seen_at_ms
    return max(min(_moment_of(published, zone), seen_at_ms), _EARLIEST_MS)


def is_in_future(published: datetime | date | None, seen_at_ms: int, zone: ZoneInfo) -> bool:
    """Whether the source's date lies behind the moment when the article was first seen."""
    if published is None or is_day_of(published, seen_at_ms, zone):
        return False
    return _moment_of(published, zone) > seen_at_ms


def is_day_of(published: datetime | date, moment_ms: int, zone: ZoneInfo) -> bool:
    """Whether it is a day without an hour, and the moment falls on it."""
    return not isinstance(published, datetime) and published == datetime.fromtimestamp(moment_ms / 1000, zone).date()


def _moment_of(published: datetime | date, zone: ZoneInfo) -> int:
    if not isinstance(published, datetime):
        return _end_of_day(published, zone)
    aware = published if published.tzinfo else published.replace(tzinfo=zone)
    return int(aware.timestamp() * 1000)


def _end_of_day(day: date, zone: ZoneInfo) -> int:
    if day == date.max:
        return int(datetime.max.replace(tzinfo=zone).timestamp() * 1000)
    return int(datetime.combine(day + timedelta(days=1), time(), zone).timestamp() * 1000) - 1


def content_hash(manuscript: Manuscript, lead: Rich, body: Rich, language: str) -> str:
    """Of everything that an editor would call the article. Counters and dates are no part of it."""
    spans = [_spans(rich) for rich in (lead, body)]
    source = (manuscript.url, manuscript.author, manuscript.image, manuscript.tags, manuscript.breaking, language)
    return _hash([manuscript.title, lead.text, body.text, spans, source])


def card_hash(title: str, summary: Rich, rubric: int, url: str, image: str, *, breaking: bool) -> str:
    """Of everything that a delivered copy shows. `rubric` is the store's key, since names may be translations."""
    # Without the mark where it is absent, as before cards had one: an upgrade edits no copy that shows the same.
    mark = ["breaking"] if breaking else []
    return _hash([title, summary.text, _spans(summary), rubric, url, image, *mark])


def _spans(rich: Rich) -> list[tuple[object, ...]]:
    return [(one.start, one.end, one.kind, one.url) for one in rich.spans]


def _hash(content: list[object]) -> str:
    packed = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(packed, digest_size=16).hexdigest()
