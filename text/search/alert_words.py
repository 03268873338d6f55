"""The words of alerts: what was typed becomes words to look for, and an article is compared with them by stems.

тоқаш бағасы              words in a row are a phrase: in this order, side by side, in any inflection
"тоқаш бағасы" доллар     quotes separate; so do commas and new lines
көпір + ертіс             each of these words, anywhere in the article
-футбол                   spare me this
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from domain.readers.alerts import Alert, StoryChoice, Verdict
from text.search.interpretations import content_words
from text.search.query import Query, parse
from text.words.folding import mend_lookalikes, tidy, words
from text.words.latin import is_latin, to_cyrillic
from text.words.words import STEM, analyzer_for, query_tokens

# A phrase of more words stands in no second article. Longer ones lose their end.
MOST_WORDS = 6
# Letters and digits of an alert.
SHORTEST, LONGEST = 2, 80
EVERYWHERE = " + "
# Words of that many alerts are named in one message.
_NAMED = 3
_SEPARATORS = re.compile(r"[\n,;]")
_MINUSES = "-–−"
_QUOTES = str.maketrans("“”„‟«»", '""""""')


class TypedAlert(NamedTuple):
    """One alert as it was typed. `chunks`: what stood between spaces; `everywhere`: not as a phrase."""

    chunks: tuple[str, ...]
    blocks: bool = False
    everywhere: bool = False

    @property
    def query(self) -> Query:
        """The same as the search reads it."""
        return Query(" ".join(self.chunks), self.chunks)


# Each word of an alert by the stems that it may have.
Places: TypeAlias = list[frozenset[str]]


def typed_alerts(text: str) -> list[TypedAlert]:
    """What was typed behind /alerts, one alert after another."""
    found: list[TypedAlert] = []
    for row in _SEPARATORS.split(text.lower().translate(_QUOTES)):
        blocks = False
        for place, part in enumerate(row.split('"')):
            if place % 2:
                found.append(TypedAlert(tuple(part.split()), blocks))
                blocks = False
            else:
                unquoted, blocks = _unquoted(part.split())
                found += unquoted
    return [one for one in found if any(map(words, one.chunks))]


def _unquoted(chunks: Sequence[str]) -> tuple[list[TypedAlert], bool]:
    """The alerts of a piece without quotes, and whether a minus at its end belongs to the quotes behind it."""
    found: list[TypedAlert] = []
    row: list[str] = []
    blocks = False
    for chunk in chunks:
        if chunk[0] in _MINUSES and (len(chunk) > 1 or not row):
            found.append(_row(row, blocks))
            row, blocks = [chunk[1:]] if len(chunk) > 1 else [], True
        else:
            row.append(chunk)
    if not row:
        return found, blocks
    dangling = len(row) > 1 and row[-1] in _MINUSES
    return [*found, _row(row[:-1] if dangling else row, blocks)], dangling


def _row(row: Sequence[str], blocks: bool) -> TypedAlert:
    return TypedAlert(tuple(chunk for chunk in row if chunk != "+"), blocks, "+" in row)


def alert_of_search(query: str) -> TypedAlert:
    """What is waited for after a search in vain: its words of content, anywhere in an article."""
    content = content_words([tuple(words(chunk)) for chunk in parse(query).all_chunks])
    full = [word for word, weight in content if weight == 1.0] or [word for word, _ in content]
    return TypedAlert(tuple(full), everywhere=len(full) > 1)


def stored_words(spelled: Iterable[str], *, everywhere: bool) -> str:
    """The words as they are kept and shown; "" where they are too short."""
    said = list(spelled)[:MOST_WORDS]
    text = (EVERYWHERE if everywhere else " ").join(said)[:LONGEST].strip(" +")
    return text if len("".join(said)) >= SHORTEST else ""


def tidied(stored: str) -> str:
    """Words that were kept, or shall be, as they are kept; "" where they cannot be."""
    everywhere = EVERYWHERE in stored
    said = stored.split(EVERYWHERE) if everywhere else stored.split()
    return stored_words((one for word in said for one in words(word)), everywhere=everywhere)


def packed_stems(stored: str) -> str:
    """The stems that each word of an alert may have: "ертісs көпірs|көпирs". A Latin word has them in both scripts:
    an article may spell it in Cyrillic."""
    said = stored.split(EVERYWHERE) if EVERYWHERE in stored else stored.split()
    return " ".join("|".join(sorted(_stems(word))) for word in said)


def _stems(word: str) -> set[str]:
    mended = mend_lookalikes(word)
    spelled = (mended, *to_cyrillic(mended)) if is_latin(mended) else (mended,)
    return {tokens[STEM] for one in spelled for tokens in query_tokens(one)}


def places_of(stems: str) -> Places:
    """Packed stems, a set for each word."""
    return [frozenset(place.split("|")) for place in stems.split(" ")] if stems else []


class ArticleWords:
    """The stems of an article in their order, the title first, with a gap between title and text."""

    def __init__(self, title: str, text: str, language: str) -> None:
        tidied = tidy(text)
        analyzer = analyzer_for(tidied, language)
        heading, body = words(tidy(title)), words(tidied)
        self._sequence = [*(analyzer[word][STEM] for word in heading), "", *(analyzer[word][STEM] for word in body)]
        self.stems = frozenset(self._sequence) - {""}

    @cached_property
    def _at(self) -> dict[str, list[int]]:
        """Stem -> where it stands."""
        at: dict[str, list[int]] = {}
        for place, stem in enumerate(self._sequence):
            at.setdefault(stem, []).append(place)
        return at

    def hold(self, alert: Alert) -> bool:
        if " " not in alert.stems:
            return alert.stems in self.stems or not self.stems.isdisjoint(alert.stems.split("|"))
        # Most phrases fail here, so no sets are made of their stems before.
        for place in alert.stems.split(" "):
            if place not in self.stems and self.stems.isdisjoint(place.split("|")):
                return False
        if EVERYWHERE in alert.words:
            return True
        places = places_of(alert.stems)
        starts = [start for stem in places[0] for start in self._at.get(stem, ())]
        return any(self._follows(start, places) for start in starts)

    def _follows(self, start: int, places: Sequence[frozenset[str]]) -> bool:
        run = self._sequence[start : start + len(places)]
        return len(run) == len(places) and all(stem in place for stem, place in zip(run, places, strict=True))


def verdict_of(
    recipient: int, alerts: Iterable[Alert], choice: StoryChoice | None, story: int, articles: Sequence[ArticleWords]
) -> Verdict | None:
    """What a chat's alerts and its choice about the story decide; None where they say nothing.

    `articles`: the article, or all of a list: a list is spared only where each of its articles is.
    """
    rung: list[str] = []
    spared: set[int] = set()
    for alert in alerts:
        held = [number for number, one in enumerate(articles) if one.hold(alert)]
        if held and alert.blocks:
            spared.update(held)
        elif held:
            rung.append(alert.words)
    if len(spared) == len(articles) or choice is StoryChoice.MUTE:
        return Verdict(recipient, wanted=False)
    if rung or choice is StoryChoice.FOLLOW:
        return Verdict(recipient, True, tuple(rung[:_NAMED]), story if choice else 0)
    return None
