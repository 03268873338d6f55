"""The buttons of /post: choose the rubric, change a part, publish, throw away. Each looks at rights and state anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.draft import Draft
from domain.errors import Rejected
from domain.rich import Rich
from domain.team import Member, Role
from handlers.article_buttons import published_keyboard
from handlers.correction import correct, turn_mark
from handlers.drafting import Desk, Writing, button, mine, rubric_of, with_more
from handlers.keyboards import DraftPress
from handlers.post import begin
from handlers.post_preview import ask, ask_rubric, go_on, publishable
from handlers.publish import audience, proof, publish
from handlers.rights import Staff
from handlers.scheduling import ask_hour, take_off
from handlers.talk import Talk
from storage.store import Store
from text.card import reading_pages
from text.render import html


def build() -> Router:
    router = Router(name="post-buttons")
    router.callback_query.register(pressed, DraftPress.filter(), Staff())
    return router


async def pressed(
    event: object, callback_data: DraftPress, talk: Talk, store: Store, state: FSMContext, member: Member
) -> None:
    draft = mine(await store.drafts.get(callback_data.draft), talk.here.user_id)
    action = _ACTIONS.get(callback_data.do)
    if action is None:
        raise Rejected("reader-stale")
    desk = Desk(talk, store, state, member)
    if callback_data.do not in _LOOKS:
        await _takes_back(desk, draft)
    await action(desk, draft, callback_data)


async def _takes_back(desk: Desk, draft: Draft) -> None:
    """Whoever goes on with a draft that is scheduled, or waits for approval, takes it back first, and is told."""
    if await take_off(desk, draft):
        await desk.talk.says(desk.talk.say("schedule-off", title=draft.title))
    async with desk.store.transaction() as work:
        withdrawn = await work.approvals.withdraw(draft.id)
    if withdrawn:
        await desk.talk.says(desk.talk.say("approval-taken-back", title=draft.title))


async def _continue(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await go_on(desk, draft)


async def _new(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await begin(desk)


async def _no_lead(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    if draft.lead:
        draft = await desk.write(replace(draft, lead=Rich()))
    await go_on(desk, draft, lead_is_settled=True)


async def _rubric(desk: Desk, draft: Draft, data: DraftPress) -> None:
    rubric = await desk.store.rubrics.get(data.rubric)
    await desk.talk.toast(rubric.name(desk.talk.language))
    await go_on(desk, await desk.write(replace(draft, rubric=rubric.key)))


async def _create(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Makes the rubric whose name was typed."""
    name = (await desk.dialogue.get_data()).get("name")
    if not isinstance(name, str):
        raise Rejected("reader-stale")
    async with desk.store.transaction() as work:
        rubric = await work.rubrics.named_or_new(name)
    await desk.talk.toast(rubric.name(desk.talk.language))
    await go_on(desk, await desk.write(replace(draft, rubric=rubric.key)))


async def _append(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """What was taken for a rubric's name was the end of the text."""
    name = (await desk.dialogue.get_data()).get("name")
    if not isinstance(name, str):
        raise Rejected("reader-stale")
    draft = await desk.write(with_more(draft, Rich(name)))
    await desk.talk.toast(desk.talk.plain("reader-saved"))
    await ask_rubric(desk, draft)


async def _change_title(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await ask(desk, draft, Writing.title)


async def _change_lead(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await ask(desk, draft, Writing.lead)


async def _change_text(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await ask(desk, draft, Writing.text, anew=True)


async def _change_link(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await ask(desk, draft, Writing.link)


async def _change_tags(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await ask(desk, draft, Writing.tags)


async def _pick(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast()
    await ask_rubric(desk, draft)


async def _breaking(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Goes first, and passes quiet hours: a right of its own."""
    if not desk.member.may_break:
        raise Rejected("reader-stale")
    await _publish(desk, replace(draft, breaking=True), data)


async def _schedule(desk: Desk, draft: Draft, data: DraftPress) -> None:
    rubric = await publishable(desk, draft, data)
    if rubric is None:
        return
    if not desk.member.may(Role.EDITOR, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(desk.talk.language))
    await desk.talk.toast()
    await ask_hour(desk, draft)


async def _save(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.dialogue.clear()
    await desk.talk.shows(desk.talk.say("post-saved", title=draft.title))


async def _publish(desk: Desk, draft: Draft, data: DraftPress) -> None:
    rubric = await publishable(desk, draft, data)
    if rubric is None:
        return
    if not desk.member.may(Role.EDITOR, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(desk.talk.language))
    ready = await proof(desk, draft, rubric)
    key = await publish(desk.store, draft, ready.prepared)
    await desk.dialogue.clear()
    total = sum((await audience(desk, ready.article)).values())
    await desk.talk.shows(
        desk.talk.say("editor-published", title=draft.title, total=total), published_keyboard(desk.talk, key)
    )


async def _throw(desk: Desk, draft: Draft, data: DraftPress) -> None:
    rows = ((button(desk, "editor-throw-yes", "thrown", draft),), (button(desk, "reader-no", "continue", draft),))
    await desk.talk.shows(desk.talk.say("editor-throw-sure"), rows)


async def _thrown(desk: Desk, draft: Draft, data: DraftPress) -> None:
    async with desk.store.transaction() as work:
        if not await work.drafts.thrown(draft.id):
            raise Rejected("editor-already-thrown")
    await desk.dialogue.clear()
    await desk.talk.shows(desk.talk.say("editor-thrown"))


async def _read(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """The first page of the text as a reader will open it."""
    rubric = await rubric_of(desk.store, draft)
    if rubric is None:
        raise Rejected("reader-stale")
    await desk.talk.toast()
    ready = await proof(desk, draft, rubric)
    for page in reading_pages(ready.article, desk.talk.look):
        await desk.talk.says(html(page))


async def _mute(desk: Desk, draft: Draft, data: DraftPress) -> None:
    await desk.talk.toast(desk.talk.plain("editor-only-preview"))


_LOOKS = ("read", "mute", "publish", "breaking", "schedule", "save", "new")
"""What neither changes a draft nor takes it back from where it waits."""

_ACTIONS: dict[str, Callable[[Desk, Draft, DraftPress], Awaitable[None]]] = {
    "continue": _continue,
    "new": _new,
    "nolead": _no_lead,
    "enough": _continue,
    "rubric": _rubric,
    "create": _create,
    "append": _append,
    "title": _change_title,
    "lead": _change_lead,
    "text": _change_text,
    "link": _change_link,
    "tags": _change_tags,
    "pick": _pick,
    "publish": _publish,
    "breaking": _breaking,
    "schedule": _schedule,
    "save": _save,
    "throw": _throw,
    "thrown": _thrown,
    "mark": turn_mark,
    "correct": correct,
    "read": _read,
    "mute": _mute,
}
