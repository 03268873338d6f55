"""Requests in Kazakh: every verb for a wish is understood in every form, and a denied one as denied."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.text.search.requests.kazakh_forms import Verb, without_kazakh_letters
from text.search.requests.bot_request import BotRequest
from text.search.requests.requests_to_bot import request_to_bot

_STOP, _SUBSCRIBE = {BotRequest.STOP, BotRequest.UNSUBSCRIBE}, {BotRequest.SUBSCRIBE}
# No "хабарла": "хабарлама" is a message.
_SENDING = "жібер жолда сал таста жаз жеткіз жөнелт"
_Forms = Callable[[Verb], Iterator[str]]
# What is meant, the words before the verb, the verbs, the forms.
_WISHES: tuple[tuple[set[BotRequest], str, str, _Forms], ...] = (
    (_STOP, "жаңалықтарды", "тоқтат доғар өшір сөндір ажырат жап", Verb.bidding),
    (_STOP, "маған жаңалық", _SENDING, Verb.refusing),
    (_STOP, "енді маған", "жібер жолда жаз", Verb.refusing),
    (_STOP, "хабарлама", "ал оқы көр", lambda verb: verb.wishing(denied=True)),
    ({BotRequest.UNSUBSCRIBE}, "мені тізімнен", "шығар өшір сыз", Verb.bidding),
    ({BotRequest.UNSUBSCRIBE}, "", "жазыл тіркел", lambda verb: verb.wishing(denied=True)),
    (_SUBSCRIBE, "мені", "тірке жазғыз қос", Verb.bidding),
    (_SUBSCRIBE, "", "жазыл тіркел қосыл", Verb.wishing),
    (_SUBSCRIBE, "жаңалық", "ал оқы көр тыңда біл", Verb.wishing),
    (_SUBSCRIBE, "маған жаңалықтарды", "жібер хабарла жеткіз жөнелт", Verb.bidding),
    ({BotRequest.FEWER}, "хабарламаны", "азайт сирет кеміт қысқарт шекте бәсеңдет", Verb.bidding),
    ({BotRequest.FEWER}, "тым көп", "жібер жаз сал", Verb.refusing),
    ({BotRequest.NIGHT}, "түнде", f"{_SENDING} мазала оят шырылдат алаңдат", Verb.refusing),
    ({BotRequest.LANGUAGE}, "тілді қазақшаға", "ауыстыр өзгерт көшір", Verb.bidding),
    ({BotRequest.LANGUAGE}, "орысша", "жаз сөйле жібер", Verb.bidding),
    ({BotRequest.HELP}, "маған", "көмектес түсіндір үйрет", Verb.bidding),
    ({BotRequest.CONTACT}, "редакциямен", "байланыс сөйлес хабарлас", Verb.wishing),
    ({BotRequest.CONTACT}, "редакцияға жаңалық", "жаз айт жібер жолда", Verb.wishing),
    ({BotRequest.FORGET}, "менің деректерімді", "өшір жой", Verb.bidding),
    ({BotRequest.FORGET}, "мені", "ұмыт", Verb.bidding),
)


def _texts() -> Iterator[tuple[set[BotRequest], str]]:
    for kinds, before, stems, forms in _WISHES:
        for stem in stems.split():
            yield from ((kinds, f"{before} {form}".strip()) for form in forms(Verb(stem)))


def _understood(text: str) -> BotRequest | None:
    request = request_to_bot(text)
    return request.kind if request and not request.rest else None


def _taken_for(text: str) -> BotRequest | None:
    """What a text is taken for if no article answers it and its strange words name no rubric."""
    request = request_to_bot(text)
    return request.guess or (None if request.rest else request.kind) if request else None


@pytest.mark.parametrize("spelled", [str, without_kazakh_letters, str.capitalize])
def test_each_verb_for_a_wish_is_understood_in_each_form(spelled: Callable[[str], str]) -> None:
    missed = [text for kinds, text in _texts() if _understood(spelled(text)) not in kinds]
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *(("жаңалық жібермейсіз бе", BotRequest.SUBSCRIBE), ("жаңалық жібермейсіз", BotRequest.STOP)),
        *(("жаңалық келмесін", BotRequest.STOP), ("жаңалық келмей жатыр", BotRequest.MISSING)),
        *(("хабарлама келмей-ақ қойсын", BotRequest.STOP), ("хабарлама келмей қойды", BotRequest.MISSING)),
        *(("жаңалықтар тоқтасын", BotRequest.STOP), ("жаңалықтар неге тоқтап қалды", BotRequest.MISSING)),
        *(("жаңалық алмаймын", BotRequest.STOP), ("жаңалық ала алмай жүрмін", BotRequest.MISSING)),
        *(("жіберуді тоқтатпаңыз, жібере беріңіз", BotRequest.SUBSCRIBE), ("мені қосып қойыңыз", BotRequest.SUBSCRIBE)),
        *(("мені тыныш қойыңдар", BotRequest.STOP), ("жазылымды өшіре алмай жатырмын", BotRequest.UNSUBSCRIBE)),
        *(("жібермей тұршы", BotRequest.PAUSE), ("жіберіп тұршы", BotRequest.SUBSCRIBE)),
        *(("сіздерге жаңалық жіберсем бола ма", BotRequest.CONTACT), ("хабарлама толып кетті", BotRequest.FEWER)),
        *(("оқып үлгермей жатырмын", BotRequest.FEWER), ("сені кім жасап шығарды", BotRequest.WHO)),
        *(("алмим енді жаңалық", BotRequest.STOP), ("жіберіп тұрш жаңалық", BotRequest.SUBSCRIBE)),
        *(("jibermeshi maghan", BotRequest.STOP), ("janalyq alyp turgym keledi", BotRequest.SUBSCRIBE)),
    ],
)
def test_the_ending_and_the_auxiliary_say_what_is_meant(typed: str, kind: BotRequest) -> None:
    assert _understood(typed) is kind


@pytest.mark.parametrize(
    "typed",
    [
        *("өрт сөндіру", "жарық қосты", "баға азайды", "көмек көрсету", "жазушы", "өшіргіш", "абоненттік қоспа"),
        *("зейнетақы тоқтатылды", "жұмыстан шығару", "құрылғы", "көрме", "алма", "қойма", "қоспа", "шығармасы"),
        *("салмағы", "басталды", "басталуына", "жол салынды", "бақылау", "алты жасар бала", "құрамында", "айтты"),
        *("қырғыз", "жаппай", "жолда қалған", "мектеп бастады", "суды қоспады", "елге жетті"),
    ],
)
def test_what_news_are_made_of_stays_a_search(typed: str) -> None:
    assert _understood(typed) is None


@pytest.mark.parametrize("typed", ["тоқтату", "азайту", "жазылу", "тіркеу", "жіберу", "тоқтаса", "алуы", "жібермеу"])
def test_the_name_of_a_deed_may_be_a_topic(typed: str) -> None:
    request = request_to_bot(typed)
    assert request is None or request.may_be_search


@pytest.mark.parametrize("typed", ["тоқатат", "жібремеңіз маған", "осы жаңалықты тоқаттыңызшы"])
def test_a_verb_with_a_slip_makes_a_guess(typed: str) -> None:
    request = request_to_bot(typed)
    assert request is not None
    assert request.guess is BotRequest.STOP


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *(("трафигім таусылып жатыр, жібермеңдерші", BotRequest.STOP), ("қарызым көп, азайтыңыздар", BotRequest.FEWER)),
        *(
            ("бала шошып оянады, түнде жібермеңіз", BotRequest.NIGHT),
            ("тойдамын, екі сағат жазбаңыз", BotRequest.PAUSE),
        ),
        *(
            ("ораза біткенше жібермеңіздерші", BotRequest.PAUSE),
            ("апам да қалайды, жазып қойыңызшы", BotRequest.SUBSCRIBE),
        ),
        *(("кешеден ауылдамыз, жаңалық келмей жатыр", BotRequest.MISSING),),
    ],
)
def test_reasons_around_what_is_bidden_leave_a_guess(typed: str, kind: BotRequest) -> None:
    assert _taken_for(typed) is kind


def test_a_rubric_is_looked_for_among_the_reasons() -> None:
    request = request_to_bot("спорттан шығарыңызшы, футбол көрмеймін")
    assert request is not None
    assert request.of_rubric is BotRequest.UNSUBSCRIBE
    assert "спорттан" in request.mentioned


@pytest.mark.parametrize(
    "typed",
    [
        *("айтып жіберіңізші бассейн нешеге дейін ашық", "түсіндіріп беріңізші ипотека қалай есептеледі"),
        *(
            "мазаласам кешіріңіз бұл көпір қашан салынды",
            "тарихи жазба деректерде қалай аталған",
            "жәрдемақы неге түспейді",
        ),
        *("мектепте неше бала оқып жүр", "отбасын асырай алмайтын адам"),
    ],
)
def test_what_is_bidden_of_anybody_leaves_no_guess(typed: str) -> None:
    assert _taken_for(typed) is None
