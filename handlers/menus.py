"""The menus of commands that Telegram shows, in each language: for readers, administrators of groups, and owners.

A menu only shows; rights are checked at every call.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from handlers.talk import Talk
from text.i18n import LANGUAGES, Phrases

log = logging.getLogger(__name__)

PRIVATE = ("rubrics", "latest", "search", "settings", "help", "privacy", "stop", "forget")
MEMBERS = ("latest", "search", "help", "privacy")
ADMINISTRATORS = ("rubrics", "latest", "search", "settings", "help", "privacy", "stop", "forget")
OWNERS = ("post", *PRIVATE, "cancel")


async def keep_own_menu(talk: Talk) -> None:
    """Shows a private chat its menu in the language that was chosen there, where the app's language is another.

    Telegram knows only the app's language, and many who read Kazakh have a Russian app. A chat's own menu hides the
    common one, also that of a later version; so it is set anew at each /start, and taken away where it is not needed.
    """
    here, bot = talk.here, talk.voice.bot
    if not here.private:
        return
    scope, owner = BotCommandScopeChat(chat_id=here.chat_id), here.user_id in talk.voice.owners
    commands = _commands(talk.voice.phrases, talk.language, OWNERS if owner else PRIVATE)
    try:
        if talk.language == here.app_language and not owner:
            await bot.delete_my_commands(scope=scope)
        else:
            for code in (None, *LANGUAGES) if owner else (None,):
                await bot.set_my_commands(commands, scope=scope, language_code=code)
    except AiogramError as error:
        log.warning("menu.not_set scope=own error=%s", type(error).__name__)


async def set_menus(bot: Bot, phrases: Phrases, owners: frozenset[int], default_language: str = "kk") -> None:
    """Sets every menu anew, so that none shows commands of an older version.

    A list without a language is for apps in other languages. An owner who never wrote to the bot has no chat yet;
    that is logged, and mended at the next start.
    """
    scopes: list[tuple[BotCommandScopeUnion, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), MEMBERS),
        (BotCommandScopeAllChatAdministrators(), ADMINISTRATORS),
        *((BotCommandScopeChat(chat_id=owner), OWNERS) for owner in sorted(owners)),
    ]
    for scope, words in scopes:
        for code in (None, *LANGUAGES):
            commands = _commands(phrases, code or default_language, words)
            try:
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            except AiogramError as error:
                log.warning("menu.not_set scope=%s language=%s error=%s", scope.type, code, type(error).__name__)


def _commands(phrases: Phrases, language: str, words: Sequence[str]) -> list[BotCommand]:
    return [BotCommand(command=word, description=phrases.plain(language, f"menu-{word}")) for word in words]
