"""Two words that were written as one, and one that was written as two: "айтипарк", "веложол", "кітап хана".

Articles may have them the other way. Here a word of a query that no article holds is cut at each letter, and put
together with its neighbour; the vocabulary says which of these are words, and an article whether they stand there.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from text.search import lexicon
from text.search.honesty.held import is_known
from text.search.read_text import ReadText
from text.words.folding import fold, fold_once, words
from text.words.words import FORM, SIX, STEM, query_tokens

# Letters of a part, and of both; of a longer word nobody sees the parts.
_SHORTEST_PART, _LONGEST = 3, 30
_CLIPPINGS = lexicon.clippings()
_START, _LONG = 3, 6
# Ways of one query of which the index is asked whether any article has them.
_MOST_WAYS = 8


class Way(NamedTuple):
    """Another way to write a query. `pair`: the words that must stand side by side in an article, or the joined one."""

    chunks: tuple[str, ...]
    pair: tuple[str, ...]


class _Cut(NamedTuple):
    """A word in two: its beginning as it was typed, what may be meant by it, and the rest."""

    beginning: str
    meant: tuple[str, ...]
    rest: str


def tokens_of_beginnings(chunks: Sequence[str], places: Sequence[int]) -> set[str]:
    """The tokens that say how a word may begin and be joined. `places`: of the chunks that no article holds."""
    found: set[str] = set()
    for place in places:
        beginnings = chain(*(cut.meant for cut in _cuts(chunks[place])), _full_words(chunks[place]))
        found.update(token for word in beginnings for token in _tokens_of_beginning(word))
        found.update(token for _, joined in _joined(chunks, place) for token in _tokens(joined))
    return found


def tokens_of_rests(chunks: Sequence[str], places: Sequence[int], frequencies: Mapping[str, int]) -> set[str]:
    """The tokens of what stands behind the beginnings that articles hold. Each costs what a new word does."""
    cuts = chain(*(_cuts(chunks[place]) for place in places))
    return {token for cut in cuts if _known(cut.meant, frequencies) for token in _tokens(cut.rest)}


def ways(chunks: Sequence[str], places: Sequence[int], frequencies: Mapping[str, int]) -> list[Way]:
    """The ways to write a query of words that articles hold, the likeliest first: joined, a clipping in full, apart."""
    found: list[Way] = []
    for place in places:
        before, behind = tuple(chunks[:place]), tuple(chunks[place + 1 :])
        for at, joined in _joined(chunks, place):
            if is_known(joined, frequencies):
                found.append(Way((*chunks[:at], joined, *chunks[at + 2 :]), (joined,)))
        full = _known(_full_words(chunks[place]), frequencies) if behind else ()
        found += [Way((*before, word, *behind), (word, behind[0])) for word in full]
        for cut in _cuts(chunks[place]):
            meant = _known(cut.meant, frequencies)
            if meant and not _tokens(cut.rest).isdisjoint(frequencies):
                found += [Way((*before, word, cut.rest, *behind), (word, cut.rest)) for word in meant]
    return found[:_MOST_WAYS]


def match_of(way: Way) -> str:
    """What an article must hold to hold the pair, as a match expression of the index."""
    return " AND ".join(f"({' OR '.join(_quoted(word))})" for word in way.pair)


def _quoted(word: str) -> list[str]:
    """The tokens of a word by which an article is found: the form is none of them."""
    tokens = {token for analysis in query_tokens(word) for token in (analysis[STEM], *analysis[SIX:])}
    return [f'"{token}"' for token in sorted(tokens)]


def stand_side_by_side(read: ReadText, pair: Sequence[str]) -> bool:
    """Whether an article holds these words side by side, in any form."""
    if len(pair) < len(("one", "other")):
        return True
    first, second = (_Seeker(word) for word in pair)
    said = words(f"{read.heading} {read.body}")
    return any(second.fits(its) and first.fits(word) for word, its in pairwise(said))


class _Seeker:
    """Says whether words are one word: by its stem, or by its first six letters where it has so many."""

    def __init__(self, word: str) -> None:
        folded = fold_once(word)
        self._start = folded[:_START]
        self._stems = {tokens[STEM] for tokens in query_tokens(word)}
        self._sixes = {six for tokens in query_tokens(word) for six in tokens[SIX:]}

    def fits(self, word: str) -> bool:
        if not fold_once(word).startswith(self._start):
            return False
        return any(tokens[STEM] in self._stems or not self._sixes.isdisjoint(tokens) for tokens in query_tokens(word))


def _cuts(chunk: str) -> Iterator[_Cut]:
    """The ways to cut a chunk that is one word; those behind a clipping first, and none that cuts the clipping."""
    if not chunk.isalpha() or not 2 * _SHORTEST_PART <= len(chunk) <= _LONGEST:
        return
    cuts = [(chunk[:at], chunk[at:]) for at in range(_SHORTEST_PART, len(chunk) - _SHORTEST_PART + 1)]
    yield from (_Cut(first, full, rest) for first, rest in cuts if (full := _full_words(first)))
    yield from (_Cut(first, (first,), rest) for first, rest in cuts)


def _full_words(chunk: str) -> tuple[str, ...]:
    return _CLIPPINGS.get(fold(chunk), ())


def _joined(chunks: Sequence[str], place: int) -> Iterator[tuple[int, str]]:
    """A chunk with the one before it and the one behind it, each with the place of the first of both."""
    for at in (place - 1, place):
        both = chunks[at : at + 2] if at >= 0 else ()
        if len(both) > 1 and all(len(one) >= _SHORTEST_PART and one.isalpha() for one in both):
            yield at, "".join(both)


def _known(meant: Sequence[str], frequencies: Container[str]) -> list[str]:
    return [word for word in meant if any(token in frequencies for token in _tokens_of_beginning(word))]


def _tokens_of_beginning(word: str) -> set[str]:
    """Of a word that stands first: itself, its stem; of a long one its first six letters, as adjectives have them."""
    folded = fold_once(word)
    return {f"{folded}=", f"{folded}s", *((f"{folded[:_LONG]}6",) if len(folded) >= _LONG else ())}


def _tokens(word: str) -> set[str]:
    return {token for tokens in query_tokens(word) for token in (tokens[FORM], tokens[STEM])}
