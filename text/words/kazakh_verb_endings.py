"""The endings of Kazakh verbs, by what they say.

For a linguist who wants to correct it: the tables below hold every ending once, with capitals for the sounds that
change. A is а or е and Y is ы or і by the vowels of the stem; D is д or т, G is ғ, г, қ or к and M is м, б or п by its
last sound; J is the vowel of the present, -а or -е, but -й behind a vowel (жаз-а, сұра-й). What stands in brackets
falls out behind a vowel: жаз-ыңыз, сұра-ңыз.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from text.words.folding import fold, folded_words
from text.words.kazakh import CASE, POSSESSIVE, fits


class Mood(Enum):
    """What a form does with its verb."""

    BID = auto()
    """Bids, wishes, intends or names: жібер, жіберіңізші, жіберсін, жіберсеңіз, жібересің, жіберу."""
    DESIRE = auto()
    """Жібергім (келеді)."""
    SAID = auto()
    """Says that it is or was so: жіберді, жіберген, жібереді."""
    CONVERB_P = auto()
    """Жіберіп (тұр)."""
    CONVERB_A = auto()
    """Жібере (тұр), жібермей (тұр)."""


class Form(NamedTuple):
    """`mine`: of the first person. `askable`: with "ма" behind it a denied one is a polite request, "жібермейсіз бе";
    `asked`: that stands in the word already. `bare`: the stem, or its denial. `loose`: names or
    supposes, as titles do, too: жіберу, жіберсе."""

    mood: Mood
    denied: bool = False
    mine: bool = False
    askable: bool = False
    asked: bool = False
    bare: bool = False
    loose: bool = False


# Without -ғын and bare -мақ, which end nouns: тұрғын, салмақ.
# "Please" behind what bids; as it is spoken, too: тұрш.
_PLEASE = "- шY ш"
_BIDDING = "(Y)ңYз (Y)ңдAр (Y)ңYздAр ңYз ңдAр ңYздAр сYн сAң сAңYз сAңдAр сAңYздAр сAй (A)йYқ"
_BIDDING_MINE = "(A)йYн (A)йн сAм сAқ"
# Without "please".
_ALSO_BIDDING, _SUPPOSING = "MAқсYң MAқсYз", "сA сAшY MAқшY"
_ALSO_BIDDING_MINE = "MAқпYн MAқпYз MAқшYмYн"
_DESIRE = "GYм GYмYз GYң GYңYз GYсY GYңдAр GYлAрY"
# Present and future, the last ones as they are spoken.
_ADDRESSED = "JсYң JсYз JсYңдAр JсYздAр (A)рсYң (A)рсYз Jсн Jсз Jш"
_PROMISED = "JмYн JмYз (A)рмYн (A)рмYз Jм Jмн"
_STATED = "JдY Jд (A)р"
_PAST = "DY DYң DYңYз DYңдAр DYңYздAр (Y)птY (Y)псYң (Y)псYз (Y)псYңдAр (Y)псYздAр GAнсYң GAнсYз GAнсYңдAр GAнсYздAр"
_PAST_MINE = "DYм DYқ (Y)ппYн (Y)ппYз GAнмYн GAнбYз"
_CONVERBS_P, _CONVERBS_A = "(Y)п GAлY", "J"
# Nouns of verbs, behind which the endings of nouns stand.
_ACTION, _PARTICIPLES = "у", "GAн Jтын Jтін Jтн"
# Behind a denial -р is -с: жазба-спын.
_DENIED_ONLY, _WITHOUT = "с спYн спYз ссYң ссYз", "стAн"
# How a noun of a verb ends that says what is spoken of, and bids nothing: басталу-ына.
_OF_THIRD = frozenset(folded_words("ы і ына іне ында інде ынан інен ымен імен ының інің"))
# The owner of a noun, besides those of text/words/kazakh.py: жазуларың, жазуыңыздар.
_MORE_OWNERS = """
    ыңдар іңдер ыңыздар іңіздер лары лері ларың лерің ларыңыз леріңіз дары дері дарың дерің дарыңыз деріңіз
"""
# Stems that are present as they stand take these: тұр-мын, жатыр-сың.
_PRESENT = "мYн мYз сYң сYз сYңдAр сYздAр"

Endings = Mapping[str, Form]
"""Folded endings -> their forms."""


@cache
def endings_behind(*, vowel: bool, voiceless: bool, front: bool) -> Endings:
    """The endings that do not deny, folded, behind a stem with such a last sound and such vowels."""
    found: dict[str, Form] = {"": Form(Mood.BID, bare=True)}

    def add(templates: str, form: Form, behind: str = "-") -> None:
        for template in templates.split():
            for more in behind.split():
                ending = _sounds(template + more.strip("-"), vowel=vowel, voiceless=voiceless, front=front)
                found.setdefault(ending, form)
                if template[0] == "M" and ending[0] == "б":
                    found.setdefault("м" + ending[1:], form)

    add(_CONVERBS_P, Form(Mood.CONVERB_P))
    add(_CONVERBS_A, Form(Mood.CONVERB_A, askable=True))
    add("шY ш", Form(Mood.BID))
    add(_BIDDING, Form(Mood.BID), _PLEASE)
    add(_BIDDING_MINE, Form(Mood.BID, mine=True), _PLEASE)
    add(_ALSO_BIDDING, Form(Mood.BID))
    add(_ALSO_BIDDING_MINE, Form(Mood.BID, mine=True))
    add(_DESIRE, Form(Mood.DESIRE, mine=True))
    add(_ADDRESSED, Form(Mood.BID, askable=True))
    add(_PROMISED, Form(Mood.BID, mine=True, askable=True))
    add(_STATED, Form(Mood.SAID, askable=True))
    add(_PAST, Form(Mood.SAID))
    add(_PAST_MINE, Form(Mood.SAID, mine=True))
    add(_SUPPOSING, Form(Mood.BID, loose=True))
    add(_ACTION, Form(Mood.BID, loose=True))
    add(_PARTICIPLES, Form(Mood.SAID))
    return found


@cache
def endings_behind_denial(*, front: bool) -> Endings:
    """The endings behind -ма, -ме."""
    usual = endings_behind(vowel=True, voiceless=False, front=front)
    # "Салмағын" is a weight.
    endings = {ending: form for ending, form in usual.items() if not ending.startswith(("гы", "ги"))}
    for template in _DENIED_ONLY.split():
        form = Form(Mood.BID, mine="п" in template, askable=True, loose=template == "с")
        endings[_sounds(template, vowel=True, front=front)] = form
    endings[_sounds(_WITHOUT, vowel=True, front=front)] = Form(Mood.CONVERB_A)
    return endings


@cache
def present_endings(*, front: bool) -> Endings:
    """The persons of a stem that is present as it stands."""
    said = Form(Mood.SAID, askable=True)
    return {_sounds(one, front=front): said._replace(mine=one.startswith("м")) for one in _PRESENT.split()}


def form_of(ending: str, endings: Endings) -> Form | None:
    """The form that an ending makes, which may be that of a noun behind one of a verb: жібер-у-іңізді."""
    if form := endings.get(ending):
        return form
    for noun in _NOUNS_OF_VERBS:
        if ending.startswith(noun) and noun in endings and ending[len(noun) :] in _NOMINAL:
            form = endings[noun]
            return form._replace(mood=Mood.SAID) if form.loose and ending[len(noun) :] in _OF_THIRD else form
    return None


def _sounds(template: str, *, vowel: bool = False, voiceless: bool = False, front: bool) -> str:
    """The folded ending that a template stands for behind such a stem."""
    for brackets in ("(A)", "(Y)"):
        template = template.replace(brackets, "" if vowel else brackets[1])
    template = template.replace("J", "й" if vowel else "A")
    template = template.replace("A", "е" if front else "а").replace("Y", "і" if front else "ы")
    hard, nasal = voiceless and not vowel, "б" if not vowel else "м"
    template = template.replace("D", "т" if hard else "д").replace("G", "к" if hard else "г")
    return fold(template.replace("M", "п" if hard else nasal))


def _nominal() -> frozenset[str]:
    """The endings of a noun in -у or -ған, folded: a possessive, a case, or both."""
    cases, found = folded_words(CASE), set()
    for base in map(fold, ("жазу", "жазған")):
        owners = [one for one in folded_words(POSSESSIVE) if fits(base, one)] + list(folded_words(_MORE_OWNERS))
        found |= {case for case in cases if fits(base, case)} | set(owners)
        # To me, to you: жазуым-а.
        found |= {owner + vowel for owner in owners for vowel in "ае"}
        found |= {owner + case for owner in owners for case in cases if fits(base + owner, case)}
    return frozenset(found)


_NOMINAL = _nominal()
_NOUNS_OF_VERBS = folded_words("у ған ген қан кен атын етін йтын йтін ар ер р")
