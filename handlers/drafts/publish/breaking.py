"""Breaking news: the preview is shown as it will go out then, and one press more sends it before everything else."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.article import Article, Rubric
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Member
from handlers.core.keyboards import keyboard_of, press
from handlers.core.newsroom_callbacks import BreakingPress, DraftPress, SeenPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.drafts.preview.card import change_card, send_card
from handlers.drafts.preview.preview import panel, preview_card
from handlers.drafts.publication import proof
from handlers.drafts.publish.send import in_own_rubric, send
from handlers.drafts.session import DraftSession, mine
from storage.store import Store


def build() -> Router:
    router = Router(name="post-breaking")
    router.callback_query.register(answered, BreakingPress.filter(), Staff())
    return router


async def ask(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """What readers will see, with the mark; it cannot be taken back as easily as it is pressed."""
    rubric = await _breaking(session, draft, data)
    if rubric is None:
        return
    ready = await proof(session.responder, replace(draft, breaking=True), rubric)
    message = await _turn(session, draft, ready.article, _message_of_preview(session.responder))
    rows = (("post-breaking-yes", "yes"), ("post-breaking-no", "no"))
    data_of = {do: BreakingPress(do=do, draft=draft.id, version=draft.version, message=message) for _, do in rows}
    keyboard = tuple((press(session.responder.plain(key), data_of[do]),) for key, do in rows)
    await session.responder.edit(session.responder.say("post-breaking-sure"), keyboard)


async def answered(
    event: object, callback_data: BreakingPress, responder: Responder, store: Store, state: FSMContext, member: Member
) -> None:
    session = DraftSession(responder, store, state, member)
    draft = mine(await store.drafts.get(callback_data.draft), responder.context.user_id)
    rubric = await _breaking(session, draft, DraftPress(do="breaking", draft=draft.id, version=callback_data.version))
    if rubric is None:
        return
    if callback_data.do == "yes":
        await send(session, replace(draft, breaking=True), rubric)
    elif callback_data.do == "no":
        ready = await proof(responder, draft, rubric)
        message = await _turn(session, draft, ready.article, callback_data.message)
        text, keyboard = await panel(session, draft, ready.article, message)
        await responder.edit(text, keyboard)
    else:
        raise Rejected("reader-stale")


async def _breaking(session: DraftSession, draft: Draft, data: DraftPress) -> Rubric | None:
    """None when the preview was shown anew instead. A right of its own: raises Rejected for whoever has it not."""
    if not session.member.may_break:
        raise Rejected("reader-stale")
    return await in_own_rubric(session, draft, data)


def _message_of_preview(responder: Responder) -> int:
    """The id of the preview stands in the buttons of languages below it; 0 where there are none any more."""
    rows = keyboard_of(responder.pressed) if responder.pressed else ()
    marked = [one.data for row in rows for one in row if one.data.startswith(f"{SeenPress.__prefix__}:")]
    return SeenPress.unpack(marked[0]).message if marked else 0


async def _turn(session: DraftSession, draft: Draft, article: Article, message: int) -> int:
    """The preview with the mark or without, in place; where it is gone, a new one. Its message."""
    card = preview_card(session.responder, draft, article)
    if await change_card(session.responder, message, card):
        return message
    return await send_card(session.responder, session.store, card)
