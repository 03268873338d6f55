"""/latest: the newest articles, of one rubric or of all, five a page."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters import CommandObject

from domain.clock import Clock
from handlers.cards import CARDS, Cards, show_cards
from handlers.commands import on_command
from handlers.keyboards import LatestPage, pager
from handlers.rubrics import no_such_rubric
from handlers.talk import Talk
from storage.store import Store


def build() -> Router:
    router = Router(name="latest")
    on_command(router, latest, "latest")
    router.callback_query.register(turn, LatestPage.filter())
    return router


async def latest(event: object, command: CommandObject, talk: Talk, store: Store, clock: Clock, zone: ZoneInfo) -> None:
    name = " ".join((command.args or "").split())
    rubric = await store.rubrics.named(name) if name else None
    if name and rubric is None:
        await no_such_rubric(talk, store, name)
        return
    await show_latest(talk, store, clock, zone, LatestPage(rubric=rubric.key if rubric else 0, page=0))
