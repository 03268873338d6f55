"""The order of what was found: which of two articles answers better."""

from __future__ import annotations

from text.search.interpretations import choose_interpretation, content_words, interpretations, tokens_to_look_up
from text.search.query import parse
from text.search.query_terms import idf, query_terms
from text.search.ranking import Ranker, freshness
from text.search.read_text import ReadText
from text.words.words import KAZAKH

_DAY = 86_400_000
_FILLER = " Бұл туралы ресми орган хабарлады. Мәлімет нақтыланып жатыр."


def ranker(typed: str, counts: dict[str, int] | None = None, articles: int = 10_000) -> Ranker:
    """As if each token stood in 20 of 10,000 articles, but those of `counts`."""
    query = parse(typed)
    found = interpretations(query)
    known = {token: (counts or {}).get(token, 20) for token in tokens_to_look_up(found)}
    _, spelled = choose_interpretation(found, known)
    return Ranker(query_terms(content_words(spelled), {}, known, articles), 40, query.phrases)


def score(typed: str, text: str, title: str = "") -> float:
    return ranker(typed).score(ReadText(text, title, "kk")).score


def test_all_words_are_better_than_one_of_them_twice() -> None:
    both = "Мұнай бағасы өсті." + _FILLER
    assert score("мұнай бағасы", both) > score("мұнай бағасы", "Мұнай мұнайшылар күні." + _FILLER)


def test_words_side_by_side_are_better_than_far_apart() -> None:
    near = "Мұнай бағасы өсті." + _FILLER * 4
    apart = "Мұнай өндірілді." + _FILLER * 4 + " Нан бағасы өсті."
    assert score("мұнай бағасы", near) > score("мұнай бағасы", apart)


def test_a_title_weighs_more_than_the_text() -> None:
    text = "Қалада сайлау өтті." + _FILLER
    assert score("сайлау", text, "Сайлау қорытындысы") > score("сайлау", "Сайлау қорытындысы. " + text, "Хабар")


def test_a_long_article_needs_more_mentions() -> None:
    assert score("сайлау", "Сайлау өтті.") > score("сайлау", "Сайлау өтті." + _FILLER * 20)


def test_a_rare_word_outweighs_a_common_one() -> None:
    counts = dict.fromkeys(KAZAKH["халық"], 3000)
    score_of = ranker("халық жанартау", counts).score
    assert (
        score_of(ReadText("Жанартау атқылады.", language="kk")).score
        > score_of(ReadText("Халық жиналды.", language="kk")).score
    )


def test_a_word_counts_in_every_inflection_and_the_stem_more_than_a_prefix() -> None:
    assert score("мектептерге", "Ауылдағы мектебіміз жөнделді.") > 0
    assert score("сайлаушы", "Сайлаушылар келді.") > score("сайлаушы", "Сайлау өтті.")


def test_coverage_is_the_share_of_the_query_that_is_held() -> None:
    score_of = ranker("мұнай бағасы").score
    assert score_of(ReadText("Мұнай бағасы өсті.", language="kk")).coverage > 0.99
    assert 0.3 < score_of(ReadText("Мұнай өндірілді.", language="kk")).coverage < 0.7
    assert score_of(ReadText("Күн жылынды.", language="kk")).coverage == 0


def test_a_phrase_stands_only_where_its_words_follow_one_another() -> None:
    score_of = ranker('"көктемгі егіс"').score
    assert score_of(ReadText("Өңірде көктемгі егісті бастады.", language="kk")).phrases
    assert not score_of(ReadText("Көктемгі су тасқыны егіске зиян келтірді.", language="kk")).phrases
    assert score_of(ReadText("Басталды.", "Көктемгі егіс", "kk")).phrases


def test_words_are_found_behind_quotation_marks_hyphens_and_look_alikes() -> None:
    for text in ("«Сайлау» өтті", "кезектен тыс-сайлау", "Өтті(сайлау)", "cайлау өтті", "сай\u00adлау"):
        assert score("сайлау", text) > 0, text


def test_only_the_beginning_of_an_endless_article_is_read() -> None:
    assert score("сайлау", "бұл туралы " * 2000 + "сайлау") == 0


def test_marking_follows_the_stem() -> None:
    matches = ranker("мектептерге").matches
    assert matches(KAZAKH["мектебіміздің"])
    assert not matches(KAZAKH["мереке"])


def test_new_articles_are_favoured_and_age_evens_out() -> None:
    assert freshness(0) > freshness(_DAY) > freshness(7 * _DAY) > freshness(365 * _DAY) >= 1
    assert freshness(-5) == freshness(0) < 1.25


def test_idf_falls_with_the_number_of_articles() -> None:
    assert idf(0, 1000) > idf(1, 1000) > idf(400, 1000) > idf(1000, 1000) > 0
