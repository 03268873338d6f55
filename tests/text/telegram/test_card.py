"""Articles as readers see them: pushed, listed, found, read."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.article import Article, ArticleState, Rubric
from domain.rich import Rich, Span, SpanKind
from tests.text.strategies import rich_texts, texts
from text.summary import summarise
from text.telegram.card import Look, list_card, photo_caption, push_card, reading_pages, search_card
from text.telegram.render import html, units
from text.telegram.strict import check
from text.words.hostile import tame

ALMATY = ZoneInfo("Asia/Almaty")


def ms(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=ALMATY).timestamp() * 1000)  # type: ignore[arg-type,misc]


KAZAKH = Look("kk", ALMATY, ms(2026, 11, 24, 15, 30))
RUSSIAN = replace(KAZAKH, language="ru")
ENGLISH = replace(KAZAKH, language="en")
LEAD = Rich("Алматыда метроның он үшінші бекеті іске қосылды.")
BODY = Rich("Құрылыс төрт жылға созылды. Жолақы өзгермейді, билет бағасы 120 теңге болып қалады.")
METRO = Article(
    key=7,
    id="metro",
    version=1,
    shown_since=1,
    state=ArticleState.LIVE,
    rubric=Rubric(1, "society", {"kk": "Қоғам", "ru": "Общество", "en": "Society"}),
    title="Жаңа метро бекеті ашылды",
    lead=LEAD,
    body=BODY,
    summary=LEAD,
    language="kk",
    published_at=ms(2026, 11, 24, 14, 5),
    accepted_at=ms(2026, 11, 24, 14, 6),
    views=1407,
    reading_minutes=2,
)


def never(word: str) -> bool:
    return False


def bold(card: Rich) -> list[str]:
    return [card.text[span.start : span.end] for span in card.spans if span.kind is SpanKind.BOLD]


def article(title: str, lead: Rich, body: Rich) -> Article:
    return replace(METRO, title=title, lead=lead, body=body, summary=summarise(title, lead, body))


def test_a_push_shows_title_lead_and_a_line_of_facts() -> None:
    assert push_card(METRO, KAZAKH).text.replace("\xa0", " ") == (
        "Жаңа метро бекеті ашылды\n\n"
        "Алматыда метроның он үшінші бекеті іске қосылды.\n\n"
        "Қоғам · 2026 жылғы 24 қараша · 1 407 рет көрсетілді · 2 мин"
    )
    assert bold(push_card(METRO, KAZAKH)) == ["Жаңа метро бекеті ашылды"]


@pytest.mark.parametrize(
    ("look", "facts"),
    [
        (KAZAKH, "Қоғам · бүгін 14:05 · 1 407 рет көрсетілді · 2 мин"),
        (RUSSIAN, "Общество · сегодня 14:05 · 1 407 просмотров · 2 мин"),
        (ENGLISH, "Society · today 14:05 · 1,407 views · 2 min"),
    ],
)
def test_labels_are_in_the_language_of_the_menu(look: Look, facts: str) -> None:
    assert list_card(METRO, look).text.replace("\xa0", " ").splitlines()[-1] == facts


def test_views_are_left_out_when_nobody_counted() -> None:
    facts = push_card(replace(METRO, views=None), KAZAKH).text.splitlines()[-1]
    assert facts == "Қоғам · 2026 жылғы 24 қараша · 2 мин"


def test_a_push_looks_the_same_whenever_it_is_written_again() -> None:
    later = replace(KAZAKH, now_ms=ms(2027, 3, 1, 9, 0))
    assert push_card(METRO, later) == push_card(METRO, KAZAKH)


def test_without_a_title_the_first_sentence_stands_there_once() -> None:
    untitled = article("", Rich(), Rich("Су тасқыны басталды. Құтқарушылар жүз үйді аралап шықты. Зардап жоқ."))
    card = push_card(untitled, KAZAKH)
    assert bold(card) == ["Су тасқыны басталды."]
    assert card.text.count("Су тасқыны басталды.") == 1
    assert "Құтқарушылар" in card.text
    pages = reading_pages(untitled, KAZAKH)
    assert [page.text.count("Су тасқыны басталды.") for page in pages] == [1]
    assert pages[0].text.startswith("Су тасқыны басталды.\n\nҚоғам · ")
    assert pages[0].text.endswith("\n\nҚұтқарушылар жүз үйді аралап шықты. Зардап жоқ.")


def test_an_article_of_one_sentence_without_a_title_is_a_title_and_facts() -> None:
    card = push_card(article("", Rich(), Rich("Су тасқыны басталды.")), KAZAKH)
    assert card.text.splitlines()[0] == "Су тасқыны басталды."
    assert len(card.text.splitlines()) == 3


@pytest.mark.parametrize("title", ['<b>&"\u202e', "😀" * 4000, "\u0301" * 300, "", " \n ", "\ud83d", "\u200b"])
def test_a_hostile_title_is_withstood(title: str) -> None:
    hostile = article(title, LEAD, BODY)
    for card in (
        push_card(hostile, KAZAKH),
        list_card(hostile, KAZAKH),
        search_card(hostile, KAZAKH, (BODY.text,), never),
    ):
        assert check(html(card), 4096) > 0
        assert "Қоғам" in card.text
        assert card.text.splitlines()[0].strip()
    assert check(html(photo_caption(hostile, KAZAKH)), 1024)


def test_nothing_but_a_rubric_still_makes_a_card() -> None:
    empty = article("\u0301", Rich(), Rich("\u200b"))
    assert push_card(empty, RUSSIAN).text.startswith("Без заголовка\n\nОбщество")


@given(texts, rich_texts(), rich_texts(), texts)
def test_any_article_is_taken_and_fits(title: str, lead: Rich, body: Rich, rubric: str) -> None:
    any_article = replace(article(title, lead, body), rubric=Rubric(1, "x", {"kk": rubric}))
    check(html(push_card(any_article, KAZAKH)), 4096)
    check(html(photo_caption(any_article, KAZAKH)), 1024)
    check(html(search_card(any_article, KAZAKH, (body.text,), str.isalpha)), 4096)
    for page in reading_pages(any_article, KAZAKH):
        check(html(page), 4096)


@given(st.integers(1, 40), st.sampled_from(["сөз ", "😀", "Бір сөйлем. ", "Абзац.\n\n"]))
def test_a_long_lead_is_cut_to_fit_a_caption(times: int, unit: str) -> None:
    long = replace(METRO, summary=Rich(unit * times * 100), title="т" * times * 50)
    assert check(html(photo_caption(long, KAZAKH)), 1024) <= 1024
    assert check(html(push_card(long, KAZAKH)), 4096) <= 1700


def test_a_search_answer_shows_the_match_in_bold_wherever_it_stands() -> None:
    card = search_card(METRO, KAZAKH, ("Метро жолақысы өзгермейді.",), lambda word: word.lower().startswith("метро"))
    assert bold(card) == ["метро", "метроның", "Метро"]
    assert "… Метро жолақысы өзгермейді." in card.text


def test_the_sentence_that_answers_is_not_shown_twice() -> None:
    card = search_card(METRO, KAZAKH, (LEAD.text,), never)
    assert card.text.count(LEAD.text) == 1
    assert card == search_card(METRO, KAZAKH, (), never) == search_card(METRO, KAZAKH, ("",), never)


def test_where_the_lead_holds_the_best_sentence_the_next_best_stands_below_it() -> None:
    card = search_card(METRO, KAZAKH, (LEAD.text, "Метро жолақысы өзгермейді.", "Басқа сөйлем."), never)
    assert f"{LEAD.text}\n… Метро жолақысы өзгермейді.\n" in card.text
    assert "Басқа" not in card.text


def test_both_words_of_a_hyphenated_pair_can_match() -> None:
    card = search_card(replace(METRO, title="Азия-Жапония кеңесі"), KAZAKH, (), lambda word: word == "Жапония")
    assert bold(card) == ["Жапония"]


def test_the_full_text_comes_in_pages_cut_between_paragraphs() -> None:
    paragraphs = [f"{number}-абзац. " + "Сөйлем осында тұр. " * 25 for number in range(1, 31)]
    long = replace(METRO, body=Rich("\n\n".join(p.strip() for p in paragraphs)))
    pages = reading_pages(long, KAZAKH)
    assert len(pages) >= 4
    assert pages[0].text.startswith("Жаңа метро бекеті ашылды\n\nҚоғам · бүгін 14:05")
    assert LEAD.text in pages[0].text
    assert all(units(page.text) <= 4096 - 20 for page in pages)
    assert all(page.text.endswith("Сөйлем осында тұр.") for page in pages)
    assert all(page.text[0].isdigit() for page in pages[1:])
    together = " ".join(page.text for page in pages).split()
    assert together[-len(long.body.text.split()) :] == long.body.text.split()


def test_a_lead_that_begins_the_body_is_not_repeated() -> None:
    repeated = replace(METRO, body=LEAD + "\n\n" + BODY)
    assert reading_pages(repeated, KAZAKH)[0].text.count(LEAD.text) == 1


def test_formatting_of_the_body_stays_on_its_page() -> None:
    body = Rich(BODY.text, (Span(0, 7, SpanKind.LINK, "https://a.kz/1"),))
    page = html(reading_pages(replace(METRO, body=body), KAZAKH)[0])
    assert '<a href="https://a.kz/1">Құрылыс</a>' in page
    assert tame(BODY.text[7:]) in page
