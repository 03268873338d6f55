"""Works out what a query means, by the vocabulary of the index: its interpretation, its terms, its corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from storage.ports import Rows
from storage.search.breathing import breathe
from storage.search.token_list import NO_TOKENS, json_of
from text.search.corrections import (
    Corrections,
    bare_forms,
    choose_corrections,
    has_known_stem,
    is_dictionary_form,
    is_no_slip,
    latin_forms,
    neighbouring_beginnings,
    tokens_of_corrections,
    words_to_correct,
)
from text.search.honesty.held import is_known
from text.search.interpretations import (
    as_typed,
    choose_interpretation,
    content_words,
    interpretations,
    is_keyword_query,
    tokens_to_look_up,
)
from text.search.kin import kin_stems
from text.search.names import are_about_a_person, is_first_name
from text.search.query import Query
from text.search.query_terms import QueryTerm, query_terms
from text.search.sentences.answer_kinds import AnswerKind, Asked, what_is_asked
from text.search.synonyms import synonyms_of
from text.search.typos import neighbouring_forms
from text.words.folding import fold_once, words
from text.words.words import in_title


@dataclass(frozen=True, slots=True)
class IndexSize:
    """How many articles the index holds, words of an average one, and the rules that made it (text/words/words.py)."""

    articles: int
    average_length: float
    rules: int


@dataclass(frozen=True, slots=True)
class QueryMeaning:
    """What a query means. `words`: all its words as interpreted, folded, in order; `asked`: what they ask for.

    `terms`: those to search for; `frequencies`: how many articles hold each token; `index`: the index that was asked.
    `typed`: how the words were typed, where that differs by the script.
    """

    interpretation: str
    words: list[str]
    asked: Asked
    keywords: bool
    terms: list[QueryTerm]
    corrections: dict[str, Corrections]
    frequencies: dict[str, int]
    index: IndexSize
    typed: dict[str, str] = field(default_factory=dict)


async def understand(rows: Rows, query: Query) -> QueryMeaning:
    """Chooses the interpretation that the vocabulary knows best and corrects the words it does not know."""
    possible = interpretations(query)
    tokens = json_of(_with_title_tokens(tokens_to_look_up(possible)))
    *counted, (_, articles, length, rules) = await rows.fetch("search_frequencies_and_size", tokens)
    frequencies = {token: count for token, count, *_ in counted}
    name, spellings = choose_interpretation(possible, frequencies)
    content = content_words(spellings, query.framing)
    corrections: dict[str, Corrections] = {}
    script = as_typed(possible[0], spellings) if name == possible[0].name else {}
    asking = [one for one in content if fold_once(script.get(one[0], one[0])) not in query.framing]
    unknown = words_to_correct(asking, frequencies)
    if unknown:
        corrections = await _correct(rows, unknown, frequencies)
        frequencies |= await _frequencies(rows, _with_title_tokens(tokens_of_corrections(corrections.values())))
    said = [fold_once(word) for spelling in spellings for word in spelling]
    typed = [fold_once(word) for word in words(query.text)]
    asked = what_is_asked(said)
    if not asked.kinds and typed != said:
        # The vocabulary may read an English "many" as a Kazakh word.
        asked = what_is_asked(typed)
    if are_about_a_person([word for word, weight in content if weight == 1.0], query.names | query.openings):
        asked = asked.without(AnswerKind.PERSON)
    return QueryMeaning(
        interpretation=name,
        words=said,
        asked=asked,
        keywords=is_keyword_query(query, content),
        terms=_in_their_places(
            query_terms(content, corrections, frequencies, max(articles, 1), _names(query, content)),
            query,
            frequencies,
            script,
        ),
        corrections=corrections,
        frequencies=frequencies,
        index=IndexSize(articles, length / max(articles, 1), rules),
        typed=script,
    )


def _names(query: Query, content: Iterable[tuple[str, float]]) -> set[str]:
    """The words that are names: never bent into other words."""
    return {word for word, _ in content if word in query.names or is_first_name(word)}


def _in_their_places(
    terms: list[QueryTerm], query: Query, frequencies: dict[str, int], script: Mapping[str, str]
) -> list[QueryTerm]:
    """The terms, with what their places in the text say of them. `script`: how they were typed, if in another one.

    One that begins a sentence with a capital letter, and that no article holds, may be a name; one of the framing is no
    part of the question.
    """
    if not query.openings and not query.framing:
        return terms
    return [
        replace(
            one,
            may_be_name=one.word in query.openings and not is_known(one.word, frequencies),
            is_framing=fold_once(script.get(one.word, one.word)) in query.framing,
        )
        for one in terms
    ]


async def _correct(rows: Rows, unknown: Sequence[str], frequencies: Mapping[str, int]) -> dict[str, Corrections]:
    """The corrections of these words by the vocabulary. The loop is free between two words.

    `frequencies`: of the words' own tokens. A form of a word whose stem articles hold needs no kin.
    """
    kin = {word: frozenset() if has_known_stem(word, frequencies) else _of_one_meaning(word) for word in unknown}
    prefixes: dict[str, frozenset[str]] = {}
    for word in unknown:
        prefixes[word] = neighbouring_beginnings(word)
        await breathe()
    known_prefixes = await _frequencies(rows, chain.from_iterable(prefixes.values()))
    forms: dict[str, set[str]] = {}
    bare = {word: bare_forms(word) for word in unknown}
    for word in unknown:
        forms[word] = neighbouring_forms(fold_once(word), known_prefixes) | latin_forms(word)
        await breathe()
    vocabulary = known_prefixes | await _frequencies(rows, chain(*forms.values(), *bare.values(), *kin.values()))
    found = {word: choose_corrections(word, forms[word], vocabulary, kin[word]) for word in unknown}
    held = {word: vocabulary.keys() & bare[word] for word in unknown}
    return {
        word: one
        for word, one in found.items()
        if not (is_no_slip(word, one, held[word]) or is_dictionary_form(word, one, frequencies))
    }


def _of_one_meaning(word: str) -> frozenset[str]:
    """The tokens of stems that are the word to a reader: its kin, and words that mean the same."""
    return kin_stems(word).union(one.stem for one in synonyms_of(word))


async def _frequencies(rows: Rows, tokens: Iterable[str]) -> dict[str, int]:
    listed = json_of(tokens)
    return dict(await rows.fetch("search_frequencies", listed)) if listed != NO_TOKENS else {}


def _with_title_tokens(tokens: set[str]) -> set[str]:
    return tokens | {in_title(token) for token in tokens if token[-1] == "s"}
