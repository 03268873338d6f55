"""The menus of commands that Telegram shows, in each language: for readers, administrators of groups, and the newsroom.

A menu only shows commands; rights are checked at every call.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from domain.team import Role
from handlers.core.responder import Responder
from text.i18n import LANGUAGES, Phrases

log = logging.getLogger(__name__)

PRIVATE = (
    "rubrics",
    "latest",
    "search",
    "settings",
    "alerts",
    "saved",
    "digest",
    "pause",
    "channels",
    "feedback",
    "help",
    "privacy",
    "mydata",
    "stop",
    "forget",
)
MEMBERS = ("latest", "search", "help", "privacy")
ADMINISTRATORS = (
    *("rubrics", "latest", "search", "settings", "alerts", "digest", "pause"),
    *("help", "privacy", "stop", "forget"),
)
_AUTHORS = ("post", "drafts")
_EDITORS = (*_AUTHORS, "queue", "edit", "recall", "stats", "inbox", "ban")
_OWNERS = (*_EDITORS, "halt", "rubric", "feeds", "team", "audit", "backup")
# The commands of each role beside those of readers.
NEWSROOM = {Role.OWNER: _OWNERS, Role.EDITOR: _EDITORS, Role.AUTHOR: _AUTHORS}
# Answers that another attempt would get again.
_FOR_GOOD = (TelegramBadRequest, TelegramForbiddenError)
# Languages of apps; None is for apps in all other languages.
_APPS = (None, *LANGUAGES)


def newsroom_commands(role: Role | None) -> tuple[str, ...]:
    return NEWSROOM[role] if role else ()


def private_menu(role: Role | None) -> tuple[str, ...]:
    return (*newsroom_commands(role), *PRIVATE, "cancel") if role else PRIVATE


async def update_own_menu(responder: Responder) -> None:
    """Sets the menu of a private chat in the language chosen there, if the app's language is another.

    Telegram knows only the app's language, and many who read Kazakh have a Russian app. A chat's own menu hides the
    common one, also that of a later version; so it is set anew at each /start, and taken away where it is not needed.
    """
    context, bot = responder.context, responder.bot
    if not context.private:
        return
    scope = BotCommandScopeChat(chat_id=context.chat_id)
    commands = _commands(responder.phrases, responder.language, private_menu(responder.role))
    try:
        if responder.language == context.app_language and not responder.role:
            await bot.delete_my_commands(scope=scope)
        else:
            for code in (None, *LANGUAGES) if responder.role else (None,):
                await bot.set_my_commands(commands, scope=scope, language_code=code)
    except AiogramError as error:
        log.warning("menu.not_set scope=own error=%s", type(error).__name__)


async def show_role_menu(bot: Bot, phrases: Phrases, user_id: int, role: Role | None) -> bool:
    """Sets or removes the menu of a person who joined, changed or left the newsroom; False if Telegram took it not."""
    scope = BotCommandScopeChat(chat_id=user_id)
    try:
        if role is None:
            for code in (None, *LANGUAGES):
                await bot.delete_my_commands(scope=scope, language_code=code)
            return True
        for code in (None, *LANGUAGES):
            commands = _commands(phrases, code or "kk", private_menu(role))
            await bot.set_my_commands(commands, scope=scope, language_code=code)
    except AiogramError as error:
        log.warning("menu.not_set scope=member error=%s", type(error).__name__)
        # A person without a chat has no menu to lose.
        return isinstance(error, _FOR_GOOD)
    return True


async def set_menus(
    bot: Bot, phrases: Phrases, roles: Mapping[int, Role], former: Iterable[int] = (), default_language: str = "kk"
) -> bool:
    """Sets every menu, so that none shows commands of an older version. Removes the newsroom menus of `former` users.
    False at the first call that fails and may succeed later: then all is done again.

    `roles`: of the members by user id. A member who never wrote to the bot has no chat yet and gets the menu with the
    first /start.
    """
    for user in sorted(set(former) - set(roles)):
        if not await show_role_menu(bot, phrases, user, None):
            return False
    scopes: list[tuple[BotCommandScopeUnion, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE),
        (BotCommandScopeAllGroupChats(), MEMBERS),
        (BotCommandScopeAllChatAdministrators(), ADMINISTRATORS),
        *((BotCommandScopeChat(chat_id=user), private_menu(role)) for user, role in sorted(roles.items())),
    ]
    for scope, words in scopes:
        commands = {code: _commands(phrases, code or default_language, words) for code in _APPS}
        if not await _set_menu(bot, scope, commands):
            return False
    return True


async def _set_menu(bot: Bot, scope: BotCommandScopeUnion, commands: Mapping[str | None, list[BotCommand]]) -> bool:
    """Sets one menu in every language; False if it may be tried again. The bot works without a menu."""
    for code, of_language in commands.items():
        try:
            await bot.set_my_commands(of_language, scope=scope, language_code=code)
        except AiogramError as error:
            if isinstance(error, _FOR_GOOD) and isinstance(scope, BotCommandScopeChat):
                log.info("menu.waits_for_start user=%s reason=%s", scope.chat_id, error.message)
                return True
            log.warning("menu.not_set scope=%s language=%s error=%s", scope.type, code, type(error).__name__)
            if not isinstance(error, _FOR_GOOD):
                return False
    return True


def _commands(phrases: Phrases, language: str, words: Sequence[str]) -> list[BotCommand]:
    return [BotCommand(command=word, description=phrases.plain(language, f"menu-{word}")) for word in words]
