"""/help, /privacy and /cancel; the answers to what the bot does not understand, and to private commands in groups."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command, CommandObject
from aiogram.types import Message

from domain.buttons import Button
from domain.team import Role
from handlers.core.access.rights import member_of
from handlers.core.command_filters import on_command
from handlers.core.menus import NEWSROOM, newsroom_commands
from handlers.core.responder import Responder
from storage.store import Store

_IN_PRIVATE = F.chat.type == "private"
# What a person sends on purpose. Everything else is a service message of Telegram.
_MEDIA = F.animation | F.audio | F.document | F.photo | F.sticker | F.video | F.video_note | F.voice
_SENT = _MEDIA | F.contact | F.dice | F.location | F.poll | F.story | F.venue
_GROUPS = F.chat.type.in_({"group", "supergroup"})
# Commands that are in no menu, and the command whose right they need.
_ALSO = {"unban": "ban"}


def build() -> Router:
    router = Router(name="about")
    on_command(router, show_help, "help")
    on_command(router, show_privacy, "privacy")
    on_command(router, answer_cancel, "cancel")
    return router


def build_last() -> Router:
    """Takes what no other handler took; registered last. Groups and channels get no answer."""
    router = Router(name="unknown")
    router.message.register(answer_unknown_command, _IN_PRIVATE, F.text.startswith("/"))
    router.message.register(answer_not_text, _IN_PRIVATE, _SENT)
    router.callback_query.register(answer_stale_button)
    return router


async def show_help(event: object, responder: Responder) -> None:
    text = responder.say("reader-help" if responder.context.private else "reader-help-shared")
    if responder.context.private and responder.role:
        text = f"{text}\n\n{newsroom_help(responder)}"
    await responder.send(text)


def newsroom_help(responder: Responder) -> str:
    """The commands of the newsroom that this role has, a line each."""
    keys = [f"help-{word}" for word in newsroom_commands(responder.role)]
    if responder.role and responder.role.reaches(Role.EDITOR):
        keys.append("help-document")
    lines = [responder.say(key) for key in keys]
    return "\n".join([responder.say("editor-help"), *lines])


async def show_privacy(event: object, responder: Responder) -> None:
    of_staff = [responder.say("newsroom-privacy")] if responder.context.private and responder.role else []
    await responder.send("\n\n".join([responder.say("reader-privacy"), *of_staff]))


async def answer_cancel(event: object, responder: Responder) -> None:
    """Each dialogue handles its own /cancel; here there is no dialogue."""
    await responder.send(responder.say("reader-nothing-to-cancel"))


async def answer_unknown_command(event: object, responder: Responder) -> None:
    await responder.send(responder.say("reader-unknown-command"))


async def answer_not_text(event: object, responder: Responder) -> None:
    await responder.send(responder.say("reader-only-words"))


async def answer_stale_button(event: object, responder: Responder) -> None:
    """The button is of an older version, of a message that has changed since, or forged."""
    await responder.notify("reader-stale")


class _MayElsewhere(BaseFilter):
    """Passes for members who have this command in private and speak in their own name."""

    async def __call__(self, event: Message, command: CommandObject, store: Store, owners: frozenset[int]) -> bool:
        if event.from_user is None or event.sender_chat or event.is_automatic_forward:
            return False
        member = await member_of(event.from_user.id, store, owners)
        word = command.command.lower()
        return _ALSO.get(word, word) in newsroom_commands(member.role if member else None)


def build_private_only() -> Router:
    """For everybody else the newsroom's commands do not exist, and the group gets no answer."""
    router = Router(name="elsewhere")
    words = sorted({word for commands in NEWSROOM.values() for word in commands} | set(_ALSO))
    router.message.register(in_private, F.text, _GROUPS, Command(*words, ignore_case=True), _MayElsewhere())
    router.message.register(in_private, F.text, _GROUPS, Command("feedback", "channels", "mydata", ignore_case=True))
    return router


async def in_private(event: Message, responder: Responder) -> None:
    way = Button(responder.plain("reader-open-private"), url=f"https://t.me/{responder.username}")
    await responder.send(responder.say("reader-in-private"), ((way,),), reply_to=event.message_id)
