"""Everything the pretend Telegram knows: the bot, people, chats, files, updates, and a clock that tests can shift."""

from __future__ import annotations

import json
import time
from typing import Any

from playground.api.calls import Calls
from playground.page.views import message_view
from playground.rules.params import Params
from playground.rules.refusals import bad, forbidden
from playground.world.changes import Changes
from playground.world.chats import Chat, Shared
from playground.world.content import Content
from playground.world.crowd import Crowd
from playground.world.files import Files
from playground.world.inline import InlineBox
from playground.world.menus import Menus
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.press import Press
from playground.world.updates import Updates
from playground.world.webhook import Webhook

BOT_ID = 123456789
BOT_USERNAME = "zharshy_bot"


class World:
    """The state behind one playground server."""

    def __init__(self, *, record: bool = True) -> None:
        self.bot: dict[str, Any] = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Жаршы",
            "username": BOT_USERNAME,
        }
        self.bot_json = json.dumps(self.bot)
        self.clock_offset = 0.0
        self.privacy_mode = True
        self.chats: dict[int, Chat] = {}
        self.crowd = Crowd()
        self.updates = Updates()
        self.changes = Changes()
        self.files = Files()
        self.menus = Menus()
        self.calls = Calls(record=record)
        self.inline = InlineBox(self)
        self.webhook = Webhook(self)
        self.presses: dict[str, Press] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.menu_buttons: dict[int, dict[str, Any]] = {}
        self._last_message_id = 0
        self._last_query_id = 7_000_000_000

    def now(self) -> float:
        """Unix time in seconds, shifted by `clock_offset`."""
        return time.time() + self.clock_offset

    def new_message_id(self) -> int:
        """Private chats and plain groups share one count, as in Telegram."""
        self._last_message_id += 1
        return self._last_message_id

    def new_query_id(self) -> str:
        self._last_query_id += 1
        return str(self._last_query_id)

    def keep(self, chat: Chat) -> None:
        self.chats[chat.id] = chat
        self.changes.happened()
        if self.changes.watched:
            self.changes.show({"event": "chats"})

    def chat(self, chat_id: int) -> Chat | None:
        """The chat; one that existed only as a number of a range becomes an object."""
        found = self.chats.get(chat_id)
        if found is None and self.crowd.covers(chat_id):
            found = self._step_forward(chat_id)
        return found

    def _step_forward(self, chat_id: int) -> Person:
        person = Person(self, chat_id, f"Reader {chat_id}")
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
        message = Message(chat.new_id() if message_id is None else message_id, chat, content, self.now())
        message.by_bot = True
        if chat.kind == "channel":
            message.extra["sender_chat"] = chat.as_json()
        else:
            message.sender = self.bot
        return message

    def show_message(self, event: str, message: Message) -> None:
        """Tells open pages about a new, edited or deleted message."""
        self.changes.show({"event": event, "message": message_view(message)})
