"""ChatMember objects: the status of a user in a chat, with every field that Telegram sends for it."""

from __future__ import annotations

from typing import Any

from playground.world.messages import MessageChat

_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def member(
    user: dict[str, Any],
    status: str,
    chat_kind: str = "private",
    *,
    may_write: bool = True,
    may_manage_topics: bool = True,
) -> dict[str, Any]:
    """`status`: creator, administrator, member, restricted, left, kicked."""
    body: dict[str, Any] = {"user": user, "status": status}
    if status == "creator":
        body["is_anonymous"] = False
    elif status == "administrator":
        body.update(can_be_edited=False, is_anonymous=False)
        body.update(dict.fromkeys(_RIGHTS, True))
        if chat_kind == "channel":
            body.update(dict.fromkeys(_CHANNEL_RIGHTS, may_write))
        else:
            body.update(can_pin_messages=True, can_manage_topics=may_manage_topics)
    elif status == "restricted":
        body.update(is_member=True, until_date=0)
        body.update(dict.fromkeys(_PERMISSIONS, False))
    elif status == "kicked":
        body["until_date"] = 0
    return body


def bot_changed(
    chat: MessageChat, user: dict[str, Any], date: float, old: dict[str, Any], new: dict[str, Any]
) -> dict[str, Any]:
    """A ChatMemberUpdated about the bot: `old` and `new` are ChatMembers, `user` is the person who acted."""
    return {"chat": chat.as_json(), "from": user, "date": int(date), "old_chat_member": old, "new_chat_member": new}
