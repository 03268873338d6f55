"""A word to somebody of the newsroom who is not asking now: a new message, in the language of that chat."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import SendMessage
from aiogram.types import LinkPreviewOptions

from domain.buttons import Keyboard
from handlers.core.keyboards import markup
from handlers.core.services import Services

log = logging.getLogger(__name__)

Letter = Callable[[str], tuple[str, Keyboard]]
"""From a language to the HTML and the buttons."""


async def tell(bot: Bot, services: Services, user_id: int, letter: Letter) -> bool:
    """Whether Telegram took it; somebody who blocked the bot, or never opened it, is logged and left."""
    language = await services.store.recipients.language_of(user_id) or services.default_language
    text, keyboard = letter(language)
    message = SendMessage(
        chat_id=user_id,
        text=text,
        parse_mode="HTML",
        reply_markup=markup(keyboard),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    try:
        await bot(message)
    except AiogramError as error:
        log.warning("member.not_told user=%d reason=%s", user_id, type(error).__name__)
        return False
    return True
