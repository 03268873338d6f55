"""What can be done with a whole draft: publish it now or at an hour, keep it, throw it away, read it."""

from __future__ import annotations

from domain.article import Rubric
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Role
from handlers.core.access.draft_rights import rubric_of
from handlers.core.article_buttons import published_keyboard
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.dialogue_state import leave_with
from handlers.drafts.preview.preview import publishable_rubric, read_pages
from handlers.drafts.publication import prepare_draft, publish
from handlers.drafts.schedule.choose_time import ask_time
from handlers.drafts.session import DraftSession


async def publish_now(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    rubric = await own_publishable_rubric(session, draft, data)
    if rubric is not None:
        await publish_draft(session, draft, rubric)


async def publish_draft(session: DraftSession, draft: Draft, rubric: Rubric) -> None:
    """Publishes the article, and tells the editor how many chats get it."""
    ready = await prepare_draft(session.responder, draft, rubric)
    async with session.store.transaction() as work:
        key = await publish(work, draft, ready, session.member)
        await leave_with(work, session.dialogue)
    counts = await session.store.recipients.audience(rubric.key, ready.article.language)
    done = session.responder.say("editor-published", title=draft.title, total=sum(counts.values()))
    if ready.test:
        done = f"{done}\n\n{session.responder.say('title-test-begun', begun='yes' if ready.test.up_to else 'no')}"
    await session.responder.edit(done, published_keyboard(session.responder, key))


async def schedule(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    if await own_publishable_rubric(session, draft, data) is not None:
        await session.responder.answer_callback()
        await ask_time(session, draft)


async def own_publishable_rubric(session: DraftSession, draft: Draft, data: DraftCallback) -> Rubric | None:
    """The rubric, if this member may publish there now; None when a new preview was shown instead. Raises Rejected when
    the draft is not complete, or the rubric is not the member's."""
    rubric = await publishable_rubric(session, draft, data)
    if rubric is not None and not session.member.may(Role.EDITOR, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(session.responder.language))
    return rubric


async def save(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.dialogue.clear()
    go_on = session.button("editor-continue", "continue", draft)
    await session.responder.edit(session.responder.say("post-saved", title=draft.title), ((go_on,),))


async def ask_throw(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    yes = session.button("editor-throw-yes", "thrown", draft)
    no = session.button("reader-no", "continue", draft)
    await session.responder.edit(session.responder.say("editor-throw-sure"), ((yes,), (no,)))


async def throw(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    async with session.store.transaction() as work:
        if not await work.drafts.thrown(draft.id):
            raise Rejected("editor-already-thrown")
        await leave_with(work, session.dialogue)
    await session.responder.edit(session.responder.say("editor-thrown"))


async def read(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    rubric = await rubric_of(session.store, draft)
    if rubric is None:
        raise Rejected("editor-not-ready")
    await session.responder.answer_callback()
    await read_pages(session.responder, draft, rubric)


async def only_preview(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """What only readers can do does nothing in a preview."""
    await session.responder.answer_callback(session.responder.plain("editor-only-preview"))
