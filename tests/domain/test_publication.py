"""When an article was published, by the contract's rules; PUSH_MAX_AGE counts from there."""

# ruff: noqa: DTZ001, DTZ901 - a source may well leave out the zone, and these tests are about that.

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.publication import is_in_future, published_at
from text.time.dates import show_date

ALMATY = ZoneInfo("Asia/Almaty")
SEEN = datetime(2026, 11, 24, 15, 30, tzinfo=ALMATY)
SEEN_MS = int(SEEN.timestamp() * 1000)


def moment(published: datetime | date | None, seen: datetime = SEEN, zone: ZoneInfo = ALMATY) -> datetime:
    return datetime.fromtimestamp(published_at(published, int(seen.timestamp() * 1000), zone) / 1000, zone)


def test_no_date_is_when_it_was_first_seen() -> None:
    assert moment(None) == SEEN


def test_today_without_an_hour_is_when_it_was_first_seen() -> None:
    assert moment(date(2026, 11, 24)) == SEEN


def test_an_earlier_day_without_an_hour_is_the_end_of_that_day() -> None:
    end = moment(date(2026, 11, 20))
    assert end.date() == date(2026, 11, 20)
    assert timedelta() < datetime(2026, 11, 21, tzinfo=ALMATY) - end <= timedelta(milliseconds=1)


def test_today_is_the_newsrooms_day_and_not_greenwichs() -> None:
    seen = datetime(2026, 11, 24, 2, 0, tzinfo=ALMATY)
    assert seen.astimezone(UTC).date() == date(2026, 11, 23)
    assert moment(date(2026, 11, 24), seen) == seen
    assert moment(date(2026, 11, 23), seen) < seen


def test_a_moment_without_a_zone_is_in_the_newsrooms_zone() -> None:
    assert moment(datetime(2026, 11, 24, 10, 0)) == datetime(2026, 11, 24, 10, 0, tzinfo=ALMATY)


def test_a_moment_with_a_zone_is_that_moment() -> None:
    there = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert moment(there) == there


@pytest.mark.parametrize("future", [datetime(2027, 1, 1), date(2026, 11, 25), datetime.max, date.max])
def test_a_future_date_is_now(future: datetime | date) -> None:
    assert moment(future) == SEEN
    assert is_in_future(future, SEEN_MS, ALMATY)


@pytest.mark.parametrize("past", [None, date(2026, 11, 24), date(2026, 11, 23), SEEN])
def test_today_and_earlier_is_not_in_the_future(past: datetime | date | None) -> None:
    assert not is_in_future(past, SEEN_MS, ALMATY)


def test_the_end_of_a_short_day_is_its_end() -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    seen = datetime(2026, 3, 31, 12, 0, tzinfo=kyiv)
    end = moment(date(2026, 3, 29), seen, kyiv)
    assert (end.date(), end.hour, end.minute) == (date(2026, 3, 29), 23, 59)


@pytest.mark.parametrize("ancient", [datetime.min, date.min, datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))])
def test_the_year_one_can_be_shown_in_every_zone(ancient: datetime | date) -> None:
    assert show_date(published_at(ancient, SEEN_MS, ALMATY), "kk", ZoneInfo("America/Los_Angeles"), SEEN_MS)


@given(
    st.one_of(
        st.none(),
        st.dates(),
        st.datetimes(),
        st.datetimes(timezones=st.timezones()),
    )
)
def test_whatever_a_source_says_the_moment_is_never_later_than_now(published: datetime | date | None) -> None:
    assert published_at(published, SEEN_MS, ALMATY) <= SEEN_MS
