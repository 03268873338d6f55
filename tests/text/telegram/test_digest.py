"""A digest: by rubric, near-copies once, a pager, and a word for what was too much."""

from __future__ import annotations

from dataclasses import replace

from domain.article import Rubric
from domain.audience import ChatKind
from domain.rich import Rich
from tests.text.telegram.test_card import KAZAKH, METRO
from text.telegram.digest import A_PAGE, channel_digest, digest_buttons, digest_card
from text.telegram.digest_shelf import DigestShelf
from text.telegram.render import html
from text.telegram.strict import check


def test_two_hundred_long_articles_fit_page_by_page_and_the_rest_is_named() -> None:
    shelf = DigestShelf()
    for key in range(1, 201):
        title = f"{key} нөмірлі " + "өте ұзақ тақырып " * 12
        rubric = Rubric(key % 7, "x", {"kk": "Айдар " * 20})
        shelf.put(key, replace(METRO, key=key, title=title, body=Rich(f"{key} туралы сөйлем. " * 30), rubric=rubric))
    shelf.put(201, None)
    shown = shelf.shown(range(1, 202))
    assert len(shown) == 200
    for page in range(200 // A_PAGE):
        card = digest_card(shown, KAZAKH, page, left_out=1800)
        check(html(card), 4096)
        words = card.text.replace("\xa0", " ")
        assert words.splitlines()[0].endswith("2 000 жаңалық") and words.endswith("тағы 1 800 жаңалық: /latest")
    post = channel_digest(shown, KAZAKH, "zharshy_bot", left_out=1800)
    check(html(post), 4096)
    assert post.text.replace("\xa0", " ").endswith("тағы 1 990 жаңалық: @zharshy_bot\n\n📰 @zharshy_bot")
    assert [len(row) for row in digest_buttons(9, shown, ChatKind.CHANNEL, "kk", "bot")] == [5, 5]
    assert [key.label for key in digest_buttons(9, shown, ChatKind.PRIVATE, "kk", "bot", 19)[-1]] == ["‹", "20/20"]


def test_of_near_copies_the_first_stands_in_every_part_of_the_digest() -> None:
    shelf = DigestShelf()
    for key in (1, 2, 3):
        shelf.put(key, replace(METRO, key=key, title=METRO.title + (" бүгін" if key == 2 else "")))
    assert [one.key for one in shelf.shown((1, 2, 3))] == [1]
    assert [one.key for one in shelf.shown((3, 2))] == [3]
    assert shelf.missing((3, 4)) == [4]
