"""What can be done with a whole draft: publish it, now or at an hour; keep it; throw it away."""

from __future__ import annotations

from domain.article import Rubric
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Role
from handlers.core.article_buttons import published_keyboard
from handlers.core.dialogue_state import leave_with
from handlers.core.newsroom_callbacks import DraftPress
from handlers.drafts.preview.preview import publishable
from handlers.drafts.publication import audience, proof, publish
from handlers.drafts.schedule.hour import ask_hour
from handlers.drafts.session import DraftSession, button, rubric_of
from text.telegram.card import reading_pages
from text.telegram.render import html


async def publish_now(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    rubric = await in_own_rubric(session, draft, data)
    if rubric is not None:
        await send(session, draft, rubric)


async def send(session: DraftSession, draft: Draft, rubric: Rubric) -> None:
    """The article is out, and its editor reads to how many it goes."""
    ready = await proof(session.responder, draft, rubric)
    async with session.store.transaction() as work:
        key = await publish(work, draft, ready.prepared)
        await leave_with(work, session.dialogue)
    total = sum((await audience(session.store, ready.article)).values())
    await session.responder.edit(
        session.responder.say("editor-published", title=draft.title, total=total),
        published_keyboard(session.responder, key),
    )


async def schedule(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    if await in_own_rubric(session, draft, data) is not None:
        await session.responder.answer_callback()
        await ask_hour(session, draft)


async def in_own_rubric(session: DraftSession, draft: Draft, data: DraftPress) -> Rubric | None:
    """None when the preview was shown anew instead. Raises Rejected."""
    rubric = await publishable(session, draft, data)
    if rubric is not None and not session.member.may(Role.EDITOR, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(session.responder.language))
    return rubric


async def save(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    await session.dialogue.clear()
    on = button(session, "editor-continue", "continue", draft)
    await session.responder.edit(session.responder.say("post-saved", title=draft.title), ((on,),))


async def throw(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    rows = ((button(session, "editor-throw-yes", "thrown", draft),), (button(session, "reader-no", "continue", draft),))
    await session.responder.edit(session.responder.say("editor-throw-sure"), rows)


async def thrown(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    async with session.store.transaction() as work:
        if not await work.drafts.thrown(draft.id):
            raise Rejected("editor-already-thrown")
        await leave_with(work, session.dialogue)
    await session.responder.edit(session.responder.say("editor-thrown"))


async def read(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """The text as a reader will open it."""
    rubric = await rubric_of(session.store, draft)
    if rubric is None:
        raise Rejected("editor-not-ready")
    await session.responder.answer_callback()
    ready = await proof(session.responder, draft, rubric)
    for page in reading_pages(ready.article, session.responder.look):
        await session.responder.send(html(page))


async def mute(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    await session.responder.answer_callback(session.responder.plain("editor-only-preview"))
