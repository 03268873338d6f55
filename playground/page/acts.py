"""What a person does on the page beside writing and pressing: reply keys, forwards, changes, and acts in a group."""

from __future__ import annotations

from typing import Any

from playground.local_requests import Act
from playground.world.cast import Cast
from playground.world.chats import Chat
from playground.world.groups import PlayChannel, PlayGroup
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.reply_keys import offered_chats, presses_key, shares_chat


class PersonActs:
    """Each docstring is the JSON that the act takes, beside `person` and `chat`. The caller handles the errors."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    @property
    def by_name(self) -> dict[str, Act]:
        names = ("forward", "contact", "edit", "key", "offered", "share", "promote", "bot", "topic", "migrate")
        return {name: getattr(self, f"_{name}") for name in names}

    def _who(self, body: dict[str, Any]) -> tuple[Person, Chat]:
        person = self._cast.person(int(body["person"]))
        return person, self._cast.chat(int(body.get("chat") or person.id))

    def _shared(self, body: dict[str, Any], name: str = "chat") -> PlayGroup | PlayChannel:
        chat = self._cast.chat(int(body[name]))
        if not isinstance(chat, PlayGroup | PlayChannel):
            raise ValueError("not a group or channel")
        return chat

    def _message(self, chat: Chat, body: dict[str, Any]) -> Message:
        found = chat.find(int(body["message"]))
        if found is None:
            raise ValueError("the message is not there any more")
        return found

    async def _forward(self, body: dict[str, Any]) -> Any:
        """{message}: to the private chat with the bot."""
        person, chat = self._who(body)
        return {"id": (await person.forwards(self._message(chat, body))).id}

    async def _contact(self, body: dict[str, Any]) -> Any:
        """{}"""
        person, chat = self._who(body)
        return {"id": (await person.sends_contact(chat=chat)).id}

    async def _edit(self, body: dict[str, Any]) -> Any:
        """{message, text}: an own message."""
        person, chat = self._who(body)
        message, text = self._message(chat, body), str(body["text"]).strip()
        if not text or message.by_bot or (message.sender or {}).get("id") not in (person.id, None):
            raise ValueError("only the own words can be changed")
        await person.edits(message, text)
        return {}

    async def _key(self, body: dict[str, Any]) -> Any:
        """{label}: a key of the reply keyboard."""
        person, chat = self._who(body)
        return {"id": (await presses_key(person, str(body["label"]), chat=chat)).id}

    async def _offered(self, body: dict[str, Any]) -> Any:
        """{label}: the chats that a key may share."""
        person, _ = self._who(body)
        return {"chats": [{"id": one.id, "title": one.title} for one in offered_chats(person, str(body["label"]))]}

    async def _share(self, body: dict[str, Any]) -> Any:
        """{label, shared}"""
        person, _ = self._who(body)
        return {"id": (await shares_chat(person, str(body["label"]), self._shared(body, "shared"))).id}

    async def _promote(self, body: dict[str, Any]) -> Any:
        """{who, admin}: makes somebody an administrator, or a member again."""
        self._shared(body).promotes(int(body["who"]), admin=bool(body["admin"]))
        return {}

    async def _bot(self, body: dict[str, Any]) -> Any:
        """{status: member|administrator|kicked, may_write?}: what the bot is in the chat from now on."""
        person, _ = self._who(body)
        status, may_write = str(body["status"]), bool(body.get("may_write", True))
        if status not in {"member", "administrator", "restricted", "kicked"}:
            raise ValueError("no such status")
        await self._shared(body).changes_bot(status, person, may_write=may_write)
        return {}

    async def _topic(self, body: dict[str, Any]) -> Any:
        """{act: open|close|reopen|delete, topic?, name?}"""
        group = self._shared(body)
        if not isinstance(group, PlayGroup):
            raise ValueError("not a group")
        if body["act"] == "open":
            return {"topic": group.opens_topic(str(body.get("name") or "").strip() or "Тақырып")}
        acts = {"close": group.closes_topic, "reopen": group.reopens_topic, "delete": group.deletes_topic}
        acts[str(body["act"])](int(body["topic"]))
        return {}

    async def _migrate(self, body: dict[str, Any]) -> Any:
        """{}: a group becomes a supergroup."""
        group = self._shared(body)
        if not isinstance(group, PlayGroup) or group.kind != "group":
            raise ValueError("this is no plain group")
        return {"id": (await group.migrates(-1_000_000_000_000 + group.id)).id}
