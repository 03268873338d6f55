"""The columns of an audience that say when and how news comes. A column that is not there leaves all as it is.

`zone` (Asia/Almaty, or a city), `quiet` (23:00-07:00), `breaking` (1: it passes quiet hours and cap, 0: it waits),
`sound`, `layout`, `cap` (pushes a day, 0 for no limit), `digest_times` (08:00;18:30), `digest_days` (12345, Monday is
1), `paused_until` (2026-12-31T08:00Z). An empty cell: none, or what a new chat has.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from domain.audience import MOST_A_DAY, Layout, Sound
from domain.readers.digest_times import EVERY_DAY, read_times, show_times
from domain.readers.quiet_hours import is_zone, read_quiet_hours
from storage.repositories.audience import ListedHours
from text.time.cities import city_named

HOURS = (
    *("zone", "quiet", "breaking", "sound", "layout", "cap"),
    *("digest_times", "digest_days", "paused_until"),
)
Word = TypeVar("Word", bound=StrEnum)


def read_hours(values: dict[str, str]) -> ListedHours:
    """Of a row. Raises ValueError with the sentence about the first cell that cannot be read."""
    return ListedHours(
        zone=_zone(values.get("zone")),
        quiet=_quiet(values.get("quiet")),
        breaking_passes=_breaking(values.get("breaking")),
        sound=_word("sound", values.get("sound"), Sound.ALL),
        layout=_word("layout", values.get("layout"), Layout.NORMAL),
        cap=_cap(values.get("cap")),
        digest_times=_times(values.get("digest_times")),
        digest_days=_days(values.get("digest_days")),
        paused_until=_moment(values.get("paused_until")),
    )


def hours_cells(hours: ListedHours) -> tuple[object, ...]:
    """The cells of a row, as `read_hours` takes them."""
    until = datetime.fromtimestamp(hours.paused_until / 1000, UTC) if hours.paused_until else None
    times = show_times(hours.digest_times or "").replace(", ", ";")
    how = (hours.zone, hours.quiet, int(hours.breaking_passes is not False), hours.sound, hours.layout, hours.cap or "")
    return (*how, times, hours.digest_days, f"{until:%Y-%m-%dT%H:%M:%SZ}" if until else "")


def quoted(text: str) -> str:
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def _zone(text: str | None) -> str | None:
    if not text:
        return text
    city = city_named(text)
    if city is None and not is_zone(text):
        raise ValueError(f"zone {quoted(text)} is not known: write a time zone like Asia/Almaty, or a large city")
    return city.zone if city else text


def _quiet(text: str | None) -> str | None:
    if not text:
        return text
    hours = read_quiet_hours(text)
    if hours is None:
        raise ValueError(f"quiet {quoted(text)}: write hours like 23:00-07:00, less than a day")
    return str(hours)


def _breaking(text: str | None) -> bool | None:
    if text is None:
        return None
    if text not in ("", "0", "1"):
        raise ValueError(f"breaking {quoted(text)} is not 1 (it passes quiet hours and cap) or 0 (it waits)")
    return text != "0"


def _word(column: str, text: str | None, default: Word) -> Word | None:
    if text is None:
        return None
    try:
        return type(default)(text.lower()) if text else default
    except ValueError:
        raise ValueError(f"{column} {quoted(text)} is not one of {', '.join(type(default))}") from None


def _cap(text: str | None) -> int | None:
    if text is None:
        return None
    if text and not (re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= MOST_A_DAY):
        raise ValueError(f"cap {quoted(text)} is no number from 0 to {MOST_A_DAY}")
    return int(text or 0)


def _times(text: str | None) -> str | None:
    if not text:
        return text
    times = read_times(text)
    if times is None:
        raise ValueError(f"digest_times {quoted(text)}: write up to six times like 08:00;18:30")
    return times


def _days(text: str | None) -> str | None:
    if text is None:
        return None
    days = "".join(sorted(set(re.sub(r"[;\s]", "", text))))
    if text and not re.fullmatch(r"[1-7]+", days):
        raise ValueError(f"digest_days {quoted(text)}: write days like 12345, Monday is 1")
    return days or EVERY_DAY


def _moment(text: str | None) -> int | None:
    if text is None:
        return None
    if not text:
        return 0
    try:
        moment = datetime.fromisoformat(text)
        if not 1970 < moment.year < 9999:
            # Another zone's clock may already show a year that there is not.
            raise ValueError(text)
    except ValueError:
        raise ValueError(f"paused_until {quoted(text)}: write a moment like 2026-12-31T08:00Z") from None
    return int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * 1000)
