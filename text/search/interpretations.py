"""The ways to interpret a query: as typed, Latin letters read as Cyrillic, or another keyboard layout.

An interpretation is a list of places, one for each chunk between spaces. Each place has a few spellings, and a spelling
is one word or several. The vocabulary of the index decides: the interpretation most of whose words it knows, and in
each place the spelling it knows best. So the script of a word is never guessed, and a Latin brand in a Kazakh query
stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from text.search import lexicon, question_words
from text.search.query import Query
from text.search.spelling.chunks import join_chunks, spellings_of
from text.search.spelling.scripts import Frequencies, Spelling, in_one_script, known_share, with_latin_slips
from text.words.folding import fold_once, mend_lookalikes, words
from text.words.latin import is_latin, to_cyrillic
from text.words.layout import as_kazakh_keys, as_latin_keys, as_russian_keys
from text.words.words import query_tokens

# Another keyboard layout must explain so much more of the query than what was typed.
_CLEARLY = 0.05
_MOST_KEYWORDS = 4
# Letters of a name in an English question that is looked for in Cyrillic, too.
_SHORTEST_NAME = 5
_ABBREVIATIONS = frozenset(lexicon.words_of("en", "abbreviations"))
# So many words are searched for; of more, those of low weight are left out, then the last ones.
MOST_WORDS = 12

# On another layout these keys may be what they look like, or ж э б ю х ъ.
_QUOTES, _EDGE_MARKS = '"?!:', ".,;:?!'\"[]{}"
# A word in Latin letters has a vowel, and no six consonants in a row.
_VOWELS, _NOT_SPOKEN, _SHORTEST_SPOKEN = frozenset("aeiouy"), re.compile("[bcdfghjklmnpqrstvwxz]{6}"), 2
_MARKS = re.compile(r"[.,;:?!\"]+")


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One way to understand a query: `places` in the order of the query, each with its spellings, likeliest first."""

    name: str
    places: tuple[tuple[Spelling, ...], ...]


def interpretations(query: Query) -> list[Interpretation]:
    """All interpretations of a query, the likeliest first; at most three."""
    typed = tuple(_places(join_chunks(query.chunks), lambda chunk: spellings_of(chunk, query)))
    english = question_words.are_english(word for place in typed for spelling in place for word in spelling)
    both = (_english_spellings(place) if english else tuple(_in_both_scripts(place)) for place in typed)
    found = [Interpretation("typed", tuple(both))]
    if english:
        return found
    if any("a" <= letter <= "z" for letter in query.text) or any(mark in query.text for mark in "[];',."):
        found.append(Interpretation("russian keys", tuple(_places(query.chunks, partial(_on_keys, as_russian_keys)))))
        if any(mark in query.text for mark in "0123456789-="):
            found.append(Interpretation("kazakh keys", tuple(_places(query.chunks, partial(_on_keys, as_kazakh_keys)))))
    elif not query.text.isascii():
        latin = tuple(_places(query.chunks, lambda chunk: [words(as_latin_keys(chunk))]))
        if _may_be_words(word for place in latin for spelling in place for word in spelling):
            found.append(Interpretation("latin keys", latin))
    return found


def _may_be_words(latin: Iterable[str]) -> bool:
    """Whether most letters stand in words that can be spoken: "мектеп" on Latin keys is "vtrntg".

    Nearly every question in Cyrillic fails here, and its other reading is not looked up.
    """
    spoken = unspoken = 0
    for word in latin:
        if len(word) < _SHORTEST_SPOKEN or _VOWELS.isdisjoint(word) or _NOT_SPOKEN.search(word):
            unspoken += len(word)
        else:
            spoken += len(word)
    return spoken > unspoken


def tokens_to_look_up(found: Iterable[Interpretation]) -> set[str]:
    """Every token whose count is needed to choose an interpretation, and later to weigh its words."""
    spelled = {word for one in found for place in one.places for spelling in place for word in spelling}
    return {token for word in spelled for tokens in query_tokens(word) for token in tokens}


def choose_interpretation(found: Sequence[Interpretation], frequencies: Frequencies) -> tuple[str, list[Spelling]]:
    """The name of the interpretation that the vocabulary knows best, and the spelling of each of its places."""
    best_name, best, best_share = found[0].name, [], -1.0
    for one in found:
        chosen = [
            place[0] if len(place) == 1 else max(place, key=lambda spelling: known_share([spelling], frequencies))
            for place in one.places
        ]
        chosen = with_latin_slips(one.places, in_one_script(one.places, chosen, frequencies), frequencies)
        share = known_share(chosen, frequencies)
        # Another keyboard is a stronger claim than the letters on the screen: it must be clearly better.
        if share > best_share + (_CLEARLY if best_share >= 0 else 0):
            best_name, best, best_share = one.name, chosen, share
    return best_name, best


def as_typed(found: Interpretation, chosen: Sequence[Spelling]) -> dict[str, str]:
    """How each chosen word was typed, where only its script was changed: "токаев" is "tokayev"."""
    if found.name != "typed":
        return {}
    pairs = zip((place[0] for place in found.places), chosen, strict=True)
    return {word: typed for typed_as, spelling in pairs for typed, word in zip(typed_as, spelling, strict=False)}


def content_words(chosen: Iterable[Spelling], framing: Container[str] = ()) -> list[tuple[str, float]]:
    """The words that say what the query is about, with their weights; all words if none of them does.

    Of too many those that only stand around the question (`framing`) are left out, then those of low weight.
    """
    said = [word for spelling in chosen for word in spelling]
    spelled = dict.fromkeys(question_words.without_polite_phrases(said) or said)
    # "IT-парк": beside Cyrillic words it is no English pronoun.
    abbreviations = frozenset() if all(map(str.isascii, spelled)) else _ABBREVIATIONS
    weighed = [(word, 1.0 if word in abbreviations else question_words.weight_as_spelled(word)) for word in spelled]
    kept = [(word, weight) for word, weight in weighed if weight] or [(word, 1.0) for word, _ in weighed]
    if len(kept) > MOST_WORDS:
        kept = [entry for entry in kept if fold_once(entry[0]) not in framing] or kept
    if len(kept) > MOST_WORDS:
        full_weight = [entry for entry in kept if entry[1] == 1.0]
        kept = full_weight if len(full_weight) >= MOST_WORDS else kept
    return kept[:MOST_WORDS]


def is_keyword_query(query: Query, content: Sequence[tuple[str, float]]) -> bool:
    """Whether a query is a few content words and nothing else."""
    typed = sum(len(words(chunk)) for chunk in query.chunks)
    return typed == len(content) <= _MOST_KEYWORDS and all(weight == 1.0 for _, weight in content)


def _places(chunks: Iterable[str], spell: Callable[[str], list[list[str]]]) -> Iterator[tuple[Spelling, ...]]:
    """The spellings of each chunk, without those that have no word; chunks without any are left out."""
    for chunk in chunks:
        spellings = tuple(dict.fromkeys(tuple(spelling) for spelling in spell(chunk) if spelling))
        if spellings:
            yield spellings


def _in_both_scripts(spellings: Iterable[Spelling]) -> Iterator[Spelling]:
    """Each spelling as it stands; with Latin words also in Cyrillic, where two readings differ in both."""
    for spelling in spellings:
        mended = tuple(mend_lookalikes(word) for word in spelling)
        yield mended
        if any(map(is_latin, mended)):
            cyrillic = [to_cyrillic(word) if is_latin(word) else (word,) for word in mended]
            yield tuple(readings[0] for readings in cyrillic)
            yield tuple(readings[-1] for readings in cyrillic)


def _english_spellings(spellings: Sequence[Spelling]) -> tuple[Spelling, ...]:
    """The spellings of an English question: only a longer word may be a name that the articles write in Cyrillic.

    "Many" and "cut" would otherwise be taken for the Kazakh words that begin so.
    """
    short = all(len(word) < _SHORTEST_NAME or not question_words.weight(word) for each in spellings for word in each)
    return tuple(spellings) if short else tuple(_in_both_scripts(spellings))


def _on_keys(keys: Callable[[str], str], chunk: str) -> list[list[str]]:
    """A chunk on another layout: its marks read as keys, as marks at its edges, as marks anywhere; or as typed.

    A number is one on every layout: Kazakh has letters on the keys of digits, but no word of these letters alone.
    """
    if chunk.isdecimal():
        return [words(chunk)]
    # Most chunks have no marks, so that all these are one.
    with_marks = dict.fromkeys((chunk, chunk.strip(_QUOTES), chunk.strip(_EDGE_MARKS)))
    pieces = _MARKS.split(chunk)
    split_at_marks = [[word for piece in pieces for word in words(keys(piece))]] if len(pieces) > 1 else []
    return [*(words(keys(one)) for one in with_marks), *split_at_marks, words(chunk)]
