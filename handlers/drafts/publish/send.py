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
from handlers.drafts.session import Desk, button, rubric_of
from text.telegram.card import reading_pages
from text.telegram.render import html


async def publish_now(desk: Desk, draft: Draft, data: DraftPress) -> None:
    rubric = await in_own_rubric(desk, draft, data)
    if rubric is not None:
        await send(desk, draft, rubric)


async def send(desk: Desk, draft: Draft, rubric: Rubric) -> None:
    """The article is out, and its editor reads to how many it goes."""
    ready = await proof(desk.talk, draft, rubric)
    async with desk.store.transaction() as work:
        key = await publish(work, draft, ready.prepared)
        await leave_with(work, desk.dialogue)
    total = sum((await audience(desk.store, ready.article)).values())
    await desk.talk.shows(
        desk.talk.say("editor-published", title=draft.title, total=total), published_keyboard(desk.talk, key)
    )


async def schedule(desk: Desk, draft: Draft, data: DraftPress) -> None:
    if await in_own_rubric(desk, draft, data) is not None:
        await desk.talk.toast()
        await ask_hour(desk, draft)


async def in_own_rubric(desk: Desk, draft: Draft, data: DraftPress) -> Rubric | None:
    """None when the preview was shown anew instead. Raises Rejected."""
    rubric = await publishable(desk, draft, data)
    if rubric is not None and not desk.member.may(Role.EDITOR, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(desk.talk.language))
    return rubric


async def save(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.dialogue.clear()
    on = button(desk, "editor-continue", "continue", draft)
    await desk.talk.shows(desk.talk.say("post-saved", title=draft.title), ((on,),))


async def throw(desk: Desk, draft: Draft, data: DraftPress) -> None:
    rows = ((button(desk, "editor-throw-yes", "thrown", draft),), (button(desk, "reader-no", "continue", draft),))
    await desk.talk.shows(desk.talk.say("editor-throw-sure"), rows)


async def thrown(desk: Desk, draft: Draft, data: DraftPress) -> None:
    async with desk.store.transaction() as work:
        if not await work.drafts.thrown(draft.id):
            raise Rejected("editor-already-thrown")
        await leave_with(work, desk.dialogue)
    await desk.talk.shows(desk.talk.say("editor-thrown"))


async def read(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """The text as a reader will open it."""
    rubric = await rubric_of(desk.store, draft)
    if rubric is None:
        raise Rejected("editor-not-ready")
    await desk.talk.toast()
    ready = await proof(desk.talk, draft, rubric)
    for page in reading_pages(ready.article, desk.talk.look):
        await desk.talk.says(html(page))


async def mute(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast(desk.talk.plain("editor-only-preview"))
