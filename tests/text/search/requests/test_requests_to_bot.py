"""What is asked of the bot itself, and what is a search although it holds such a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import assert_in_proportion
from text.search.requests.bot_request import BotRequest
from text.search.requests.requests_to_bot import request_to_bot

ASKED = {
    BotRequest.STOP: "тоқташы; больше не присылайте; Stop!; ненадо; cut it out; жаңалық керек емес; don't send me news",
    BotRequest.UNSUBSCRIBE: "Как отписаться?; отпишите меня; жазылудан бас тарту; unsubscribe; kak otpisatsya",
    BotRequest.SUBSCRIBE: "қалай жазыламын; хочу получать новости; subscribe; қайта қос",
    BotRequest.FEWER: "азырақ жіберші; слишком часто; too many messages; не каждый день; хабарлама қаптап кетті",
    BotRequest.NIGHT: "түнде жіберме; ночью не беспокоить; not at night; 22:00-ден кейін жіберме",
    BotRequest.PAUSE: "үзіліс керек; отключи на три дня; не пишите до понедельника; бір ай жазба; snooze until monday",
    BotRequest.MISSING: "жаңалық келмей жатыр; почему новости не приходят; why no news",
    BotRequest.LANGUAGE: "тілді ауыстыру; на русском; change language",
    BotRequest.WHO: "сен кімсің; кто ты такой; who are you; are you a bot",
    BotRequest.ABILITIES: "не істей аласың; что ты умеешь; what can you do",
    BotRequest.HELP: "көмектесші; как этим пользоваться; help me",
    BotRequest.CONTACT: "редакцияға хат жазғым келеді; как с вами связаться; report a mistake",
    BotRequest.SETTINGS: "баптауды аш; настройки; settings",
    BotRequest.PRIVACY: "мен туралы не білесің; что вы обо мне знаете",
    BotRequest.FORGET: "менің деректерімді өшір; удалите мои данные; forget me",
}


@pytest.mark.parametrize(("kind", "said"), [(kind, said) for kind, all_ in ASKED.items() for said in all_.split("; ")])
def test_the_usual_words_are_understood_in_three_languages(kind: BotRequest, said: str) -> None:
    request = request_to_bot(said)
    assert request is not None
    assert (request.kind, request.rest) == (kind, "")


def test_on_the_wrong_keyboard_too() -> None:
    request = request_to_bot("rfr jngbcfnmcz")
    assert request is not None
    assert request.kind is BotRequest.UNSUBSCRIBE


@pytest.mark.parametrize(
    "typed",
    [
        *("тіл жаңалықтары", "мемлекеттік тіл", "казахский язык", "день языка", "гуманитарная помощь", "көмек көрсету"),
        *("статья об отписке", "түнде не болды", "ночные новости", "не жаңалық бар", "новости на русском", "не болды"),
        *("Тоқаев кім", "кто построил мост", "как работает метро", "президентке хат", "персональные данные", "#тіл"),
        *(
            "бас жаңалықтар",
            "много снега",
            "жасанды интеллект",
            "канал",
            "night shift",
            "where does the robot work",
            "",
            "?!",
            "ь",
            "🙂",
            "сен " * 400,
        ),
        "погода завтра",
        "потерпевшие до понедельника",
    ],
)
def test_a_search_that_holds_such_a_word_is_a_search(typed: str) -> None:
    assert request_to_bot(typed) is None


@pytest.mark.parametrize(
    ("typed", "rest"),
    [("как отписаться от страховки", "страховки"), ("спортқа жазылу", "спортқа"), ("stop war", "war")],
)
def test_further_words_must_name_a_rubric(typed: str, rest: str) -> None:
    request = request_to_bot(typed)
    assert request is not None
    assert request.rest == rest
    assert request.guess is None


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("как поменять езык", BotRequest.LANGUAGE),
        ("памагите", BotRequest.HELP),
        ("hlep", BotRequest.HELP),
        ("unsubsribe me", BotRequest.UNSUBSCRIBE),
        ("жазылымды тоқтатсам болады", None),
        ("көмек көрсету", None),
        ("how many seals live in the sea", None),
        ("протездің салмағы қандай", None),
    ],
)
def test_a_word_with_a_slip_makes_a_guess_and_another_word_makes_none(typed: str, kind: BotRequest | None) -> None:
    request = request_to_bot(typed)
    assert (request.guess if request else None) == kind


def test_a_slip_beside_a_rubric_is_a_guess_about_it() -> None:
    request = request_to_bot("не пресылайте спорт")
    assert request is not None
    assert (request.kind, request.guess, request.rest) == (None, BotRequest.UNSUBSCRIBE, "спорт")


def test_a_noun_alone_may_be_a_topic() -> None:
    for typed in ("тіл", "помощь", "подписка", "контакты"):
        request = request_to_bot(typed)
        assert request is not None
        assert request.may_be_search
    for sure in ("сен кімсің", "подпишите меня"):
        request = request_to_bot(sure)
        assert request is not None
        assert not request.may_be_search


@given(st.text(max_size=300))
def test_anything_may_be_typed(text: str) -> None:
    request_to_bot(text)


def test_a_long_text_costs_its_share() -> None:
    text = " ".join(ASKED.values())
    assert_in_proportion(lambda size: request_to_bot((text * 20)[:size]), 500)
