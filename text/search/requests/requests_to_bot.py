"""What people ask the bot itself: to stop, to subscribe, to send less, its language, who it is, how to reach the desk.

A text is a request if each of its words is one of those in which people speak to the bot (request_words.py)
and together they ask for something. One word more makes it a search: "как отписаться" is a request, "как отписаться от
страховки" is none. Only a few words that may name a rubric are let through ("отпиши от спорта"); the caller knows the
rubrics. Words with a slip, or in another form, make a guess: a search comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from text.search.requests import asks_about_bot, asks_about_news
from text.search.requests.bot_request import BotRequest, RequestToBot
from text.search.requests.frames import Framed, framed, is_part_of_wish
from text.search.requests.groups import Group
from text.search.requests.likely_words import likely_groups
from text.search.requests.request_words import groups_of, with_plain_words
from text.search.requests.said import Said, said
from text.search.requests.verb_chains import is_told
from text.time.said_length import said_length
from text.words.folding import fold, folded_words, tidy, words
from text.words.layout import as_russian_keys

# Nobody asks the bot for something in more characters, or words.
_LONGEST, _MOST_WORDS = 120, 14
# What one says to a bot of its news, and what no article is about, nor a way to ask for news.
_OF_NO_ARTICLE = frozenset({
    *(BotRequest.STOP, BotRequest.PAUSE, BotRequest.NIGHT, BotRequest.FEWER, BotRequest.MISSING),
    *(BotRequest.UNSUBSCRIBE, BotRequest.FORGET, BotRequest.PRIVACY, BotRequest.WHO, BotRequest.SETTINGS),
})  # fmt: skip
# A text with one of these is a search.
_OPERATORS = '#@"«“'
# Words of a rubric's name.
_MOST_REST = 3
# So many words for each that is strange.
_KNOWN_FOR_STRANGE = 3
# Strange words beside a Kazakh verb that bids.
_MOST_BIDDING = 6
# What one says to the bot and in no search.
_SPEAKING = (Group.YOU, Group.ME, Group.TIRED, Group.BIDS)
# How a request to a person ends: "жіберіңізші", "присылайте".
_BIDDING = folded_words("ңыз ңіз ңдар ңдер ңызшы ңізші айте ите ойте")

_Rule = tuple[BotRequest, Callable[[Said], bool]]
# The first that fits is meant: "не присылай ночью" is no "не присылай".
_RULES: tuple[_Rule, ...] = (
    (BotRequest.FORGET, asks_about_bot.asks_forget),
    (BotRequest.PRIVACY, asks_about_bot.asks_privacy),
    (BotRequest.PAUSE, asks_about_news.asks_pause),
    (BotRequest.NIGHT, asks_about_news.asks_night),
    (BotRequest.LANGUAGE, asks_about_bot.asks_language),
    (BotRequest.SETTINGS, asks_about_bot.asks_settings),
    (BotRequest.MISSING, asks_about_bot.misses_news),
    (BotRequest.UNSUBSCRIBE, asks_about_news.asks_unsubscribe),
    (BotRequest.FEWER, asks_about_news.asks_fewer),
    (BotRequest.CONTACT, asks_about_bot.asks_contact),
    (BotRequest.STOP, asks_about_news.asks_stop),
    (BotRequest.SUBSCRIBE, asks_about_news.asks_subscribe),
    (BotRequest.WHO, asks_about_bot.asks_who),
    (BotRequest.ABILITIES, asks_about_bot.asks_abilities),
    (BotRequest.HELP, asks_about_bot.asks_help),
)
_ABOUT_RUBRICS: tuple[_Rule, ...] = (
    (BotRequest.UNSUBSCRIBE, asks_about_news.leaves_rubric),
    (BotRequest.SUBSCRIBE, asks_about_news.follows_rubric),
)
# One noun of these is a topic, too.
_TOPICS = (
    *(Group.LANGUAGE, Group.LANGUAGE_NAME, Group.SUBSCRIPTION, Group.HELP, Group.DESK, Group.COMPLAINT),
    *(Group.SUBSCRIBE, Group.PRIVACY, Group.FEATURE, Group.STOP, Group.PAUSE, Group.SLEEP, Group.SILENT, Group.BUNDLE),
    *(Group.ON, Group.GET, Group.OFFER, Group.UNCLEAR),
)


def request_to_bot(text: str) -> RequestToBot | None:
    """What a text asks of the bot; None where it is a search. 20 microseconds for a sentence."""
    plain = with_plain_words(" ".join(tidy(text).replace("'", "").replace("’", "").split()))
    if not plain or len(plain) > _LONGEST or any(map(plain.__contains__, _OPERATORS)):
        return None
    return _request(plain) or (_request(as_russian_keys(plain)) if plain.isascii() else None)


def _request(plain: str) -> RequestToBot | None:
    typed = words(plain)[: _MOST_WORDS + 1]
    if len(typed) > _MOST_WORDS:
        return None
    folded = list(map(fold, typed))
    found = groups_of(folded)
    strange = [word for word, groups in zip(typed, found, strict=True) if not groups]
    if not strange:
        return _in_known_words(typed, found, framed(folded, strange=0))
    asked = _about_rubric(typed, found, strange) if len(strange) <= _MOST_REST else None
    asked = _with_bidden(asked, _bidden(typed, found, strange))
    by_frame = _by_frame(typed, folded, found, asked)
    if by_frame or asked or len(strange) > _MOST_REST:
        return by_frame or asked
    return _in_other_words(typed, found)


def _with_bidden(asked: RequestToBot | None, bidden: RequestToBot | None) -> RequestToBot | None:
    """A request with what a verb bids besides, where that says more."""
    if not asked or not bidden:
        return asked or bidden
    return replace(asked, guess=bidden.guess or asked.guess, of_rubric=bidden.of_rubric, mentioned=bidden.mentioned)


def _in_known_words(typed: Sequence[str], found: Sequence[frozenset[Group]], by_frame: Framed) -> RequestToBot | None:
    """A request all of whose words are known; a frame says more surely than the rules for which."""
    length = said_length(typed)
    all_said = said(found, lasting=length is not None)
    kind = _asked_for(all_said)
    if kind:
        # A noun that articles may be about.
        is_topic = len(typed) == 1 and (all_said.any(*_TOPICS) or is_told(fold(typed[0])))
        return RequestToBot(by_frame.wish or kind, may_be_search=is_topic, length=length)
    return _of_known_words(by_frame, length) if by_frame.wish or by_frame.likely else None


def _of_known_words(by_frame: Framed, length: timedelta | None) -> RequestToBot:
    """A request by a frame of words that are all parts of wishes."""
    if by_frame.wish in _OF_NO_ARTICLE and by_frame.speaks_to_bot:
        return RequestToBot(by_frame.wish, may_be_search=True, length=length)
    return RequestToBot(None, guess=by_frame.wish or by_frame.likely, length=length)


def _by_frame(
    typed: Sequence[str], folded: Sequence[str], found: Sequence[frozenset[Group]], asked: RequestToBot | None
) -> RequestToBot | None:
    """A request that is known by a frame, whatever its strange words are; of the rubric that one of them may name."""
    strange = [
        word for word, one, groups in zip(typed, folded, found, strict=True) if not groups and not is_part_of_wish(one)
    ]
    by_frame = framed(folded, strange=len(strange))
    wish, of_rubric = by_frame.wish or by_frame.likely, by_frame.of_rubric
    if not wish and not (of_rubric and strange):
        return None
    if not strange:
        return _of_known_words(by_frame, said_length(typed))
    known = asked or RequestToBot(None, length=said_length(typed))
    return replace(known, guess=wish or known.guess, of_rubric=of_rubric, mentioned=strange if of_rubric else ())


def _asked_for(all_said: Said) -> BotRequest | None:
    """What words ask for of which each is one of those in which people speak to the bot."""
    if all_said.any(Group.ABOUT) and not all_said.any(Group.YOU, Group.ME, Group.BOT, Group.KEEP, Group.DATA):
        return None
    return _first(_RULES, all_said)


def _first(rules: Sequence[_Rule], all_said: Said) -> BotRequest | None:
    return next((kind for kind, asks in rules if asks(all_said)), None)


def _about_rubric(
    typed: Sequence[str], found: Sequence[frozenset[Group]], strange: Sequence[str]
) -> RequestToBot | None:
    """A request that concerns the rubric which its strange words may name."""
    if len(strange) == len(typed):
        return None
    all_said = said(found)
    kind, guess = _first(_ABOUT_RUBRICS, all_said), _guess(all_said, strange, typed)
    return RequestToBot(kind, " ".join(strange), guess=guess) if kind or guess else None


def _guess(all_said: Said, strange: Sequence[str], typed: Sequence[str]) -> BotRequest | None:
    """What a text with a strange word, or two among many, asks for, where it speaks to the bot: by "you", "me", by what
    one says to nobody else, or as one bids."""
    told = _tells_bot(all_said)
    to_bot = told or all_said.any(*_SPEAKING) or any(fold(word).endswith(_BIDDING) for word in typed)
    most = _MOST_BIDDING if told else max(1, len(typed) // _KNOWN_FOR_STRANGE)
    if len(strange) > most or not to_bot or all_said.any(Group.ABOUT):
        return None
    return _first(_RULES, all_said)


def _tells_bot(all_said: Said) -> bool:
    """Whether it says to the bot what it shall do, or that it does it not: "қажеті жоқ", "хабар келмейді"."""
    needs_none = all_said.has(Group.WANT, Group.NOT) and all_said.any(Group.NEWS, Group.RUBRIC, Group.SUBSCRIPTION)
    misses = all_said.has(Group.NEWS, Group.ABSENT, Group.NOT)
    return all_said.has(Group.BIDS) or needs_none or misses or all_said.has(Group.DATA, Group.ME)


def _bidden(typed: Sequence[str], found: Sequence[frozenset[Group]], strange: Sequence[str]) -> RequestToBot | None:
    """What a Kazakh verb bids or wishes, whatever reasons stand around it; of the rubric that one of them may name."""
    if not _tells_bot(said(found)):
        return None
    length = said_length(typed)
    all_said = said(found, lasting=length is not None)
    guess, of_rubric = _guess(all_said, strange, typed), _first(_ABOUT_RUBRICS, all_said)
    if not guess and not of_rubric:
        return None
    return RequestToBot(None, guess=guess, length=length, of_rubric=of_rubric, mentioned=strange if of_rubric else ())


def _in_other_words(typed: Sequence[str], found: Sequence[frozenset[Group]]) -> RequestToBot | None:
    """A request some of whose words have a slip or stand in a form that the table has not."""
    alone = len(typed) == 1
    likely = [groups or likely_groups(fold(word), alone=alone) for word, groups in zip(typed, found, strict=True)]
    repaired = frozenset(word for word, one, other in zip(typed, found, likely, strict=True) if other and not one)
    if not repaired:
        return None
    strange = [word for word, groups in zip(typed, likely, strict=True) if not groups]
    if strange:
        kind = _first(_ABOUT_RUBRICS, said(likely)) if len(strange) < len(typed) else None
        return RequestToBot(None, " ".join(strange), guess=kind, repaired=repaired) if kind else None
    length = said_length(typed)
    guess = _asked_for(said(likely, lasting=length is not None))
    return RequestToBot(None, guess=guess, repaired=repaired, length=length) if guess else None
