"""Words of alerts: how what is typed is read, and which articles hold them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.readers.alerts import Alert, StoryChoice
from text.search.alert_words import ArticleWords, alert_of_search, packed_stems, stored_words, typed_alerts, verdict_of
from text.words.folding import words

BREAD = ArticleWords("Мұнай арзандады", "Бүгін тоқаштың бағасы өсті. Ертіс өзеніндегі көпір жабық.", "kk")
OIL = ArticleWords("Цены на нефть", "Нефть подорожала, мосты через Иртыш закрыты.", "ru")


def alert(said: str, *, blocks: bool = False) -> Alert:
    return Alert(1, 1, said, blocks, packed_stems(said))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("тоқаш бағасы", ["тоқаш бағасы"]),
        ("Доллар, еуро; рубль\nтеңге", ["доллар", "еуро", "рубль", "теңге"]),
        ("«тоқаш бағасы» доллар -футбол", ["тоқаш бағасы", "доллар", "-футбол"]),
        ("-еуро кубок", ["-еуро кубок"]),
        ('- "ел кубогы" Алматы - Астана', ["-ел кубогы", "алматы астана"]),
        ("көпір + ертіс", ["көпір + ертіс"]),
        ("a, я, 5", []),
        ("--- + !", []),
    ],
)
def test_what_is_typed_becomes_words_and_phrases(typed: str, read: list[str]) -> None:
    found = []
    for one in typed_alerts(typed):
        said = stored_words((word for chunk in one.chunks for word in words(chunk)), everywhere=one.everywhere)
        found += [f"{'-' if one.blocks else ''}{said}"] if said else []
    assert found == read


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        *(("тоқаш бағасы", True), ("тоқаштар", True), ("бағасы тоқаш", False), ("арзандады бүгін", False)),
        *(("көпірлер + мұнайдың", True), ("көпір + футбол", False), ("munay", True), ("toqash bagasy", True)),
    ],
)
def test_an_article_holds_words_in_any_inflection_and_a_phrase_in_its_order(said: str, holds: bool) -> None:
    assert BREAD.hold(alert(said)) is holds


def test_a_block_and_a_muted_story_win_over_all_that_brings_an_article() -> None:
    both = [alert("тоқаш"), alert("мұнай", blocks=True)]
    told = verdict_of(7, both[:1], StoryChoice.FOLLOW, 3, [BREAD])
    assert told and (told.wanted, told.words, told.story) == (True, ("тоқаш",), 3)
    for alerts, choice in ((both, StoryChoice.FOLLOW), (both[:1], StoryChoice.MUTE)):
        spared = verdict_of(7, alerts, choice, 3, [BREAD])
        assert spared and not spared.wanted
    assert verdict_of(7, [alert("футбол")], None, 3, [BREAD]) is None
    # A list of articles is spared only where each of them is.
    of_list = verdict_of(7, both, None, 0, [BREAD, OIL])
    assert of_list and of_list.wanted


def test_a_question_in_vain_waits_for_its_words_of_content() -> None:
    asked = alert_of_search("когда откроют мост через Иртыш?")
    assert asked.everywhere and "иртыш" in asked.chunks and "когда" not in asked.chunks


@given(st.text(alphabet='аб "-–+,;\n«»', max_size=40))
def test_whatever_is_typed_is_read_without_an_error(typed: str) -> None:
    for one in typed_alerts(typed):
        said = stored_words(one.chunks, everywhere=one.everywhere)
        assert packed_stems(said) if said else len("".join(one.chunks)) < 2
