"""The whole pretend Telegram: the base that all chats share, and the chats, people and messages in it."""

from __future__ import annotations

from typing import Any

from playground.rules.params import Params
from playground.rules.refusals import bad, forbidden
from playground.world.base import WorldBase
from playground.world.chats import Chat
from playground.world.content import Content
from playground.world.crowd import Crowd
from playground.world.inline import InlineMode
from playground.world.menus import Menus
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.shared_chats import Shared
from playground.world.webhook import Webhook


class World(WorldBase):
    """The state behind one playground server."""

    def __init__(self) -> None:
        super().__init__()
        self.chats: dict[int, Chat] = {}
        self.crowd = Crowd()
        self.menus = Menus()
        self.inline = InlineMode(self)
        self.webhook = Webhook(self)
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, dict[str, Any]] = {}

    def new_person(self, user_id: int, name: str, language_code: str = "", username: str = "") -> Person:
        """A person who has started the bot, and is in no list of chats yet."""
        return Person(self, self.inline, user_id, name, language_code, username)

    def known_chats(self) -> list[Chat]:
        return list(self.chats.values())

    def keep(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self.changes.happened()
        self.changes.show({"event": "chats"})

    def chat(self, chat_id: int) -> Chat | None:
        """The chat with this id. A chat that was only a number in a range becomes an object."""
        found = self.chats.get(chat_id)
        if found is None and self.crowd.covers(chat_id):
            found = self._leave_crowd(chat_id)
        return found

    def _leave_crowd(self, chat_id: int) -> Person:
        person = self.new_person(chat_id, f"Reader {chat_id}")
        self.chats[chat_id] = person
        for message_id, content, date, edited in self.crowd.take_out(chat_id):
            message = self.bot_message(person, content, message_id)
            message.date, message.edit_date = date, edited
            person.add(message)
        return person

    def addressed(self, params: Params, name: str = "chat_id") -> Chat:
        """The chat that a call names by id or @username. Raises Refusal (400)."""
        raw = params.text(name).strip()
        if not raw:
            raise bad(f"{name} is empty")
        chat: Chat | None = None
        if raw.startswith("@"):
            chat = next((c for c in self.chats.values() if isinstance(c, Shared) and c.username == raw[1:]), None)
        elif raw.removeprefix("-").isdecimal():
            chat = self.chat(int(raw))
        if chat is None:
            raise bad("chat not found")
        return chat

    def open_chat(self, params: Params) -> tuple[Chat, int | None]:
        """The chat and topic a call wants to write into. Raises Refusal when the bot may not."""
        chat = self.addressed(params)
        thread_id = params.integer("message_thread_id") or None
        if refusal := chat.refuses(thread_id):
            raise refusal
        if chat.id == self.bot["id"]:
            raise forbidden("bot can't send messages to itself")
        return chat, thread_id

    def bot_message(self, chat: Chat, content: Content, message_id: int | None = None) -> Message:
        """A message by the bot, not yet in the chat."""
        new_id = chat.new_id() if message_id is None else message_id
        message = Message(new_id, chat, content, self.now(), by_bot=True)
        if chat.kind == "channel":
            message.extra["sender_chat"] = chat.as_json()
        else:
            message.sender = self.bot
        return message
