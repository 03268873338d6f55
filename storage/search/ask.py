"""What the bot answers to a text: the chat and the command line both ask here, so that they agree.

A text may be a greeting, ask something of the bot, be an article of ours (its address, its title, its own words), or be
a search.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Literal

from storage.ports import Rows, RubricNames
from storage.search.answer import Hit, SearchAnswer, SearchOptions
from storage.search.card_text import CardText
from text.addresses import addresses_in, spellings_of, without_addresses
from text.search.long_texts import question_within
from text.search.query import LONGEST_QUERY
from text.search.requests.bot_request import RequestToBot
from text.search.requests.courtesies import Courtesy, courtesy, without_call, without_greeting
from text.search.requests.requests_to_bot import request_to_bot
from text.search.requests.same_text import is_same_text
from text.words.hostile import tame_line

# Of the best hits so many may be the text itself. An article that holds less of its words than this share is not it.
_COMPARED, _COVERED = 5, 0.5
# Characters of a pasted text that are looked at.
_LONGEST_TEXT = 4_096


@dataclass(frozen=True, slots=True)
class Reply:
    """`query`: what was searched for. `request`: what is asked of the bot; nothing was searched for then; `rubric`: the
    key of the one it names, or 0. `courtesy`: all it says is "hello" or "thanks". `itself`: the text is the one article
    found. `foreign`: nothing was found in the languages asked for, so the answer is in others. `strange_address`: of no
    article of ours; its words were searched for."""

    query: str
    answer: SearchAnswer
    request: RequestToBot | None = None
    rubric: int = 0
    itself: bool = False
    foreign: bool = False
    strange_address: bool = False
    courtesy: Courtesy | None = None

    @property
    def shown(self) -> tuple[Hit, ...]:
        """What a chat shows."""
        return self.answer.shown

    @property
    def found(self) -> bool | Literal["inexact"]:
        """Whether it answers; "inexact" where it is only alike."""
        if not self.shown:
            return False
        return "inexact" if self.answer.inexact else True


_NOTHING = SearchAnswer(hits=(), total_known=0, found=False, is_match=lambda word: False)


@dataclass(frozen=True, slots=True)
class Archive:
    """What is asked: rows, the names of rubrics, and the search."""

    rows: Rows
    rubrics: RubricNames
    find: Callable[[str, SearchOptions], Awaitable[SearchAnswer]]


async def ask(archive: Archive, text: str, options: SearchOptions, *, to_bot: bool) -> Reply:
    """See Search.ask. `to_bot`: whether the text may ask something of the bot."""
    if not any(map(str.isalnum, text[:_LONGEST_TEXT])):
        return Reply(text, _NOTHING)
    text = without_call(text[:_LONGEST_TEXT])
    if to_bot and (said := courtesy(text[:LONGEST_QUERY])):
        return Reply(text, _NOTHING, courtesy=said)
    text = without_greeting(text)
    request = request_to_bot(text) if to_bot else None
    if request and request.kind and (asked := await _requested(archive, text, request)):
        return asked
    reply = await _reply(archive, text, options)
    if request and (reply.found is not True or _are_missing(request.repaired, reply)):
        return await _guessed(archive, text, request) or reply
    return reply


async def _guessed(archive: Archive, text: str, request: RequestToBot) -> Reply | None:
    """The reply to what a text may ask of the bot, of a rubric first."""
    for word in request.mentioned:
        about = replace(request, kind=request.of_rubric, may_be_search=True, rest=word)
        if reply := await _requested(archive, text, about):
            return reply
    if not request.guess:
        return None
    # A strange word of one that speaks to the bot need not name a rubric.
    guess = replace(request, kind=request.guess, may_be_search=True, rest=request.rest if request.repaired else "")
    return await _requested(archive, text, guess)


async def _requested(archive: Archive, text: str, request: RequestToBot) -> Reply | None:
    """The reply to a request, if the words left over name a rubric."""
    rubric = await archive.rubrics.named_in_any_form(request.rest) if request.rest else None
    if request.rest and not rubric:
        return None
    return Reply(text, _NOTHING, request, rubric.key if rubric else 0)


def _are_missing(words: frozenset[str], reply: Reply) -> bool:
    """Whether there are words of the text that were read as those of a request, and stand in no article."""
    return bool(words) and words <= {absent.word for absent in reply.answer.missing}


async def _reply(archive: Archive, text: str, options: SearchOptions) -> Reply:
    """The reply to a text that asks nothing of the bot."""
    addresses = addresses_in(text[:_LONGEST_TEXT])
    if addresses and (key := await _addressed(archive.rows, addresses)):
        return Reply(text, _only(await _hit(archive.rows, key)), itself=True)
    words = without_addresses(text[:_LONGEST_TEXT]) if addresses else text
    query = tame_line(question_within(words, LONGEST_QUERY))[:LONGEST_QUERY]
    reply = await _search(archive, query, options)
    itself = _itself(words[:_LONGEST_TEXT], reply.answer, options)
    return (
        replace(reply, answer=_only(itself), itself=True) if itself else replace(reply, strange_address=bool(addresses))
    )


async def _search(archive: Archive, query: str, options: SearchOptions) -> Reply:
    """Searches in the languages of the options, then in all languages if those have no answer."""
    answer = await archive.find(query, options)
    if answer.found or not options.languages:
        return Reply(query, answer)
    everywhere = await archive.find(query, replace(options, languages=frozenset()))
    return Reply(query, everywhere, foreign=everywhere.found) if everywhere.found else Reply(query, answer)


async def _addressed(rows: Rows, addresses: tuple[str, ...]) -> int:
    """The key of the article under the first of these addresses that is ours; 0 for none."""
    for address in addresses:
        found = await rows.fetch("search_addressed", json.dumps(spellings_of(address), ensure_ascii=False))
        if found:
            return int(found[0][0])
    return 0


def _itself(text: str, answer: SearchAnswer, options: SearchOptions) -> Hit | None:
    """The one of the best hits that the text is. Two with one title are a search."""
    if options.offset or options.rubric or options.since_ms or answer.news:
        return None
    if len(text.split()) < 3:
        return None
    alike = [hit for hit in answer.hits[:_COMPARED] if hit.coverage >= _COVERED]
    same = [hit for hit in alike if is_same_text(text, answer.texts[hit.article_key])]
    return same[0] if len(same) == 1 else None


async def _hit(rows: Rows, key: int) -> Hit:
    [(_, id_, title, rubric, _, published_at, _, _)] = await rows.fetch("search_texts", json.dumps([key]))
    return Hit(key, id_, rubric, 1.0, 1.0, published_at, CardText(title))


def _only(hit: Hit) -> SearchAnswer:
    return SearchAnswer(hits=(hit,), total_known=1, found=True, is_match=lambda word: False, worth_a_card=1)
