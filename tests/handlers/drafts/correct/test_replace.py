"""`/edit old -> new`: a slip in a published article is mended by one line and one press."""

from __future__ import annotations

import pytest

from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.rich import Rich, Span, SpanKind
from handlers.drafts.replacing import MOST_PLACES, Replacement, places_in, read_replacement, replaced
from tests.builders import chat as known_chat
from tests.conversation import Story
from tests.handlers.newsroom import Newsroom

FIVE = Story(
    "Бес көпір ашылды", "Қалада бес көпір ашылды. Бесінші көпір ең ұзыны.", lead="Бес көпір пайдалануға берілді."
)


def test_a_letter_is_not_replaced_by_a_page_in_every_place() -> None:
    draft = Draft(1, 1, DraftState.EDITING, 1, "Тақырып", body=Rich("а б " * 20_000))
    everywhere = Replacement("а", "я")
    places = places_in(draft, everywhere)
    assert len(places) == MOST_PLACES + 1
    with pytest.raises(Rejected, match="replace-too-many"):
        replaced(draft, places, everywhere)
    with pytest.raises(Rejected, match="editor-body-too-long"):
        replaced(draft, places[:100], Replacement("а", "я" * 1000))
    assert replaced(draft, places[:100], everywhere).body.text.count("я") == 100


async def test_a_slip_is_mended_in_every_copy_by_one_line_and_one_press(chat: Newsroom) -> None:
    owner, reader = chat.owner(), chat.reader(1001)
    await known_chat(chat.store, 1001, "Саясат")
    (key, _) = await chat.publishes(
        Story("Су бағасы", "Тариф биыл өзгерді.", lead="Су 15 теңгеге өсті."), FIVE, push=True
    )
    await chat.delivers()
    await chat.ends(key)
    await owner.says("/edit 15 → 25")
    panel = await owner.hears("не өзгереді")
    assert "<s>15</s> <u>25</u>" in panel.html
    await owner.presses(panel, "Барлық көшірмені түзету")
    await chat.ends(key, "edit")
    article = await chat.store.articles.get(key)
    assert article.lead.text == "Су 25 теңгеге өсті."
    assert reader.id == 1001

    await owner.says("/edit 15 -> 35")
    await owner.hears("соңғы мақалалардың ешбірінде жоқ")
    await owner.says(f"/edit {key} тенгеге -> долларға")
    await owner.hears("Мүмкін, «теңгеге» шығар?")

    await owner.says(f"/edit {key} 25 -> 35")
    await owner.hears("не өзгереді")
    await owner.says(f"/edit {key} 25 -> 45")
    await owner.hears("бастап қойған түзетуіңізде өзгерген")
    assert "<u>35</u>" in (await owner.hears("не өзгереді")).html


async def test_words_that_stand_in_several_places_are_asked_about_and_absent_ones_named(chat: Newsroom) -> None:
    owner = chat.owner()
    (key,) = await chat.publishes(FIVE)
    await owner.says("/edit бес көпір -> алты көпір")
    asked = await owner.hears("3 жерде кездеседі")
    assert "1. Тақырып: Бес көпір ашылды" in asked.text and "3. Мәтін: Қалада бес көпір" in asked.text
    await owner.presses(asked, "Барлығы: 3")
    panel = await owner.hears("не өзгереді")
    assert panel.html.count("<u>Алты</u>") == 2 and "<u>алты</u>" in panel.html
    await owner.presses(panel, "Барлық көшірмені түзету")
    await owner.hears("көшірме")
    article = await chat.store.articles.get(key)
    assert (article.title, article.lead.text) == ("Алты көпір ашылды", "Алты көпір пайдалануға берілді.")

    await owner.says("/edit story-1 пайдалнуға -> қолдануға")
    await owner.hears("Мүмкін, «пайдалануға» шығар?")
    await known_chat(chat.store, owner.id, "Саясат")
    copy = await chat.sends_push(owner.id, key)
    await owner.says("/edit пайдалнуға -> қолдануға", reply_to=copy)
    await owner.hears("Мүмкін, «пайдалануға» шығар?")


async def test_the_present_text_comes_as_a_message_that_can_be_copied_changed_and_sent_back(chat: Newsroom) -> None:
    owner = chat.owner()
    await chat.publishes(FIVE)
    await owner.says("/edit story-1")
    await owner.presses(await owner.hears("Нені түзетесіз?"), "Мәтін")
    await owner.hears("Жаңа мәтінін жіберіңіз")
    present = owner.from_bot[-2]
    assert present.text == FIVE.body
    await owner.says(present.text.replace("бес көпір", "жеті көпір"))
    await owner.presses(await owner.hears("Қабылданды"), "Болды, әрі қарай")
    assert "<s>бес</s> <u>жеті</u>" in (await owner.hears("не өзгереді")).html


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("бес → алты", Replacement("бес", "алты")),
        ("a->b", Replacement("a", "b")),
        ("«бес» -> «алты»", Replacement("бес", "алты")),
        ("екі  сөз\u00a0—> бір", Replacement("екі  сөз", "бір")),
        ("артық ->", Replacement("артық", "")),
        ("-> жаңа", None),
        ("15 теңге", None),
    ],
)
def test_the_arrow_is_read_as_people_type_it(typed: str, meant: Replacement | None) -> None:
    assert read_replacement(typed) == meant


def test_formatting_around_and_over_the_words_stays() -> None:
    body = Rich("Бұл бес көпір", (Span(4, 7, SpanKind.BOLD), Span(0, 13, SpanKind.ITALIC)))
    draft = Draft(1, 2, DraftState.EDITING, 1, body=body)
    wanted = Replacement("бес", "он алты")
    changed = replaced(draft, places_in(draft, wanted), wanted).body
    assert changed.text == "Бұл он алты көпір"
    assert set(changed.spans) == {Span(4, 11, SpanKind.BOLD), Span(0, 17, SpanKind.ITALIC)}
