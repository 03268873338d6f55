"""What people ask the bot itself: to stop, to subscribe, to send less, its language, who it is, how to reach the desk.

A text is a request if each of its words is one of those in which people speak to the bot (request_words.py)
and together they ask for something. One word more makes it a search: "как отписаться" is a request, "как отписаться от
страховки" is none. Only a few words that may name a rubric are let through ("отпиши от спорта"); the caller knows the
rubrics.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from text.search.requests.request_words import Group, groups_of
from text.words.folding import fold, folded_words, tidy, words
from text.words.layout import as_russian_keys

# Nobody asks the bot for something in more characters, or words.
_LONGEST, _MOST_WORDS = 120, 14
# A text with one of these is a search.
_OPERATORS = '#@"«“'
# Words of a rubric's name.
_MOST_REST = 3


class BotRequest(StrEnum):
    """What is asked for."""

    STOP = "stop"
    UNSUBSCRIBE = "unsubscribe"
    SUBSCRIBE = "subscribe"
    FEWER = "fewer"
    NIGHT = "night"
    LANGUAGE = "language"
    WHO = "who"
    ABILITIES = "abilities"
    HELP = "help"
    CONTACT = "contact"
    SETTINGS = "settings"
    PRIVACY = "privacy"
    FORGET = "forget"


@dataclass(frozen=True, slots=True)
class RequestToBot:
    """`rest`: words that must name a rubric, or else the text is a search. `guess`: what it is taken for where no
    article answers that search, since it speaks to the bot. `may_be_search`: one noun, a topic too."""

    kind: BotRequest | None
    rest: str = ""
    may_be_search: bool = False
    guess: BotRequest | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """The groups of all words, and of the words that say something, in order."""

    groups: frozenset[Group]
    telling: Sequence[frozenset[Group]]

    def has(self, *groups: Group) -> bool:
        """Whether each of these groups has a word."""
        return all(group in self.groups for group in groups)

    def any(self, *groups: Group) -> bool:
        return not self.groups.isdisjoint(groups)

    @property
    def alone(self) -> bool:
        """Whether a single word says something."""
        return len(self.telling) == 1

    def only(self, *groups: Group) -> bool:
        """Whether every word that says something belongs to one of these groups."""
        return bool(self.telling) and all(not one.isdisjoint(groups) for one in self.telling)


def request_to_bot(text: str) -> RequestToBot | None:
    """What a text asks of the bot; None where it is a search. 20 microseconds for a sentence."""
    plain = " ".join(tidy(text).replace("'", "").replace("’", "").split())
    plain = plain.replace("sign up", "signup").replace("sign me up", "signup me")
    if not plain or len(plain) > _LONGEST or any(map(plain.__contains__, _OPERATORS)):
        return None
    return _request(plain) or (_request(as_russian_keys(plain)) if plain.isascii() else None)


def _request(plain: str) -> RequestToBot | None:
    typed = words(plain)[: _MOST_WORDS + 1]
    found = groups_of(map(fold, typed))
    rest = [word for word, groups in zip(typed, found, strict=True) if not groups]
    if len(typed) > _MOST_WORDS or len(rest) > _MOST_REST or len(rest) == len(typed):
        return None
    said = _said(found)
    if rest:
        kind = next((kind for kind, asks in _ABOUT_RUBRICS if asks(said)), None)
        guess = _guess(said, rest, typed)
        return RequestToBot(kind, " ".join(rest), guess=guess) if kind or guess else None
    if said.any(Group.ABOUT) and not said.any(Group.YOU, Group.ME, Group.BOT, Group.KEEP):
        return None
    kind = next((kind for kind, asks in _RULES if asks(said)), None)
    return RequestToBot(kind, may_be_search=said.alone and _is_topic(said)) if kind else None


def _guess(said: _Said, rest: Sequence[str], typed: Sequence[str]) -> BotRequest | None:
    """What a text with one strange word asks for, where it speaks to the bot: by "you", "me", or as one bids."""
    to_bot = said.any(Group.YOU, Group.ME) or any(fold(word).endswith(_BIDDING) for word in typed)
    if len(rest) > 1 or not to_bot or said.any(Group.ABOUT):
        return None
    return next((kind for kind, asks in _RULES if asks(said)), None)


def _said(found: Sequence[frozenset[Group]]) -> _Said:
    groups = {group for one in found for group in one} - {Group.NEGATED}
    if any(Group.RUSSIAN_NOT in one and Group.NEGATED in after for one, after in pairwise(found)):
        groups.add(Group.NOT)
    telling = [one for one in found if one and Group.FILLER not in one and not one <= _POINTING]
    return _Said(frozenset(groups), telling)


def _is_topic(said: _Said) -> bool:
    nouns = {Group.LANGUAGE, Group.LANGUAGE_NAME, Group.SUBSCRIPTION, Group.HELP, Group.DESK, Group.COMPLAINT}
    return not said.groups.isdisjoint({*nouns, Group.SUBSCRIBE, Group.PRIVACY, Group.FEATURE, Group.STOP})


def _asks_forget(said: _Said) -> bool:
    return said.has(Group.DATA, Group.DELETE) or said.has(Group.FORGET, Group.ME)


def _asks_privacy(said: _Said) -> bool:
    about_me = said.has(Group.KEEP) and said.any(Group.DATA, Group.ABOUT)
    return said.has(Group.PRIVACY) or (about_me and said.any(Group.YOU, Group.ME, Group.WHAT))


def _asks_night(said: _Said) -> bool:
    refused = said.any(Group.DO_NOT_SEND, Group.STOP, Group.OFF, Group.DISTURB, Group.QUIET) or (
        said.has(Group.NOT) and said.any(Group.SEND, Group.GET, Group.WANT)
    )
    if said.any(Group.NIGHT) and (refused or said.has(Group.NOT)):
        return True
    if said.has(Group.NOT) and said.any(Group.DISTURB):
        return True
    if said.has(Group.QUIET):
        return said.any(Group.TIME, Group.NOT, Group.OFF, Group.ON, Group.CHANGE, Group.SEND, Group.FEW)
    return said.has(Group.TIME) and (said.has(Group.DO_NOT_SEND) or said.has(Group.NOT, Group.SEND))


def _asks_fewer(said: _Said) -> bool:
    if (
        said.has(Group.FEW)
        or said.only(Group.SPAM)
        or (said.has(Group.ONCE) and said.only(Group.ONCE, Group.PER, Group.NIGHT))
    ):
        return True
    if said.has(Group.MUCH) and said.any(Group.TOO, Group.NOT):
        return True
    flooded = said.any(Group.NEWS, Group.SEND, Group.GET, Group.DISTURB)
    return flooded and said.any(Group.MUCH, Group.ONCE, Group.A_FEW)


def _asks_unsubscribe(said: _Said) -> bool:
    refuses = said.has(Group.REFUSE_FIRST, Group.REFUSE_SECOND)
    cancels = said.has(Group.CANCEL) and said.any(Group.NEWS, Group.SUBSCRIPTION, Group.SUBSCRIBE, Group.BOT)
    ends = said.any(Group.OFF, Group.STOP, Group.DELETE, Group.LEAVE) and said.any(
        Group.SUBSCRIPTION, Group.SUBSCRIBE, Group.RUBRIC, Group.LIST
    )
    # "Take me off", "how do I leave the channel".
    leaves = said.has(Group.OFF, Group.ME) or (
        said.has(Group.LEAVE) and said.any(Group.HOW, Group.WANT, Group.NEWS, Group.BOT)
    )
    return said.has(Group.UNSUBSCRIBE) or refuses or cancels or ends or leaves


def _asks_stop(said: _Said) -> bool:
    if said.any(Group.STOP, Group.DO_NOT_SEND):
        return True
    if said.any(Group.OFF, Group.LEAVE):
        named = said.any(Group.NEWS, Group.SUBSCRIPTION, Group.BOT, Group.ME)
        twice = said.only(Group.OFF) and len(said.telling) > 1
        return (named or twice) and not said.has(Group.ON, Group.AGAIN)
    refused = said.any(Group.SEND, Group.GET) or (
        said.has(Group.WANT) and said.any(Group.NEWS, Group.BOT, Group.ALL, Group.SUBSCRIPTION)
    )
    if said.has(Group.NO, Group.NEWS) or (said.has(Group.NOT, Group.WANT) and said.only(Group.NOT, Group.WANT)):
        return True
    return said.has(Group.NOT) and refused and not said.any(Group.HOW, Group.UNCLEAR)


def _asks_subscribe(said: _Said) -> bool:
    if said.has(Group.SUBSCRIBE) or said.has(Group.AGAIN, Group.ON):
        return not said.has(Group.NOT)
    if said.only(Group.RESUME) or (said.has(Group.RUBRIC) and said.any(Group.CHANGE, Group.WANT, Group.ON, Group.HOW)):
        return True
    if said.has(Group.ON) and (said.any(Group.NEWS, Group.SUBSCRIPTION) or said.alone):
        return True
    if said.has(Group.AGAIN) and said.any(Group.NEWS, Group.SEND, Group.SUBSCRIPTION):
        return True
    wants = said.has(Group.NEWS) and said.any(Group.SEND, Group.GET)
    return wants or (said.has(Group.SUBSCRIPTION) and not said.has(Group.NEWS))


def _asks_language(said: _Said) -> bool:
    changes = said.any(Group.CHANGE, Group.SPEAK, Group.HOW, Group.WANT, Group.SETTINGS, Group.UNCLEAR, Group.CAN)
    if said.has(Group.NEWS):
        wants = said.any(Group.WANT, Group.SEND, Group.CHANGE, Group.GET)
        return wants and said.any(Group.LANGUAGE, Group.LANGUAGE_NAME)
    if said.has(Group.LANGUAGE):
        return changes or said.alone
    return said.has(Group.LANGUAGE_NAME) and (changes or said.alone)


def _asks_contact(said: _Said) -> bool:
    if said.has(Group.DESK):
        return said.alone or said.any(
            *(Group.WRITE, Group.HOW, Group.WANT, Group.COMPLAINT, Group.NEWS, Group.SEND, Group.OFFER, Group.CAN)
        )
    if said.has(Group.COMPLAINT):
        shown = said.any(Group.WRITE, Group.WANT, Group.NEWS, Group.HOW, Group.SEND)
        return shown or said.only(Group.COMPLAINT, Group.ME)
    if said.has(Group.OFFER) and (said.has(Group.NEWS) or said.alone):
        return True
    if said.has(Group.NEWS, Group.YOU, Group.ME) and said.only(Group.NEWS):
        return True
    if said.has(Group.BACK, Group.WRITE):
        return True
    if said.has(Group.PERSON) and not said.any(Group.YOU, Group.WHO, Group.BOT):
        return said.any(Group.WRITE, Group.SPEAK, Group.WANT, Group.HELP)
    asks = said.any(Group.HOW, Group.WANT, Group.CAN) or len(said.telling) > 1
    return said.has(Group.WRITE) and asks and said.any(Group.YOU, Group.DESK)


def _asks_who(said: _Said) -> bool:
    if said.any(Group.WHO_ARE_YOU) or (said.has(Group.YOU) and said.any(Group.WHO, Group.PERSON, Group.NAME)):
        return not said.any(Group.CAN) or said.any(Group.WHO, Group.WHO_ARE_YOU)
    if said.only(Group.WHO, Group.WHAT) and (said.has(Group.YOU) or (said.has(Group.WHO) and said.has(Group.FILLER))):
        return True
    if said.has(Group.WHO, Group.SPEAK) or (said.only(Group.BOT, Group.PERSON) and said.has(Group.FILLER)):
        return True
    return said.has(Group.BOT) and said.any(Group.WHO, Group.WHAT) and not said.any(Group.CAN, Group.FEATURE)


def _asks_abilities(said: _Said) -> bool:
    if said.has(Group.FEATURE):
        return said.alone or said.any(Group.WHAT, Group.HOW, Group.YOU, Group.BOT)
    return said.has(Group.WHAT, Group.CAN) or said.has(Group.WHAT, Group.YOU, Group.WANT)


def _asks_help(said: _Said) -> bool:
    uses = said.has(Group.USE) and said.any(Group.HOW, Group.BOT, Group.YOU, Group.WHAT)
    of_others = said.any(Group.PERSON) and not said.any(Group.YOU, Group.BOT)
    return (uses and not of_others) or said.any(Group.HELP, Group.UNCLEAR)


# How a request to a person ends: "жіберіңізші", "присылайте".
_BIDDING = folded_words("ңыз ңіз ңдар ңдер ңызшы ңізші айте ите ойте")
_POINTING = {Group.YOU, Group.ME}
_Rule = tuple[BotRequest, Callable[[_Said], bool]]
# The first that fits is meant: "не присылай ночью" is no "не присылай".
_RULES: tuple[_Rule, ...] = (
    (BotRequest.FORGET, _asks_forget),
    (BotRequest.PRIVACY, _asks_privacy),
    (BotRequest.NIGHT, _asks_night),
    (BotRequest.LANGUAGE, _asks_language),
    (BotRequest.SETTINGS, lambda said: said.has(Group.SETTINGS)),
    (BotRequest.UNSUBSCRIBE, _asks_unsubscribe),
    (BotRequest.FEWER, _asks_fewer),
    (BotRequest.CONTACT, _asks_contact),
    (BotRequest.STOP, _asks_stop),
    (BotRequest.SUBSCRIBE, _asks_subscribe),
    (BotRequest.WHO, _asks_who),
    (BotRequest.ABILITIES, _asks_abilities),
    (BotRequest.HELP, _asks_help),
)
_ABOUT_RUBRICS: tuple[_Rule, ...] = (
    (BotRequest.UNSUBSCRIBE, lambda said: _asks_unsubscribe(said) or _asks_stop(said)),
    (BotRequest.SUBSCRIBE, lambda said: said.any(Group.SUBSCRIBE, Group.SEND, Group.GET, Group.ON)),
)
