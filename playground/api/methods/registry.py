"""Every method of the pretend Bot API by its name in lower case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.api.methods import asking, editing, media, profile, receiving, sending, topics
from playground.rules.params import Params
from playground.world.world import World

# A method returns the value of `result`, or a coroutine of it if it waits.
Method = Callable[[World, Params], Any]

METHODS: dict[str, Method] = {
    "getme": asking.get_me,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "logout": receiving.log_out,
    "close": receiving.log_out,
    "sendmessage": sending.send_message,
    "sendrichmessage": sending.send_rich_message,
    "copymessage": sending.copy_message,
    "forwardmessage": sending.forward_message,
    "sendchataction": sending.send_chat_action,
    "sendmediagroup": media.send_media_group,
    "getfile": media.get_file,
    "editmessagetext": editing.edit_text,
    "editmessagecaption": editing.edit_caption,
    "editmessagereplymarkup": editing.edit_markup,
    "editmessagemedia": editing.edit_media,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "getchat": asking.get_chat,
    "getchatmember": asking.get_chat_member,
    "getchatadministrators": asking.get_chat_administrators,
    "getchatmembercount": asking.get_chat_member_count,
    "leavechat": asking.leave_chat,
    "answercallbackquery": asking.answer_callback_query,
    "answerinlinequery": asking.answer_inline_query,
    "createforumtopic": topics.create_topic,
    "closeforumtopic": topics.close_topic,
    "reopenforumtopic": topics.reopen_topic,
    "deleteforumtopic": topics.delete_topic,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    **{f"setmy{name.replace('_', '')}": profile.set_text(name) for name in profile.LONGEST},
    **{f"getmy{name.replace('_', '')}": profile.get_text(name) for name in profile.LONGEST},
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
    **{f"send{kind}": media.send_media(kind) for kind in media.KINDS},
}
