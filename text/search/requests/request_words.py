"""What each word of a text contributes to a request to the bot, by the table text/search/lexicon/requests.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from text.search.question_words import weight
from text.search.requests.groups import Group
from text.search.requests.verb_chains import in_chains
from text.time import period_words
from text.time.month_words import month_in_any_form
from text.time.said_length import WORDS_OF_LENGTH
from text.words.bounded_cache import BoundedCache
from text.words.folding import folded_words
from text.words.latin import is_latin, to_cyrillic

_CACHED_WORDS = 10_000


_TABLES: dict[str, str] = tomllib.loads((Path(__file__).parents[1] / "lexicon" / "requests.toml").read_text("utf-8"))
# Words of the news that begin as those of a request, whole ones and beginnings.
_TOPICS = folded_words(_TABLES["topics"])
_TOPIC_WORDS = frozenset(word for word in _TOPICS if not word.endswith("*"))
_TOPIC_BEGINNINGS = tuple(word[:-1] for word in _TOPICS if word.endswith("*"))


_PHRASES = tuple(
    (f" {said.strip()} ", f" {meant.strip()} ")
    for said, _, meant in (line.partition("=") for line in _TABLES["phrases"].strip().splitlines())
)


_VOICED = {"к": "г", "п": "б"}


def _table() -> tuple[dict[str, frozenset[Group]], tuple[tuple[str, Group], ...]]:
    exact: dict[str, set[Group]] = {}
    beginnings: list[tuple[str, Group]] = []
    for group in Group:
        for word in folded_words(_TABLES[group.name.lower()]):
            if word.endswith("*"):
                # "Жаңалық", "жаңалығы": a last к or п is voiced before a vowel.
                beginnings += [(word[:-1], group)]
                beginnings += [(word[:-2] + _VOICED[word[-2]], group)] if word[-2] in _VOICED else []
            else:
                exact.setdefault(word, set()).add(group)
    return {word: frozenset(groups) for word, groups in exact.items()}, tuple(beginnings)


EXACT, BEGINNINGS = _table()
# Beginnings by their first letters: most words share these with none.
_TELLING = 2
_BY_LETTERS = {
    letters: tuple(one for one in BEGINNINGS if one[0].startswith(letters))
    for letters in {beginning[:_TELLING] for beginning, _ in BEGINNINGS}
}
# "Біткенше": until something is over.
_UNTIL, _SHORTEST_UNTIL = folded_words("ғанша генше тқанша пқанша шқанша сқанша ткенше пкенше шкенше скенше"), 6
_ENGLISH_ENDINGS, _SHORTEST_STEM = ("ing", "ed"), 3
# "Нехочу", "ненадо": people write the denial and its verb as one word.
_DENIAL = "не"
_DAYS = frozenset((*period_words.WEEKDAYS, *period_words.WEEKEND, *period_words.COMING))


def names_topic(folded: str) -> bool:
    """Whether a word of the news only begins like one of a request: "подписчик", "көмекшінің"."""
    return folded in _TOPIC_WORDS or folded.startswith(_TOPIC_BEGINNINGS)


def _groups(folded: str) -> frozenset[Group]:
    if names_topic(folded):
        return frozenset()
    if folded[:1].isdigit():
        return frozenset({Group.TIME})
    near = _BY_LETTERS.get(folded[:_TELLING], ())
    found = {*EXACT.get(folded, ()), *(group for beginning, group in near if folded.startswith(beginning))}
    if folded in _DAYS or month_in_any_form(folded):
        found.add(Group.DAY)
    return frozenset(found) or _denied(folded) or _carrying_nothing(folded) or _inflected(folded)


def _inflected(folded: str) -> frozenset[Group]:
    """What an English word contributes by the one that it is a form of: "ringing", "stopped", "notifies"."""
    if not folded.isascii():
        return frozenset()
    likely = [folded[:-1]] if folded.endswith("s") else []
    for stem in (folded[: -len(ending)] for ending in _ENGLISH_ENDINGS if folded.endswith(ending)):
        likely += (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else "")
    return next((EXACT[form] for form in likely if len(form) >= _SHORTEST_STEM and form in EXACT), frozenset())


def _denied(folded: str) -> frozenset[Group]:
    """What a word contributes that is a Russian denial and its verb."""
    behind = folded.removeprefix(_DENIAL)
    groups = _groups(behind) if behind and behind != folded else frozenset()
    return groups - {Group.NEGATED} | {Group.NOT} if Group.NEGATED in groups else frozenset()


def _carrying_nothing(folded: str) -> frozenset[Group]:
    """A word that no search looks for says nothing to the bot either, nor does a length of time by itself."""
    if len(folded) > _SHORTEST_UNTIL and folded.endswith(_UNTIL):
        return frozenset({Group.WHILE})
    nothing = folded in WORDS_OF_LENGTH or not weight(folded)
    return frozenset({Group.FILLER}) if nothing else frozenset()


def _groups_in_any_script(folded: str) -> frozenset[Group]:
    found = _groups(folded)
    if not found and is_latin(folded):
        return next(filter(None, map(_groups, to_cyrillic(folded))), frozenset())
    return found


_KNOWN = BoundedCache(_groups_in_any_script, _CACHED_WORDS)


def groups_of(words: Iterable[str]) -> list[frozenset[Group]]:
    """What each folded word contributes; nothing for a word that is no part of a request."""
    folded = list(words)
    return in_chains(folded, [_KNOWN[word] for word in folded], _is_fixed)


def _is_fixed(folded: str) -> bool:
    """Whether a word stands in the tables as it is, so that it is no form of a verb."""
    if folded in EXACT or names_topic(folded):
        return True
    return is_latin(folded) and any(map(names_topic, to_cyrillic(folded)))


def with_plain_words(text: str) -> str:
    """The tidied text with one word for each phrase that means something as a whole: "cut it out" is "stop"."""
    text = f" {text} "
    for said, meant in _PHRASES:
        if said in text:
            text = text.replace(said, meant)
    return text.strip()
