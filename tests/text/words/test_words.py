"""Words of articles and queries: the same function for both, whatever the language of the article."""

from __future__ import annotations

import pytest

from text.search import question_words
from text.words.folding import fold
from text.words.words import FORM, FOUR, KAZAKH, RUSSIAN, SIX, STEM, analyzer_for, document_tokens, query_tokens


def stems(word: str) -> set[str]:
    return {tokens[STEM] for tokens in query_tokens(word)}


def test_a_word_becomes_its_form_its_stem_and_its_beginnings() -> None:
    tokens = KAZAKH["қаласында"]
    assert (tokens[FORM], tokens[STEM], tokens[FOUR], tokens[SIX]) == ("каласында=", "калаs", "кала4", "каласы6")


def test_a_short_word_has_no_six_letters() -> None:
    assert len(KAZAKH["тіл"]) == SIX


@pytest.mark.parametrize(
    ("article", "language", "asked"),
    [
        ("Үкімет бюджетті бекітті, депутаттар қолдады.", "kk", "депутатқа"),
        ("Правительство утвердило бюджет, депутаты согласились.", "ru", "депутатами"),
        ("The government passed the budget, and members agreed.", "en", "budgets"),
        ("Үкімет Google компаниясымен келісті, ол running деген жоба.", "kk", "google"),
        ("Правительство поздравило: Құрметті қазақстандықтар, мерекемен!", "ru", "құрметті"),
        ("Ükimet biudjetti bekitti, depwtattar qoldady, halyq kütip otyr.", "kk", "депутаттар"),
    ],
)
def test_an_inflected_word_meets_the_article_in_any_language(article: str, language: str, asked: str) -> None:
    assert stems(asked) & set(document_tokens("", "", article, language).tokens.split())


def test_title_stems_are_tokens_of_their_own() -> None:
    tokens = document_tokens("Көпір ашылды", "", "Қалада жаңа жол салынды.", "kk").tokens.split()
    assert "копрt" in tokens
    untitled = document_tokens("", "", "Көпір ашылды.", "kk").tokens.split()
    assert not [token for token in untitled if token.endswith("t")]


def test_each_token_is_given_once_and_the_length_counts_every_word() -> None:
    tokens = document_tokens("Алма", "Алма алма", "алма " * 50, "kk")
    assert sorted(tokens.tokens.split()) == ["алмs", "алмt", "алма4"]
    assert tokens.forms == "алма="
    assert tokens.words == 53


def test_letters_decide_before_the_label() -> None:
    assert analyzer_for("үкімет қаулы қабылдады", "ru") is KAZAKH
    assert analyzer_for("в москве и в петербурге не было дождя, и на улице было сухо", "kk") is RUSSIAN
    assert analyzer_for("казак тилинде кириллмен жазылган", "kk") is KAZAKH
    assert analyzer_for("в москве дождь", "ru") is RUSSIAN


def test_an_endless_word_is_cut_and_an_empty_article_has_no_tokens() -> None:
    assert all(len(token) <= 41 for token in document_tokens("", "", "а" * 100_000, "kk").tokens.split())
    assert document_tokens("", "", " — … 🙂 ", "").tokens == ""


@pytest.mark.parametrize("word", ["қандай", "қайсысына", "кімнің", "және", "почему", "which", "кандай"])
def test_question_words_are_silent(word: str) -> None:
    assert question_words.weight(fold(word)) == 0.0


@pytest.mark.parametrize("word", ["төмендегілердің", "аталады", "табыңыз", "называется"])
def test_the_wording_of_a_question_is_quiet(word: str) -> None:
    assert question_words.weight(fold(word)) == question_words.LOW_WEIGHT


@pytest.mark.parametrize("word", ["үкімет", "сайлау", "кеме", "қайық", "бакен", "погода"])
def test_other_words_are_not(word: str) -> None:
    assert question_words.weight(fold(word)) == 1.0
