"""Stems of words that are one to a reader, though no ending explains it: печка and печь, ашқан and ашылды.

A stemmer cuts endings off. It does not know that a Kazakh verb has voices (жабу, жабылу), that a Russian noun has a
diminutive (шапка, шапочка), or that a consonant changes (вязание, вяжут). Here such stems are made of a word of a
query; the vocabulary and the article say which of them they hold, so that one too many costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from text.search import lexicon
from text.words import kazakh
from text.words.folding import KAZAKH_LETTERS, fold, folded_words
from text.words.russian import russian_stem

# Kazakh. What makes a verb of a verb: passive, reflexive, reciprocal, causative.
_VOICES = folded_words(
    "ыл іл л ын ін н ыс іс с тыр тір дыр дір ғыз гіз қыз кіз т тырыл тіріл дырыл діріл тыл тіл ныл ніл"
)
# Only behind a vowel: ойна-л, төле-н, таза-рт. "Алт" is no form of "ал", to take.
_BEHIND_VOWEL = frozenset(folded_words("л н с т ныл ніл тыл тіл"))
# The last letter of a root before a vowel: жап-ты, жаб-ыл.
_VOICED = {"п": "б", "к": "г"}
_DEVOICED = {voiced: root for root, voiced in _VOICED.items()}
_ROOTS = frozenset(lexicon.words_of("kk", "verb_roots"))
# What stands directly behind a verb. A converb in -а is left out: қала is a city, жаңа is new.
_OF_VERBS = frozenset(
    folded_words(
        " ".join((kazakh.PRESENT, kazakh.PAST, kazakh.PARTICIPLE, kazakh.NEGATION, kazakh.CONDITIONAL, kazakh.ACTION))
        + " ды ді ты ті ып іп п й мақ мек пақ пек"
    )
)
# Of these alone cases and plurals are made: ашқан-дар-ға, ашу-дан.
_NOUNS_OF_VERBS = frozenset(folded_words(f"{kazakh.PARTICIPLE} {kazakh.ACTION}"))
_BEHIND_VERB = frozenset(folded_words(" ".join((*kazakh.NOUN_ENDINGS, kazakh.PERSON, "ша ше ма ме ба бе па пе"))))
# Forms of a verb of two letters: its stem is too short to be cut out, so each is a stem of its own.
_FORMS_OF_SHORT = folded_words(
    "у ды ді ты ті дым дім тым тім дық дік тық тік ған ген қан кен ғанда генде қанда кенде ады еді ып іп са се"
    " атын етін а е май мей пай пей майды мейді пайды пейді маған меген паған пеген уға уге удан"
    " уден уды уді уы уі ғаны гені қаны кені"
)
_VOWELS = frozenset("аеоуиы")
# A word carries so many cases and persons behind the ending of a verb.
_SHORT_ROOT, _MOST_ENDINGS = 2, 3

# Russian. A diminutive's -к- changes the consonant before it: собака, собач-ка.
_CHANGED = {"ж": "гз", "ч": "к", "ш": "х"}
_CHANGES = {base: changed for changed, bases in _CHANGED.items() for base in bases}
_SMALL_IK = frozenset(lexicon.words_of("ru", "small_ik"))
_SHORTEST_SMALL, _SHORTEST_CHANGED, _SHORTEST_OF_USHK = 3, 4, 4
_CHANGED_SHORT = frozenset({"рек", "рук", "ног"})
# рис-овать, рис-ует; вяз-ать, вяж-ет; the consonants that change in a verb's present.
_OVA = re.compile(r"\A(.{2,}?)[ое]ва(?:т|л|н).{0,6}$")
_UET = re.compile(r"\A(.{3,})[ую](?:ет|иут|иу|ешь?|ем|ете|ите|и|иа)(?:с|сиа)?$")
_OVA_FORMS = ("овать", "овал", "ует", "уют", "уется", "ованный", "ование", "евать", "овался")
_PRESENT = re.compile(r"\A(.{2,})([жшчщ])(?:у|ут|ат|ет|ит|ешь|ишь|ем|им|ете|ите|и)(?:ся|сь)?$")
_INFINITIVE = re.compile(r"\A(.{2,}?)(ст|ск|[зскхгтд])(?:[аи](?:ть|л|ла|ло|ли)(?:ся|сь)?|ани[еяюй]м?|ений?[еяюй]?м?)$")
_BACK = {"ж": ("з", "г", "д"), "ш": ("с", "х"), "ч": ("к", "т"), "щ": ("ст", "ск", "т")}
_FORTH = {base: changed for changed, bases in _BACK.items() for base in bases}
_OF_PRESENT, _OF_INFINITIVE = ("у", "ут", "ет", "ит", "ат", "ите"), ("ать", "ал", "ить", "ил", "ание", "анный")
_SHORTEST = 4


@lru_cache(maxsize=4096)
def kin_stems(word: str) -> frozenset[str]:
    """The tokens of stems that are this tidied word to a reader, besides its own; none for most words."""
    if len(word) < _SHORTEST or word.isascii() or not word.isalpha():
        return frozenset()
    found = set(_of_kazakh_verb(fold(word)))
    if KAZAKH_LETTERS.isdisjoint(word):
        found.update(_of_russian_noun(russian_stem(word)))
        found.update(_of_russian_verb(word.replace("ё", "е")))
    return frozenset(f"{stem}s" for stem in found if len(stem) >= _SHORTEST_SMALL or stem in _ROOTS)


def is_verb_of_root(folded: str) -> bool:
    """Whether a folded word is a form of a verb whose root is listed: "ашылды", but not "алтынды"."""
    return bool(_roots(folded))


def _of_kazakh_verb(folded: str) -> Iterator[str]:
    for root in _roots(folded):
        for voiced in {root, root[:-1] + _VOICED.get(root[-1], root[-1])}:
            yield from _voices(root, voiced)


def _voices(root: str, voiced: str) -> Iterator[str]:
    """The stems of a root in every voice."""
    behind_vowel = _ends_in_vowel(root)
    if len(root) == _SHORT_ROOT:
        yield from (kazakh.stem(root + form) for form in _FORMS_OF_SHORT)
    else:
        yield kazakh.stem(root)
    for voice in _VOICES:
        if (voice in _BEHIND_VOWEL) == behind_vowel:
            yield kazakh.stem((voiced if voice[0] in _VOWELS else root) + voice)


def _ends_in_vowel(root: str) -> bool:
    return root[-1] in _VOWELS


def _roots(folded: str) -> frozenset[str]:
    """The listed roots of which a word may be a form. What is not listed may be a noun: столице, мемлекеттік."""
    # Most words begin like none of them, and to take their endings off costs 20 microseconds.
    beginnings = [folded[:size] for size in range(_SHORT_ROOT, len(folded) + 1)]
    if _ROOTS.isdisjoint(beginnings) and _ROOTS.isdisjoint([one[:-1] + _devoiced(one) for one in beginnings]):
        return frozenset()
    possible = (one for base in _without_endings(folded) for one in (base, *_without_voice(base)))
    return _ROOTS.intersection(known for root in possible for known in (root, root[:-1] + _devoiced(root)))


def _devoiced(root: str) -> str:
    return _DEVOICED.get(root[-1:], root[-1:])


def _without_voice(base: str) -> Iterable[str]:
    rests = [(base[: -len(voice)], voice) for voice in _VOICES if base.endswith(voice)]
    return [
        rest for rest, voice in rests if len(rest) >= _SHORT_ROOT and (voice in _BEHIND_VOWEL) == _ends_in_vowel(rest)
    ]


def _without_endings(folded: str) -> Iterator[str]:
    """What stands before the ending of a verb."""
    for bare in _without_noun_endings(folded):
        endings = _OF_VERBS if bare == folded else _NOUNS_OF_VERBS
        for size in range(_SHORT_ROOT, len(bare)):
            rest, ending = bare[:size], bare[size:]
            if ending in endings and kazakh.fits(rest, ending[0]):
                yield rest


def _without_noun_endings(folded: str) -> set[str]:
    """The word, and what is left of it without cases and persons: a participle has them, too."""
    found, last = {folded}, {folded}
    for _ in range(_MOST_ENDINGS):
        last = {
            one[:size]
            for one in last
            for size in range(max(_SHORTEST, len(one) - _SHORTEST), len(one))
            if one[size:] in _BEHIND_VERB
        }
        found |= last
    return found


def _of_russian_noun(stem: str) -> Iterator[str]:
    """Of "шапочк" and "шапк" the other one; both are looked for, since either may be the reader's."""
    for end in ("очк", "ечк"):
        if stem.endswith(end) and len(stem) - len(end) >= _SHORTEST_SMALL:
            yield from (stem[: -len(end)], f"{stem[: -len(end)]}к")
    if stem.endswith("ичк") and len(stem) > len("ичк") + 2:
        yield fold(f"{stem[:-3]}иц")
    if stem.endswith(("ушк", "юшк", "ышк", "ишк")) and len(stem) - 3 >= _SHORTEST_OF_USHK:
        yield stem[:-3]
    if stem in _SMALL_IK:
        yield stem[:-2]
    elif f"{stem}ик" in _SMALL_IK:
        yield f"{stem}ик"
    before = stem[-2:-1]
    if stem.endswith("к") and before in _CHANGED and len(stem) > _SHORTEST_SMALL:
        yield stem[:-1]
        bases = (stem[:-2] + base for base in _CHANGED[before])
        yield from (base for base in bases if len(base) >= _SHORTEST_CHANGED or base in _CHANGED_SHORT)
    elif stem.endswith("к") and before not in _VOWELS:
        yield from (f"{stem[:-1]}очк", f"{stem[:-1]}ечк")
    if stem[-1:] in _CHANGES and (len(stem) >= _SHORTEST_CHANGED or stem in _CHANGED_SHORT):
        yield f"{stem[:-1]}{_CHANGES[stem[-1]]}к"
    elif stem[-1:] not in _VOWELS and len(stem) >= _SHORTEST_SMALL:
        yield from (f"{stem}к", f"{stem}очк", f"{stem}ечк") if stem[-1] in "жшч" else (f"{stem}очк", f"{stem}ечк")


def _of_russian_verb(word: str) -> Iterator[str]:
    folded = fold(word)
    if found := _OVA.match(folded) or _UET.match(folded):
        yield from (russian_stem(found.group(1) + form) for form in _OVA_FORMS)
    if found := _PRESENT.match(word):
        yield from _made_of(found.group(1), _BACK[found.group(2)], _OF_INFINITIVE)
    if (found := _INFINITIVE.match(word)) and found.group(2) in _FORTH:
        yield from _made_of(found.group(1), (_FORTH[found.group(2)],), _OF_PRESENT)


def _made_of(beginning: str, middles: Iterable[str], ends: Iterable[str]) -> Iterator[str]:
    return (russian_stem(f"{beginning}{middle}{end}") for middle in middles for end in ends)
