"""Breaking news: the preview shows the mark, and a second press sends the article before everything else."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router

from domain.article import Rubric
from domain.draft import Draft
from domain.errors import Rejected
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button, keyboard_of
from handlers.core.buttons.newsroom_callbacks import BreakingCallback, DraftCallback, SeenCallback
from handlers.core.responder import Responder
from handlers.drafts.preview.card import change_card, send_card
from handlers.drafts.preview.preview import panel, preview_card
from handlers.drafts.publication import PreparedDraft, prepare_draft
from handlers.drafts.publish.actions import own_publishable_rubric, publish_draft
from handlers.drafts.session import DraftSession


def build() -> Router:
    router = Router(name="post-breaking")
    router.callback_query.register(answer, BreakingCallback.filter(), Staff())
    return router


async def ask(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Shows the preview with the mark, and asks: a push to everybody is hard to take back."""
    rubric = await _breaking_rubric(session, draft, data)
    if rubric is None:
        return
    ready = await prepare_draft(session.responder, replace(draft, breaking=True), rubric)
    message = await _redraw_preview(session, draft, ready, _preview_message(session.responder))
    rows = (("post-breaking-yes", "yes"), ("post-breaking-no", "no"))
    data_of = {do: BreakingCallback(do=do, draft=draft.id, version=draft.version, message=message) for _, do in rows}
    keyboard = tuple((button(session.responder.plain(key), data_of[do]),) for key, do in rows)
    await session.responder.edit(session.responder.say("post-breaking-sure"), keyboard)


async def answer(event: object, callback_data: BreakingCallback, session: DraftSession) -> None:
    draft = await session.pressed_draft(callback_data.draft)
    data = DraftCallback(do="breaking", draft=draft.id, version=callback_data.version)
    rubric = await _breaking_rubric(session, draft, data)
    if rubric is None:
        return
    if callback_data.do == "yes":
        await publish_draft(session, replace(draft, breaking=True), rubric)
    elif callback_data.do == "no":
        ready = await prepare_draft(session.responder, draft, rubric)
        message = await _redraw_preview(session, draft, ready, callback_data.message)
        text, keyboard = await panel(session, draft, ready.article, message)
        await session.responder.edit(text, keyboard)
    else:
        raise Rejected("reader-stale")


async def _breaking_rubric(session: DraftSession, draft: Draft, data: DraftCallback) -> Rubric | None:
    """The rubric; None when a new preview was shown instead. Raises Rejected without the right to breaking news."""
    if not session.member.may_break:
        raise Rejected("reader-stale")
    return await own_publishable_rubric(session, draft, data)


def _preview_message(responder: Responder) -> int:
    """The id of the preview, which the language buttons below it carry; 0 without such buttons."""
    rows = keyboard_of(responder.callback_message) if responder.callback_message else ()
    data = [one.data for row in rows for one in row if one.data.startswith(f"{SeenCallback.__prefix__}:")]
    return SeenCallback.unpack(data[0]).message if data else 0


async def _redraw_preview(session: DraftSession, draft: Draft, ready: PreparedDraft, message: int) -> int:
    """Shows the preview with or without the mark, in place or, if it is gone, as a new message. The message's id."""
    card = preview_card(session.responder, draft, ready.article)
    if await change_card(session.responder, message, card):
        return message
    return await send_card(session.responder, card)
