"""sendMessage, copying and forwarding."""

from __future__ import annotations

from typing import Any

from playground.api.methods.answer import Raw
from playground.rules.keyboards import read_keyboard
from playground.rules.params import Params
from playground.rules.refusals import Refusal, bad
from playground.rules.reply_keyboards import read_reply_keyboard
from playground.world.chats import Chat
from playground.world.content import Content, rich_content, text_content
from playground.world.messages import Message
from playground.world.world import World

# With any of these parameters a chat of the crowd becomes an object.
_UNUSUAL = ("message_thread_id", "reply_parameters", "reply_to_message_id")


def send_message(world: World, params: Params) -> Any:
    return put_anywhere(world, params, text_content(params))


def send_rich_message(world: World, params: Params) -> Any:
    return put_anywhere(world, params, rich_content(params))


def put_anywhere(world: World, params: Params, content: Content) -> Any:
    """Puts it into the chat of `params`. For a chat that is only a number in a range it keeps one row in columns."""
    chat_id = _number(params.values.get("chat_id"))
    in_crowd = chat_id is not None and chat_id not in world.chats and world.crowd.covers(chat_id)
    if in_crowd and chat_id is not None and not any(params.has(name) for name in _UNUSUAL):
        return _to_crowd(world, chat_id, content)
    return put(world, params, content).as_json()


def _number(raw: Any) -> int | None:
    if isinstance(raw, int):
        return raw
    return int(raw) if isinstance(raw, str) and raw.isdecimal() else None


def _to_crowd(world: World, chat_id: int, content: Content) -> Raw:
    message_id, date = world.new_message_id(), int(world.now())
    world.crowd.put(message_id, chat_id, content, date)
    return Raw(crowd_json(world, chat_id, message_id, content, date), message_id)


def crowd_json(world: World, chat_id: int, message_id: int, content: Content, date: int, edited: int = 0) -> str:
    """Telegram's Message for a copy in the crowd."""
    edit = f'"edit_date":{edited},' if edited else ""
    return (
        f'{{"message_id":{message_id},"from":{world.bot_json},"chat":{{"id":{chat_id},"type":"private",'
        f'"first_name":"Reader {chat_id}"}},"date":{date},{edit}{content.fragment}}}'
    )


def put(world: World, params: Params, content: Content, extra: dict[str, Any] | None = None) -> Message:
    """Puts a message of the bot into the chat that `params` name. Raises Refusal."""
    chat, thread_id = world.open_chat(params)
    if content.kind == "photo" and not getattr(chat, "may_send_photos", True):
        raise bad("not enough rights to send photos to the chat")
    keyboard = read_reply_keyboard(params.json("reply_markup"), private=chat.kind == "private")
    message = world.bot_message(chat, content)
    message.thread_id = thread_id
    message.silent = params.flag("disable_notification")
    message.reply_to = _replied(chat, params)
    if params.flag("protect_content"):
        message.extra["has_protected_content"] = True
    message.extra.update(extra or {})
    chat.add(message)
    if keyboard is not None:
        chat.show_reply_keyboard(keyboard)
    return message


def _replied(chat: Chat, params: Params) -> int | None:
    reply = params.json("reply_parameters") or {}
    wanted = reply.get("message_id") or params.integer("reply_to_message_id")
    if not wanted:
        return None
    if chat.find(int(wanted)) is not None:
        return int(wanted)
    if reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def _source(world: World, params: Params) -> Message:
    chat = world.addressed(params, "from_chat_id")
    found = chat.find(params.integer("message_id"))
    if found is None:
        raise bad("message to copy not found")
    return found


def copy_message(world: World, params: Params) -> Any:
    """The content again, without its origin."""
    content = _source(world, params).content
    rows, markup = read_keyboard(params.json("reply_markup"))
    copy = Content(content.text, content.entities, rows, markup, content.kind, content.file, content.preview)
    return {"message_id": put(world, params, copy).id}


def forward_message(world: World, params: Params) -> Any:
    """The message with its origin."""
    try:
        source = _source(world, params)
    except Refusal as error:
        raise bad("message to forward not found") from error
    content = source.content
    copy = Content(content.text, content.entities, kind=content.kind, file=content.file)
    return put(world, params, copy, source.origin()).as_json()


def send_chat_action(world: World, params: Params) -> Any:
    """The "typing" line, which the next message removes."""
    chat, _ = world.open_chat(params)
    action = params.text("action")
    if not action:
        raise bad("wrong parameter action in request")
    chat.action = action
    world.changes.happened()
    world.changes.show({"event": "action", "chat": chat.id, "action": action})
    return True
