"""Summaries of whole sentences of the article."""

from pathlib import Path

import pytest
from hypothesis import given

from domain.rich import Rich, Span, SpanKind
from tests.growth import assert_in_proportion
from tests.text.strategies import rich_texts
from text.summary import CARD, DIGEST, PUSH, Budget, summarise
from text.words.hostile import tame_rich
from text.words.sentences import sentences

TITLE = "Алматыда жаңа метро бекеті ашылды"
LEAD = Rich("Алматыда метроның он үшінші бекеті іске қосылды. Ол қаланың батысын орталықпен жалғайды.")
BODY = Rich(
    "АЛМАТЫ. ҚазАқпарат – Бекеттің ашылуына қала әкімі мен метро құрылысшылары қатысты. Құрылыс төрт жылға созылып, "
    "оған қала бюджетінен 48 млрд. теңге бөлінді. Неге сонша ұзаққа созылды? Бұл туралы әкім айтты.\n\n"
    "Метро құрылысшылары бекетті жер астында жиырма метр тереңдікте салды. Жаңа бекет тәулігіне отыз мың жолаушы "
    "қабылдай алады. Жолақы өзгермейді, билет бағасы 120 теңге болып қалады.\n\n"
    "Келесі бекет 2028 жылы ашылады. Қала әкімі метро құрылысы тоқтамайтынын айтты."
)
SAMPLES = {
    "own": f"{TITLE}\n\n{BODY.text}",
    **{
        file.stem: file.read_text(encoding="utf-8")
        for folder in (Path(__file__).parents[2] / "playground", Path(__file__).parents[3] / "shared" / "samples")
        for file in sorted(folder.rglob("*.txt"))
    },
}


def whole(rich: Rich) -> set[str]:
    return {sentence.text for sentence in sentences(rich)}


def test_a_marked_lead_is_the_summary() -> None:
    assert summarise(TITLE, LEAD, BODY) == LEAD


def test_without_a_lead_whole_sentences_of_the_body_are_chosen_in_their_order() -> None:
    summary = summarise(TITLE, Rich(), BODY)
    chosen = [sentence.text for sentence in sentences(summary)]
    assert 1 <= len(chosen) <= 2
    assert all(sentence in BODY.text for sentence in chosen)
    assert BODY.text.index(chosen[0]) < BODY.text.index(chosen[-1])
    assert len(summary.text) <= 300


def test_the_dateline_of_an_agency_is_left_out() -> None:
    assert "ҚазАқпарат" not in summarise(TITLE, Rich(), BODY).text
    assert summarise("Тақырып", Rich("АСТАНА, 30 наурыз – Sputnik. Бүгін жиын өтті."), BODY).text.strip() == (
        "Бүгін жиын өтті."
    )


def test_a_lead_too_long_for_a_push_gives_its_best_sentences() -> None:
    lead = Rich(LEAD.text + " " + "Бекет ұзындығы мен тереңдігі туралы тағы бір ұзын сөйлем осы жерде тұр. " * 4)
    summary = summarise(TITLE, lead, BODY)
    assert len(summary.text) <= 300
    assert summary.text.startswith("Алматыда метроның он үшінші бекеті іске қосылды.")


def test_a_stub_a_question_and_a_repeated_title_are_not_chosen() -> None:
    body = Rich(f"{TITLE}\n\nНе болды?\n\n{BODY.text}")
    summary = summarise(TITLE, Rich(), body).text
    assert TITLE not in summary
    assert "?" not in summary


def test_a_sentence_is_not_said_twice() -> None:
    body = Rich(
        "Су тасқынынан Көкшетауда екі жүз үй зардап шекті. " * 2 + "Құтқарушылар жүз адамды қауіпсіз жерге көшірді."
    )
    assert summarise("Су тасқыны", Rich(), body).text.count("екі жүз үй") == 1


def test_without_a_title_the_first_sentence_is_left_for_it() -> None:
    assert LEAD.text.split(".")[0] not in summarise("", LEAD, BODY).text
    assert summarise("", Rich(), Rich("Жалғыз сөйлем осы.")).text == "Жалғыз сөйлем осы."


@pytest.mark.parametrize("budget", [PUSH, CARD, DIGEST, Budget(3, 120)])
def test_budgets_are_kept(budget: Budget) -> None:
    summary = summarise(TITLE, Rich(), BODY, budget)
    assert 0 < len(summary.text) <= budget.characters
    assert len(sentences(summary)) <= budget.sentences


def test_when_no_sentence_fits_the_best_is_cut_at_a_word() -> None:
    summary = summarise("", Rich(), Rich("сөз " * 200), DIGEST)
    assert summary.text.endswith("сөз…")
    assert len(summary.text) <= 200


def test_formatting_and_links_stay_in_the_summary() -> None:
    body = Rich("Кеңес болды. Оған бес ел қатысты.", (Span(0, 5, SpanKind.LINK, "https://a.kz"),))
    assert summarise("Басқа", Rich(), body).spans == (Span(0, 5, SpanKind.LINK, "https://a.kz"),)


@given(rich_texts(), rich_texts())
def test_never_a_sentence_that_is_not_in_the_article(lead: Rich, body: Rich) -> None:
    article = " ".join(f"{tame_rich(lead).text} {tame_rich(body).text}".split())
    summary = summarise("Тақырып", lead, body)
    assert len(summary.text) <= 300
    told = " ".join(summary.text.split())
    # Two sentences at most, and where one ends the splitter need not see it again: "… өтті. https://…".
    assert any(
        told[:joint].strip() in article
        and (told[joint:].strip() in article or told[joint:].strip().removesuffix("…") in article)
        for joint in range(len(told) + 1)
    )


@pytest.mark.parametrize("name", SAMPLES)
def test_summaries_of_the_sample_articles_are_their_own_sentences(name: str) -> None:
    title, _, body = SAMPLES[name].partition("\n")
    for budget in (PUSH, CARD, DIGEST):
        summary = summarise(title, Rich(), Rich(body), budget)
        article = whole(Rich(body))
        for sentence in sentences(summary):
            assert any(own.endswith(sentence.text) for own in article) or sentence.text.endswith("…")


def test_a_summary_of_a_long_article_costs_its_share() -> None:
    assert_in_proportion(lambda times: summarise(TITLE, Rich(), Rich("\n\n".join([BODY.text] * times))), 3)
