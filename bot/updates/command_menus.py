"""Sets the menus of commands at each start, beside the other parts: their failure ends nothing and is tried again."""

from __future__ import annotations

import asyncio
import logging

from aiogram import Bot

from bot.running import until
from domain.errors import StoreUnavailable
from domain.team import Role
from handlers.core.menus import set_menus
from handlers.core.services import Services

log = logging.getLogger(__name__)

# The fact of the store that names who has a newsroom menu, to remove it from those who are no longer owners.
_MENUS = "menus"

# Seconds between two attempts while the store or Telegram takes nothing; doubled each time, up to LONGEST_SECONDS.
RETRY_SECONDS, LONGEST_SECONDS = 5.0, 300.0


async def show_menus(
    bot: Bot, services: Services, stop: asyncio.Event, *, retry_seconds: float = RETRY_SECONDS
) -> None:
    """A part of the program: some thirty calls, then nothing until `stop`."""
    await until(stop, _insist(bot, services, retry_seconds))
    await stop.wait()


async def _insist(bot: Bot, services: Services, retry_seconds: float) -> None:
    """Sets the menus, as soon as the store and Telegram work."""
    while True:
        try:
            if await _set(bot, services):
                return
        except StoreUnavailable as error:
            log.warning("menus.wait_for_store reason=%s", error)
        await services.clock.sleep(retry_seconds)
        retry_seconds = min(2 * retry_seconds, LONGEST_SECONDS)


async def _set(bot: Bot, services: Services) -> bool:
    store = services.store
    former = [int(user) for user in (await store.facts.get(_MENUS) or "").split()]
    roles = {member.user_id: member.role for member in await store.team.all()}
    roles |= dict.fromkeys(services.owners, Role.OWNER)
    if not await set_menus(bot, services.phrases, roles, former, services.default_language):
        return False
    if set(roles) != set(former):
        async with store.transaction() as work:
            await work.facts.put(_MENUS, " ".join(map(str, sorted(roles))))
    return True
