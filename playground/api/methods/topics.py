"""Forum topics that the bot makes, closes, opens again and deletes."""

from __future__ import annotations

from typing import Any

from playground.rules.params import Params
from playground.rules.refusals import bad
from playground.world.groups import PlayGroup
from playground.world.shared_chats import TOPIC_COLOUR, Shared
from playground.world.world import World

MAX_NAME = 128


def create_topic(world: World, params: Params) -> Any:
    """createForumTopic: an administrator who may manage topics, in a forum."""
    group = _forum(world, params, "create a topic")
    name = params.text("name").strip()[:MAX_NAME]
    if not name:
        raise bad("TOPIC_TITLE_EMPTY")
    number = group.opens_topic(name, by_bot=True)
    return {"message_thread_id": number, "name": name, "icon_color": TOPIC_COLOUR}


def close_topic(world: World, params: Params) -> Any:
    group, number = _topic(world, params)
    group.closes_topic(number)
    return True


def reopen_topic(world: World, params: Params) -> Any:
    group, number = _topic(world, params)
    group.reopens_topic(number)
    return True


def delete_topic(world: World, params: Params) -> Any:
    group, number = _topic(world, params)
    group.deletes_topic(number)
    return True


def _forum(world: World, params: Params, act: str) -> PlayGroup:
    group = world.addressed(params)
    if not isinstance(group, PlayGroup) or not group.is_forum:
        raise bad("the chat is not a forum")
    # A closed General topic keeps nobody from making others.
    if refusal := Shared.refuses(group):
        raise refusal
    if group.bot_status != "administrator" or not group.may_manage_topics:
        raise bad(f"not enough rights to {act}")
    return group


def _topic(world: World, params: Params) -> tuple[PlayGroup, int]:
    group, number = _forum(world, params, "edit the topic"), params.integer("message_thread_id")
    if number not in group.topics:
        raise bad("TOPIC_ID_INVALID")
    return group, number
