"""A chat as its members see it: messages, and waiting for what the bot writes."""

from __future__ import annotations

from typing import Any

from playground.rules.refusals import Refusal
from playground.rules.reply_keyboards import ReplyKeyboard
from playground.world.base import WorldBase
from playground.world.changes import PATIENCE
from playground.world.content import Content
from playground.world.messages import Message


class Chat:
    """What all kinds of chat share. `history` has deleted messages too, `messages` has not."""

    kind = "private"

    def __init__(self, world: WorldBase, chat_id: int, title: str, username: str = "") -> None:
        self.world = world
        self.id = chat_id
        self.title = title
        self.username = username
        self.history: list[Message] = []
        self.toasts: list[str] = []
        self.action = ""
        self.reply_keyboard: ReplyKeyboard | None = None
        self._by_id: dict[int, Message] = {}
        # What the bot wrote or changed here, in order, and how much of that came before the last act of a person.
        self._spoken: list[tuple[Content, Message]] = []
        self._spoken_before = 0

    @property
    def messages(self) -> list[Message]:
        """The messages that are not deleted, newest last."""
        return [message for message in self.history if not message.deleted]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's messages that are not deleted, newest last."""
        return [message for message in self.messages if message.by_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        found = self.from_bot
        assert found, f"the bot said nothing in {self.title!r}"
        return found[-1]

    def find(self, message_id: int | None) -> Message | None:
        found = self._by_id.get(message_id) if message_id is not None else None
        return None if found is None or found.deleted else found

    def person_acts(self) -> None:
        """From now on `hears` sees only what the bot writes next."""
        self._spoken_before = len(self._spoken)

    async def hears(self, text: str, timeout: float = PATIENCE, topic: int | None = None) -> Message:
        """Waits until the bot writes, or changes a message so that it has, `text`; counted from the last time a person
        wrote or pressed here. AssertionError after `timeout` seconds, with what the chat shows."""

        def newest() -> Message | None:
            for content, message in reversed(self._spoken[self._spoken_before :]):
                if text in content.text and (topic is None or message.thread_id == topic):
                    return message
            return None

        found = await self.world.changes.until(newest, timeout)
        if found is None:
            raise AssertionError(f"{self.title!r} did not hear {text!r} within {timeout} s; it shows:\n{self.shown()}")
        return found

    async def loses(self, message: Message, timeout: float = PATIENCE) -> None:
        """Waits until a message is deleted."""
        if not await self.world.changes.until(lambda: message.deleted, timeout):
            raise AssertionError(f"{message!r} was not deleted within {timeout} s")

    async def sees_toast(self, text: str, timeout: float = PATIENCE) -> str:
        """Waits until the answer to a pressed button that contains `text` pops up."""
        found = await self.world.changes.until(lambda: next((t for t in self.toasts if text in t), None), timeout)
        if found is None:
            raise AssertionError(f"no toast {text!r} within {timeout} s; seen: {self.toasts}")
        return found

    def shown(self, limit: int = 8) -> str:
        """The last messages, one a line."""
        return "\n".join(f"  {message!r}" for message in self.messages[-limit:]) or "  (nothing)"

    def add(self, message: Message) -> Message:
        self.history.append(message)
        self._by_id[message.id] = message
        self._tell("message", message)
        return message

    def changed(self, message: Message) -> None:
        self._tell("edit", message)

    def remove(self, message: Message) -> None:
        message.deleted = True
        self._tell("delete", message)

    def _tell(self, event: str, message: Message) -> None:
        if message.by_bot and event != "delete":
            self._spoken.append((message.content, message))
            self.action = ""
        self.world.changes.happened()
        if self.world.changes.watched:
            self.world.changes.show({"event": event, "message": message})

    def new_id(self) -> int:
        return self.world.new_message_id()

    def show_reply_keyboard(self, keyboard: ReplyKeyboard) -> None:
        """The keyboard below the chat from now on; one without rows takes it away."""
        self.reply_keyboard = keyboard if keyboard.rows else None
        self.world.changes.happened()
        self.world.changes.show({"event": "keys", "keys_of": self})

    def topic_head(self, thread_id: int) -> dict[str, Any] | None:
        """The service message that a topic began with, to which everything said in it replies."""
        return None

    def as_json(self) -> dict[str, Any]:
        """Telegram's Chat."""
        raise NotImplementedError

    def refuses(self, thread_id: int | None = None) -> Refusal | None:
        """Why the bot may not write here; None when it may."""
        raise NotImplementedError
