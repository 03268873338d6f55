"""What may be asked of the bot itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class BotRequest(StrEnum):
    """What is asked for."""

    STOP = "stop"
    PAUSE = "pause"
    UNSUBSCRIBE = "unsubscribe"
    SUBSCRIBE = "subscribe"
    FEWER = "fewer"
    NIGHT = "night"
    LANGUAGE = "language"
    WHO = "who"
    ABILITIES = "abilities"
    HELP = "help"
    MISSING = "missing"
    CONTACT = "contact"
    SETTINGS = "settings"
    PRIVACY = "privacy"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class RequestToBot:
    """`rest`: words that must name a rubric, or else the text is a search. `guess`: what it is taken for where no
    article answers that search, since it speaks to the bot, or nearly in its words (of the rubric that `rest` names);
    `repaired`: those of them that were read as others. `may_be_search`: one noun, a topic too. `length`: for how long
    to pause, if that is said. `of_rubric`: what it is taken for instead of `guess` if one of the words of `mentioned`
    names a rubric."""

    kind: BotRequest | None
    rest: str = ""
    may_be_search: bool = False
    guess: BotRequest | None = None
    repaired: frozenset[str] = frozenset()
    length: timedelta | None = None
    of_rubric: BotRequest | None = None
    mentioned: Sequence[str] = ()
