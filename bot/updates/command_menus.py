"""The menus of commands are set anew at each start, beside the rest: nobody waits for them, nothing ends for them."""

from __future__ import annotations

import asyncio
import logging

from aiogram import Bot

from bot.until import until
from domain.errors import StoreUnavailable
from handlers.core.menus import set_menus
from handlers.core.services import Services

log = logging.getLogger(__name__)

_MENUS = "menus"
"""The fact that names who has a menu of the newsroom, to take it from whoever is an owner no more."""

_AGAIN = 5.0


async def show_menus(bot: Bot, parts: Services, stop: asyncio.Event) -> None:
    """A part of the program: some thirty calls that only change what menus show, then nothing until `stop`."""
    await until(stop, _shown(bot, parts))
    await stop.wait()


async def _shown(bot: Bot, parts: Services) -> None:
    """Where the store takes nothing just now, it is done when it does."""
    while True:
        try:
            await _show(bot, parts)
        except StoreUnavailable as error:
            log.warning("menus.wait_for_store why=%s", error)
            await parts.clock.sleep(_AGAIN)
        else:
            return


async def _show(bot: Bot, parts: Services) -> None:
    store = parts.store
    former = [int(user) for user in (await store.fact(_MENUS) or "").split()]
    members = await store.team.all()
    shown = await set_menus(bot, parts.phrases, parts.owners, parts.default_language, members, former)
    if shown != set(former):
        async with store.transaction() as work:
            await work.set_fact(_MENUS, " ".join(map(str, sorted(shown))))
