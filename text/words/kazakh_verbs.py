"""The forms of Kazakh verbs: which verb of a list a word is a form of, and what the form says.

Words and stems are folded (text/words/folding.py), so a word without Kazakh letters is read as well. Derived verbs are
verbs of their own (жаз, жазыл), and nouns in -шы, -ғыш, -ым are no forms: жазылушы, өшіргіш, жазылым. The endings stand
in text/words/kazakh_verb_endings.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from text.words.folding import fold, folded_words
from text.words.kazakh_object import is_front
from text.words.kazakh_verb_endings import (
    Endings,
    Form,
    Mood,
    endings_behind,
    endings_behind_denial,
    form_of,
    present_endings,
)

_QUESTION = frozenset(folded_words("ма ме ба бе па пе"))
# Stems that are present as they stand: тұр-мын, жатыр-сың.
_PRESENT_STEMS, _ONLY_PRESENT = frozenset(folded_words("тұр жүр отыр жатыр")), fold("жатыр")
_VOICELESS = frozenset("пткхсшфчц")
_VOWELS = frozenset("аеоыи")
# In these й is a consonant, though folded it is a vowel.
_GLIDES = frozenset(folded_words("қой жой тый сый"))
_CHANGING = {"п": "б", "к": "г"}


class VerbForm(NamedTuple):
    """The folded stem of the verb that a word is a form of, and its form."""

    verb: str
    form: Form


class _Surface(NamedTuple):
    """How the stem of a verb looks before some endings. `only`: the letters with which these begin, if not all do."""

    verb: str
    endings: Endings
    denied: Endings
    denials: tuple[str, ...]
    only: tuple[str, ...] = ()
    is_passive: bool = False

    def form(self, ending: str) -> Form | None:
        """The form that an ending makes; None where it is no ending of this verb."""
        if (self.only and not ending.startswith(self.only)) or (self.is_passive and not ending):
            # Nobody is bid to be sent: "келін" is a bride.
            return None
        form = self._form(ending)
        if not form and ending[-2:] in _QUESTION and (asked := self._form(ending[:-2])) and asked.askable:
            return asked._replace(asked=True)
        return form

    def _form(self, ending: str) -> Form | None:
        if form := form_of(ending, self.endings):
            return form
        if not ending.startswith(self.denials):
            return None
        # As it is spoken, too: алмим, келмиді.
        rest = ending[1:] if ending[1:2] == "и" else ending[2:] if ending[1:2] in {"а", "е"} else "-"
        form = form_of(rest, self.denied)
        return form._replace(denied=True, mood=Mood.BID if form.loose else form.mood) if form else None


class KazakhVerbs:
    """A list of verbs, given by their stems in usual spelling, whose forms are known."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._surfaces: dict[str, list[_Surface]] = {}
        stems = tuple(stems)
        for stem in stems:
            for written, surface in _surfaces(stem):
                self._surfaces.setdefault(written, []).append(surface)
        for stem in stems:
            for written, surface in _surfaces(_passive(stem)):
                self._surfaces.setdefault(written, [surface._replace(verb=fold(stem), is_passive=True)])
        self._longest = max(map(len, self._surfaces), default=0)

    def read(self, folded: str) -> VerbForm | None:
        """The verb that a folded word is a form of; of two the one with the longer stem."""
        for size in range(min(len(folded), self._longest), 1, -1):
            for surface in self._surfaces.get(folded[:size], ()):
                if form := surface.form(folded[size:]):
                    return VerbForm(surface.verb, form)
        return None


def _surfaces(stem: str) -> Iterator[tuple[str, _Surface]]:
    """How a stem looks before which endings: шық-ты, шығ-ып; тап-ты, тауып, таб-а; оқы-ды, оқ-и, оқ-у."""
    folded, front = fold(stem), is_front(stem)
    last = folded[-1]
    vowel = last in _VOWELS and folded not in _GLIDES
    voiceless = last in _VOICELESS
    endings = endings_behind(vowel=vowel, voiceless=voiceless, front=front)
    if folded in _PRESENT_STEMS:
        bare = {"": Form(Mood.SAID, askable=True)} if folded == _ONLY_PRESENT else {}
        endings = {**present_endings(front=front), **endings, **bare}
    # Behind a voiced consonant people write -ма as well as -ба.
    denials = ("м",) if vowel else ("п",) if voiceless else ("м", "б")
    usual = _Surface(folded, endings, endings_behind_denial(front=front), denials)
    yield folded, usual
    if vowel and last in "ыи":
        yield folded[:-1], usual._replace(only=("и", "у"))
    if last in _CHANGING:
        yield folded[:-1] + _CHANGING[last], usual._replace(only=tuple("аеыиу"))
    if last == "п":
        yield folded[:-1] + "у", usual._replace(only=("ып", "ип"))


def _passive(stem: str) -> str:
    """Жібер-іл, тоқтат-ыл, мазала-н, ал-ын; where a list has it as a verb of its own, it is that."""
    folded = fold(stem)
    if folded[-1] in _VOWELS and folded not in _GLIDES:
        return stem + ("н" if "л" in stem[-2:] else "л")
    return stem + ("і" if is_front(stem) else "ы") + ("н" if stem[-1] == "л" else "л")
