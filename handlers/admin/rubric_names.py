"""The dialogue that asks for the names of a new or renamed rubric."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.errors import Rejected
from domain.team import AuditAction, AuditCode, Role
from handlers.admin.rubric_card import show
from handlers.core.access.rights import Staff
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import Abandoned, enter, leave_with
from handlers.core.responder import Responder
from text.i18n import Lines
from text.words.hostile import tame_line

_NAME = 64
# In the order of the lines.
_LANGUAGES = ("kk", "ru", "en")


class Naming(StatesGroup):
    """The next message holds names. The dialogue's data holds `rubric`: its key, 0 for a new one."""

    names = State()


def build() -> Router:
    router = Router(name="rubric-names")
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, Naming.names, F.text, leave, Staff(Role.OWNER))
    router.message.register(expire, WORDS, StateFilter(Naming.names), Abandoned(), Staff(Role.OWNER))
    router.message.register(store_names, WORDS, StateFilter(Naming.names), Staff(Role.OWNER))
    return router


async def ask_names(responder: Responder, state: FSMContext, key: int) -> None:
    """`key` 0: for a new rubric. A renamed one shows its names, to copy and change."""
    old = await responder.store.rubrics.get(key) if key else None
    await enter(state, Naming.names, rubric=key)
    if old is None:
        await responder.send(responder.say("rubric-ask-names"))
        return
    lines = [old.names[code] for code in _LANGUAGES if code in old.names]
    await responder.send(responder.say("rubric-ask-new-names", names=Lines("\n".join([*lines, old.emoji]).strip())))


async def cancel(event: object, responder: Responder, state: FSMContext) -> None:
    await state.clear()
    await responder.send(responder.say("reader-stays"))


async def expire(event: object, responder: Responder, state: FSMContext) -> None:
    """Text written a day later is probably no name."""
    await state.clear()
    await responder.send(responder.say("rubric-names-over"))


async def store_names(event: Message, responder: Responder, state: FSMContext) -> None:
    """Names on lines: Kazakh, Russian, English, emoji; all but the first are optional and stay as they are."""
    key = (await state.get_data()).get("rubric")
    lines = [tame_line(line) for line in (event.text or "").splitlines() if line.strip()]
    emoji = lines.pop() if len(lines) > 1 and not any(char.isalnum() for char in lines[-1]) else ""
    if not lines or len(lines) > 3 or any(len(line) > _NAME for line in (*lines, emoji)):
        raise Rejected("rubric-names-wrong")
    names = dict(zip(_LANGUAGES, lines, strict=False))
    async with responder.store.transaction() as work:
        if isinstance(key, int) and key:
            old = await work.rubrics.get(key)
            await work.rubrics.rename(old, {**old.names, **names}, emoji or old.emoji)
            change = (old.name("kk"), " / ".join(lines))
            await work.audit.note(responder.user_id, AuditAction.RUBRIC_CHANGED, AuditCode(old.slug), *change)
            one = await work.rubrics.get(old.key)
        else:
            one = await work.rubrics.add(names, emoji)
            slug = AuditCode(one.slug)
            await work.audit.note(responder.user_id, AuditAction.RUBRIC_ADDED, slug, "", " / ".join(lines))
        await leave_with(work, state)
    if not key:
        await responder.send(responder.say("rubric-added", name=one.name(responder.language)))
    await show(responder, one)
