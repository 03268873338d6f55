"""What Telegram says about the bot's own rights in a chat."""

from __future__ import annotations

from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUnion

from domain.audience import ChatKind

_INSIDE = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)


def can_write(member: ChatMemberUnion, kind: ChatKind) -> bool:
    """Whether the bot may write in the chat with this status. In a channel only administrators may."""
    status = member.status
    if kind is ChatKind.CHANNEL:
        return status == ChatMemberStatus.ADMINISTRATOR and getattr(member, "can_post_messages", None) is not False
    if status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", False) and getattr(member, "can_send_messages", False))
    return status in _INSIDE


def manages_topics(member: ChatMemberUnion) -> bool:
    """Whether the bot may make topics, and write into closed ones."""
    return member.status == ChatMemberStatus.ADMINISTRATOR and bool(getattr(member, "can_manage_topics", False))
