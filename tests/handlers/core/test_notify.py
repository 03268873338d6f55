"""A notification reaches a person in the language of their chat, and no failure of Telegram raises."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMessage

from handlers.core.notify import Notified, Notifier
from tests.conversation import Conversation
from text.i18n import Phrases

METHOD = SendMessage(chat_id=1, text="x")


class Refusing:
    """A bot whose every call fails."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def __call__(self, method: SendMessage) -> None:
        raise self._error


def notifier_of(chat: Conversation, bot: Any) -> Notifier:
    return Notifier(bot, chat.store, Phrases.load(), "kk")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (TelegramForbiddenError(METHOD, "bot was blocked by the user"), Notified.UNREACHABLE),
        (TelegramBadRequest(METHOD, "chat not found"), Notified.UNREACHABLE),
        (TelegramRetryAfter(METHOD, "Too Many Requests", 7), Notified.POSTPONED),
        (TelegramServerError(METHOD, "Bad Gateway"), Notified.POSTPONED),
        (TelegramNetworkError(METHOD, "no route"), Notified.POSTPONED),
    ],
)
async def test_each_failure_says_whether_to_try_again(chat: Conversation, error: Exception, expected: Notified) -> None:
    notified = await notifier_of(chat, Refusing(error)).notify(1, "team-told-removed")
    assert notified is expected
    assert notified.is_final is (expected is Notified.UNREACHABLE)


async def test_a_person_is_notified_in_the_language_of_their_chat(chat: Conversation) -> None:
    reader = chat.reader()
    await reader.says("/start")
    await reader.presses(await reader.hears("Choose a language"), "Русский")
    await reader.hears("Рубрики")
    phrases = Phrases.load()
    assert await notifier_of(chat, chat.bot).notify(reader.id, "ban-told-lifted") is Notified.SENT
    await reader.hears(phrases.plain("ru", "ban-told-lifted"))
    await notifier_of(chat, chat.bot).in_language("en").notify(reader.id, "ban-told-lifted")
    await reader.hears(phrases.plain("en", "ban-told-lifted"))
