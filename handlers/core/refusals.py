"""How often a group is told that a command is for its administrators, and that such an answer does not stay."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError, TelegramNotFound

from domain.clock import TrustedClock
from storage.store import Store

log = logging.getLogger(__name__)

# Milliseconds after which the answer is deleted; for as long the same person gets no second one.
PASSES_MS = 60_000
# Answers to different people that stand in one chat at a time: a crowd gets no crowd of answers.
IN_A_CHAT = 3
# Chats remembered at once, some 300 bytes each. The one that was quiet for longest is dropped first.
_REMEMBERED = 10_000
# Messages deleted in one look, and for how long a deletion that Telegram does not take now is tried (milliseconds).
_AT_ONCE, _INSIST_MS = 20, 3_600_000


class RefusalLimit:
    """One a process: whether a person is told once more."""

    def __init__(self) -> None:
        self._told: OrderedDict[int, dict[int, float]] = OrderedDict()

    def admits(self, chat_id: int, user_id: int, now: float) -> bool:
        """`now`: monotonic seconds."""
        told = self._told.setdefault(chat_id, {})
        self._told.move_to_end(chat_id)
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        for one in [one for one, at in told.items() if now - at >= PASSES_MS / 1000]:
            del told[one]
        if user_id in told or len(told) >= IN_A_CHAT:
            return False
        told[user_id] = now
        return True


async def delete_passed(bot: Bot, store: Store, clock: TrustedClock) -> None:
    """Deletes the answers whose minute is over, also after a restart."""
    now = clock.trusted_ms()
    for chat_id, message_id, due_at in await store.places.passed(now, _AT_ONCE):
        if not await _is_over(bot.delete_message(chat_id, message_id)) and now - due_at < _INSIST_MS:
            continue
        async with store.transaction() as work:
            await work.places.gone(chat_id, message_id)


async def _is_over(deletion: Awaitable[bool]) -> bool:
    """Whether another try would be of no use."""
    try:
        await deletion
    except (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound) as error:
        log.info("refusal.stays reason=%s", error.message)
    except (AiogramError, TypeError, ValueError):
        return False
    return True
