"""Rich text as Telegram HTML: never refused, closed and reopened where spans overlap, at most 100 entities."""

import html as python_html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rich import Rich, Span, SpanKind
from tests.text.strategies import rich_texts, texts
from text.telegram.links import safe_url
from text.telegram.render import MOST_ENTITIES, html, units
from text.telegram.strict import check
from text.words.hostile import tame, tame_line, tame_rich

B, I, Q, L, C, P = (  # noqa: E741
    SpanKind.BOLD,
    SpanKind.ITALIC,
    SpanKind.QUOTE,
    SpanKind.LINK,
    SpanKind.CODE,
    SpanKind.PRE,
)


def shown(markup: str) -> str:
    return python_html.unescape(re.sub(r"<[^<>]*>", "", markup))


@given(rich_texts())
def test_any_text_and_any_spans_are_taken_and_nothing_visible_changes(rich: Rich) -> None:
    markup = html(rich)
    if tame(rich.text).strip():
        check(markup, 1 << 20)
    assert shown(markup) == tame(rich.text)
    assert len(re.findall(r"<[a-z]", markup)) <= MOST_ENTITIES


@given(rich_texts())
def test_taming_keeps_spans_inside_the_text(rich: Rich) -> None:
    calm = tame_rich(rich)
    assert calm.text == tame(rich.text)
    assert all(0 <= span.start < span.end <= len(calm.text) for span in calm.spans)
    assert tame_rich(calm) == calm


@given(texts)
def test_units_are_those_of_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("spans", "markup"),
    [
        ([(0, 4, B), (2, 6, I)], "<b>аб</b><i><b>вг</b>де</i>"),
        ([(0, 6, B), (2, 4, I)], "<b>аб<i>вг</i>де</b>"),
        ([(0, 3, B), (3, 6, B)], "<b>абвгде</b>"),
        ([(0, 6, B), (1, 3, B)], "<b>абвгде</b>"),
        ([(0, 4, B), (2, 6, Q)], "<b>аб</b><blockquote><b>вг</b>де</blockquote>"),
        ([(0, 6, Q), (2, 4, Q)], "<blockquote>абвгде</blockquote>"),
        ([(0, 6, B), (2, 4, C)], "<b>аб</b><code>вг</code><b>де</b>"),
        ([(0, 4, P), (2, 6, C)], "<pre>абвг</pre><code>де</code>"),
    ],
)
def test_overlapping_spans_are_closed_and_reopened(spans: list[tuple[int, int, SpanKind]], markup: str) -> None:
    assert html(Rich("абвгде", tuple(Span(*span) for span in spans))) == markup


def test_two_links_over_each_other_are_cut_where_the_second_goes_on() -> None:
    rich = Rich("абвгде", (Span(0, 4, L, "https://a.kz"), Span(2, 6, L, "https://b.kz")))
    assert html(rich) == '<a href="https://a.kz">абвг</a><a href="https://b.kz">де</a>'


def test_a_hostile_title_is_only_text() -> None:
    assert html(Rich('<b>&"\u202e')) == '&lt;b&gt;&amp;"'


def test_only_the_first_hundred_entities_are_kept() -> None:
    rich = Rich("а " * 150, tuple(Span(2 * i, 2 * i + 1, B) for i in range(150)))
    markup = html(rich)
    assert markup.count("<b>") == MOST_ENTITIES == markup.count("</b>")
    assert markup.startswith("<b>а</b> <b>а</b>")
    assert markup.endswith(" а а ")


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://egemen.kz/a?b=1&c=2#d", "https://egemen.kz/a?b=1&c=2#d"),
        ("HTTP://a.kz", "http://a.kz"),
        (" https://a.kz/\nb ", "https://a.kz/b"),
        ('https://a.kz/"><x', "https://a.kz/%22%3E%3Cx"),
        ("https://қаз.kz/жаңа", "https://қаз.kz/%D0%B6%D0%B0%D2%A3%D0%B0"),
        ("https://a.kz/%D0%B6", "https://a.kz/%D0%B6"),
        ("tg://resolve?domain=zharshy", "tg://resolve?domain=zharshy"),
        ("mailto:news@egemen.kz?subject=Жаңа", "mailto:news@egemen.kz?subject=%D0%96%D0%B0%D2%A3%D0%B0"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://egemen.kz@evil.com/", ""),
        ("https://", ""),
        ("http:///x", ""),
        ("//a.kz", ""),
        ("https://a.kz\\@evil.com", ""),
        ("https://a.kz/" + "x" * 3000, ""),
    ],
)
def test_links_are_written_safely_or_not_at_all(url: str, written: str) -> None:
    assert safe_url(url) == written


@given(st.text(max_size=40).map(lambda tail: "https://a.kz/" + tail))
def test_whatever_an_address_holds_the_link_is_taken(url: str) -> None:
    check(html(Rich("x").marked(L, url)), 10)


def test_controls_and_tricks_are_taken_out() -> None:
    assert tame("а\u202eб\u2066в\u200e\u200b\x00\x07г\u00adд\ufeff") == "абвгд"
    assert tame("а\r\nб\tв") == "а\nб\tв"
    assert tame("\ud83d х") == "\N{REPLACEMENT CHARACTER} х"


def test_joiners_stay_between_emoji_and_nowhere_else() -> None:
    family = "👨‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 👩🏽‍🚀"
    assert tame(family) == family
    assert tame("с\u200dөз 👨\u200d \u200d👩") == "сөз 👨 👩"


def test_ordinary_letters_with_marks_stay_and_towers_are_cut() -> None:
    assert tame("и\u0306 е\u0301 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f") == (
        "и\u0306 е\u0301 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    )
    assert tame("е" + "\u0301" * 500) == "е" + "\u0301" * 3
    assert tame("\u0301" * 500) == ""
    assert tame("сөз \u0301\ufe0f x\U000e0067") == "сөз  x"


def test_a_title_stands_on_one_line() -> None:
    assert tame_line("  Бірінші\n\nжол \u202e\t екінші ") == "Бірінші жол екінші"
