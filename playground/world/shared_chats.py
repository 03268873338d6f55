"""Groups, supergroups and channels: their members, topics, and what the bot may do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.rules.refusals import Refusal, bad, forbidden, migrated
from playground.world.base import WorldBase
from playground.world.chats import Chat
from playground.world.messages import Message

GENERAL_TOPIC = 1
# One of the six that Telegram knows.
TOPIC_COLOUR = 7322096


@dataclass(slots=True)
class Topic:
    """A forum topic; in a `closed` one only those who manage topics may write."""

    name: str
    closed: bool = False
    made_at: float = 0.0


class Shared(Chat):
    """Groups and channels: many people, and the bot as a member or administrator."""

    def __init__(self, world: WorldBase, chat_id: int, title: str, username: str = "") -> None:
        super().__init__(world, chat_id, title, username)
        self.admins: list[int] = []
        self.members: list[int] = []
        self.bot_status = "member"
        self.may_write = True
        self.may_send_photos = True
        self.may_manage_topics = True
        self.migrated_to: int | None = None
        self._last_id = 0

    def as_json(self) -> dict[str, Any]:
        body = {"id": self.id, "type": self.kind, "title": self.title}
        return {**body, "username": self.username} if self.username else body

    def new_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def refuses(self, thread_id: int | None = None) -> Refusal | None:
        if self.migrated_to is not None:
            return migrated(self.migrated_to)
        if self.bot_status == "kicked":
            return forbidden(f"bot was kicked from the {self.kind} chat")
        if self.bot_status == "left":
            return forbidden(f"bot is not a member of the {self.kind} chat")
        return None


class Group(Shared):
    """A group, or a supergroup (`kind`), with topics when it is a forum."""

    def __init__(self, world: WorldBase, chat_id: int, title: str, kind: str = "group", username: str = "") -> None:
        super().__init__(world, chat_id, title, username)
        self.kind = kind
        self.topics: dict[int, Topic] = {}
        self.is_forum = False

    def as_json(self) -> dict[str, Any]:
        return super().as_json() | ({"is_forum": True} if self.is_forum else {})

    def new_id(self) -> int:
        return self.world.new_message_id() if self.kind == "group" else super().new_id()

    def topic_head(self, thread_id: int) -> dict[str, Any] | None:
        topic = self.topics.get(thread_id)
        if topic is None:
            return None
        made = {"name": topic.name, "icon_color": TOPIC_COLOUR}
        where = {"message_id": thread_id, "message_thread_id": thread_id, "is_topic_message": True}
        return {**where, "chat": self.as_json(), "date": int(topic.made_at), "forum_topic_created": made}

    def refuses(self, thread_id: int | None = None) -> Refusal | None:
        if refusal := super().refuses():
            return refusal
        if not self.may_write and self.bot_status != "administrator":
            return bad("not enough rights to send text messages to the chat")
        if thread_id is None and not self.is_forum:
            return None
        topic = self.topics.get(thread_id or GENERAL_TOPIC)
        if topic is None:
            return bad("message thread not found") if thread_id else None
        if topic.closed and self.bot_status != "administrator":
            return bad("TOPIC_CLOSED")
        return None


class Channel(Shared):
    """A channel: the bot writes as an administrator who may post."""

    kind = "channel"

    def refuses(self, thread_id: int | None = None) -> Refusal | None:
        if refusal := super().refuses():
            return refusal
        if self.bot_status != "administrator" or not self.may_write:
            return bad("need administrator rights in the channel chat")
        return bad("message thread not found") if thread_id else None


def reaches_bot(message: Message, world: WorldBase) -> bool:
    """Privacy mode: in a group the bot sees commands, mentions and replies to it, unless it is an administrator."""
    chat = message.chat
    if isinstance(chat, Channel):
        return chat.bot_status == "administrator"
    if not isinstance(chat, Group):
        return True
    if chat.bot_status in {"left", "kicked"}:
        return False
    if chat.bot_status == "administrator" or not world.privacy_mode:
        return True
    replied = chat.find(message.reply_to)
    mentioned = f"@{world.bot['username']}" in message.text
    return message.text.startswith("/") or mentioned or bool(replied and replied.by_bot)
