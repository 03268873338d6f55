"""The menu's language, and phrases as HTML and as plain text."""

import pytest

from domain.errors import NotFound, Rejected
from text.i18n import LANGUAGES, Html, Lines, Phrases, choose_language


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases.load()


@pytest.mark.parametrize(
    ("stored", "code", "chosen"),
    [
        ("kk", "ru", "kk"),
        ("en", None, "en"),
        ("", "kk-KZ", "kk"),
        (None, "ru_RU", "ru"),
        (None, "EN-us", "en"),
        (None, "ky", "ru"),
        (None, "uz-Latn", "ru"),
        (None, "be", "ru"),
        (None, "uk", "ru"),
        (None, "pt-br", "kk"),
        (None, "", "kk"),
        (None, None, "kk"),
        ("xx", "de", "kk"),
    ],
)
def test_the_stored_choice_comes_first_then_the_app_then_the_default(
    stored: str | None, code: str | None, chosen: str
) -> None:
    assert choose_language(stored, code, "kk") == chosen


def test_numbers_are_grouped_and_russian_plurals_are_right(phrases: Phrases) -> None:
    said = [phrases.plain("ru", "card-views", views=n).replace("\xa0", " ") for n in (1, 2, 5, 21, 1234)]
    assert said == ["1 просмотр", "2 просмотра", "5 просмотров", "21 просмотр", "1 234 просмотра"]
    assert phrases.plain("kk", "card-views", views=407) == "407 рет көрсетілді"
    assert phrases.plain("en", "card-views", views=1) == "1 view"


def test_a_hostile_value_cannot_become_markup(phrases: Phrases) -> None:
    said = phrases.error("en", Rejected("text-unknown-tag", tag='<b>&"\u202e\x00'))
    assert said == 'Telegram does not know the tag <code>&lt;b&gt;&amp;"</code>.'


def test_a_value_is_one_line_unless_it_is_quoted_as_a_whole(phrases: Phrases) -> None:
    forged = "a.txt\n\n⚠️ b.txt\u2028could\u202e not\tbe read"
    assert phrases.say("en", "text-bad-tag", tag=forged).count("\n") == 0
    assert "a.txt ⚠️ b.txtcould not be read" in phrases.plain("en", "text-bad-tag", tag=forged)
    assert phrases.say("en", "text-bad-tag", tag=Lines("two\nlines")).count("\n") == 1


@pytest.mark.parametrize("letter", ["а", "<"])
def test_a_long_value_is_said_and_not_left_out(phrases: Phrases, letter: str) -> None:
    title = phrases.plain("en", "recall-sure", title=letter * 50_000, copies=1)
    assert letter * 999 + "…" in title
    answer = phrases.plain("en", "inbox-answer", question=Lines("\ufdd0answer\ufdd1"), answer=Lines(letter * 3_000))
    assert answer.count(letter) >= 3_000 and "???" not in answer
    shown = "<b>&amp;</b>" * 500
    assert shown in phrases.say("en", "approval-told-mended", title="x", name="y", changes=Html(shown))


def test_html_values_go_in_as_they_are(phrases: Phrases) -> None:
    assert "<b>x</b>" in phrases.say("en", "text-bad-tag", tag=Html("<b>x</b>"))


def test_plain_text_has_no_tags_and_no_references(phrases: Phrases) -> None:
    error = Rejected("text-unknown-tag", tag="<p>")
    assert phrases.plain_error("ru", error) == "Telegram не знает тега <p>."


def test_an_unknown_key_is_shown_and_logged(phrases: Phrases, caplog: pytest.LogCaptureFixture) -> None:
    assert phrases.error("kk", NotFound("no-such-key")) == "no-such-key"
    assert "phrase.missing" in caplog.text


def test_an_unknown_language_is_answered_in_kazakh(phrases: Phrases) -> None:
    assert phrases.plain("de", "card-minutes", minutes=2) == "2 мин"


def test_phrases_are_loaded_once() -> None:
    assert Phrases.load() is Phrases.load()
    assert LANGUAGES == ("kk", "ru", "en")
