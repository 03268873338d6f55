"""A person presses a key of a reply keyboard: a text, the own contact, or a chat that is shared with the bot."""

from __future__ import annotations

from typing import Any

from playground.rules.reply_keyboards import NO_KEYBOARD, ReplyKey, ReplyKeyboard
from playground.world.chats import Chat
from playground.world.groups import PlayChannel, PlayGroup
from playground.world.messages import Message
from playground.world.people import Person


async def presses_key(person: Person, label: str, *, chat: Chat | None = None) -> Message:
    """Presses a key that sends its text or the person's contact."""
    chat = chat or person
    key = _key(chat, label)
    if key.chat:
        raise ValueError("this key asks for a chat: share one")
    _put_away(chat)
    if key.contact:
        return await person.sends_contact(chat=chat)
    return await person.says(key.text, chat=chat)


async def shares_chat(
    person: Person, label: str, shared: PlayGroup | PlayChannel, *, unchecked: bool = False
) -> Message:
    """Answers a key with `request_chat`. Telegram offers chats in which the person has the rights that the key asks
    for, and gives the bot its own there first. `unchecked`: a chat that Telegram would not have offered."""
    key = _key(person, label)
    if not key.chat:
        raise ValueError("this key asks for no chat")
    if not unchecked:
        _offered(person, key.chat, shared)
        if key.chat.get("bot_administrator_rights") and shared.bot_status != "administrator":
            await shared.changes_bot("administrator", person)
        elif key.chat.get("bot_is_member") and shared.bot_status in {"left", "kicked"}:
            await shared.changes_bot("member", person)
    _put_away(person)
    told: dict[str, Any] = {"request_id": key.chat["request_id"], "chat_id": shared.id}
    if key.chat.get("request_title"):
        told["title"] = shared.title
    return await person.tells({"chat_shared": told})


def _offered(person: Person, wanted: dict[str, Any], shared: PlayGroup | PlayChannel) -> None:
    if (shared.kind == "channel") != bool(wanted.get("chat_is_channel")):
        raise ValueError("a chat of another kind was asked for")
    if wanted.get("user_administrator_rights") and person.id not in shared.admins:
        raise ValueError(f"{person.title} is no administrator of {shared.title}")
    if person.id not in (*shared.admins, *shared.members):
        raise ValueError(f"{person.title} is not in {shared.title}")


def offered_chats(person: Person, label: str) -> list[PlayGroup | PlayChannel]:
    """The chats that Telegram would offer for this key."""
    key, found = _key(person, label), []
    for chat in person.neighbours():
        if isinstance(chat, PlayGroup | PlayChannel) and chat.migrated_to is None and key.chat:
            try:
                _offered(person, key.chat, chat)
            except ValueError:
                continue
            found.append(chat)
    return found


def _key(chat: Chat, label: str) -> ReplyKey:
    return (chat.reply_keyboard or ReplyKeyboard(())).key(label)


def _put_away(chat: Chat) -> None:
    if chat.reply_keyboard and chat.reply_keyboard.one_time:
        chat.show_reply_keyboard(NO_KEYBOARD)
