"""/halt, and the same on the board: an owner stops every push at once, and lets them go on."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command

from domain.broadcast import Halt
from domain.buttons import Keyboard
from domain.team import AuditAction, Member, Role
from handlers.broadcasts.live_boards import Boards
from handlers.broadcasts.queue import show_queue
from handlers.core.access.members import name_with_id, owners
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import QueueCallback
from handlers.core.responder import Responder
from text.time.dates import show_date

_ACTIONS = ("halt", "halted", "release")


def build() -> Router:
    """Stands before the router of the queue, which takes every other button of the board."""
    router = Router(name="halt")
    router.message.register(halt, F.text, Command("halt", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(on_halt_button, QueueCallback.filter(F.do.in_(_ACTIONS)), Staff(Role.OWNER))
    return router


async def halt(event: object, responder: Responder, boards: Boards, member: Member) -> None:
    """Stops everything without a question: the command is typed in haste."""
    if await _set_halt(responder, halts=True):
        await show_queue(event, responder, boards, member)
        await _notify_owners(responder, member, halts=True)
        return
    go_on = button(responder.plain("queue-release"), QueueCallback(do="release"))
    await responder.send(await _already_halted(responder), ((go_on,),))


async def _already_halted(responder: Responder) -> str:
    halt = await responder.store.facts.halt_now() or Halt()
    if not halt.by:
        return responder.say("halt-already-somebody")
    name = name_with_id(await responder.store.team.name_of(halt.by), halt.by)
    when = show_date(halt.at, responder.language, responder.zone, responder.now_ms)
    return responder.say("halt-already", name=name, when=when)


async def on_halt_button(
    event: object, callback_data: QueueCallback, responder: Responder, boards: Boards, member: Member
) -> None:
    """A button is easily hit by mistake, so it asks before it stops everything."""
    if callback_data.do == "halt":
        boards.stop_watching(responder.context.chat_id)
        yes = button(responder.plain("queue-halt-yes"), QueueCallback(do="halted"))
        no = button(responder.plain("reader-no"), QueueCallback(do="look"))
        await responder.edit(responder.say("queue-halt-sure"), ((yes,), (no,)))
        return
    halts = callback_data.do == "halted"
    changed = await _set_halt(responder, halts=halts)
    done = "queue-halted-now" if halts else "queue-released-now"
    await responder.answer_callback(responder.plain(done if changed else "queue-nothing-to-do"))
    await show_queue(event, responder, boards, member)
    if changed:
        await _notify_owners(responder, member, halts=halts)


async def _notify_owners(responder: Responder, by: Member, *, halts: bool) -> None:
    """Tells the other owners: else they would take a halt for a fault."""
    # The name is read again: this very message gave one to a member who writes for the first time.
    name = name_with_id(await responder.store.team.name_of(by.user_id), by.user_id)
    phrases = responder.phrases

    def compose(language: str) -> tuple[str, Keyboard]:
        text = phrases.say(language, "halt-told", what="halted" if halts else "released", name=name)
        return text, ((button(phrases.plain(language, "halt-look"), QueueCallback(do="look")),),)

    for owner in await owners(responder.services, but=by.user_id):
        await responder.notifier.send(owner.user_id, compose)


async def _set_halt(responder: Responder, *, halts: bool) -> bool:
    """False when nothing changed, because another owner was faster."""
    async with responder.store.transaction() as work:
        changed = await work.facts.halt(halts, responder.user_id)
        if changed:
            await work.audit.note(responder.user_id, AuditAction.HALTED if halts else AuditAction.RELEASED, "")
    return changed
