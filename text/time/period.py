"""Periods as people say them; each becomes days once the day on which it was said is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from text.time.digits import valid_day
from text.time.lexicon import Unit

Days = tuple[date, date]
"""The first and the last day of a period."""


class Period(Protocol):
    """A period as it was said."""

    def days(self, today: date) -> Days | None:
        """The days that it means when it is said today; None where it lies ahead or there are no such days."""


@dataclass(frozen=True, slots=True)
class NearDay:
    """Today (0), yesterday (-1) …"""

    shift: int

    def days(self, today: date) -> Days:
        day = today + timedelta(days=self.shift)
        return day, day


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """`year` 0: the last such day; `month` 0: of this month or the one before."""

    day: int
    month: int = 0
    year: int = 0

    def days(self, today: date) -> Days | None:
        found = next((day for day in self._such_days(today) if day and day <= today), None)
        return (found, found) if found else None

    def _such_days(self, today: date) -> list[date | None]:
        if self.year:
            return [valid_day(self.year, self.month, self.day)]
        if self.month:
            # 29 February may be eight years ago.
            return [valid_day(year, self.month, self.day) for year in range(today.year, today.year - 9, -1)]
        before = today.replace(day=1) - timedelta(days=1)
        return [valid_day(today.year, today.month, self.day), valid_day(before.year, before.month, self.day)]


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """`year` 0: the last such month."""

    month: int
    year: int = 0

    def days(self, today: date) -> Days | None:
        first = date(self.year or today.year - (self.month > today.month), self.month, 1)
        return (first, _end_of_month(first)) if first <= today else None


_END = 2


@dataclass(frozen=True, slots=True)
class PartOfMonth:
    """The beginning (0), the middle (1) or the end (2) of the last such month."""

    month: int
    part: int

    def days(self, today: date) -> Days | None:
        whole = WholeMonth(self.month).days(today)
        if whole is None:
            return None
        first = whole[0] + timedelta(days=10 * self.part)
        last = whole[1] if self.part == _END else first + timedelta(days=9)
        return (first, last) if first <= today else None


@dataclass(frozen=True, slots=True)
class LastDays:
    """So many days, today included."""

    number: int

    def days(self, today: date) -> Days:
        return today - timedelta(days=self.number - 1), today


@dataclass(frozen=True, slots=True)
class WholeYear:
    year: int

    def days(self, today: date) -> Days | None:
        return (date(self.year, 1, 1), date(self.year, 12, 31)) if self.year <= today.year else None


@dataclass(frozen=True, slots=True)
class Weekday:
    """0, Monday, to 6. `before`: the last one before today, else the last one, today included."""

    weekday: int
    before: bool = False

    def days(self, today: date) -> Days:
        back = (today.weekday() - self.weekday) % 7 or (7 if self.before else 0)
        day = today - timedelta(days=back)
        return day, day


@dataclass(frozen=True, slots=True)
class Weekend:
    """The last one that has begun; `before`: the one before this week's."""

    before: bool = False

    def days(self, today: date) -> Days:
        saturday = today - timedelta(days=(today.weekday() - 5) % 7)
        if self.before and today.weekday() >= 5:
            saturday -= timedelta(days=7)
        return saturday, saturday + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarUnit:
    """A week from Monday, a month or a year: this one (0), the last one (1)."""

    unit: Unit
    back: int

    def days(self, today: date) -> Days:
        if self.unit is Unit.WEEK:
            monday = today - timedelta(days=today.weekday() + 7 * self.back)
            return monday, monday + timedelta(days=6)
        if self.unit is Unit.YEAR:
            return date(today.year - self.back, 1, 1), date(today.year - self.back, 12, 31)
        first = today.replace(day=1)
        for _ in range(self.back):
            first = (first - timedelta(days=1)).replace(day=1)
        return first, _end_of_month(first)


@dataclass(frozen=True, slots=True)
class Between:
    """From the first day of one period to the last day of another; `until` None: to today."""

    since: Period
    until: Period | None

    def days(self, today: date) -> Days | None:
        since, until = self.since.days(today), self.until.days(today) if self.until else (today, today)
        if since is None or until is None:
            return None
        return (since[0], until[1]) if since[0] <= until[1] else (until[0], since[1])


def rolling_days(period: Period | None) -> int:
    """The days back from now that "last week" may mean as well, where the calendar's last week has nothing; else 0."""
    return period.unit // Unit.DAY if isinstance(period, CalendarUnit) and period.back == 1 else 0


def _end_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
