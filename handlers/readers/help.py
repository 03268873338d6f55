"""/help, /privacy and /cancel, and the answer to what the bot does not understand."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import ContentType

from domain.team import Role
from handlers.core.command_filters import on_command
from handlers.core.menus import newsroom_commands
from handlers.core.responder import Responder

_IN_PRIVATE = F.chat.type == "private"
# What a person sends on purpose. Everything else is a service message of Telegram.
_SENT = F.content_type.in_(
    {
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.DOCUMENT,
        ContentType.LOCATION,
        ContentType.PHOTO,
        ContentType.POLL,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VENUE,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
    }
)


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
