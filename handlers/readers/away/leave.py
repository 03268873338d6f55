"""/stop and /forget: both ask for confirmation. /stop keeps the settings, /forget deletes everything."""

from __future__ import annotations

from aiogram import Router

from domain.audience import RecipientState
from domain.newsroom import Leaving
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import LeaveCallback
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import on_command
from handlers.core.responder import Responder

_STOP, _FORGET = "stop", "forget"


def build() -> Router:
    router = Router(name="leave")
    on_command(router, stop, "stop", flags=MANAGES)
    on_command(router, forget, "forget", flags=MANAGES)
    router.callback_query.register(handle_answer, LeaveCallback.filter(), flags=MANAGES)
    return router


async def stop(event: object, responder: Responder) -> None:
    if responder.context.recipient and responder.context.recipient.state is RecipientState.STOPPED:
        await responder.send(responder.say("reader-stopped-already"))
    else:
        await _ask(responder, _STOP, responder.say("reader-stop-sure"))


async def forget(event: object, responder: Responder) -> None:
    await _ask(responder, _FORGET, responder.say("reader-forget-sure", where=responder.context.kind.value))


async def _ask(responder: Responder, what: str, question: str) -> None:
    yes = button(
        responder.plain("reader-stop-yes" if what == _STOP else "reader-forget-yes"), LeaveCallback(what=what, sure=1)
    )
    await responder.send(question, ((yes,), (button(responder.plain("reader-no"), LeaveCallback(what=what, sure=0)),)))


async def handle_answer(event: object, callback_data: LeaveCallback, responder: Responder) -> None:
    if callback_data.what not in (_STOP, _FORGET):
        await responder.notify("reader-stale")
    elif not callback_data.sure:
        await responder.edit(responder.say("reader-stays"))
    elif callback_data.what == _STOP:
        async with responder.store.transaction() as work:
            recipient = await ensure_recipient(work, responder.context)
            if recipient.state is RecipientState.ACTIVE:
                await work.readership.count_leaving(recipient.id, 0, Leaving.STOP)
            await work.recipients.set_state(recipient.id, RecipientState.STOPPED)
        await responder.edit(responder.say("reader-stopped"))
    else:
        services = responder.services
        act = services.costly_acts.one_at_a_time(responder.user_id, "forget", services.clock.monotonic())
        async with act, responder.store.transaction() as work:
            await work.recipients.forget(responder.context.chat_id, responder.user_id)
            # A ban stays: /forget must not lift it.
            ban = await work.letters.ban_of(responder.user_id) if responder.context.private else None
        await responder.edit(responder.say("reader-forgotten", kept=ban.value if ban else "nothing"))
