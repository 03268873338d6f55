"""/post: an editor writes an article, in one message or step by step. /cancel leaves and keeps the draft."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command, StateFilter
from aiogram.types import Message

from domain.draft import Draft
from domain.rich import Rich
from handlers.core.access.rights import Staff
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import leave_with
from handlers.drafts.draft_fields import LEAD_LIMIT, TITLE_LIMIT, is_empty, with_lead, with_more_text, with_title
from handlers.drafts.session import DraftChange, DraftSession, Writing, unchanged
from handlers.drafts.write.next_step import next_step
from handlers.drafts.write.typed_text import after_command, has_parts, split_article, typed
from storage.store import Store


class _HasUnfinishedDraft(BaseFilter):
    """Passes when the person has an unfinished draft with words in it."""

    async def __call__(self, event: Message, store: Store) -> bool:
        draft = await store.drafts.unfinished(event.from_user.id) if event.from_user else None
        return draft is not None and not is_empty(draft)


def build() -> Router:
    router = Router(name="post")
    router.message.register(post, F.text, Command("post", ignore_case=True), Staff())
    cancels = Command("cancel", ignore_case=True)
    router.message.register(cancel, F.text, cancels, StateFilter(Writing), Staff())
    # Below a preview no question is open, but /cancel still has a draft to leave.
    router.message.register(cancel, F.text, cancels, StateFilter(None), Staff(), _HasUnfinishedDraft())
    router.message.register(title, WORDS, Writing.title, Staff())
    router.message.register(lead, WORDS, Writing.lead, Staff())
    router.message.register(text, WORDS, Writing.text, Staff())
    router.message.register(not_text, ~F.text, StateFilter(Writing), Staff())
    return router


async def post(event: Message, session: DraftSession) -> None:
    if typed_article := after_command(event):
        await in_one_message(session, None, typed_article)
        return
    unfinished = await session.store.drafts.unfinished(session.user_id)
    if unfinished is None:
        await begin(session)
    elif is_empty(unfinished):
        await next_step(session, unfinished)
    else:
        await _offer_unfinished(session, unfinished)


async def begin(session: DraftSession) -> None:
    await next_step(session, await session.new_draft())


async def in_one_message(
    session: DraftSession, draft: Draft | None, typed_article: Rich, also: DraftChange = unchanged
) -> None:
    """The whole article in one message: title, blank line, lead, text. `also`: what else came with the message."""
    title, lead, body = split_article(typed_article, title_limit=TITLE_LIMIT, lead_limit=LEAD_LIMIT)

    def fill(now: Draft) -> Draft:
        return replace(also(now), title=title, lead=lead, body=body)

    draft = await session.change(draft, fill) if draft else await session.new_draft(fill)
    if not title:
        await session.responder.send(session.responder.say("editor-first-line-too-long", limit=TITLE_LIMIT))
    await next_step(session, draft)


async def _offer_unfinished(session: DraftSession, draft: Draft) -> None:
    name = draft.title or draft.body.text[:80] or draft.lead.text[:80]
    choices = (("editor-continue", "continue"), ("editor-begin-new", "new"), ("editor-throw", "throw"))
    rows = tuple((session.button(key, do, draft),) for key, do in choices)
    await session.responder.send(session.responder.say("editor-unfinished", name=name), rows)


async def cancel(event: object, session: DraftSession) -> None:
    """Keeps a draft with words or a photo; throws an empty one away."""
    responder = session.responder
    draft = await session.asked_draft()
    if draft is None or draft.author != session.user_id or not is_empty(draft) or draft.image:
        await session.dialogue.clear()
        await responder.send(responder.say("editor-cancelled"))
        return
    async with session.store.transaction() as work:
        await work.drafts.thrown(draft.id)
        await leave_with(work, session.dialogue)
    await responder.send(responder.say("editor-cancelled-empty"))


async def title(event: Message, session: DraftSession, also: DraftChange = unchanged) -> None:
    """A title; or the whole article, which people paste where they are asked for its first part."""
    said, draft = typed(event), await session.draft()
    if is_empty(draft) and (has_parts(said) or len(said.text) > TITLE_LIMIT):
        await in_one_message(session, draft, said, also)
    else:
        await next_step(session, await session.change(draft, lambda now: with_title(also(now), said)))


async def lead(event: Message, session: DraftSession, also: DraftChange = unchanged) -> None:
    """A lead. What is too long for one becomes the text, if the draft has no text yet."""
    said, draft = typed(event), await session.draft()
    if not draft.body and len(said.text) > LEAD_LIMIT:
        draft = await session.change(draft, lambda now: with_more_text(also(now), said), Writing.text)
        notice = session.responder.say("editor-lead-is-text", count=len(said.text), limit=LEAD_LIMIT)
        await session.responder.send(notice)
        await _say_received(session, draft)
    else:
        draft = await session.change(draft, lambda now: with_lead(also(now), said))
        await next_step(session, draft, lead_is_decided=True)


async def text(event: Message, session: DraftSession, also: DraftChange = unchanged) -> None:
    """Each message adds to the text. When the text is being changed, the first message replaces the old one."""
    said = typed(event)
    anew = bool((await session.dialogue.get_data()).get("anew"))

    def longer(now: Draft) -> Draft:
        return with_more_text(replace(also(now), body=Rich()) if anew else also(now), said)

    # The commit also closes `anew`: after a crash the next message must not replace this one.
    await _say_received(session, await session.change(await session.draft(), longer, Writing.text))


async def _say_received(session: DraftSession, draft: Draft) -> None:
    received = session.responder.say("editor-text-received", count=len(draft.body.text))
    await session.responder.send(received, ((session.button("editor-enough", "enough", draft),),))


async def not_text(event: object, session: DraftSession) -> None:
    await session.responder.send(session.responder.say("editor-only-text"))
