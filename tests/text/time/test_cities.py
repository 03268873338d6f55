"""A city names a zone, in three languages; a slip of a letter gets the nearest one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from text.time.cities import CITIES, city_named, city_of, nearest_city


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Алматы", "Asia/Almaty"),
        ("  уральск ", "Asia/Almaty"),
        ("ҚЫЗЫЛОРДА", "Asia/Almaty"),
        ("Moscow", "Europe/Moscow"),
        ("Мәскеу", "Europe/Moscow"),
        ("asia/seoul", "Asia/Seoul"),
    ],
)
def test_a_city_is_known_in_three_languages(written: str, zone: str) -> None:
    city = city_named(written)
    assert city is not None and city.zone == zone


def test_a_slip_gets_the_nearest_city_and_nonsense_gets_none() -> None:
    near = nearest_city("Шимкент")
    assert near is not None and near.names[0] == "Шымкент"
    assert city_named("Шимкент") is None
    assert nearest_city("ъъъъъъъ") is None and nearest_city("") is None


def test_every_zone_exists_and_kazakhstan_has_one_time() -> None:
    for city in CITIES:
        ZoneInfo(city.zone)
    almaty = city_of("Asia/Almaty")
    assert almaty is not None
    assert datetime(2026, 1, 1, tzinfo=UTC).astimezone(ZoneInfo(almaty.zone)).hour == 5
    assert city_of("Asia/Nowhere") is None
