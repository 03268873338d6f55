"""Changing and deleting messages that are already in a chat."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from playground.api.methods.answer import Raw
from playground.api.methods.media import media_of
from playground.api.methods.sending import crowd_json
from playground.rules.keyboards import read_keyboard
from playground.rules.params import Params
from playground.rules.refusals import NOT_MODIFIED, bad
from playground.world.chats import Chat
from playground.world.content import MAX_CAPTION, Content, formatted, rich_content, text_content
from playground.world.messages import Message
from playground.world.world import World

DELETABLE_SECONDS = 48 * 3600


def edit_text(world: World, params: Params) -> Any:
    """editMessageText: new text or rich message, and keyboard; without `reply_markup` the keyboard is removed."""
    content = rich_content(params) if params.has("rich_message") else text_content(params)
    row = _crowd_row(world, params)
    if row is not None:
        return _in_crowd(world, params, row, content)

    def change(old: Content) -> Content:
        if old.kind not in ("text", "rich"):
            raise bad("there is no text in the message to edit")
        return content

    return _edit(world, params, change)


def _crowd_row(world: World, params: Params) -> int | None:
    """The row of the message that `params` name, where the chat is only a number in a range."""
    raw = str(params.values.get("chat_id"))
    if not raw.isdecimal() or int(raw) in world.chats:
        return None
    return world.crowd.row_of(int(raw), params.integer("message_id"))


def _in_crowd(world: World, params: Params, row: int, content: Content) -> Raw:
    chat_id, message_id = params.integer("chat_id"), params.integer("message_id")
    if world.crowd.content(row) == content:
        raise bad(NOT_MODIFIED)
    date = int(world.now())
    world.crowd.edit(row, content, date)
    return Raw(crowd_json(world, chat_id, message_id, content, world.crowd.date(row), date), message_id)


def edit_caption(world: World, params: Params) -> Any:
    text, entities = formatted(params, "caption", MAX_CAPTION)
    rows, markup = read_keyboard(params.json("reply_markup"))

    def change(old: Content) -> Content:
        if old.kind == "text":
            raise bad("there is no caption in the message to edit")
        return replace(old, text=text, entities=entities, rows=rows, markup=markup)

    return _edit(world, params, change)


def edit_markup(world: World, params: Params) -> Any:
    rows, markup = read_keyboard(params.json("reply_markup"))
    return _edit(world, params, lambda old: replace(old, rows=rows, markup=markup))


def edit_media(world: World, params: Params) -> Any:
    """editMessageMedia: another file and caption; a text message may become one with a file."""
    media = params.json("media")
    if not isinstance(media, dict):
        raise bad("can't parse InputMedia")
    media = {**media, "reply_markup": params.json("reply_markup")}
    content = media_of(world, Params(media, params.files), str(media.get("type") or ""), "media")
    return _edit(world, params, lambda _: content)


def _edit(world: World, params: Params, change: Any) -> Any:
    inline_id = params.text("inline_message_id")
    if inline_id:
        message = world.inline.sent.get(inline_id)
        if message is None:
            raise bad("MESSAGE_ID_INVALID")
    else:
        message = _own(world, params)
    content = change(message.content)
    if content == message.content:
        raise bad(NOT_MODIFIED)
    message.shows(content)
    message.edit_date = world.now()
    message.chat.changed(message)
    return True if inline_id else message.as_json()


def _own(world: World, params: Params) -> Message:
    chat = world.addressed(params)
    _may_act(chat)
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if not message.by_bot:
        raise bad("message can't be edited")
    return message


def delete_message(world: World, params: Params) -> Any:
    """Up to 48 h: the bot's own; in a private chat also the person's; in groups an administrator deletes all."""
    row = _crowd_row(world, params)
    if row is not None:
        if world.now() - world.crowd.date(row) > DELETABLE_SECONDS:
            raise bad("message can't be deleted for everyone")
        world.crowd.delete(row)
        return True
    chat = world.addressed(params)
    _may_act(chat)
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    _delete(world, chat, message)
    return True


def delete_messages(world: World, params: Params) -> Any:
    """deleteMessages: 1-100 ids; those that are not there are passed over."""
    ids = params.json("message_ids")
    if not isinstance(ids, list) or not 1 <= len(ids) <= 100:
        raise bad("message identifiers are not specified" if not ids else "too many message identifiers specified")
    chat = world.addressed(params)
    _may_act(chat)
    for message_id in ids:
        message = chat.find(int(message_id))
        if message is not None:
            _delete(world, chat, message)
    return True


def _may_act(chat: Chat) -> None:
    # A person who blocked the bot keeps the messages; a closed topic still lets the bot mend its own.
    refusal = chat.refuses()
    if refusal is not None and "TOPIC_CLOSED" not in refusal.description:
        raise refusal


def _delete(world: World, chat: Chat, message: Message) -> None:
    if world.now() - message.date > DELETABLE_SECONDS:
        raise bad("message can't be deleted for everyone")
    rights = chat.kind == "private" or getattr(chat, "bot_status", "") == "administrator"
    if not message.by_bot and not rights:
        raise bad("message can't be deleted")
    chat.remove(message)
