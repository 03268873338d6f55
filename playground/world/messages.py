"""A message in a chat: who said it, when, and what it shows now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from playground.rules.entities import Entity, to_html
from playground.rules.keyboards import Button
from playground.world.content import Content


class MessageChat(Protocol):
    """What a message, and the people who act on it, need of its chat."""

    id: int
    kind: str
    title: str
    toasts: list[str]

    def as_json(self) -> dict[str, Any]: ...
    def new_id(self) -> int: ...
    def find(self, message_id: int | None) -> Message | None: ...
    def add(self, message: Message) -> Message: ...
    def changed(self, message: Message) -> None: ...
    def remove(self, message: Message) -> None: ...
    def person_acts(self) -> None: ...
    def topic_head(self, thread_id: int) -> dict[str, Any] | None: ...


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """`content` changes when the message is edited; `deleted` messages are kept, so that tests can look at them."""

    id: int
    chat: MessageChat
    content: Content
    date: float
    edit_date: float = 0.0
    deleted: bool = False
    by_bot: bool = False
    sender: dict[str, Any] | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False
    # Of a message that was sent from an inline result with buttons.
    inline_id: str = ""
    # Fields of Telegram's Message that only some have: forward_origin, service notes, sender_chat ...
    extra: dict[str, Any] = field(default_factory=dict)
    # What it showed before, oldest first.
    versions: list[Content] = field(default_factory=list)

    def __repr__(self) -> str:
        who = "bot" if self.by_bot else "person"
        marks = "".join(f" {name}" for name in ("edited", "deleted", "silent") if getattr(self, name))
        keys = " | ".join(button.text for row in self.buttons for button in row)
        return f"<{self.id} {who}{marks}: {self.text!r}{f' [{keys}]' if keys else ''}>"

    @property
    def text(self) -> str:
        """The text, or the caption of a file."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.content.entities

    @property
    def html(self) -> str:
        """Telegram HTML that gives this text and formatting."""
        return to_html(self.content.text, self.content.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        return [list(row) for row in self.content.rows]

    @property
    def edited(self) -> bool:
        return self.edit_date > 0

    def button(self, label: str) -> Button:
        """The key with this label or callback data, else the only one that contains it."""
        keys = [button for row in self.content.rows for button in row]
        for found in (
            [key for key in keys if key.text == label],
            [key for key in keys if key.data == label],
            [key for key in keys if label in key.text],
        ):
            if len(found) == 1 or (found and found[0].text == label):
                return found[0]
        raise AssertionError(f"no button {label!r} (or several) among {[key.text for key in keys]}")

    def shows(self, content: Content) -> None:
        """The content after an edit."""
        self.versions.append(self.content)
        self.content = content

    def as_json(self, *, with_reply: bool = True) -> dict[str, Any]:
        """Telegram's Message."""
        body: dict[str, Any] = {"message_id": self.id, "chat": self.chat.as_json(), "date": int(self.date)}
        if self.sender is not None:
            body["from"] = self.sender
        if self.thread_id is not None:
            body["message_thread_id"] = self.thread_id
            body["is_topic_message"] = True
        if self.edit_date:
            body["edit_date"] = int(self.edit_date)
        replied = self.chat.find(self.reply_to) if self.reply_to and with_reply else None
        if replied is not None:
            body["reply_to_message"] = replied.as_json(with_reply=False)
        elif self.thread_id is not None and with_reply and (head := self.chat.topic_head(self.thread_id)):
            body["reply_to_message"] = head
        body.update(self.extra)
        body.update(self.content.fields)
        return body

    def origin(self) -> dict[str, Any]:
        """The fields that a forwarded copy has for where it comes from."""
        origin: dict[str, Any] = {"type": "user", "sender_user": self.sender}
        if self.chat.kind == "channel":
            origin = {"type": "channel", "chat": self.chat.as_json(), "message_id": self.id}
        return {"forward_origin": {**origin, "date": int(self.date)}}
