"""Whether two folded words are one word to a reader: of one family, or the same but for a slip of the hand.

Search finds more than that: articles that share four letters with the query are ranked as well (docs/search.md). What
may be shown as an answer is decided here.
"""

from __future__ import annotations

from functools import lru_cache

from text.search import lexicon
from text.words import kazakh
from text.words.folding import fold, folded_words

# Two words of one family begin with so many letters alike; with fewer one of them must be the beginning of the other.
_SHORTEST_FAMILY, _SHORTEST_BEGINNING = 5, 4
# Words begin alike if so much of the longer one does.
_ALIKE_SHARE = 0.6
# An ending is put together from so many pieces at most.
_MOST_PIECES, _FEW_PIECES, _LONGEST_ENDING = 3, 2, 9
# A word with a slip has so many letters. One that may be chance (any letter for another, a letter left out) is believed
# in longer words only, and at the first letter in still longer ones.
_SHORTEST_SLIP, _SHORTEST_CHANCE, _SHORTEST_AT_START = 4, 5, 6
# Letters behind a slip that may be chance, before an ending may differ.
_SEEN_BEHIND = 1
# A consonant is left out by chance only in a word so long.
_LONG, _VOWELS = 7, frozenset("аоеиуыaeiouy")
# Letters that are written for one another: by ear, or because they stand for one sound. In a short word not every vowel
# is one of these: курс is no қарс.
_CONFUSED_CONSONANTS = ("бп", "вф", "гкх", "дт", "жшч", "зс")
_CONFUSED = tuple(map(frozenset, ("аоеиуы", *_CONFUSED_CONSONANTS)))
_CONFUSED_IN_SHORT = tuple(map(frozenset, ("ао", "ае", "еи", "иы", "оу", "ыу", *_CONFUSED_CONSONANTS)))
_SHORT = 4
# Letters that are not spoken, each given by what is written around it and its place in that.
_SILENT = tuple(
    (spelled, place)
    for spelled, place in (
        *(("ck", 0), ("wh", 1), ("rh", 1), ("gh", 1), ("tch", 0), ("dg", 0), ("kn", 0), ("wr", 0)),
        *(("sch", 1), ("sch", 2), ("sce", 1), ("sci", 1), ("stle", 1), ("sten", 1), ("gn", 0), ("ps", 0), ("mb", 1)),
        *(("bt", 0), ("lk", 0), ("lf", 0), ("lm", 0), ("mn", 1), ("gu", 1), ("bui", 1), ("kh", 1)),
        *((fold("стн"), 1), (fold("здн"), 1), (fold("вств"), 0), (fold("лнц"), 0)),
    )
)
# Behind an accident in a word whose ending differs, too, so many letters are the same in all, the wrong one included.
_SHORTEST_WITH_ENDING = 6

_KAZAKH_ENDINGS = frozenset(folded_words(" ".join((*kazakh.NOUN_ENDINGS, *kazakh.VERB_ENDINGS)))) | frozenset(
    lexicon.words_of("kk", "derived")
)
_NOUN_ENDINGS = frozenset(folded_words(" ".join(kazakh.NOUN_ENDINGS)))
_RUSSIAN_CASES = frozenset(folded_words("а у ом ем е я ю ы ой ою ей"))
# Of nouns and adjectives, in any number and case; English has one.
_INFLECTIONS = frozenset(
    folded_words(
        "а о у ы и е ю я ой ей ом ем ам ям ах ях ами ями ов ев ью ии ий ию ия ием ый ая ое ые ие ого его ому ему ую юю"
        " ым им ых их s es"
    )
)
_RUSSIAN_ADJECTIVE = folded_words("ный ная ное ную ные ного ной ному ным ных нему ский ская ское ские ского ской")
_RUSSIAN_ENDINGS = frozenset(lexicon.words_of("ru", "derived"))
_ENGLISH_ENDINGS = frozenset(lexicon.words_of("en", "derived"))
_BEHIND_SHORT = (
    frozenset(folded_words(" ".join((*kazakh.VERB_ENDINGS, "ыл іл л ын ін н ыс іс с т")))),
    _RUSSIAN_ENDINGS,
    _ENGLISH_ENDINGS,
)
_TABLES = (_KAZAKH_ENDINGS, _RUSSIAN_ENDINGS, _ENGLISH_ENDINGS)


@lru_cache(maxsize=4096)
def are_of_one_family(one: str, other: str) -> bool:
    """Whether two words differ by endings alone: жүзу and жүзуші, әуені and әуендер, спорт and спортивный."""
    shared = _shared(one, other)
    rests = one[shared:], other[shared:]
    if shared == _SHORTEST_BEGINNING and all(rests):
        both_nouns = _end(one[:shared], rests, _NOUN_ENDINGS)
        return both_nouns or _are_noun_and_adjective(*rests)
    needed = _SHORTEST_FAMILY if all(rests) else _SHORTEST_BEGINNING
    return shared >= needed and any(_end(one[:shared], rests, table) for table in _TABLES)


def _are_noun_and_adjective(rest: str, other: str) -> bool:
    """Whether one ends as a Russian noun and the other as an adjective made of it: школе, школьный."""
    return any(
        noun in _RUSSIAN_CASES and adjective.startswith(_RUSSIAN_ADJECTIVE)
        for noun, adjective in ((rest, other), (other, rest))
    )


def _end(beginning: str, rests: tuple[str, str], table: frozenset[str]) -> bool:
    """Whether both rests are endings of this language; a Kazakh one fits the sound before it: not карантин."""
    if not all(_is_ending(rest, table) for rest in rests):
        return False
    kazakh_ones = table is _KAZAKH_ENDINGS or table is _NOUN_ENDINGS
    return not kazakh_ones or all(kazakh.fits(beginning, _first_sound(rest)) for rest in rests if len(rest) > 1)


def _first_sound(rest: str) -> str:
    """What decides whether endings may follow: their first letter; -м and -н alone are other endings than -мақ, -ны."""
    return rest if rest[0] in "мн" else rest[0]


def begin_alike(one: str, other: str) -> bool:
    """Whether so much of two words is the same that a reader sees why one was found for the other."""
    shared = _shared(one, other)
    return shared >= _SHORTEST_FAMILY and shared >= _ALIKE_SHARE * max(len(one), len(other))


def begins_nearly(typed: str, meant: str) -> bool:
    """Whether one word may be a slip of the other, by their first three letters; rules nearly all words out."""
    return (
        typed[:1] == meant[:1]
        or typed[1:3] == meant[1:3]
        or typed[1:3] == meant[:2]
        or typed[:2] == meant[1:3]
        or typed[:2] == meant[1::-1]
    )


def is_a_slip(typed: str, meant: str, *, by_chance: bool = True, stem: int = 0) -> bool:
    """Whether `typed` is `meant` with one letter wrong, in any inflection of either.

    `by_chance`: any letter may be wrong in a long word; otherwise only those that are written for one another. `stem`:
    letters of the stem of `meant`, if it is known: behind a short one a wrong letter makes another word: market is no
    marked.
    """
    if min(len(typed), len(meant)) < _SHORTEST_SLIP - 1 or typed == meant:
        return False
    at = _shared(typed, meant)
    return _may_go_on(typed[at:], meant[at:], at) and _is_slip_at(at, typed, meant, by_chance=by_chance, stem=stem)


def _may_go_on(left: str, right: str, at: int) -> bool:
    """Whether two words may be the same behind a letter too many, too few, wrong or swapped; rules most words out.

    What stands behind it is the same as far as words of one family are, or to its end.
    """
    size = _SHORTEST_FAMILY - 1 - at
    if size <= 0:
        return True
    end = size + 1
    behind, its = left[1:end], right[1:end]
    if behind == its or left[:size] == its or behind == right[:size]:
        return True
    return left[:2] == right[1::-1] and left[2 : size + 2] == right[2 : size + 2]


@lru_cache(maxsize=4096)
def _is_slip_at(at: int, typed: str, meant: str, *, by_chance: bool, stem: int) -> bool:
    """Whether two words that differ from this letter on are one word with a slip there."""
    left, right = typed[at:], meant[at:]
    letters = len(meant)
    short = min(len(typed), letters) <= _SHORT
    chance = by_chance and letters >= (_SHORTEST_AT_START if at == 0 else _SHORTEST_CHANCE)
    # A vowel is no slip for a consonant in a short word: каспи is no қаупі.
    # What both have beside the ending counts: nor is каспии a қаупіне.
    alike = at + 1 + _shared(left[1:], right[1:]) if left[1:] != right[1:] else letters
    in_stem = not stem or at < stem or stem >= _SHORTEST_FAMILY
    any_letter = chance and in_stem and (alike >= _LONG or (left[:1] in _VOWELS) == (right[:1] in _VOWELS))
    forgotten = right[:1] in _VOWELS or letters >= _LONG
    # What is left of both behind the slip. By ear: one letter for another, one of two that are the same.
    by_ear = [(left[1:], right[1:])] if _are_confused(left[:1], right[:1], short=short) else []
    by_ear += [(left, right[1:])] if right[:1] == typed[at - 1 : at] else []
    by_ear += [(left[1:], right)] if left[:1] == typed[at - 1 : at] else []
    # By accident: a letter too many, two swapped, any letter for another, one left out.
    by_accident = [(left[1:], right)] if letters >= _SHORTEST_SLIP else []
    by_accident += [(left[2:], right[2:])] if len(right) > 1 and left[:2] == right[1::-1] else []
    by_accident += [(left[1:], right[1:])] if any_letter else []
    by_accident += [(left, right[1:])] if chance and forgotten else []
    if any(_ends_alike(*rests, at) for rests in by_ear) or (_ends_alike(left, right[1:], at) and is_silent(meant, at)):
        return True
    # At the first letter nothing says that it is the same word but the rest of it: аспаннан is no баспаналы.
    return any(
        rests[0] == rests[1]
        or (at and _shared(*rests) >= _SEEN_BEHIND and _ends_alike(*rests, at, _SHORTEST_WITH_ENDING))
        for rests in by_accident
    )


def _ends_alike(rest: str, rest_meant: str, at: int, shortest: int = _SHORTEST_FAMILY) -> bool:
    """Whether what stands behind a slip is the same, or differs by an ending."""
    if rest == rest_meant:
        return True
    shared = _shared(rest, rest_meant)
    # With the letters before the slip; the wrong one counts, too.
    if at + 1 + shared < shortest:
        return False
    ends = rest[shared:], rest_meant[shared:]
    return any(all(_is_ending(end, table) for end in ends) for table in _TABLES)


def is_silent(word: str, at: int) -> bool:
    """Whether a letter of a word is written and not spoken: the first c of "ticket", the d of "праздник"."""
    return any(word.startswith(spelled, at - place) for spelled, place in _SILENT if at >= place)


def _are_confused(one: str, other: str, *, short: bool) -> bool:
    groups = _CONFUSED_IN_SHORT if short else _CONFUSED
    return any(one in letters and other in letters for letters in groups) if one and other else False


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    count = 0
    for letter, its in zip(one, other, strict=False):
        if letter != its:
            break
        count += 1
    return count


def is_noun_ending(rest: str) -> bool:
    """Whether a noun may end so: by Kazakh endings of number, possession and case, or a Russian ending of case."""
    return not rest or rest in _RUSSIAN_CASES or _is_ending(rest, _NOUN_ENDINGS)


def is_inflection(rest: str) -> bool:
    """Whether a noun or an adjective may end so, in any of the three languages."""
    return rest in _INFLECTIONS or is_noun_ending(rest)


def may_end_a_short_stem(rest: str) -> bool:
    """Whether all this may stand behind a stem of three letters, as in жол-дарға: but no қауіпсіздік comes of қау."""
    return is_inflection(rest) or any(_is_ending(rest, table, _FEW_PIECES) for table in _BEHIND_SHORT)


def is_noun_of(folded: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a word is one of these nouns, each given as far as its forms are alike: "стоимост"; Ақылбек is no ақы."""
    if not folded.startswith(beginnings):
        return False
    found = [one for one in beginnings if folded.startswith(one)]
    return any(
        folded == one or folded[len(one) :] in _INFLECTIONS or _end(one, (folded[len(one) :], ""), _NOUN_ENDINGS)
        for one in found
    )


@lru_cache(maxsize=4096)
def _is_ending(rest: str, table: frozenset[str], pieces: int = _MOST_PIECES) -> bool:
    if not rest or rest in table:
        return True
    if pieces == 1 or len(rest) > _LONGEST_ENDING:
        return False
    return any(rest[:cut] in table and _is_ending(rest[cut:], table, pieces - 1) for cut in range(1, len(rest)))
