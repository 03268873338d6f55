"""A group or channel that is managed from the private chat: the same screens, with the chat in their buttons.

The data of such a button is that of the button in the chat itself with `@RECIPIENT:` before it. It gives no right: who
presses is checked in that chat at every press (handlers/core/access/rights.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject

from domain.audience import ChatKind
from domain.buttons import Button, Keyboard
from domain.errors import NotFound
from handlers.core.chat_context import ChatContext
from handlers.core.command_filters import NextHandler
from storage.store import Store

# The recipient in base 36, so that the longest data of ours stays within Telegram's 64 bytes.
_ADDRESSED = re.compile(r"@([0-9a-z]{1,10}):(.*)", re.DOTALL)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# A person's own buttons, which name their chat themselves.
_OWN = ("place:", "places:", "placeadd:")


def address(keyboard: Keyboard, recipient: int) -> Keyboard:
    """The keyboard of a chat as it is shown in the private chat of an administrator."""
    return tuple(tuple(address_button(button, recipient) for button in row) for row in keyboard)


def address_button(button: Button, recipient: int) -> Button:
    if not button.data or button.data.startswith(("@", *_OWN)):
        return button
    return replace(button, data=f"@{_base36(recipient)}:{button.data}")


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"


class ManagedChatMiddleware(BaseMiddleware):
    """An outer middleware of callback queries: takes the address off the data, so that the handler of the button finds
    its own, and passes the recipient on as `managed`."""

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, CallbackQuery) and (found := _ADDRESSED.fullmatch(event.data or "")):
            data["managed"] = int(found[1], 36)
            event = event.model_copy(update={"data": found[2]})
        return await handler(event, data)


async def find_managed(own: ChatContext, store: Store, recipient: int) -> ChatContext | None:
    """The context of a managed chat; None where nobody can manage it from here."""
    try:
        found = await store.recipients.get(recipient)
    except NotFound:
        return None
    if not own.private or own.chat_id != own.user_id or found.kind is ChatKind.PRIVATE:
        return None
    is_forum = found.kind is ChatKind.GROUP and bool(await store.places.topics(found.chat_id))
    return replace(
        own,
        chat_id=found.chat_id,
        topic=found.topic,
        kind=found.kind,
        title=found.title,
        recipient=found,
        managed_from=own.chat_id,
        forum=is_forum or found.topic > 0,
    )
