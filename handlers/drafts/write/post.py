"""/post: an article is written, in one message or step by step; /cancel leaves and keeps the draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.draft import Draft
from domain.rich import Rich
from domain.team import Member
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import leave_with
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.typed_text import after_command, has_parts, split_article, typed
from handlers.drafts.session import (
    LEAD_LIMIT,
    TITLE_LIMIT,
    Change,
    DraftSession,
    Writing,
    as_it_is,
    button,
    with_lead,
    with_more,
    with_title,
)
from handlers.drafts.write.steps import go_on
from storage.store import Store


class _Unfinished(BaseFilter):
    """Passes when somebody has begun an article; hands over nothing."""

    async def __call__(self, event: Message, store: Store) -> bool | dict[str, Any]:
        draft = await store.drafts.unfinished(event.from_user.id) if event.from_user else None
        return draft is not None and not is_empty(draft)


def build() -> Router:
    router = Router(name="post")
    router.message.register(post, F.text, Command("post", ignore_case=True), Staff())
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, F.text, leave, StateFilter(Writing), Staff())
    # Below a preview there is no question open, but there is something to leave.
    router.message.register(cancel, F.text, leave, StateFilter(None), Staff(), _Unfinished())
    router.message.register(title, WORDS, Writing.title, Staff())
    router.message.register(lead, WORDS, Writing.lead, Staff())
    router.message.register(text, WORDS, Writing.text, Staff())
    router.message.register(not_text, ~F.text, StateFilter(Writing), Staff())
    return router


async def post(event: Message, responder: Responder, store: Store, state: FSMContext, member: Member) -> None:
    session = DraftSession(responder, store, state, member)
    whole = after_command(event)
    if whole:
        await in_one_message(session, None, whole)
        return
    unfinished = await store.drafts.unfinished(responder.context.user_id)
    if unfinished is None:
        await begin(session)
    elif is_empty(unfinished):
        await go_on(session, unfinished)
    else:
        await _offer(session, unfinished)


async def begin(session: DraftSession) -> None:
    """A new draft, asked for part by part."""
    await go_on(session, await session.new_draft())


async def in_one_message(session: DraftSession, draft: Draft | None, whole: Rich, also: Change = as_it_is) -> None:
    """The whole article in one message: title, blank line, lead, text. `also`: what else came with it."""
    title, lead, body = split_article(whole, title_limit=TITLE_LIMIT, lead_limit=LEAD_LIMIT)

    def filled(now: Draft) -> Draft:
        return replace(also(now), title=title, lead=lead, body=body)

    draft = await session.change(draft, filled) if draft else await session.new_draft(filled)
    if not title:
        await session.responder.send(session.responder.say("editor-first-line-too-long", limit=TITLE_LIMIT))
    await go_on(session, draft)


def is_empty(draft: Draft) -> bool:
    """Whether no word of it is written yet."""
    return not (draft.title or draft.lead or draft.body)


async def _offer(session: DraftSession, draft: Draft) -> None:
    """An unfinished draft comes first: go on with it, or leave it and begin another."""
    name = draft.title or draft.body.text[:80] or draft.lead.text[:80]
    choices = (("editor-continue", "continue"), ("editor-begin-new", "new"), ("editor-throw", "throw"))
    rows = tuple((button(session, key, do, draft),) for key, do in choices)
    await session.responder.send(session.responder.say("editor-unfinished", name=name), rows)


async def cancel(event: object, responder: Responder, store: Store, state: FSMContext) -> None:
    """What is written is kept; a draft with nothing in it is not."""
    number = (await state.get_data()).get("draft")
    draft = await store.drafts.get(number) if isinstance(number, int) else None
    if draft is None or draft.author != responder.context.user_id or not is_empty(draft) or draft.image:
        await state.clear()
        await responder.send(responder.say("editor-cancelled"))
        return
    async with store.transaction() as work:
        await work.drafts.thrown(draft.id)
        await leave_with(work, state)
    await responder.send(responder.say("editor-cancelled-empty"))


async def title(
    event: Message, responder: Responder, store: Store, state: FSMContext, member: Member, also: Change = as_it_is
) -> None:
    """A title; or the whole article, which people paste where they are asked for the first part of it."""
    session, said = DraftSession(responder, store, state, member), typed(event)
    draft = await session.draft()
    if is_empty(draft) and (has_parts(said) or len(said.text) > TITLE_LIMIT):
        await in_one_message(session, draft, said, also)
    else:
        await go_on(session, await session.change(draft, lambda now: with_title(also(now), said)))


async def lead(
    event: Message, responder: Responder, store: Store, state: FSMContext, member: Member, also: Change = as_it_is
) -> None:
    """A lead; what is too long for one, while there is no text yet, is the text."""
    session, said = DraftSession(responder, store, state, member), typed(event)
    draft = await session.draft()
    if not draft.body and len(said.text) > LEAD_LIMIT:
        draft = await session.change(draft, lambda now: with_more(also(now), said), Writing.text)
        await responder.send(responder.say("editor-lead-is-text", count=len(said.text), limit=LEAD_LIMIT))
        await _more_text(session, draft)
    else:
        await go_on(session, await session.change(draft, lambda now: with_lead(also(now), said)), lead_is_settled=True)


async def text(
    event: Message, responder: Responder, store: Store, state: FSMContext, member: Member, also: Change = as_it_is
) -> None:
    """Each message is a further part of the text; when it is being changed, the first one replaces the old text."""
    session, said = DraftSession(responder, store, state, member), typed(event)
    anew = bool((await state.get_data()).get("anew"))

    def longer(now: Draft) -> Draft:
        return with_more(replace(also(now), body=Rich()) if anew else also(now), said)

    # The next part is added to this one from the same commit on: it must not replace it after a crash in between.
    await _more_text(session, await session.change(await session.draft(), longer, Writing.text))


async def _more_text(session: DraftSession, draft: Draft) -> None:
    received = session.responder.say("editor-text-received", count=len(draft.body.text))
    await session.responder.send(received, ((button(session, "editor-enough", "enough", draft),),))


async def not_text(event: object, responder: Responder) -> None:
    await responder.send(responder.say("editor-only-text"))
