"""Notifications: the one way to write to a person who did not ask, and the one policy for failures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import SendMessage

from domain.buttons import Keyboard
from handlers.core.buttons.keyboards import NO_PREVIEW, markup
from handlers.core.services import Services
from storage.store import Store
from text.i18n import Phrases, Value

log = logging.getLogger(__name__)

# From a language to the HTML and the buttons.
Compose = Callable[[str], tuple[str, Keyboard]]


class Notified(StrEnum):
    """What became of a notification."""

    SENT = "sent"
    # Telegram refused it for good: the person blocked the bot, never started it, or is gone.
    UNREACHABLE = "unreachable"
    # Telegram was away, had a failure, or asked to wait (429). The same message may be sent later.
    POSTPONED = "postponed"

    @property
    def is_final(self) -> bool:
        """Whether sending it again would be of no use."""
        return self is not Notified.POSTPONED


@dataclass(frozen=True, slots=True)
class Notifier:
    """Writes to people in the language of their chat. A failure is logged and returned, never raised. `language`: where
    it is known already; else the store is asked, and its errors are raised."""

    bot: Bot
    store: Store
    phrases: Phrases
    default_language: str
    language: str = ""

    def in_language(self, language: str) -> Notifier:
        return replace(self, language=language)

    async def notify(self, user_id: int, phrase: str, /, **values: Value) -> Notified:
        """Sends a phrase without buttons."""
        return await self.send(user_id, lambda language: (self.phrases.say(language, phrase, **values), ()))

    async def send(self, user_id: int, compose: Compose, *, topic: int = 0) -> Notified:
        """Sends a composed message; to a topic of the chat, if given."""
        language = self.language or await self.store.recipients.language_of(user_id) or self.default_language
        html, keyboard = compose(language)
        message = SendMessage(
            chat_id=user_id,
            message_thread_id=topic or None,
            text=html,
            parse_mode="HTML",
            reply_markup=markup(keyboard),
            link_preview_options=NO_PREVIEW,
        )
        try:
            await self.bot(message)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            log.warning("person.unreachable user=%d reason=%s", user_id, error.message)
            return Notified.UNREACHABLE
        except (AiogramError, TypeError, ValueError) as error:
            # The last two: an answer that is not the Bot API's, as a proxy may give.
            log.warning("person.not_notified user=%d reason=%s", user_id, type(error).__name__)
            return Notified.POSTPONED
        return Notified.SENT


def notifier_for(bot: Bot, services: Services) -> Notifier:
    """For periodic tasks and errors. The answer to an update has `Responder.notifier`."""
    return Notifier(bot, services.store, services.phrases, services.default_language)
