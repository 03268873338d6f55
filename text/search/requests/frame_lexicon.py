"""Reads text/search/lexicon/frames: each kind of words and each word that a frame names becomes a bit."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from text.search.question_words import weight
from text.search.requests.bot_request import BotRequest
from text.words.folding import fold

# Marks of the lexicon: between words, before one, in the place of one, and of a whole text.
_NEXT, _NEAR, _BARRED = "+", "..", "!"
_NUMBER, _SHORT, _STRANGE = "#", "<", "~"
# Nobody asks the bot for something in more words. Strange words beyond this make no difference.
MOST_WORDS, MOST_STRANGE = 20, 9
# Of a text with strange words it must be clear that somebody speaks to the bot, or the frame says how many it bears.
_SPEAKS_TO_BOT = "ADDRESS|~0"
# The first frame that fits is meant: "не присылай ночью" is no "не присылай".
_ORDER = (
    *(BotRequest.FORGET, BotRequest.PRIVACY, BotRequest.PAUSE, BotRequest.NIGHT, BotRequest.LANGUAGE),
    *(BotRequest.SETTINGS, BotRequest.MISSING, BotRequest.UNSUBSCRIBE, BotRequest.FEWER, BotRequest.CONTACT),
    *(BotRequest.STOP, BotRequest.SUBSCRIBE, BotRequest.WHO, BotRequest.ABILITIES, BotRequest.HELP),
)
# A word without weight stands in as many texts as so many others.
_FREQUENT = 50

_Entry = TypeVar("_Entry")


class Frame(NamedTuple):
    """Kinds of words as bits: all of `needed` must be there, none of `barred`, and the second of each pair soon behind
    the first. `place`: its place in the lexicon."""

    place: int
    needed: int
    barred: int
    pairs: Sequence[tuple[int, int]]
    wish: BotRequest


class Phrase(NamedTuple):
    """The bits of its words, all of these together, and what the phrase contributes."""

    bits: Sequence[int]
    needed: int
    meant: int


class ByBit(Generic[_Entry]):
    """Entries by the rarest of the bits that each needs, so that a text is held against few of them."""

    def __init__(self, entries: Iterable[tuple[int, _Entry]], frequency: Callable[[int], int]) -> None:
        self._entries: dict[int, list[_Entry]] = defaultdict(list)
        for needed, entry in entries:
            self._entries[min(_bits(needed), key=frequency)].append(entry)
        self._every = reduce(or_, self._entries, 0)

    def possible(self, kinds: int) -> Iterator[_Entry]:
        for bit in _bits(kinds & self._every):
            yield from self._entries[bit]


class FrameLexicon:
    """`exact`, `beginnings`: the bits of words. `by_length`, `by_strange`: of a text of so many words, strange ones."""

    def __init__(self) -> None:
        kazakh = _read("kazakh")
        self._kinds: dict[str, str] = {**_read("words"), **kazakh["words"]}
        self._bits: dict[str, int] = {}
        self._frequency: dict[int, int] = defaultdict(int)
        self._phrases: dict[tuple[int, ...], int] = {}
        self.exact: dict[str, int] = {}
        self.beginnings: dict[str, int] = {}
        wishes: dict[str, str] = {wish: _read(wish)["frames"] for wish in _ORDER}
        frames = [list(self._frames(of)) for of in (wishes, _read("of_rubrics"))]
        # What articles are about, what people say beside a wish, what shows that they speak to the bot; a number.
        self.topic, _, self.address, self.number = map(self._bit, ("TOPIC", "ASIDE", "ADDRESS", _NUMBER))
        self.speaking = self.address | self._bit(_SPEAKS_TO_BOT)
        # The bits known so far: a word that only Kazakh frames name is strange all the same.
        self.part_of_wish = (1 << len(self._bits)) - 1
        frames.append(list(self._frames(kazakh["wishes"])))
        self.wishes, self.of_rubrics, self.kazakh_wishes = (
            ByBit(((frame.needed, frame) for frame in of), self._frequency.__getitem__) for of in frames
        )
        phrases = [Phrase(bits, reduce(or_, bits), meant) for bits, meant in self._phrases.items()]
        self.phrases = ByBit(((phrase.needed, phrase) for phrase in phrases), self._frequency.__getitem__)
        self.number |= self.exact.pop(_NUMBER)
        self.by_length, self.by_strange = self._up_to(_SHORT, MOST_WORDS), self._up_to(_STRANGE, MOST_STRANGE)

    def _frames(self, wishes: Mapping[str, str]) -> Iterator[Frame]:
        lines = ((wish, line) for wish, lines in wishes.items() for line in lines.split("\n") if line)
        for place, (wish, line) in enumerate(lines):
            needed = 0 if _STRANGE in line else self._bit(_SPEAKS_TO_BOT)
            barred = 0
            pairs: list[tuple[int, int]] = []
            for item in line.split():
                if item.startswith(_BARRED):
                    barred |= self._bit(item[len(_BARRED) :])
                    continue
                bits = [self._bit(choice) for choice in item.split(_NEAR)]
                needed |= reduce(or_, bits)
                pairs += pairwise(bits)
            yield Frame(place, needed, barred, pairs, BotRequest(wish))

    def _bit(self, choice: str) -> int:
        """The bit of "NEWS", of "где", of "NEWS|где|from+you"."""
        if choice not in self._bits:
            self._bits[choice] = bit = 1 << len(self._bits)
            for said in choice.split("|"):
                self._add(said, bit)
        return self._bits[choice]

    def _add(self, said: str, bit: int) -> None:
        if said.isupper() and _NEXT not in said:
            for word in self._kinds[said.lower()].split():
                self._add(word, bit)
            return
        # A whole text's mark fits most texts.
        self._frequency[bit] += 1 if said[0] not in _SHORT + _STRANGE and weight(fold(said)) else _FREQUENT
        if _NEXT in said:
            phrase = tuple(map(self._bit, said.split(_NEXT)))
            self._phrases[phrase] = self._phrases.get(phrase, 0) | bit
        else:
            table, key = (self.beginnings, said[:-1]) if said.endswith("*") else (self.exact, said)
            table[fold(key)] = table.get(fold(key), 0) | bit

    def _up_to(self, mark: str, most: int) -> tuple[int, ...]:
        """What a text contributes by having no more words, or strange ones, than frames bear; by their number."""
        wanted = [self.exact.pop(f"{mark}{number}", 0) for number in range(most + 1)]
        return tuple(reduce(or_, wanted[number:], 0) for number in range(most + 1))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "lexicon" / "frames" / f"{name}.toml").read_text("utf-8"))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        mask ^= bit
        yield bit
