"""Words that are nearly those in which people speak to the bot: with a slip, or written by ear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from text.search.requests.groups import Group
from text.search.requests.request_words import BEGINNINGS, EXACT, groups_of, names_topic
from text.search.requests.verb_meanings import STEMS, VERBS
from text.search.sounds import sound
from text.search.typos import is_one_edit
from text.search.word_likeness import is_a_slip
from text.words.bounded_cache import BoundedCache
from text.words.folding import fold

# Letters of a word with a slip of which one cannot say how it came; with one letter swapped, doubled or written by ear;
# and that sounds the same. Nothing but its own letters speaks for a word that is all of a text.
_SHORTEST_BY_CHANCE, _SHORTEST, _SHORTEST_HEARD, _SHORTEST_ALONE = 8, 5, 4, 6
# Letters of a beginning behind which any ending may follow a slip.
_SHORTEST_BEGINNING = 6
_CACHED_WORDS = 2_000


class _Known(NamedTuple):
    """A word of the tables, or a beginning of words; `is_verb`: the stem of a Kazakh verb, behind which its endings
    stand."""

    word: str
    is_beginning: bool
    is_verb: bool = False


def likely_groups(folded: str, *, alone: bool = False) -> frozenset[Group]:
    """What a word that stands in no table contributes if it is one of these with a slip; nothing if it is none."""
    if folded in _SWAPPED:
        return _SWAPPED[folded]
    return frozenset() if len(folded) < (_SHORTEST_ALONE if alone else _SHORTEST_HEARD) else _LIKELY[folded]


def _find(folded: str) -> frozenset[Group]:
    if not folded.isalpha() or names_topic(folded):
        return frozenset()
    meant = next(filter(None, (_form_of(folded, one) for one in _near(folded))), "")
    return groups_of([meant])[0] if meant else frozenset()


def _form_of(typed: str, known: _Known) -> str:
    """What is meant, if it is a form of a word that is known; "" if it is none."""
    if not known.is_verb:
        return known.word if _is_meant(typed, known) else ""
    size = len(known.word)
    for end in (size, size + 1, size - 1):
        likely = known.word + typed[end:]
        if end <= len(typed) and _is_slip(typed[:end], known.word) and VERBS.read(likely):
            return likely
    return ""


def _is_meant(typed: str, known: _Known) -> bool:
    size = len(known.word)
    if known.is_beginning:
        ends = (size, size + 1, size - 1) if size >= _SHORTEST_BEGINNING else ()
        return any(_is_slip(typed[:end], known.word) for end in ends if end <= len(typed))
    if (size >= _SHORTEST_ALONE or not typed.isascii()) and sound(typed) == sound(known.word):
        return True
    return min(len(typed), size) >= _SHORTEST and _is_slip(typed, known.word)


def _is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is wrong, and no other word is likelier; another ending makes another form."""
    return is_one_edit(typed, meant) and is_a_slip(typed, meant, by_chance=len(meant) >= _SHORTEST_BY_CHANCE)


def _near(folded: str) -> Iterator[_Known]:
    """Those that may be meant, by their first letters."""
    for letters in dict.fromkeys((folded[:2], folded[1::-1], folded[1:3], sound(folded)[:2])):
        yield from _BY_LETTERS.get(letters, ())


def _by_letters() -> dict[str, list[_Known]]:
    known = [_Known(word, is_beginning=False) for word in EXACT]
    known += [_Known(word, is_beginning=True) for word in dict(BEGINNINGS)]
    known += [_Known(fold(stem), False, is_verb=True) for stem in STEMS if len(stem) >= _SHORTEST]
    found: dict[str, list[_Known]] = defaultdict(list)
    for one in known:
        if len(one.word) >= _SHORTEST_HEARD:
            for letters in {one.word[:2], one.word[1:3], sound(one.word)[:2]}:
                found[letters].append(one)
    return dict(found)


def _swapped() -> dict[str, frozenset[Group]]:
    """Words of four letters with two neighbours swapped, which no other slip is believed in: hlep, sotp."""
    found: dict[str, frozenset[Group]] = {}
    for word, groups in EXACT.items():
        if len(word) == _SHORTEST_HEARD:
            for at in range(_SHORTEST_HEARD - 1):
                found.setdefault(word[:at] + word[at + 1] + word[at] + word[at + 2 :], groups)
    return {word: groups for word, groups in found.items() if word not in EXACT}


_BY_LETTERS, _SWAPPED = _by_letters(), _swapped()
_LIKELY = BoundedCache(_find, _CACHED_WORDS)
