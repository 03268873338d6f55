"""Wishes to the bot by their frames: kinds of words that stand together, whatever stands around them.

The rules (asks_about_*.py) know what a text asks for if they know each of its words. People also say why ("я на
работе", "phone storage full"), and nobody lists all reasons. A frame names the words by which a wish is known: who does
what to which thing ("not" before "send", "where" with "news"). text/search/lexicon/frames.toml has the frames and the
kinds of words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from pathlib import Path
from typing import NamedTuple

from text.search.requests.bot_request import BotRequest
from text.words.bounded_cache import BoundedCache
from text.words.folding import fold
from text.words.latin import is_latin, to_cyrillic

_CACHED_WORDS = 5_000
# Words between two that belong together: "не надо мне больше присылать".
_BETWEEN = 3
_NEXT, _NEAR, _BARRED, _SHORT, _STRANGE, _NUMBER = "+", "..", "!", "<", "~", "#"
_SPEAKS_TO_BOT = "ADDRESS|~0"
# Nobody asks the bot for something in more words. Strange words beyond this make no difference.
_MOST_WORDS, _MOST_STRANGE = 20, 9
# "Неприсылайте": people write a denial and its verb as one word.
_DENIAL, _SHORTEST_DENIED = "не", 4

_Pair = tuple[int, int]
"""A kind of word, and another one that stands soon behind it."""


class _Frame(NamedTuple):
    """Kinds of words as bits: all of `needed` must be there, none of `barred`, and each pair in its order."""

    needed: int
    barred: int
    pairs: Sequence[_Pair]
    wish: BotRequest


def _first(frames: Sequence[_Frame], kinds: int, masks: Sequence[int]) -> BotRequest | None:
    """What is wished by the first frame that fits."""
    for needed, barred, pairs, wish in frames:
        # Most frames miss a kind: this decides what a text costs.
        if kinds & needed == needed and not kinds & barred and all(_stand_so(masks, *pair) for pair in pairs):
            return wish
    return None


def _stand_so(masks: Sequence[int], first: int, second: int) -> bool:
    return any(
        mask & first and any(other & second for other in masks[place + 1 : place + 2 + _BETWEEN])
        for place, mask in enumerate(masks)
    )


class _Reader:
    """Reads the lexicon. Each kind of words, each word that a frame names, and each choice of them gets a bit."""

    def __init__(self) -> None:
        table = tomllib.loads((Path(__file__).parents[1] / "lexicon" / "frames.toml").read_text("utf-8"))
        self._kinds: dict[str, str] = table["words"]
        self._bits: dict[str, int] = {}
        self.exact: dict[str, int] = {}
        self.beginnings: dict[str, int] = {}
        # What each phrase contributes, by the bits of its words.
        self.phrases: dict[tuple[int, ...], int] = {}
        self.frames = [
            [
                self._frame(BotRequest(wish), line)
                for wish, lines in table[of].items()
                for line in lines.split("\n")
                if line
            ]
            for of in ("wishes", "of_rubrics")
        ]
        # What people say beside a wish, and what articles are about.
        self._bit("ASIDE")
        self.topic = self._bit("TOPIC")

    def _frame(self, wish: BotRequest, line: str) -> _Frame:
        needed, barred = 0, 0
        pairs: list[_Pair] = []
        for item in line.split():
            if item.startswith(_BARRED):
                barred |= self._bit(item[1:])
                continue
            parts = [self._bit(choice) for choice in item.split(_NEAR)]
            pairs += pairwise(parts)
            for bit in parts:
                needed |= bit
        if _STRANGE not in line:
            # Of a text with strange words it must be clear that somebody speaks to the bot.
            needed |= self._bit(_SPEAKS_TO_BOT)
        return _Frame(needed, barred, pairs, wish)

    def _bit(self, choice: str) -> int:
        """The bit of "NEWS", of "где", of "NEWS|где|from+you"."""
        if choice not in self._bits:
            self._bits[choice] = bit = 1 << len(self._bits)
            for said in choice.split("|"):
                self._add(said, bit)
        return self._bits[choice]

    def _add(self, said: str, bit: int) -> None:
        if _NEXT in said:
            phrase = tuple(map(self._bit, said.split(_NEXT)))
            self.phrases[phrase] = self.phrases.get(phrase, 0) | bit
        elif said.isupper():
            for word in self._kinds[said.lower()].split():
                self._add(word, bit)
        else:
            table, key = (self.beginnings, said[:-1]) if said.endswith("*") else (self.exact, said)
            table[fold(key)] = table.get(fold(key), 0) | bit


_READ = _Reader()
_FRAMES = _READ.frames
_LONGEST_BEGINNING = max(map(len, _READ.beginnings))
_PHRASES = tuple((reduce(or_, bits), bits, bit) for bits, bit in _READ.phrases.items())


def _up_to(mark: str, most: int) -> tuple[int, ...]:
    """What a text contributes by being as short, or as little strange, as frames want it, by that number."""
    wanted = [_READ.exact.get(f"{mark}{number}", 0) for number in range(most + 1)]
    return tuple(reduce(or_, wanted[number:], 0) for number in range(most + 1))


_BY_LENGTH, _BY_STRANGE = _up_to(_SHORT, _MOST_WORDS), _up_to(_STRANGE, _MOST_STRANGE)


def _kinds_of(folded: str) -> int:
    """The kinds that a word is of, as bits."""
    found = _READ.exact.get(folded, 0)
    if folded[:1].isdigit():
        found |= _READ.exact[_NUMBER]
    for end in range(1, min(len(folded), _LONGEST_BEGINNING) + 1):
        found |= _READ.beginnings.get(folded[:end], 0)
    return found


def _kinds_in_any_script(folded: str) -> int:
    found = _kinds_of(folded)
    return found or next(filter(None, map(_kinds_of, to_cyrillic(folded))), 0) if is_latin(folded) else found


_KNOWN = BoundedCache(_kinds_in_any_script, _CACHED_WORDS)


def _masks(folded: Sequence[str]) -> Iterator[int]:
    for word in folded:
        found = _KNOWN[word]
        if not found and word.startswith(_DENIAL) and len(word) >= _SHORTEST_DENIED:
            denied = _KNOWN[word[len(_DENIAL) :]]
            if denied:
                yield _KNOWN[_DENIAL]
                yield denied
                continue
        yield found


def _with_phrases(masks: list[int], kinds: int) -> int:
    """All kinds, with those that several words are of together; each of these words gets them."""
    for needed, bits, bit in _PHRASES:
        if kinds & needed == needed:
            size = len(bits)
            for place in range(len(masks) - size + 1):
                if all(mask & one for mask, one in zip(masks[place : place + size], bits, strict=True)):
                    masks[place : place + size] = [mask | bit for mask in masks[place : place + size]]
                    kinds |= bit
    return kinds


class Framed(NamedTuple):
    """What is wished by a frame: of the bot, and of the rubric that a word of the text may name."""

    wish: BotRequest | None
    of_rubric: BotRequest | None


def framed(folded: Sequence[str], *, strange: int) -> Framed:
    """What these words wish by the first frames that fit. `strange`: how many of them are no part of any request."""
    masks = list(_masks(folded))
    kinds = reduce(or_, masks, 0)
    if not kinds or len(masks) > _MOST_WORDS:
        return Framed(None, None)
    kinds = _with_phrases(masks, kinds) | _BY_LENGTH[len(masks)] | _BY_STRANGE[min(strange, _MOST_STRANGE)]
    return Framed(*(_first(frames, kinds, masks) for frames in _FRAMES))


def is_part_of_wish(folded: str) -> bool:
    """Whether a word is one of those that frames name, or that people say beside them, and no topic."""
    kinds = _KNOWN[folded]
    return bool(kinds) and not kinds & _READ.topic
