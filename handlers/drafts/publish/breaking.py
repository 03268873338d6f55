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
from handlers.core.responder import Talk
from handlers.core.rights import Staff
from handlers.drafts.preview.card import change_card, send_card
from handlers.drafts.preview.preview import panel, preview_card
from handlers.drafts.publication import proof
from handlers.drafts.publish.send import in_own_rubric, send
from handlers.drafts.session import Desk, mine
from storage.store import Store


def build() -> Router:
    router = Router(name="post-breaking")
    router.callback_query.register(answered, BreakingPress.filter(), Staff())
    return router


async def ask(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """What readers will see, with the mark; it cannot be taken back as easily as it is pressed."""
    rubric = await _breaking(desk, draft, data)
    if rubric is None:
        return
    ready = await proof(desk.talk, replace(draft, breaking=True), rubric)
    message = await _turn(desk, draft, ready.article, _message_of_preview(desk.talk))
    rows = (("post-breaking-yes", "yes"), ("post-breaking-no", "no"))
    data_of = {do: BreakingPress(do=do, draft=draft.id, version=draft.version, message=message) for _, do in rows}
    keyboard = tuple((press(desk.talk.plain(key), data_of[do]),) for key, do in rows)
    await desk.talk.shows(desk.talk.say("post-breaking-sure"), keyboard)


async def answered(
    event: object, callback_data: BreakingPress, talk: Talk, store: Store, state: FSMContext, member: Member
) -> None:
    desk = Desk(talk, store, state, member)
    draft = mine(await store.drafts.get(callback_data.draft), talk.here.user_id)
    rubric = await _breaking(desk, draft, DraftPress(do="breaking", draft=draft.id, version=callback_data.version))
    if rubric is None:
        return
    if callback_data.do == "yes":
        await send(desk, replace(draft, breaking=True), rubric)
    elif callback_data.do == "no":
        ready = await proof(talk, draft, rubric)
        message = await _turn(desk, draft, ready.article, callback_data.message)
        text, keyboard = await panel(desk, draft, ready.article, message)
        await talk.shows(text, keyboard)
    else:
        raise Rejected("reader-stale")


async def _breaking(desk: Desk, draft: Draft, data: DraftPress) -> Rubric | None:
    """None when the preview was shown anew instead. A right of its own: raises Rejected for whoever has it not."""
    if not desk.member.may_break:
        raise Rejected("reader-stale")
    return await in_own_rubric(desk, draft, data)


def _message_of_preview(talk: Talk) -> int:
    """The id of the preview stands in the buttons of languages below it; 0 where there are none any more."""
    rows = keyboard_of(talk.pressed) if talk.pressed else ()
    marked = [one.data for row in rows for one in row if one.data.startswith(f"{SeenPress.__prefix__}:")]
    return SeenPress.unpack(marked[0]).message if marked else 0


async def _turn(desk: Desk, draft: Draft, article: Article, message: int) -> int:
    """The preview with the mark or without, in place; where it is gone, a new one. Its message."""
    card = preview_card(desk.talk, draft, article)
    if await change_card(desk.talk, message, card):
        return message
    return await send_card(desk.talk, desk.store, card)
