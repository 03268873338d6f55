"""The other layouts: never more than Telegram takes, and whole paragraphs in a rich message."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from domain.rich import Rich, Span, SpanKind
from playground.rules.rich_html import parse_rich
from tests.text.strategies import rich_texts, texts
from tests.text.telegram.test_card import KAZAKH, METRO, article
from text.telegram.layouts import compact_card, long_card, rich_message
from text.telegram.render import html
from text.telegram.strict import check

LINK = "https://t.me/zharshy_bot?start=a_-1"


def test_a_correction_and_breaking_news_are_marked_in_a_compact_card() -> None:
    card = compact_card(replace(METRO, breaking=True, corrected_at=METRO.published_at, url=""), KAZAKH, LINK)
    first, title, mark = card.text.splitlines()
    assert "Шұғыл" in first and title == METRO.title and mark.startswith("✏️")
    assert LINK in html(card)


def test_a_quotation_and_code_are_blocks_and_a_photo_comes_first() -> None:
    body = Rich("Кіріспе.\n\nДәйексөз.\nx = 1", (Span(10, 19, SpanKind.QUOTE), Span(20, 25, SpanKind.PRE)))
    message = rich_message(replace(METRO, body=body, lead=Rich()), KAZAKH, "file-1")
    assert message["html"].endswith("<p>Кіріспе.</p><blockquote>Дәйексөз.</blockquote><pre>x = 1</pre>")
    assert message["html"].startswith('<img src="tg://photo?id=photo"/><h3>')
    assert message["media"] == [{"id": "photo", "media": {"type": "photo", "media": "file-1"}}]


def test_a_book_is_cut_at_a_paragraph() -> None:
    book = replace(METRO, body=Rich("\n\n".join(["Ұзақ сөйлем жалғаса береді. " * 40] * 100)))
    blocks = parse_rich(rich_message(book, KAZAKH)["html"], frozenset())
    assert blocks[-1].text == "…" and len(blocks) > 20
    assert check(html(long_card(book, KAZAKH)), 4096) > 3000


@settings(max_examples=20)
@given(texts, rich_texts(), rich_texts())
def test_any_article_fits_in_any_layout(title: str, lead: Rich, body: Rich) -> None:
    any_article = replace(article(title, lead, body), breaking=True)
    check(html(compact_card(any_article, KAZAKH, LINK)), 4096)
    check(html(long_card(any_article, KAZAKH)), 4096)
    parse_rich(rich_message(any_article, KAZAKH)["html"], frozenset())
