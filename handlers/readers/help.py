"""/help, /privacy and /cancel, and the one clear answer to what the bot does not understand."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.enums import ContentType

from domain.team import Role
from handlers.core.command_filters import on_command
from handlers.core.menus import newsroom_commands
from handlers.core.responder import Talk

_IN_PRIVATE = F.chat.type == "private"
# What a person sends on purpose; everything else is Telegram's own note about the chat.
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
    on_command(router, help_, "help")
    on_command(router, privacy, "privacy")
    on_command(router, cancel, "cancel")
    return router


def build_last() -> Router:
    """What nobody else took; registered after everything else. Groups and channels hear nothing."""
    router = Router(name="unknown")
    router.message.register(unknown, _IN_PRIVATE, F.text.startswith("/"))
    router.message.register(not_words, _IN_PRIVATE, _SENT)
    router.callback_query.register(stale)
    return router


async def help_(event: object, talk: Talk) -> None:
    text = talk.say("reader-help" if talk.here.private else "reader-help-shared")
    if talk.here.private and talk.role:
        text = f"{text}\n\n{newsroom_help(talk)}"
    await talk.says(text)


def newsroom_help(talk: Talk) -> str:
    """The commands of the newsroom that this role has, a line each."""
    keys = [f"help-{word}" for word in newsroom_commands(talk.role)]
    if talk.role and talk.role.reaches(Role.EDITOR):
        keys.append("help-document")
    lines = [talk.say(key) for key in keys]
    return "\n".join([talk.say("editor-help"), *lines])


async def privacy(event: object, talk: Talk) -> None:
    of_staff = [talk.say("newsroom-privacy")] if talk.here.private and talk.role else []
    await talk.says("\n\n".join([talk.say("reader-privacy"), *of_staff]))


async def cancel(event: object, talk: Talk) -> None:
    """Dialogues take /cancel themselves; here there is none."""
    await talk.says(talk.say("reader-nothing-to-cancel"))


async def unknown(event: object, talk: Talk) -> None:
    await talk.says(talk.say("reader-unknown-command"))


async def not_words(event: object, talk: Talk) -> None:
    await talk.says(talk.say("reader-only-words"))


async def stale(event: object, talk: Talk) -> None:
    """A button of an older version, of a message that has changed since, or a forged one."""
    await talk.tells("reader-stale")
