"""A list of articles as one message: it fits, and says the same in each language."""

from dataclasses import replace

import pytest

from domain.article import Listed
from domain.audience import ChatKind
from tests.text.telegram.test_card import METRO
from text.telegram.fit import MESSAGE
from text.telegram.listing import A_PAGE, SHOWN, listing_card, listing_pages
from text.telegram.push_buttons import push_buttons
from text.telegram.render import html, units
from text.telegram.strict import check


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_longest_list_fits_into_a_message_with_its_buttons(language: str) -> None:
    whole = replace(METRO, listed=tuple(Listed(2**40 + n, "😀Ұзақ <b>тақырып</b> " * 30) for n in range(300)))
    card = listing_card(whole, language)
    check(html(card), MESSAGE)
    buttons = [one for row in push_buttons(whole, ChatKind.PRIVATE, language, "bot") for one in row]
    assert len(buttons) == SHOWN + 2 <= 100
    assert all(len(one.data.encode()) <= 64 for one in buttons)
    pages = listing_pages(whole, language)
    assert len(pages) == 300 // A_PAGE
    assert max(units(page.text) for page in pages) <= MESSAGE
    assert pages[-1].text.rsplit("\n", 1)[1].startswith("300. ")


def test_the_title_counts_in_the_readers_language() -> None:
    pair = replace(METRO, listed=(Listed(1, "Бірінші"), Listed(2, "Екінші")))
    titles = [listing_card(pair, language).text.split("\n", 1)[0] for language in ("kk", "ru", "en")]
    assert titles == ["Қоғам: 2 жаңа мақала", "Общество: 2 новые статьи", "Society: 2 new articles"]
