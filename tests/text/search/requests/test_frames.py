"""Wishes to the bot among words that nobody can list, and searches that hold words of such wishes."""

from __future__ import annotations

import pytest

from bench.questions.question_set import SETS, read_questions
from tests.growth import assert_in_proportion
from text.search.requests.bot_request import BotRequest
from text.search.requests.frames import framed
from text.search.requests.requests_to_bot import request_to_bot
from text.words.folding import fold, tidy, words

GUESSED = {
    BotRequest.STOP: "не пишите мне больше, память забита; please dont text me anymore, my wife is angry",
    BotRequest.PAUSE: "я на совещании, помолчи два часа; no messages please until monday, exams",
    BotRequest.NIGHT: "в два часа разбудили ребёнка, совесть есть; dont buzz me at night, newborn at home",
    BotRequest.FEWER: "вы завалили меня, батарея садится; way too many messages from you, storage full",
    BotRequest.MISSING: "уже неделю ничего от вас не приходит, оплатил; my friends get your alerts and i dont",
    BotRequest.LANGUAGE: "бабушке на казахском пожалуйста, плохо видит; i cant read russian, grandson helps",
    BotRequest.SETTINGS: "покажи мои рубрики, перепутала; let me change my topics, tapped blindly",
    BotRequest.CONTACT: "у вас ошибка в фамилии тренера; i have a video of the crash, where do i send it",
    BotRequest.FORGET: "удалите мой профиль, продаю телефон; wipe my data, selling the phone",
    BotRequest.PRIVACY: "вы продаёте наши номера коллекторам; do you share my phone number with the bank",
    BotRequest.SUBSCRIBE: "хочу получать новости, соседка посоветовала; sign me up for news, neighbour told me",
    BotRequest.UNSUBSCRIBE: "отпишите меня, внук случайно нажал; unsubscribe me, grandson pressed it",
    BotRequest.HELP: "не понимаю куда нажимать, очки забыла; i dont understand which button to press, eyes hurt",
}

KAZAKH = {
    BotRequest.SETTINGS: "не келіп, не келмейтінін өзім шешкім келеді",
    BotRequest.MISSING: "жаңалық бір де келмеді, ақшасын төлегем",
    BotRequest.CONTACT: "сурет жіберсем қабылдайсыздар ма; өлең жазамын, жариялап бересіздер ме",
    BotRequest.WHO: "бұл мошенник емес пе; қай телеарнадансыздар",
    BotRequest.PRIVACY: "мекенжайымды анықтап отырған жоқсыз ба",
    BotRequest.PAUSE: "қазір сабақтамын, кешке дейін жіберме",
    BotRequest.LANGUAGE: "түйменің бәрі орысша, әжем түсінбейді",
}


def wish(typed: str) -> BotRequest | None:
    """What a text is taken for where no article answers it."""
    request = request_to_bot(typed)
    return (request.kind if not request.rest else None) or request.guess if request else None


@pytest.mark.parametrize(
    ("kind", "said"), [(kind, said) for kind, all_ in GUESSED.items() for said in all_.split("; ")]
)
def test_a_wish_is_known_whatever_reason_is_given(kind: BotRequest, said: str) -> None:
    assert wish(said) is kind


@pytest.mark.parametrize(("kind", "said"), [(kind, said) for kind, all_ in KAZAKH.items() for said in all_.split("; ")])
def test_a_kazakh_wish_is_known_by_its_stems(kind: BotRequest, said: str) -> None:
    assert wish(said) is kind


def test_what_kazakh_stems_wish_is_a_guess() -> None:
    request = request_to_bot("бұл мошенник емес пе")
    assert request is not None
    assert request.kind is None


@pytest.mark.parametrize(
    "typed",
    [
        *("жұмысты уақытша тоқтату туралы бұйрық", "қазақша дубляж фильмдер", "телеарна директоры кім болды"),
        *("номер телефона директора школы", "параметры двигателя", "phone settings hack"),
    ],
)
def test_a_search_that_holds_kazakh_stems_is_a_search(typed: str) -> None:
    assert wish(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        *("отписаться от страховки", "как отключить платные смс оператора", "куда жаловаться на соседей сверху"),
        *("отключение воды на неделю", "почему отменили подписку на газеты", "кто владеет пекарней"),
        *("night train schedule", "who owns the bakery", "notifications of the tax office", "stop smoking law"),
        *(
            "удаление аппендицита бесплатно",
            "тихий час законопроект",
            "delete bank account",
            "press secretary arrested",
        ),
    ],
)
def test_a_search_that_holds_words_of_a_wish_is_a_search(typed: str) -> None:
    assert wish(typed) is None


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("где мои новости", BotRequest.MISSING),
        ("вы следите за мной", BotRequest.PRIVACY),
        ("why do you message me at night", BotRequest.NIGHT),
        ("кто вас просил мне писать", BotRequest.STOP),
    ],
)
def test_what_speaks_to_the_bot_in_known_words_is_asked_of_it_whatever_articles_say(
    typed: str, kind: BotRequest
) -> None:
    request = request_to_bot(typed)
    assert request is not None
    assert request.kind is kind


def test_of_the_rubric_that_a_word_names() -> None:
    request = request_to_bot("про спорт не шлите, сердце болит")
    assert request is not None
    assert request.of_rubric is BotRequest.UNSUBSCRIBE
    assert "спорт" in request.mentioned


@pytest.mark.parametrize("name", SETS)
def test_no_question_about_articles_is_a_wish(name: str) -> None:
    typed = [question.typed for question in read_questions(SETS[name])]
    folded = [list(map(fold, words(tidy(one)))) for one in typed]
    # As strict as can be: of a text whose words are all known a frame asks for the least.
    read = [framed(said, strange=3) for said in folded]
    taken = [one for one, frame in zip(typed, read, strict=True) if frame.wish or frame.likely]
    assert not taken


def test_a_long_text_costs_its_share() -> None:
    said = ["не", "please", "присылайте", "мне", "news", "ночью", "until", "понедельника"]
    assert_in_proportion(lambda size: framed((said * size)[:20], strange=0), 20)
