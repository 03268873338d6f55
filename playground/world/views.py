"""Chats, people and messages as plain JSON, for the chat page and for `/control/`: text and entities, never HTML."""

from __future__ import annotations

from typing import Any

from playground.rules.keyboards import Button
from playground.world.chats import Chat
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.shared_chats import Channel, Group, Shared
from playground.world.world import World

# Chats and messages that a page gets when it opens; older ones stay on the server.
SHOWN_CHATS = 60
SHOWN_MESSAGES = 200
# Fields of a Message that stand for an act and not for words.
_SERVICES = ("migrate", "forum_topic", "chat_shared")


def world_view(world: World, *, can_drop: bool) -> dict[str, Any]:
    """Everything a page needs to draw itself."""
    chats = [chat for chat in world.chats.values() if not world.crowd.covers(chat.id)][:SHOWN_CHATS]
    return {
        "bot": {"name": world.bot["first_name"], "username": world.bot["username"]},
        "can_drop": can_drop,
        "people": [person_view(chat) for chat in chats if isinstance(chat, Person)],
        "chats": [chat_view(chat) for chat in chats],
    }


def person_view(person: Person) -> dict[str, Any]:
    states = {"started": person.started, "blocked": person.blocked}
    return {"id": person.id, "name": person.title, "language": person.language_code, **states}


def chat_view(chat: Chat) -> dict[str, Any]:
    """`speakers` are the ids of those who can write there."""
    body: dict[str, Any] = {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.title,
        "speakers": [chat.id],
        "topics": [],
        "forum": False,
        "action": chat.action,
        "keys": keys_view(chat),
        "messages": [message_view(message) for message in chat.messages[-SHOWN_MESSAGES:]],
    }
    if isinstance(chat, Shared):
        body["speakers"] = list(dict.fromkeys((*chat.admins, *chat.members)))
        body["away"] = chat.migrated_to is not None
        body["admins"] = list(chat.admins)
        body["bot"] = {"status": chat.bot_status, "may_write": chat.may_write}
    if isinstance(chat, Channel):
        body["speakers"] = list(chat.admins)
    if isinstance(chat, Group):
        body["forum"] = chat.is_forum
        body["topics"] = [{"id": n, "name": t.name, "closed": t.closed} for n, t in chat.topics.items()]
    return body


def keys_view(chat: Chat) -> list[list[dict[str, str]]]:
    """The reply keyboard below the chat; `kind`: text, contact or chat."""
    keyboard = chat.reply_keyboard
    return [[{"text": key.text, "kind": key.kind} for key in row] for row in keyboard.rows] if keyboard else []


def message_view(message: Message) -> dict[str, Any]:
    content = message.content
    body: dict[str, Any] = {
        "id": message.id,
        "chat": message.chat.id,
        "topic": message.thread_id,
        "bot": message.by_bot,
        "sender": (message.sender or {}).get("first_name") or message.chat.title,
        "sender_id": (message.sender or {}).get("id"),
        "date": int(message.date),
        "edited": message.edited,
        "silent": message.silent,
        "kind": content.kind,
        "text": content.text,
        "entities": [entity.as_json() for entity in content.entities],
        "rows": [[_button_view(button) for button in row] for row in content.rows],
        "via": "via_bot" in message.extra,
        "service": next((key for key in message.extra if key.startswith(_SERVICES)), ""),
        "contact": (message.extra.get("contact") or {}).get("phone_number"),
    }
    if content.file is not None:
        file = content.file
        body["file"] = {"name": file.name, "size": file.size, "path": f"/page/file/{file.path}"}
    if origin := message.extra.get("forward_origin"):
        chat, sender = origin.get("chat") or {}, origin.get("sender_user") or {}
        body["forwarded"] = chat.get("title") or sender.get("first_name")
    replied = message.chat.find(message.reply_to)
    if replied is not None:
        body["reply"] = {"id": replied.id, "text": replied.text[:120]}
    return body


def _button_view(button: Button) -> dict[str, Any]:
    fields = ("data", "url", "inline", "copy")
    return {"text": button.text, **{f: getattr(button, f) for f in fields if getattr(button, f) is not None}}
