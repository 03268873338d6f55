"""/rubric: an owner opens rubrics, hides, suggests and orders them; for names see rubric_names.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext

from domain.article import Rubric
from domain.errors import Rejected
from domain.team import AuditAction, AuditCode, Role
from handlers.admin.rubric_card import show, show_all
from handlers.admin.rubric_merge import ask_merge, ask_target, merge
from handlers.admin.rubric_names import ask_names
from handlers.core.access.rights import Staff
from handlers.core.buttons.newsroom_callbacks import RubricAdminCallback
from handlers.core.responder import Responder


def build() -> Router:
    router = Router(name="rubric-admin")
    router.message.register(rubric, F.text, Command("rubric", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(handle_button, RubricAdminCallback.filter(), Staff(Role.OWNER))
    return router


async def rubric(event: object, responder: Responder) -> None:
    await show_all(responder)


async def handle_button(
    event: object, callback_data: RubricAdminCallback, responder: Responder, state: FSMContext
) -> None:
    do = callback_data.do
    if do == "list":
        await show_all(responder)
        return
    if do in ("add", "rename"):
        await responder.answer_callback()
        await ask_names(responder, state, callback_data.rubric if do == "rename" else 0)
        return
    action = _ACTIONS.get(do)
    if action is None:
        raise Rejected("reader-stale")
    await action(responder, await responder.store.rubrics.get(callback_data.rubric), callback_data.value)


async def _set(responder: Responder, one: Rubric, value: int, *, hides: bool) -> None:
    """Hides a rubric, or suggests it to newcomers; with value 0 no more. A second press changes nothing."""
    off, on, was = ("shown", "hidden", one.hidden) if hides else ("", "suggested", one.suggested)
    async with responder.store.transaction() as work:
        await (work.rubrics.hide if hides else work.rubrics.suggest)(one.key, bool(value))
        if was is not bool(value):
            change = (on, off) if was else (off, on)
            await work.audit.note(responder.user_id, AuditAction.RUBRIC_CHANGED, *map(AuditCode, (one.slug, *change)))
        one = await work.rubrics.get(one.key)
    await responder.answer_callback(responder.plain("reader-saved"))
    await show(responder, one)


async def _move(responder: Responder, one: Rubric, value: int) -> None:
    """One place up (0) or down (1)."""
    async with responder.store.transaction() as work:
        keys = [other.key for other in await work.rubrics.all()]
        place = keys.index(one.key)
        other = place + (1 if value else -1)
        if 0 <= other < len(keys):
            keys[place], keys[other] = keys[other], keys[place]
            await work.rubrics.put_in_order(keys)
            change = (str(place + 1), str(other + 1))
            await work.audit.note(responder.user_id, AuditAction.RUBRIC_CHANGED, *map(AuditCode, (one.slug, *change)))
    await show_all(responder)


_ACTIONS: dict[str, Callable[[Responder, Rubric, int], Awaitable[None]]] = {
    "show": lambda responder, one, value: show(responder, one),
    "hide": partial(_set, hides=True),
    "move": _move,
    "suggest": partial(_set, hides=False),
    "merge": ask_target,
    "into": ask_merge,
    "merged": merge,
}
