"""Hours to come as people type them: "ертең 9:00", "через два часа", "in 1 h", "1 h after the last one".

A text is read whole: each word belongs to a day, an hour, a part of the day or a stretch, or joins them. A text with
one more word ("не", "кроме", "емес") or with two days is refused: an article sent at a wrong hour cannot be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from text.time.coming_days import date_at, near_at, week_at, weekday_at
from text.time.hour_words import time_words, word_at
from text.time.hours import Clock, clock_at, hour_meant, part_at
from text.time.stretches import Stretch, last_at, stretch_at

# Small words before a day or an hour.
_BEFORE = frozenset(("в", "во", "на", "к", "ко", "at", "on", "the", "сағат", "сағ", "ровно", "exactly", "дәл"))
_BEHIND = frozenset(("күні",))


# Hours that mean the afternoon where they are said, not written as "2:00", and no part of the day is named.
_AFTERNOON = range(1, 6)


@dataclass(frozen=True, slots=True)
class When:
    """A moment, or a span after the last article that was sent or is scheduled, or a day without an hour."""

    moment: datetime | None = None
    after_last: timedelta | None = None
    day: date | None = None


def read_when(text: str, now: datetime) -> When | None:
    """The moment that a text names, in the zone of `now`; None when it names none. It may lie in the past.

    A day without an hour is a day, and the hour is to be asked for. An hour without a day, or on a day of the week, is
    the next such hour; "next Friday" is that of the next calendar week, and "at two" is 14:00. A day without a year may
    be one that passed within three months: a person who writes yesterday's day means yesterday.
    """
    words, at = time_words(text), 0
    reading = _Reading(now)
    while at < len(words):
        end = reading.take(words, at)
        if not end:
            return None
        at = end
    return reading.moment()


def later(moment: datetime, span: timedelta) -> datetime:
    """So much later, in the zone of the moment: elapsed hours, also in the night of a clock change."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)


@dataclass(slots=True)
class _Reading:
    """What the words so far name."""

    now: datetime
    day: date | None = None
    weekday: int | None = None
    weeks: int | None = None
    clock: Clock | None = None
    written: bool = False
    parts: list[str] = field(default_factory=list)
    stretch: Stretch | None = None
    after_last: bool = False

    def take(self, words: list[str], at: int) -> int:
        """The place behind what begins at a word; 0 when nothing begins there, or the same thing a second time."""
        return self._take_stretch(words, at) or self._take_day(words, at) or self._take_hour(words, at)

    def _take_stretch(self, words: list[str], at: int) -> int:
        if self.stretch is None and (found := stretch_at(words, at)):
            self.stretch, end = found
            return end
        if not self.after_last and (end := last_at(words, at)):
            self.after_last = True
            return end
        return 0

    def _take_day(self, words: list[str], at: int) -> int:
        if self.weekday is None and self.weeks is None and (found_week := week_at(words, at)):
            self.weeks, end = found_week
            self.weekday = weekday_at(words, end)
            return end + 1
        if self.weekday is None and (weekday := weekday_at(words, at)) is not None:
            self.weekday = weekday
            return at + 1
        if self.day is not None:
            return 0
        if (near := near_at(words, at)) is not None:
            self.day = self.now.date() + timedelta(days=near)
            return at + 1
        if found := date_at(words, at, self.now.date()):
            self.day, end = found
            return end
        if words[at] == "tonight":
            self.day = self.now.date()
            self.parts.append("evening")
            return at + 1
        return 0

    def _take_hour(self, words: list[str], at: int) -> int:
        if self.clock is None and (hour := clock_at(words, at)):
            self.clock, end = hour
            self.written = not words[at].isalpha() and not words[at].isdecimal()
            return end
        if part := part_at(words, at):
            self.parts.append(part[0])
            return part[1]
        joins = (words[at] in _BEFORE and word_at(words, at + 1)) or (words[at] in _BEHIND and at)
        return at + 1 if joins else 0

    def moment(self) -> When | None:
        """The moment, if the words agree and are enough."""
        if self.after_last or self.stretch:
            return self._moment_by_stretch()
        clock = self._clock()
        day = self._day()
        if self.weekday is not None and day is not None and day.weekday() != self.weekday:
            return None
        if clock is None:
            no_hour = self.clock is None and not self.parts
            return When(day=day or self._coming(self.weekday)) if no_hour and self._names_a_day() else None
        if self._is_ambiguous_midnight(clock) and self._names_a_day():
            return None
        if day:
            return When(self._at(day, clock))
        moment = self._at(self._coming(self.weekday), clock)
        if moment <= self.now:
            moment += timedelta(days=1 if self.weekday is None else 7)
        return When(moment)

    def _clock(self) -> Clock | None:
        clock = hour_meant(self.clock, self.parts)
        if clock and clock[0] in _AFTERNOON and not self.parts and not self.written:
            return clock[0] + 12, clock[1]
        return clock

    def _names_a_day(self) -> bool:
        return self.day is not None or self.weekday is not None

    def _day(self) -> date | None:
        """The day that is named beyond doubt; None where it is any coming day, or the next such day of the week."""
        if self.day or self.weekday is None or self.weeks is None:
            return self.day
        monday = self.now.date() - timedelta(days=self.now.weekday())
        return monday + timedelta(days=7 * self.weeks + self.weekday)

    def _coming(self, weekday: int | None) -> date:
        """Today, or the next such day of the week, today included."""
        days = 0 if weekday is None else (weekday - self.now.weekday()) % 7
        return self.now.date() + timedelta(days=days)

    def _moment_by_stretch(self) -> When | None:
        """ "in a week at 9:00" is that hour of that day; hours and a clock together say two things."""
        hour_said = self.clock is not None or bool(self.parts)
        if self.stretch is None or self.day or self.weekday is not None or (self.after_last and hour_said):
            return None
        if self.after_last:
            return When(after_last=self.stretch.length)
        if not hour_said:
            whole = self.stretch.whole_days
            return When(self.now + self.stretch.length if whole else later(self.now, self.stretch.length))
        clock = self._clock()
        if clock is None or not self.stretch.whole_days:
            return None
        return When(self._at((self.now + self.stretch.length).date(), clock))

    def _is_ambiguous_midnight(self, clock: Clock) -> bool:
        """ "Tomorrow at midnight" is the beginning of that day to some, its end to others; "0:00" is its beginning."""
        spoken = "midnight" in self.parts or ("night" in self.parts and self.clock and self.clock[0] == 12)
        return bool(spoken) and clock[0] == 0

    def _at(self, day: date, clock: Clock) -> datetime:
        return datetime.combine(day, time(*clock), tzinfo=self.now.tzinfo)
