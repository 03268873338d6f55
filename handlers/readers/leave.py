"""/stop and /forget: both ask once whether it is meant; the first keeps the settings, the second keeps nothing."""

from __future__ import annotations

from aiogram import Router

from domain.audience import RecipientState
from domain.newsroom import Leaving
from handlers.core.chat_context import met
from handlers.core.command_filters import on_command
from handlers.core.keyboards import press
from handlers.core.reader_callbacks import LeavePress
from handlers.core.responder import Talk
from handlers.core.rights import MANAGES
from storage.store import Store

_STOP, _FORGET = "stop", "forget"


def build() -> Router:
    router = Router(name="leave")
    on_command(router, stop, "stop", flags=MANAGES)
    on_command(router, forget, "forget", flags=MANAGES)
    router.callback_query.register(answered, LeavePress.filter(), flags=MANAGES)
    return router


async def stop(event: object, talk: Talk) -> None:
    if talk.here.recipient and talk.here.recipient.state is RecipientState.STOPPED:
        await talk.says(talk.say("reader-stopped-already"))
    else:
        await _ask(talk, _STOP, talk.say("reader-stop-sure"))


async def forget(event: object, talk: Talk) -> None:
    await _ask(talk, _FORGET, talk.say("reader-forget-sure", where=talk.here.kind.value))


async def _ask(talk: Talk, what: str, question: str) -> None:
    yes = press(talk.plain("reader-stop-yes" if what == _STOP else "reader-forget-yes"), LeavePress(what=what, sure=1))
    await talk.says(question, ((yes,), (press(talk.plain("reader-no"), LeavePress(what=what, sure=0)),)))


async def answered(event: object, callback_data: LeavePress, talk: Talk, store: Store) -> None:
    if callback_data.what not in (_STOP, _FORGET):
        await talk.tells("reader-stale")
    elif not callback_data.sure:
        await talk.shows(talk.say("reader-stays"))
    elif callback_data.what == _STOP:
        async with store.transaction() as work:
            recipient = await met(work, talk.here)
            if recipient.state is RecipientState.ACTIVE:
                await work.readership.left(recipient.id, 0, Leaving.STOP)
            await work.recipients.set_state(recipient.id, RecipientState.STOPPED)
        await talk.shows(talk.say("reader-stopped"))
    else:
        async with store.transaction() as work:
            await work.recipients.forget(talk.here.chat_id, talk.here.user_id)
            # It stays, or one command would lift it.
            ban = await work.letters.ban_of(talk.here.user_id) if talk.here.private else None
        await talk.shows(talk.say("reader-forgotten", kept=ban.value if ban else "nothing"))
