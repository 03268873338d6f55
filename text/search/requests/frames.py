"""Wishes to the bot by their frames: kinds of words that stand together, whatever stands around them.

The rules (asks_about_*.py) know what a text asks for if they know each of its words. People also say why ("я на
работе", "phone storage full"), and nobody lists all reasons. A frame names the words by which a wish is known: who does
what to which thing ("not" before "send", "where" with "news"). text/search/lexicon/frames has a file for each wish
and one for the kinds of words; kazakh.toml has those by Kazakh stems.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from text.search.requests.bot_request import BotRequest
from text.search.requests.frame_lexicon import MOST_STRANGE, MOST_WORDS, ByBit, Frame, FrameLexicon
from text.words.bounded_cache import BoundedCache
from text.words.folding import folded_words
from text.words.latin import is_latin, to_cyrillic

_CACHED_WORDS = 10_000
# Words between two that belong together: "не надо мне больше присылать".
_BETWEEN = 3
# "Неприсылайте": people write a denial and its verb as one word.
_DENIAL, _SHORTEST_DENIED = "не", 4
# How one bids in Russian, folded, and what Kazakh says of "you" and of "me": "снимите", "аласыз", "қоямын".
_SPEAKING = (
    *("ите", "итес"),
    *folded_words("сың сің сыз сіз ңыз ңіз сыңдар сіңдер сыздар сіздер ңдар ңдер ңызшы ңізші ңдаршы ңдерші"),
    *folded_words("мын мін пын пін ғым гім йын йін йық йік дым дім"),
)

_LEXICON = FrameLexicon()
_LONGEST_BEGINNING = max(map(len, _LEXICON.beginnings))


def _kinds_of(folded: str) -> int:
    """The kinds that a word is of, as bits."""
    found = _LEXICON.exact.get(folded, 0)
    if folded[:1].isdigit():
        found |= _LEXICON.number
    for end in range(1, min(len(folded), _LONGEST_BEGINNING) + 1):
        found |= _LEXICON.beginnings.get(folded[:end], 0)
    return found | _LEXICON.speaking if found and folded.endswith(_SPEAKING) else found


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
    for bits, needed, meant in _LEXICON.phrases.possible(kinds):
        if kinds & needed == needed:
            size = len(bits)
            for place in range(len(masks) - size + 1):
                if all(mask & one for mask, one in zip(masks[place : place + size], bits, strict=True)):
                    masks[place : place + size] = [mask | meant for mask in masks[place : place + size]]
                    kinds |= meant
    return kinds


class Framed(NamedTuple):
    """What is wished by a frame: of the bot, and of the rubric that a word of the text may name. `speaks_to_bot`: by
    "you", "my", or as one bids. `likely`: what Kazakh stems wish where no other frame fits, less sure than the rules.
    """

    wish: BotRequest | None
    of_rubric: BotRequest | None
    speaks_to_bot: bool
    likely: BotRequest | None = None


def framed(folded: Sequence[str], *, strange: int) -> Framed:
    """What these words wish by the first frames that fit. `strange`: how many of them are no part of any request."""
    masks = list(_masks(folded))
    kinds = reduce(or_, masks, 0)
    if not kinds or len(masks) > MOST_WORDS:
        return Framed(None, None, speaks_to_bot=False)
    kinds = _with_phrases(masks, kinds)
    by_stems = kinds > _LEXICON.part_of_wish
    kinds |= _LEXICON.by_length[len(masks)] | _LEXICON.by_strange[min(strange, MOST_STRANGE)]
    of_rubric = _first(_LEXICON.of_rubrics, kinds, masks) if strange else None
    wish = _first(_LEXICON.wishes, kinds, masks)
    likely = _first(_LEXICON.kazakh_wishes, kinds, masks) if by_stems and not wish else None
    return Framed(wish, of_rubric, bool(kinds & _LEXICON.address), likely)


def _first(frames: ByBit[Frame], kinds: int, masks: Sequence[int]) -> BotRequest | None:
    """What is wished by the frame that fits and stands first in the lexicon."""
    fitting = [
        frame
        for frame in frames.possible(kinds)
        if kinds & frame.needed == frame.needed and not kinds & frame.barred and _in_order(masks, frame.pairs)
    ]
    return min(fitting).wish if fitting else None


def _in_order(masks: Sequence[int], pairs: Sequence[tuple[int, int]]) -> bool:
    return all(
        any(
            mask & first and any(other & second for other in masks[place + 1 : place + 2 + _BETWEEN])
            for place, mask in enumerate(masks)
        )
        for first, second in pairs
    )


def is_part_of_wish(folded: str) -> bool:
    """Whether a word is one of those that frames name, or that people say beside them, and no topic."""
    kinds = _KNOWN[folded]
    return bool(kinds & _LEXICON.part_of_wish) and not kinds & _LEXICON.topic
