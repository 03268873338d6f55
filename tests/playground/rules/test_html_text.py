"""The strict reader of Telegram HTML: it can write out again all that it accepts, and no input breaks it."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from playground.rules.entities import cut, to_html, trim, units, with_detected
from playground.rules.html_text import parse_html
from playground.rules.refusals import Refusal

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(lambda text: escape(text, quote=False))
TAGS = (
    "b",
    "i",
    "u",
    "s",
    "tg-spoiler",
    "code",
    "pre",
    "blockquote",
    "blockquote expandable",
    'a href="https://a.kz/"',
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def wrap(tag: str, children: list[str]) -> str:
        return f"<{tag}>{''.join(children)}</{tag.split(maxsplit=1)[0]}>"

    return st.builds(wrap, st.sampled_from(TAGS), st.lists(inner, max_size=3))


SOURCES = st.lists(st.recursive(WORDS, _wrapped, max_leaves=8), max_size=4).map("".join)


@given(SOURCES)
def test_a_text_survives_being_written_out_and_read_again(source: str) -> None:
    text, entities = trim(*parse_html(source))
    again, entities_again = trim(*parse_html(to_html(text, entities)))
    assert again == text
    assert {(e.type, e.offset, e.length) for e in entities_again} == {(e.type, e.offset, e.length) for e in entities}


@given(st.text())
def test_any_text_at_all_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except Refusal as refusal:
        assert refusal.code == 400
        return
    assert all(0 <= entity.offset < entity.end <= units(text) for entity in entities)


@given(st.text(), st.integers(0, 3))
def test_trimming_keeps_entities_on_their_words(text: str, lead: int) -> None:
    stripped, entities = trim(*parse_html(" " * lead + "<b>сөз</b> " + escape(text, quote=False)))
    assert cut(stripped, entities[0]) == "сөз"


def test_links_commands_and_mentions_are_found_as_telegram_finds_them() -> None:
    text = "/help@zharshy_bot https://a.kz/x?y=1, e@a.kz @zharshy_bot #жаңалық a/b 1#2 http://"
    found = [(entity.type, cut(text, entity)) for entity in with_detected(text, ())]
    assert found == [
        ("bot_command", "/help@zharshy_bot"),
        ("url", "https://a.kz/x?y=1"),
        ("email", "e@a.kz"),
        ("mention", "@zharshy_bot"),
        ("hashtag", "#жаңалық"),
    ]


def test_a_bad_link_is_dropped_and_a_person_is_mentioned() -> None:
    _, entities = parse_html('<a href="http://localhost/">a</a><a href="tg://user?id=5">b</a><a>https://a.kz</a>')
    assert [(entity.type, entity.url, entity.user_id) for entity in entities] == [
        ("text_mention", "", 5),
        ("text_link", "https://a.kz", 0),
    ]
