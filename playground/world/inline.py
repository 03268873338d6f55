"""Inline mode: a person types `@bot words`, the bot answers with results, the person sends one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from playground.rules.params import Params
from playground.rules.refusals import QUERY_TOO_OLD, bad
from playground.world.base import WorldBase
from playground.world.changes import PATIENCE
from playground.world.content import Content, text_content
from playground.world.messages import Message, MessageChat

MAX_RESULTS = 50
MAX_CACHE_SECONDS = 86400
QUERY_LIFETIME = 30.0


class Asker(MessageChat, Protocol):
    """The person who types an inline query, and the private chat with the bot: one object."""

    @property
    def user(self) -> dict[str, Any]: ...


@dataclass(slots=True, eq=False)
class InlineQuery:
    """One inline query and, when it was answered, its results as Telegram keeps them."""

    mode: InlineMode
    id: str
    asker: Asker
    query: str
    offset: str
    date: float
    answer: dict[str, Any] | None = None

    @property
    def results(self) -> list[dict[str, Any]]:
        return list(self.answer["results"]) if self.answer else []

    @property
    def next_offset(self) -> str:
        return str(self.answer["next_offset"]) if self.answer else ""

    async def answered(self, timeout: float = PATIENCE) -> list[dict[str, Any]]:
        """Waits for answerInlineQuery; the results."""
        if not await self.mode.world.changes.until(lambda: self.answer is not None, timeout):
            raise AssertionError(f"the inline query {self.query!r} was not answered within {timeout} s")
        return self.results

    async def chooses(self, index: int = 0, *, chat: MessageChat | None = None) -> Message:
        """Sends a result into a chat (the private chat with the bot when none is named)."""
        return self.mode.choose(self, self.results[index], chat or self.asker)


class InlineMode:
    """Open queries, cached answers, and the messages that were sent from them."""

    def __init__(self, world: WorldBase) -> None:
        self.world = world
        self.sent: dict[str, Message] = {}
        self._open: dict[str, InlineQuery] = {}
        self._cache: dict[tuple[str, str, int], tuple[float, dict[str, Any]]] = {}

    def ask(self, asker: Asker, query: str, offset: str, chat_type: str) -> InlineQuery:
        """Telegram answers from its cache when it can: for all people, unless the answer was personal."""
        asked = InlineQuery(self, self.world.new_query_id(), asker, query[:256], offset, self.world.now())
        for who in (0, asker.id):
            until, answer = self._cache.get((asked.query, offset, who), (0.0, None))
            if answer is not None and until > self.world.now():
                asked.answer = answer
                return asked
        self._open[asked.id] = asked
        update = {"id": asked.id, "from": asker.user, "query": asked.query, "offset": offset, "chat_type": chat_type}
        self.world.updates.add("inline_query", update)
        return asked

    def answer(self, params: Params) -> bool:
        """answerInlineQuery. Raises Refusal (400)."""
        results = params.json("results") or []
        if not isinstance(results, list):
            raise bad("can't parse inline query results JSON object")
        if len(results) > MAX_RESULTS:
            raise bad("RESULTS_TOO_MUCH")
        ids = [_checked(raw) for raw in results]
        if len(set(ids)) < len(ids):
            raise bad("RESULT_ID_DUPLICATE")
        if len(params.text("next_offset").encode()) > 64:
            raise bad("NEXT_OFFSET_INVALID")
        asked = self._open.pop(params.text("inline_query_id"), None)
        if asked is None or self.world.now() - asked.date > QUERY_LIFETIME:
            raise bad(QUERY_TOO_OLD)
        asked.answer = {"results": results, "next_offset": params.text("next_offset"), "button": params.json("button")}
        seconds = min(params.integer("cache_time", 300), MAX_CACHE_SECONDS)
        who = asked.asker.id if params.flag("is_personal") else 0
        self._cache[asked.query, asked.offset, who] = (self.world.now() + seconds, asked.answer)
        self.world.changes.happened()
        return True

    def choose(self, asked: InlineQuery, result: dict[str, Any], chat: MessageChat) -> Message:
        message = Message(chat.new_id(), chat, _content(result), self.world.now(), sender=asked.asker.user)
        message.extra["via_bot"] = self.world.bot
        chat.add(message)
        inline_id = f"inline{message.id}x{abs(chat.id)}"
        self.sent[inline_id] = message
        chosen = {"result_id": result["id"], "from": asked.asker.user, "query": asked.query}
        if message.content.rows:
            chosen["inline_message_id"] = message.inline_id = inline_id
        self.world.updates.add("chosen_inline_result", chosen)
        return message


def _content(result: dict[str, Any]) -> Content:
    words = result.get("input_message_content") or {}
    text = {"text": words.get("message_text") or result.get("title"), "parse_mode": words.get("parse_mode")}
    return text_content(Params({**text, "entities": words.get("entities"), "reply_markup": result.get("reply_markup")}))


def _checked(raw: Any) -> str:
    """The id of a result that Telegram would accept."""
    result_id = raw.get("id") if isinstance(raw, dict) else None
    if not isinstance(result_id, str) or not 1 <= len(result_id.encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if raw.get("type") == "article":
        if not raw.get("title"):
            raise bad("can't parse inline query result: can't find field \"title\"")
        if not raw.get("input_message_content"):
            raise bad("can't parse inline query result: message content is empty")
        _content(raw)
    return result_id
