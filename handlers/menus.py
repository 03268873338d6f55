"""The menus of commands that Telegram shows, in each language: for readers, administrators of groups, and owners.

A menu only shows; rights are checked at every call.
"""

from __future__ import annotations

import logging

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

from text.i18n import LANGUAGES, Phrases

log = logging.getLogger(__name__)

PRIVATE = ("rubrics", "latest", "search", "settings", "help", "privacy", "stop", "forget", "cancel")
MEMBERS = ("latest", "search", "help", "privacy")
ADMINISTRATORS = ("rubrics", "latest", "search", "settings", "help", "privacy", "stop", "forget")
OWNERS = ("post", *PRIVATE)


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
            commands = [
                BotCommand(command=word, description=phrases.plain(code or default_language, f"menu-{word}"))
                for word in words
            ]
            try:
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            except AiogramError as error:
                log.warning("menu.not_set scope=%s language=%s error=%s", scope.type, code, type(error).__name__)
