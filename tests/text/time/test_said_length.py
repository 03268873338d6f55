"""The length of time that is said among other words, in three languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from text.time.said_length import said_length

HOURS = """
отключи на три дня: 72 | на 5 часов: 5 | помолчи недельку: 168 | не пиши неделю: 168 | на пару дней: 48 | на день: 24
бір аптаға тоқтат: 168 | екі күн жазба: 48 | 2 сағатқа мазалама: 2 | bir ai zhazba: 744 | бирнеше кун: 72
үш айға: 2232
mute for a week: 168 | be quiet for 2 days: 48 | for a couple of days: 48 | next hour: 1 | a month for me: 0
раз в неделю: 0 | раз в два дня: 0 | once a day: 0 | every two days: 0 | за неделю: 0 | аптасына бір рет: 0
на 400 дней: 0 | хватит: 0 | : 0 | day: 0 | отключи на 0 дней: 0
"""


@pytest.mark.parametrize(
    ("said", "hours"), [tuple(one.strip().rsplit(":", 1)) for one in HOURS.replace("\n", "|").split("|") if one.strip()]
)
def test_a_length_is_read_where_it_is_one(said: str, hours: str) -> None:
    found = said_length(said.split())
    assert found == (timedelta(hours=int(hours)) if int(hours) else None)
