"""A pretend person, who writes, presses, blocks and forwards; each act makes the updates that Telegram would make."""

from __future__ import annotations

from typing import Any

from playground.rules.entities import Entity, trim, with_detected
from playground.rules.html_text import parse_html
from playground.rules.refusals import Refusal, bad, forbidden
from playground.world.base import WorldBase
from playground.world.chats import Chat
from playground.world.content import Content
from playground.world.inline import InlineMode, InlineQuery
from playground.world.members import bot_changed, member
from playground.world.messages import Message, MessageChat
from playground.world.press import Press
from playground.world.shared_chats import reaches_bot

ANONYMOUS_ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Person(Chat):
    """A person, and at the same time the private chat of that person and the bot."""

    def __init__(
        self, world: WorldBase, inline: InlineMode, user_id: int, name: str, language_code: str, username: str
    ) -> None:
        super().__init__(world, user_id, name, username)
        self._inline = inline
        self.language_code = language_code
        self.started = True
        self.blocked = False
        self.deactivated = False

    @property
    def user(self) -> dict[str, Any]:
        """Telegram's User."""
        body: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.title}
        if self.username:
            body["username"] = self.username
        if self.language_code:
            body["language_code"] = self.language_code
        return body

    def as_json(self) -> dict[str, Any]:
        body = {"id": self.id, "type": "private", "first_name": self.title}
        return {**body, "username": self.username} if self.username else body

    def refuses(self, thread_id: int | None = None) -> Refusal | None:
        if self.deactivated:
            return forbidden("user is deactivated")
        if self.blocked:
            return forbidden("bot was blocked by the user")
        if not self.started:
            return forbidden("bot can't initiate conversation with a user")
        return bad("message thread not found") if thread_id else None

    async def says(
        self,
        text: str,
        *,
        chat: MessageChat | None = None,
        topic: int | None = None,
        reply_to: Message | None = None,
        html: bool = False,
        anonymous: bool = False,
        extra: dict[str, Any] | None = None,
    ) -> Message:
        """Writes into `chat`, or into the private chat. With `html` the text is read as Telegram HTML; with `anonymous`
        an administrator speaks as the group; `extra` adds fields of Telegram's Message."""
        message = self._message(_typed(text, html=html), chat or self, topic, reply_to)
        message.extra.update(extra or {})
        if anonymous:
            message.sender = ANONYMOUS_ADMIN
            message.extra["sender_chat"] = message.chat.as_json()
        return await self._send(message)

    async def sends_file(
        self,
        name: str,
        data: bytes,
        *,
        kind: str = "document",
        mime: str = "",
        caption: str = "",
        size: int | None = None,
        chat: MessageChat | None = None,
        album: str = "",
    ) -> Message:
        """Sends a document, or a `photo`; `size` pretends that the file is larger than its bytes."""
        stored = self.world.files.keep(name, data, mime, size)
        words = _typed(caption, html=False)
        message = self._message(Content(words.text, words.entities, kind=kind, file=stored), chat or self)
        if album:
            message.extra["media_group_id"] = album
        return await self._send(message)

    async def forwards(self, message: Message, *, chat: MessageChat | None = None) -> Message:
        """Forwards a message of any chat to the bot."""
        copy = self._message(message.content, chat or self)
        copy.extra.update(message.origin())
        return await self._send(copy)

    async def sends_contact(self, phone: str = "+77010000000", *, chat: MessageChat | None = None) -> Message:
        """Shares the own contact."""
        contact = {"phone_number": phone, "first_name": self.title, "user_id": self.id}
        message = self._message(Content(kind="contact"), chat or self)
        message.extra["contact"] = contact
        return await self._send(message)

    async def tells(self, extra: dict[str, Any]) -> Message:
        """A service message in the private chat, as Telegram writes it for a person's act."""
        message = self._message(Content(kind="service"), self)
        message.extra.update(extra)
        return await self._send(message)

    def neighbours(self) -> list[Chat]:
        """Every chat of the world that has an object."""
        return self.world.known_chats()

    async def edits(self, message: Message, text: str) -> Message:
        """Changes what this person wrote."""
        message.shows(_typed(text, html=False))
        message.edit_date = self.world.now()
        message.chat.person_acts()
        message.chat.changed(message)
        kind = "edited_channel_post" if message.chat.kind == "channel" else "edited_message"
        self.world.updates.add(kind, message.as_json())
        return message

    async def deletes(self, message: Message) -> None:
        """Removes a message from the chat; the bot gets no update."""
        message.chat.remove(message)

    async def presses(self, message: Message, label: str) -> Press:
        """Presses the key with this label (or callback data) under a message that is still there."""
        if message.deleted:
            raise AssertionError(f"{message!r} is not there any more")
        button = message.button(label)
        if button.data is None:
            return Press(self.world.changes, "", message.chat, self.world.now(), url=button.url or "")
        return await self.presses_data(message, button.data)

    async def presses_data(self, message: Message, data: str) -> Press:
        """A callback query with any data: of an old button, of a deleted message, or a forged one."""
        world = self.world
        press = Press(world.changes, world.new_query_id(), message.chat, world.now())
        world.presses[press.id] = press
        message.chat.person_acts()
        body = {"message_id": message.id, "chat": message.chat.as_json(), "date": 0}
        body = body if message.deleted else message.as_json()
        # Of a message that came from an inline result the bot learns its inline id alone.
        where = {"inline_message_id": message.inline_id} if message.inline_id else {"message": body}
        query = {"id": press.id, "from": self.user, **where, "data": data}
        world.updates.add("callback_query", {**query, "chat_instance": str(message.chat.id)})
        return press

    async def asks_inline(self, query: str, offset: str = "", chat_type: str = "private") -> InlineQuery:
        """Types `@bot query` in some chat; the result waits for answerInlineQuery."""
        return self._inline.ask(self, query, offset, chat_type)

    async def blocks(self, blocked: bool = True) -> None:
        """Stops the bot: sends fail with 403 from now on; or, with False, lets the bot write again."""
        if blocked == self.blocked:
            return
        self.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        before, after = member(self.world.bot, old), member(self.world.bot, new)
        self.world.updates.add("my_chat_member", bot_changed(self, self.user, self.world.now(), before, after))
        self.world.changes.show({"event": "chats"})

    async def unblocks(self) -> None:
        await self.blocks(False)

    def deactivates(self) -> None:
        """The account is deleted."""
        self.deactivated = True

    def _message(
        self, content: Content, chat: MessageChat, topic: int | None = None, reply_to: Message | None = None
    ) -> Message:
        message = Message(chat.new_id(), chat, content, self.world.now(), thread_id=topic)
        message.reply_to = reply_to.id if reply_to else None
        if chat.kind == "channel":
            message.extra["sender_chat"] = chat.as_json()
        else:
            message.sender = self.user
        return message

    async def _send(self, message: Message) -> Message:
        if message.chat is self and (self.blocked or not self.started):
            self.started = True
            await self.unblocks()
            self.world.changes.show({"event": "chats"})
        message.chat.person_acts()
        message.chat.add(message)
        if reaches_bot(message, self.world):
            kind = "channel_post" if message.chat.kind == "channel" else "message"
            self.world.updates.add(kind, message.as_json())
        return message


def _typed(text: str, *, html: bool) -> Content:
    entities: list[Entity] = []
    if html:
        text, entities = parse_html(text)
    text, kept = trim(text, entities)
    return Content(text, with_detected(text, kept))
