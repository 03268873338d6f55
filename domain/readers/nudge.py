"""Messages that a reader gets once, unasked: the tips of the first week, and the question after a long silence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.readers.quiet_hours import read_quiet_hours

# Days after the first choice of rubrics on which a tip comes.
_FIRST, _SECOND, _THIRD = 1, 3, 6
# The hour of a tip, and the hours between which any of these messages may come, in the zone of the chat.
_HOUR, _FROM, _UNTIL = 11, 10, 20
# Days without a word or a press after which a reader is asked.
SILENT_DAYS = 60
# Days after its hour at which a tip is of no use any more: the first week is over.
STALE_DAYS = 4
DAY_MS = 86_400_000


class NudgeKind(StrEnum):
    """What the message is about."""

    TIP_SEARCH = "tip-search"
    TIP_HOURS = "tip-hours"
    TIP_INLINE = "tip-inline"
    STILL_THERE = "still-there"


TIPS = {NudgeKind.TIP_SEARCH: _FIRST, NudgeKind.TIP_HOURS: _SECOND, NudgeKind.TIP_INLINE: _THIRD}


@dataclass(frozen=True, slots=True)
class Nudge:
    """`due_at`: when it is to be sent (UTC milliseconds)."""

    recipient: int
    kind: NudgeKind
    due_at: int

    def is_stale(self, now_ms: int) -> bool:
        """Whether it is a tip of a first week that is over."""
        return self.kind in TIPS and now_ms - self.due_at > STALE_DAYS * DAY_MS


def tip_moments(now_ms: int, zone: ZoneInfo) -> dict[NudgeKind, int]:
    """When the tips of a reader who chose rubrics now are due."""
    today = datetime.fromtimestamp(now_ms / 1000, zone).replace(hour=_HOUR, minute=0, second=0, microsecond=0)
    return {kind: _ms(today + timedelta(days=days)) for kind, days in TIPS.items()}


def next_polite_moment(now_ms: int, zone: ZoneInfo, quiet: str) -> int:
    """When such a message may come: 0 for now, else the first moment by day and outside the chat's quiet hours."""
    hours = read_quiet_hours(quiet) if quiet else None
    moment = now_ms
    # Quiet hours may end at night, and the day may begin in them: twice is enough for both.
    for _ in range(3):
        ends = hours.ends(moment, zone) if hours else 0
        moment = max(moment, ends)
        day = _into_the_day(moment, zone)
        if day == moment and not ends:
            break
        moment = day
    return 0 if moment == now_ms else moment


def _into_the_day(ms: int, zone: ZoneInfo) -> int:
    at = datetime.fromtimestamp(ms / 1000, zone)
    if _FROM <= at.hour < _UNTIL:
        return ms
    day = at if at.hour < _FROM else at + timedelta(days=1)
    return _ms(day.replace(hour=_HOUR, minute=0, second=0, microsecond=0))


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
