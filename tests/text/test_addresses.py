"""Addresses of a page, as people pass them on."""

from __future__ import annotations

import pytest

from text.addresses import addresses_in, bare_address, spellings_of, without_addresses, without_tracking


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.zharshy.kz/a/b?utm_source=tg&id=7",
        "http://zharshy.kz/a/b/?id=7#top",
        "мынаны қараңыз: zharshy.kz/a/b?id=7&fbclid=x.",
        "(https://ZHARSHY.kz/a/b?id=7)",
    ],
)
def test_what_is_added_to_an_address_makes_no_difference(typed: str) -> None:
    assert addresses_in(typed) == ("zharshy.kz/a/b?id=7",)


def test_a_query_without_names_tells_one_page_from_another() -> None:
    assert bare_address("https://zharshy.kz/news.php?12345") != bare_address("https://zharshy.kz/news.php?12346")


def test_an_address_that_is_shown_keeps_all_but_tracking() -> None:
    shown = "https://www.zharshy.kz/A%20b/?id=7&gclid=1&page=&utm_medium=rss#top"
    assert without_tracking(shown) == "https://www.zharshy.kz/A%20b/?id=7&page=#top"
    assert without_tracking("https://zharshy.kz/?yclid=1") == "https://zharshy.kz/"
    assert without_tracking("https://zharshy.kz/?q=utm_source") == "https://zharshy.kz/?q=utm_source"


def test_the_pages_for_phones_are_the_same_page() -> None:
    assert "zharshy.kz/a" in spellings_of(bare_address("https://m.zharshy.kz/a/amp"))


def test_a_text_without_addresses_has_none() -> None:
    assert addresses_in("баға 3.5 млн. теңге, 01.11.2026 а.ж. user@mail.kz") == ()


def test_an_address_alone_leaves_the_words_of_its_last_part() -> None:
    assert without_addresses("https://x.kz/news/japan-visit-2026.html") == "japan visit"
    assert without_addresses("Жапония сапары https://x.kz/1") == "Жапония сапары"
    assert without_addresses("https://") == "https://"
