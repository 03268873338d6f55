"""The acts of `/control/…` that change the world. Each docstring is the JSON that the act takes."""

from __future__ import annotations

import base64
from typing import Any

from playground.world.cast import Cast
from playground.world.chats import Chat
from playground.world.groups import PlayChannel, PlayGroup
from playground.world.inline import InlineQuery
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.reply_keys import offered_chats, presses_key, shares_chat
from playground.world.views import message_view


class Steering:
    """Acts on one world. The caller handles the errors."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._asked: dict[str, InlineQuery] = {}

    async def _person(self, body: dict[str, Any]) -> Any:
        """{id, name, language_code?, username?, started?}"""
        body = dict(body)
        person = self.cast.add_person(int(body.pop("id")), str(body.pop("name", "Reader")), **body)
        return {"id": person.id}

    async def _range(self, body: dict[str, Any]) -> Any:
        """{first, count}"""
        self.cast.add_range(int(body["first"]), int(body["count"]))
        return {}

    async def _group(self, body: dict[str, Any]) -> Any:
        """{id, title, kind?: group|supergroup, topics?: {id: name}, admins?, members?, bot?}"""
        body = dict(body)
        topics = {int(number): str(name) for number, name in (body.pop("topics", None) or {}).items()}
        return {"id": self.cast.add_group(int(body.pop("id")), str(body.pop("title")), topics=topics, **body).id}

    async def _channel(self, body: dict[str, Any]) -> Any:
        """{id, title, admins?, bot?, username?}"""
        body = dict(body)
        return {"id": self.cast.add_channel(int(body.pop("id")), str(body.pop("title")), **body).id}

    async def _topic(self, body: dict[str, Any]) -> Any:
        """{chat, topic?, act: open|rename|close|reopen|delete, name?}"""
        group, number = self._shared(body), int(body.get("topic") or 1)
        if not isinstance(group, PlayGroup):
            raise ValueError("not a group")
        if body["act"] == "open":
            return {"topic": group.opens_topic(str(body["name"]), body.get("topic"))}
        if body["act"] == "rename":
            group.renames_topic(number, str(body["name"]))
            return {"topic": number}
        acts = {"close": group.closes_topic, "reopen": group.reopens_topic, "delete": group.deletes_topic}
        acts[str(body["act"])](number)
        return {"topic": number}

    async def _promote(self, body: dict[str, Any]) -> Any:
        """{chat, person, admin?: true}: makes somebody an administrator, or a member again."""
        shared = self._shared(body)
        shared.promotes(int(body["person"]), admin=bool(body.get("admin", True)))
        return {"admins": shared.admins}

    async def _permissions(self, body: dict[str, Any]) -> Any:
        """{chat, may_write?, may_send_photos?, may_manage_topics?}: without an update to the bot."""
        shared = self._shared(body)
        for name in ("may_write", "may_send_photos", "may_manage_topics"):
            if name in body:
                setattr(shared, name, bool(body[name]))
        return {}

    async def _membership(self, body: dict[str, Any]) -> Any:
        """{chat, status, by?, may_write?}: what the bot is in a group or channel from now on."""
        by = self.cast.person(int(body["by"])) if body.get("by") else None
        may_write = bool(body.get("may_write", True))
        await self._shared(body).changes_bot(str(body["status"]), by, may_write=may_write)
        return {}

    async def _migrate(self, body: dict[str, Any]) -> Any:
        """{chat, to}"""
        group = self._shared(body)
        if not isinstance(group, PlayGroup):
            raise ValueError("not a group")
        return {"id": (await group.migrates(int(body["to"]))).id}

    def _shared(self, body: dict[str, Any]) -> PlayGroup | PlayChannel:
        chat = self.cast.chat(int(body["chat"]))
        if not isinstance(chat, PlayGroup | PlayChannel):
            raise ValueError("not a group or channel")
        return chat

    def _who(self, body: dict[str, Any]) -> tuple[Person, Chat]:
        person = self.cast.person(int(body["person"]))
        return person, self.cast.chat(int(body["chat"])) if body.get("chat") else person

    async def _say(self, body: dict[str, Any]) -> Any:
        """{person, text, chat?, topic?, reply_to?, html?, anonymous?}"""
        person, chat = self._who(body)
        reply_to = chat.find(int(body["reply_to"])) if body.get("reply_to") else None
        flags: dict[str, Any] = {name: bool(body.get(name)) for name in ("html", "anonymous")}
        text, topic = str(body["text"]), body.get("topic")
        return message_view(await person.says(text, chat=chat, topic=topic, reply_to=reply_to, **flags))

    async def _forward(self, body: dict[str, Any]) -> Any:
        """{person, message, from (a chat), chat?}: forwards a message of any chat to the bot, or into `chat`."""
        person, chat = self._who(body)
        source = self.cast.chat(int(body["from"]))
        return message_view(await person.forwards(self._message(source, body), chat=chat))

    async def _contact(self, body: dict[str, Any]) -> Any:
        """{person, phone?, chat?}"""
        person, chat = self._who(body)
        return message_view(await person.sends_contact(str(body.get("phone") or "+77010000000"), chat=chat))

    async def _key(self, body: dict[str, Any]) -> Any:
        """{person, label, chat?}: a key of the reply keyboard that sends its text, or the contact."""
        person, chat = self._who(body)
        return message_view(await presses_key(person, str(body["label"]), chat=chat))

    async def _offered(self, body: dict[str, Any]) -> Any:
        """{person, label} -> {chats: [{id, title}]}: what Telegram offers for a key with `request_chat`."""
        person, _ = self._who(body)
        return {"chats": [{"id": one.id, "title": one.title} for one in offered_chats(person, str(body["label"]))]}

    async def _share(self, body: dict[str, Any]) -> Any:
        """{person, label, shared (a chat), unchecked?}: answers a key with `request_chat`."""
        person, _ = self._who(body)
        shared = self._shared({"chat": body["shared"]})
        unchecked = bool(body.get("unchecked"))
        return message_view(await shares_chat(person, str(body["label"]), shared, unchecked=unchecked))

    async def _edit(self, body: dict[str, Any]) -> Any:
        """{person, message, text, chat?}"""
        person, chat = self._who(body)
        return message_view(await person.edits(self._message(chat, body), str(body["text"])))

    async def _press(self, body: dict[str, Any]) -> Any:
        """{person, label | data, message? (default: the bot's last), chat?, timeout?} -> {toast, alert, answered}"""
        person, chat = self._who(body)
        message = self._message(chat, body)
        by_data = "data" in body
        press = await (
            person.presses_data(message, str(body["data"])) if by_data else person.presses(message, str(body["label"]))
        )
        if press.url:
            return {"url": press.url}
        await self.cast.world.changes.until(lambda: press.is_answered, float(body.get("timeout", 5)))
        return {"answered": press.is_answered, "toast": press.toast, "alert": press.alert}

    def _message(self, chat: Chat, body: dict[str, Any]) -> Message:
        if not body.get("message"):
            return chat.last
        found = chat.find(int(body["message"]))
        if found is None:
            raise ValueError("no such message")
        return found

    async def _file(self, body: dict[str, Any]) -> Any:
        """{person, name, data (base64), kind?, mime?, caption?, size?, chat?}"""
        person, chat = self._who(body)
        data = base64.b64decode(str(body["data"]))
        names = {name: body[name] for name in ("kind", "mime", "caption", "size") if name in body}
        return message_view(await person.sends_file(str(body["name"]), data, chat=chat, **names))

    async def _block(self, body: dict[str, Any]) -> Any:
        """{person | first + count, blocked?: true}"""
        first, count = int(body.get("person") or body["first"]), int(body.get("count", 1))
        for user_id in range(first, first + count):
            await self.cast.person(user_id).blocks(bool(body.get("blocked", True)))
        return {"count": count}

    async def _deactivate(self, body: dict[str, Any]) -> Any:
        """{person}"""
        self.cast.person(int(body["person"])).deactivates()
        return {}

    async def _inline(self, body: dict[str, Any]) -> Any:
        """{person, query, offset?, timeout?} -> {id, results, next_offset}"""
        person, _ = self._who(body)
        found = await person.asks_inline(str(body["query"]), str(body.get("offset") or ""))
        self._asked[found.id] = found
        while len(self._asked) > 50:
            del self._asked[next(iter(self._asked))]
        results = await found.answered(float(body.get("timeout", 5)))
        return {"id": found.id, "results": results, "next_offset": found.next_offset}

    async def _choose(self, body: dict[str, Any]) -> Any:
        """{person, id (of the query), index?, chat?}: sends a result into a chat; `press` presses a button under it."""
        _, chat = self._who(body)
        return message_view(await self._asked[str(body["id"])].chooses(int(body.get("index", 0)), chat=chat))
