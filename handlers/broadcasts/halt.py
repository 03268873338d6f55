"""/halt, and the same on the board: an owner stops every push at once, and lets them go on."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command

from domain.broadcast import Halt
from domain.buttons import Keyboard
from domain.team import Deed, Member, Role
from handlers.broadcasts.live_boards import Boards
from handlers.broadcasts.queue import show_queue
from handlers.core.colleagues import owners
from handlers.core.keyboards import press
from handlers.core.member_names import called
from handlers.core.newsroom_callbacks import QueuePress
from handlers.core.notify import tell
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.services import Services
from storage.store import Store
from text.time.dates import show_date

_BRAKE = ("halt", "halted", "release")


def build() -> Router:
    """Stands before the router of the queue, which takes every other button of the board."""
    router = Router(name="halt")
    router.message.register(halt, F.text, Command("halt", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(pressed, QueuePress.filter(F.do.in_(_BRAKE)), Staff(Role.OWNER))
    return router


async def halt(
    event: object, responder: Responder, store: Store, boards: Boards, member: Member, services: Services
) -> None:
    """Typed in haste: everything stops now, and nothing is asked."""
    if await _turn(responder, store, halts=True):
        await show_queue(responder, boards, member)
        await _tell_owners(responder, services, member, halts=True)
        return
    go_on = press(responder.plain("queue-release"), QueuePress(do="release"))
    await responder.send(await _stopped_already(responder, store), ((go_on,),))


async def _stopped_already(responder: Responder, store: Store) -> str:
    now = await store.halt_now() or Halt()
    if not now.by:
        return responder.say("halt-already-somebody")
    name = called(await store.team.name_of(now.by), now.by)
    return responder.say(
        "halt-already", name=name, when=show_date(now.at, responder.language, responder.zone, responder.now_ms)
    )


async def pressed(
    event: object,
    callback_data: QueuePress,
    responder: Responder,
    store: Store,
    boards: Boards,
    member: Member,
    services: Services,
) -> None:
    """A button is easily hit: it asks before it stops everything."""
    if callback_data.do == "halt":
        boards.leave(responder.context.chat_id)
        yes = press(responder.plain("queue-halt-yes"), QueuePress(do="halted"))
        no = press(responder.plain("reader-no"), QueuePress(do="look"))
        await responder.edit(responder.say("queue-halt-sure"), ((yes,), (no,)))
        return
    halts = callback_data.do == "halted"
    changed = await _turn(responder, store, halts=halts)
    done = "queue-halted-now" if halts else "queue-released-now"
    await responder.answer_callback(responder.plain(done if changed else "queue-nothing-to-do"))
    await show_queue(responder, boards, member)
    if changed:
        await _tell_owners(responder, services, member, halts=halts)


async def _tell_owners(responder: Responder, services: Services, by: Member, *, halts: bool) -> None:
    """The other owners hear that nothing leaves, and when it does again: else they look for a fault."""

    # As it is known by now: whoever writes to the bot for the first time is named with this very message.
    name = called(await services.store.team.name_of(by.user_id), by.user_id)

    def letter(language: str) -> tuple[str, Keyboard]:
        text = services.phrases.say(language, "halt-told", what="halted" if halts else "released", name=name)
        look = press(services.phrases.plain(language, "halt-look"), QueuePress(do="look"))
        return text, ((look,),)

    for owner in await owners(services, but=by.user_id):
        await tell(responder.voice.bot, services, owner.user_id, letter)


async def _turn(responder: Responder, store: Store, *, halts: bool) -> bool:
    """Whether this has changed anything: another owner may have been faster."""
    async with store.transaction() as work:
        changed = await work.halt(halts, responder.context.user_id)
        if changed:
            await work.audit.note(responder.context.user_id, Deed.HALTED if halts else Deed.RELEASED, "")
    return changed
