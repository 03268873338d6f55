"""What the Kazakh verbs of a text contribute to a request, each with the auxiliaries behind it.

"Жібере бермеңізші" is one verb, and denied; "қосып қойыңыз" asks for no stop, "келмей жатыр" tells what "келмесін"
bids, and "жібермейсіз бе" is a polite request for what it seems to deny.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from text.search.requests.groups import Group
from text.search.requests.verb_meanings import MEANINGS, PAIRS, VERBS, Groups, Meaning
from text.words.bounded_cache import BoundedCache
from text.words.folding import fold, folded_words
from text.words.kazakh_verb_endings import Form, Mood
from text.words.kazakh_verbs import VerbForm
from text.words.latin import is_latin, to_cyrillic

_CACHED_WORDS = 5_000

_FILLER, _WANTS, _CAN, _NOT = (frozenset({one}) for one in (Group.FILLER, Group.WANT, Group.CAN, Group.NOT))
# Verbs that only say how the one before them is meant.
_AUXILIARIES = frozenset(
    folded_words("тұр жүр отыр жат жатыр қал кет қой сал бер көр ал таста жібер кел бол баста қара біл шық түс өт")
)
_COME, _BE_ABLE, _STAND = map(fold, ("кел", "ал", "тұр"))
# "Жіберіп тұр": now and then.
_LASTING = frozenset(folded_words("тұр отыр жүр"))
_CONVERB_P, _CONVERB_A = "п", frozenset("аеи")
_QUESTION = frozenset(folded_words("ма ме ба бе па пе"))
_NONE = frozenset(folded_words("жоқ жоқпын жоқпыз жоқсың жоқсыз жоқсыңдар жоқсыздар"))
# They may stand between a verb and its auxiliary: "жібермей-ақ қойыңыз".
_BETWEEN = frozenset(folded_words("ақ да де та те ғана"))
# What people do for themselves: who cannot switch it off wants to.
_DONE_BY_READERS = frozenset({Group.STOP, Group.OFF, Group.LEAVE, Group.DELETE, Group.FEW}) | {
    *(Group.SUBSCRIBE, Group.ON, Group.CHANGE, Group.SETTINGS)
}
# What is bidden of anybody, and in a polite question, too: "түсіндіріп беріңізші".
_TO_ANYBODY = _FILLER | {
    Group.HELP,
    Group.WRITE,
    Group.SPEAK,
    Group.OFFER,
    Group.USE,
    Group.WAIT,
    Group.CAN,
    Group.KEEP,
}
# Their bare denials are nouns, too: a note, and what sends one to a hospital.
_NOUNS = frozenset(folded_words("жаз жолда"))
# Fewer letters in Latin script are a word of another language more often: "al", "et".
_SHORTEST_LATIN = 3


@dataclass(frozen=True, slots=True)
class _Chain:
    """A verb at a place of the text with the auxiliaries read so far; `form` is that of all of them. `for_now`:
    "жібермей тұр"; `often`: "жіберіп тұр"."""

    place: int
    meaning: Meaning
    form: Form
    for_now: bool = False
    often: bool = False
    alone: bool = True

    @property
    def groups(self) -> Groups:
        groups = self.meaning.of_form(self.form)
        if self._bids and not groups <= _TO_ANYBODY:
            groups |= {Group.BIDS}
        if self.form.mood not in {Mood.BID, Mood.DESIRE}:
            return groups
        if self.for_now:
            return groups | {Group.WHILE}
        asks_for_more = self.often and not self.form.denied and not groups.isdisjoint({Group.SEND, Group.GET})
        return groups | {Group.SUBSCRIBE} if asks_for_more else groups

    @property
    def _bids(self) -> bool:
        """Whether it is said to somebody: "өшіріңіз", "өшіріп таста", "өшірме", "өшіргім келеді"."""
        form = self.form
        if form.mood is Mood.DESIRE:
            return True
        promises = form.mine and form.askable
        return form.mood is Mood.BID and not (form.loose or promises or (form.bare and not form.denied and self.alone))

    def takes(self, verb: str) -> bool:
        """Whether this verb behind it is its auxiliary."""
        if self.form.mood is Mood.DESIRE:
            return verb == _COME
        return self.form.mood in {Mood.CONVERB_P, Mood.CONVERB_A} and verb in _AUXILIARIES

    def is_able(self, verb: str) -> bool:
        """Whether this auxiliary says "can": "жібере аласыз", but "жазып алыңыз"."""
        return verb == _BE_ABLE and self.form.mood is Mood.CONVERB_A

    def with_auxiliary(self, read: VerbForm) -> _Chain:
        before, form = self.form, read.form
        if self.is_able(read.verb) and form.denied:
            wants = not self.meaning.says.isdisjoint(_DONE_BY_READERS)
            return replace(self, form=form._replace(denied=not wants, mood=Mood.BID if wants else Mood.SAID))
        wished = before.mood is Mood.DESIRE
        # "Оқып жүр" tells, "жіберіп жүр" bids.
        lasts = read.verb in _LASTING and before.mood is Mood.CONVERB_P and Group.SEND not in self.meaning.says
        tells = (self.meaning.third or lasts) and form.bare and not form.denied
        mood = Mood.SAID if tells else Mood.DESIRE if wished else form.mood
        return replace(
            self,
            form=form._replace(
                denied=before.denied != form.denied, mood=mood, mine=before.mine if wished else form.mine
            ),
            alone=False,
            for_now=read.verb == _STAND and before.mood is Mood.CONVERB_A,
            often=self.often or (read.verb in _LASTING and before.mood is Mood.CONVERB_P),
        )

    def asked(self) -> _Chain:
        """With a question behind it: "жібермейсіз бе"."""
        return replace(self, form=self.form._replace(denied=self.form.denied and not self.form.askable))

    def with_none(self) -> _Chain:
        """ "Жіберген жоқ", "алғым жоқ"."""
        deniable = self.form.mood in {Mood.SAID, Mood.DESIRE}
        return replace(self, form=self.form._replace(denied=True)) if deniable else self


def in_chains(words: Sequence[str], found: Sequence[Groups], is_fixed: Callable[[str], bool]) -> list[Groups]:
    """What folded words contribute; `found` is what each does by itself, and those that are fixed begin no chain."""
    result, chain = list(found), None
    for place, word in enumerate(words):
        read = _READ[word]
        before = words[place - 1] if place else ""
        pair = PAIRS.get((before, read.verb)) if read else None
        if read and pair:
            result[place - 1], chain = _FILLER, _Chain(place, pair, read.form)
        elif read and chain and chain.takes(read.verb):
            result[place] = _WANTS if chain.form.mood is Mood.DESIRE else _FILLER
            result[place] = _CAN if chain.is_able(read.verb) else result[place]
            chain = chain.with_auxiliary(read)
        elif read and before and not found[place - 1] and _is_of_unknown(before, read.verb):
            result[place], chain = _FILLER, None
        elif read and read.verb in MEANINGS and not is_fixed(word):
            is_noun = read.verb in _NOUNS and read.form.bare and read.form.denied
            chain = _Chain(place, MEANINGS[read.verb], read.form._replace(loose=True) if is_noun else read.form)
        else:
            chain = _behind(chain, word) if chain else None
        if chain and word in _NONE:
            result[place] = _NOT
        if chain:
            chain = chain.asked() if read and read.form.asked else chain
            result[chain.place] = chain.groups
    return result


def _is_of_unknown(before: str, verb: str) -> bool:
    """Whether it is the auxiliary of a verb that is not known, or has a slip: "өшрірп тастаңыз", "сүйене алмайды"."""
    return verb in _AUXILIARIES and (before[-1] == _CONVERB_P or (verb == _BE_ABLE and before[-1] in _CONVERB_A))


def _behind(chain: _Chain, word: str) -> _Chain | None:
    """The chain with a particle behind it; None where another word ends it."""
    if word in _QUESTION:
        return chain.asked()
    if word in _NONE:
        return chain.with_none()
    return chain if word in _BETWEEN else None


def _read(folded: str) -> VerbForm | None:
    if not is_latin(folded):
        return VERBS.read(folded)
    if len(folded) < _SHORTEST_LATIN:
        return None
    return next(filter(None, map(VERBS.read, to_cyrillic(folded))), None)


_READ = BoundedCache(_read, _CACHED_WORDS)


def is_told(folded: str) -> bool:
    """Whether a word is a Kazakh verb that bids nothing, as titles have it: "азайту", "тоқтамай", "алмады"."""
    read = _READ[folded]
    return read is not None and (read.form.loose or read.form.mood is not Mood.BID)
