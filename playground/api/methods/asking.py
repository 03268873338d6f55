"""Questions about the bot, its chats and their members, and the answers to pressed buttons."""

from __future__ import annotations

from typing import Any

from playground.rules.params import Params
from playground.rules.refusals import QUERY_TOO_OLD, bad
from playground.world.chats import Chat
from playground.world.members import member
from playground.world.people import Person
from playground.world.press import PRESS_LIFETIME
from playground.world.shared_chats import Group, Shared
from playground.world.world import World


def get_me(world: World, params: Params) -> Any:
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy_mode,
        "supports_inline_queries": world.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, params: Params) -> Any:
    """getChat: ChatFullInfo."""
    chat = _readable(world, params)
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    )
    body = {**chat.as_json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    if isinstance(chat, Group):
        body["permissions"] = {"can_send_messages": chat.may_write}
    return body


def _readable(world: World, params: Params) -> Chat:
    """The chat of `params`. Raises Refusal (403) for a group or channel that the bot is not in."""
    chat = world.addressed(params)
    if isinstance(chat, Shared) and (refusal := chat.refuses()) and refusal.code == 403:
        raise refusal
    return chat


def user_json(world: World, user_id: int) -> dict[str, Any]:
    """A User, also for an id without a person."""
    if user_id == world.bot["id"]:
        return world.bot
    known = world.chats.get(user_id)
    if isinstance(known, Person):
        return known.user
    return {"id": user_id, "is_bot": False, "first_name": f"User {user_id}"}


def status_of(world: World, chat: Chat, user_id: int) -> str:
    """creator, administrator, member, left or kicked."""
    if not isinstance(chat, Shared):
        return "member"
    if user_id == world.bot["id"]:
        return chat.bot_status
    if user_id in chat.admins:
        return "creator" if user_id == chat.admins[0] else "administrator"
    return "member" if user_id in chat.members else "left"


def get_chat_member(world: World, params: Params) -> Any:
    chat, user_id = _readable(world, params), params.integer("user_id")
    status = status_of(world, chat, user_id)
    if status == "left" and user_id not in world.chats:
        raise bad("user not found" if chat.kind != "channel" else "PARTICIPANT_ID_INVALID")
    if user_id != world.bot["id"] or not isinstance(chat, Shared):
        return member(user_json(world, user_id), status, chat.kind)
    topics = chat.may_manage_topics
    return member(world.bot, status, chat.kind, may_write=chat.may_write, may_manage_topics=topics)


def get_chat_administrators(world: World, params: Params) -> Any:
    """getChatAdministrators: without bots, as Telegram does unless `return_bots` is set."""
    chat = _readable(world, params)
    if not isinstance(chat, Shared):
        raise bad("there are no administrators in the private chat")
    ids = list(chat.admins)
    if chat.bot_status == "administrator" and params.flag("return_bots"):
        ids.append(world.bot["id"])
    return [member(user_json(world, one), status_of(world, chat, one), chat.kind) for one in ids]


def get_chat_member_count(world: World, params: Params) -> Any:
    chat = world.addressed(params)
    return len({*chat.admins, *chat.members}) + 1 if isinstance(chat, Shared) else 2


def leave_chat(world: World, params: Params) -> Any:
    chat = world.addressed(params)
    if not isinstance(chat, Shared):
        raise bad("can't leave private chats")
    chat.bot_status = "left"
    return True


def answer_callback_query(world: World, params: Params) -> Any:
    """answerCallbackQuery: a toast or an alert; too late after a minute."""
    press = world.presses.get(params.text("callback_query_id"))
    if press is None or world.now() - press.date > PRESS_LIFETIME:
        raise bad(QUERY_TOO_OLD)
    text = params.text("text")
    if len(text) > 200:
        raise bad("MESSAGE_TOO_LONG")
    press.toast, press.alert, press.is_answered = text, params.flag("show_alert"), True
    if text:
        press.chat.toasts.append(text)
    world.changes.happened()
    event = {"event": "toast", "press": press.id, "chat": press.chat.id, "text": text, "alert": press.alert}
    world.changes.show(event)
    return True


def answer_inline_query(world: World, params: Params) -> Any:
    return world.inline.answer(params)
