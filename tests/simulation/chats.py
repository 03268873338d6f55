"""Telegram's side of a run: chats, what stands in them, and how the Bot API answers to a call that has arrived."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from delivery.http.answers import read_answer
from domain.audience import ChatKind
from domain.outcomes import Outcome

# Titles of the simulated articles: article 3 in its second wording. A wording that Telegram refuses ends with POISON.
MARK = re.compile(r"News (\d+) wording (\d+)( POISON)?")
POISON = " POISON"
# In a digest: "2. <b>News 3 wording 2</b>".
LISTED = re.compile(r"^\d+\. (?:<b>)?(News (\d+) wording \d+)", re.MULTILINE)
# An address that Telegram cannot fetch a photo from.
BROKEN = "/broken/"
DELETABLE = 48 * 3600.0


@dataclass
class Message:
    """One copy in a chat; `article` 0: of a digest. `text` is None when it was deleted; `call` is the one that made it.

    `changed_by` is the last one that changed its text.
    """

    chat: int
    topic: int
    number: int
    article: int
    text: str | None
    sent_at: float
    call: Call
    deleted_by_reader: bool = False
    changed_by: Call | None = None
    is_photo: bool = False


@dataclass
class Call:
    """One call of a process, from its departure to what became of it. Times are virtual seconds.

    `effect_at`: when Telegram did or refused it; `answered_at`: when the process heard; `answer` is what it heard.
    """

    run: int
    method: str
    body: dict[str, Any]
    departed_at: float
    effect_at: float | None = None
    answered_at: float | None = None
    answer: Outcome | None = None
    refusal: str = ""
    made: Message | None = None
    uploaded: bool = False

    @property
    def chat(self) -> int:
        return int(self.body["chat_id"])

    @property
    def topic(self) -> int:
        return int(self.body.get("message_thread_id", 0))

    @property
    def wording(self) -> tuple[int, str] | None:
        """(article, the words of its title as sent); None for a deletion, a notice and a digest."""
        found = None if self.listed else MARK.search(self.words)
        return (int(found[1]), found[0]) if found else None

    @cached_property
    def listed(self) -> tuple[tuple[int, str], ...]:
        """What a digest lists: (article, the words of its title); empty for all else."""
        return tuple((int(number), title) for title, number in LISTED.findall(self.words))

    @property
    def titles(self) -> str:
        """Of a digest, for the history and as its text."""
        return ", ".join(title for _, title in self.listed)

    @property
    def words(self) -> str:
        """The text, or the caption of a photo."""
        return str({**self.body, **self.body.get("media", {})}.get("caption", self.body.get("text", "")))

    @property
    def photo(self) -> str:
        """What stands for the photo: its address, or its file_id."""
        return str({**self.body, **self.body.get("media", {})}.get("media", self.body.get("photo", "")))

    @property
    def is_new(self) -> bool:
        """Whether it makes a message."""
        return self.method in {"sendMessage", "sendPhoto"}


@dataclass
class Chat:
    """A chat as Telegram knows it. `number` counts its messages, so that ids of different chats coincide."""

    id: int
    kind: ChatKind
    blocked: bool = False
    deleted: bool = False
    may_write: bool = True
    moved_to: int = 0
    wait_until: float = 0.0
    closed_topics: set[int] = field(default_factory=set)
    number: int = 0
    messages: dict[int, Message] = field(default_factory=dict)
    writable_since: float = 0.0


class Chats:
    """Applies calls. `token_waits_until`: until then every call is refused as too fast."""

    def __init__(self) -> None:
        self.all: dict[int, Chat] = {}
        self.token_waits_until = 0.0
        self.copies: list[Message] = []
        self.digests: list[Message] = []

    def add(self, chat_id: int, kind: ChatKind) -> Chat:
        return self.all.setdefault(chat_id, Chat(chat_id, kind))

    def apply(self, call: Call, now: float) -> Outcome:
        """Does what the call asks, and reads the answer as the program reads it."""
        status, answer = self._answer(call, now)
        call.effect_at = now
        call.refusal = str(answer.get("description", ""))
        content = json.dumps(answer, separators=(",", ":")).encode()
        return read_answer(status, content, call.method, uploaded=call.uploaded)

    def _answer(self, call: Call, now: float) -> tuple[int, dict[str, Any]]:
        chat = self.all[call.chat]
        wait = max(self.token_waits_until, chat.wait_until) - now
        if wait > 0:
            seconds = math.ceil(wait)
            return _refuse(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        if chat.moved_to:
            said = "Bad Request: group chat was upgraded to a supergroup chat"
            return _refuse(400, said, migrate_to_chat_id=chat.moved_to)
        no = self._no(chat, call)
        if no is not None:
            return no
        if call.is_new:
            return self._send(chat, call, now)
        return self._change(chat, call, now)

    def _no(self, chat: Chat, call: Call) -> tuple[int, dict[str, Any]] | None:
        if chat.deleted:
            return _refuse(403, "Forbidden: user is deactivated")
        if chat.blocked:
            said = "user" if chat.kind is ChatKind.PRIVATE else "group chat"
            return _refuse(403, f"Forbidden: bot was blocked by the {said}")
        if not chat.may_write:
            return _refuse(400, "Bad Request: not enough rights to send text messages to the chat")
        if call.topic in chat.closed_topics:
            return _refuse(400, "Bad Request: TOPIC_CLOSED")
        if call.photo and chat.kind is ChatKind.GROUP and chat.id % 3 == 0:
            return _refuse(400, "Bad Request: not enough rights to send photos to the chat")
        if BROKEN in call.photo:
            return _refuse(400, "Bad Request: failed to get HTTP URL content")
        if call.photo and call.uploaded != call.photo.startswith("https:"):
            return _refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")
        if POISON in call.words:
            return _refuse(400, "Bad Request: can't parse entities: unsupported start tag at byte offset 0")
        return None

    def _send(self, chat: Chat, call: Call, now: float) -> tuple[int, dict[str, Any]]:
        chat.number += 1
        article, text = call.wording or (0, call.titles)
        made = Message(chat.id, call.topic, chat.number, article, text, now, call, is_photo=call.method == "sendPhoto")
        chat.messages[made.number] = call.made = made
        (self.copies if article else self.digests).append(made)
        return _done(made.number, call.photo)

    def _change(self, chat: Chat, call: Call, now: float) -> tuple[int, dict[str, Any]]:
        there = chat.messages.get(int(call.body["message_id"]))
        deletes = call.method == "deleteMessage"
        if there is None or there.text is None:
            return _refuse(400, f"Bad Request: message to {'delete' if deletes else 'edit'} not found")
        if deletes:
            if now - there.sent_at >= DELETABLE:
                return _refuse(400, "Bad Request: message can't be deleted for everyone")
            there.text = None
            return 200, {"ok": True, "result": True}
        if there.is_photo == (call.method == "editMessageText"):
            return _refuse(
                400, f"Bad Request: there is no {'text' if there.is_photo else 'caption'} in the message to edit"
            )
        wording = call.wording
        text = wording[1] if wording else call.titles or "(notice)"
        if text == there.text:
            return _refuse(400, "Bad Request: message is not modified")
        there.text, there.changed_by = text, call
        return _done(there.number, call.photo)


def _done(number: int, photo: str) -> tuple[int, dict[str, Any]]:
    sizes = {"photo": [{"file_id": "small"}, {"file_id": f"AgAD-{photo}"}]} if photo else {}
    return 200, {"ok": True, "result": {"message_id": number, "date": 0, **sizes}}


def _refuse(code: int, description: str, **parameters: int) -> tuple[int, dict[str, Any]]:
    answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return code, {**answer, "parameters": parameters} if parameters else answer
