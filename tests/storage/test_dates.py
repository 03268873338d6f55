"""When an article was published, by the contract's rules; PUSH_MAX_AGE counts from there."""

# ruff: noqa: DTZ001, DTZ901 - a source may well leave out the zone, and these tests are about that.

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.prepare import PrepareContext, published_at
from text.time.dates import show_date

ALMATY = ZoneInfo("Asia/Almaty")
SEEN = datetime(2026, 11, 24, 15, 30, tzinfo=ALMATY)


def moment(published: datetime | date | None, seen: datetime = SEEN, zone: ZoneInfo = ALMATY) -> datetime:
    context = PrepareContext(int(seen.timestamp() * 1000), zone)
    return datetime.fromtimestamp(published_at(published, context, "a1") / 1000, zone)


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
def test_a_future_date_is_now_with_a_warning(future: datetime | date, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    assert moment(future) == SEEN
    assert "article.from_the_future" in caplog.text


def test_the_end_of_a_short_day_is_its_end() -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    seen = datetime(2026, 3, 31, 12, 0, tzinfo=kyiv)
    end = moment(date(2026, 3, 29), seen, kyiv)
    assert (end.date(), end.hour, end.minute) == (date(2026, 3, 29), 23, 59)


@pytest.mark.parametrize("ancient", [datetime.min, date.min, datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))])
def test_the_year_one_can_be_shown_in_every_zone(ancient: datetime | date) -> None:
    context = PrepareContext(int(SEEN.timestamp() * 1000), ALMATY)
    shown = show_date(published_at(ancient, context, "a1"), "kk", ZoneInfo("America/Los_Angeles"), context.seen_at_ms)
    assert shown


@given(
    st.one_of(
        st.none(),
        st.dates(),
        st.datetimes(),
        st.datetimes(timezones=st.timezones()),
    )
)
def test_whatever_a_source_says_the_moment_is_never_later_than_now(published: datetime | date | None) -> None:
    context = PrepareContext(int(SEEN.timestamp() * 1000), ALMATY)
    assert published_at(published, context, "a1") <= context.seen_at_ms
