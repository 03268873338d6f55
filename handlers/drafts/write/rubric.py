"""The rubric of a draft: chosen by a button, or named; a new one is opened only when that is meant."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.article import Rubric
from domain.draft import Draft
from domain.errors import NotFound, Rejected
from domain.rich import Rich
from domain.team import Member, Role
from handlers.core.command_filters import WORDS
from handlers.core.newsroom_callbacks import DraftPress
from handlers.core.responder import Talk
from handlers.core.rights import Staff
from handlers.core.typed_text import typed
from handlers.drafts.session import RUBRIC_LIMIT, Desk, Writing, button, with_more
from handlers.drafts.write.steps import ask_rubric, go_on, may_write
from storage.store import Store


def build() -> Router:
    router = Router(name="post-rubric")
    router.message.register(named, WORDS, Writing.rubric, Staff())
    return router


async def named(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    """The name of a rubric; what is too long for one is the rest of a text that Telegram split into messages."""
    desk = Desk(talk, store, state, member)
    said = typed(event)
    name = " ".join(said.text.split())
    if "\n" in said.text or len(name) > RUBRIC_LIMIT:
        draft = await desk.change(await desk.draft(), lambda now: with_more(now, said))
        await talk.says(talk.say("editor-text-continued", count=len(draft.body.text)))
        return
    known = await store.rubrics.named(name)
    if known is not None:
        await _put(desk, await desk.draft(), known)
        return
    draft = await desk.draft()
    await desk.expects(Writing.rubric, draft, name=name)
    choices = [("editor-choose", "pick"), ("editor-belongs-to-text", "append")]
    if _may_open(member):
        choices.insert(0, ("editor-create", "create"))
    rows = tuple((button(desk, key, do, draft),) for key, do in choices)
    await talk.says(talk.say("editor-new-rubric" if _may_open(member) else "editor-no-such-rubric", name=name), rows)


def _may_open(member: Member) -> bool:
    """Whoever is limited to rubrics, or only writes, opens none."""
    return member.role is Role.OWNER or (member.role is Role.EDITOR and not member.rubrics)


async def _put(desk: Desk, draft: Draft, rubric: Rubric) -> None:
    """Raises Rejected for a rubric that is not this member's; the question stays."""
    _refuse_foreign(desk, rubric)
    await desk.talk.toast(rubric.name(desk.talk.language))
    await go_on(desk, await desk.change(draft, lambda now: replace(now, rubric=rubric.key)))


def _refuse_foreign(desk: Desk, rubric: Rubric) -> None:
    if not may_write(desk.member, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(desk.talk.language))


async def refuse_choice(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected for a rubric that is not this member's; one that is there no more is no reason."""
    with suppress(NotFound):
        _refuse_foreign(desk, await desk.store.rubrics.get(data.rubric))


async def refuse_creation(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected where the name that was typed waits no more, or this member opens no rubrics."""
    await _typed_name(desk, draft)
    if not _may_open(desk.member):
        raise Rejected("reader-stale")


async def refuse_words(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected where what was typed waits no more, or is too much for the text."""
    with_more(draft, Rich(await _typed_name(desk, draft)))


async def choose(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """One of the buttons; one that stands for a rubric that is there no more brings the others."""
    try:
        rubric = await desk.store.rubrics.get(data.rubric)
    except NotFound:
        await desk.talk.toast(desk.talk.plain("post-rubric-gone"), alert=True)
        await ask_rubric(desk, draft)
        return
    await _put(desk, draft, rubric)


async def create(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Makes the rubric whose name was typed."""
    name = await _typed_name(desk, draft)
    async with desk.store.transaction() as work:
        # Found the second time; the press has done its work when the draft has it.
        work.is_effect = False
        rubric = await work.rubrics.named_or_new(name)
    await _put(desk, draft, rubric)


async def append(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """What was taken for a rubric's name was the end of the text."""
    name = await _typed_name(desk, draft)
    # With its own commit the name is none any more: a second press after a crash would add it once more.
    draft = await desk.change(draft, lambda now: with_more(now, Rich(name)), Writing.rubric)
    await desk.talk.toast(desk.talk.plain("reader-saved"))
    await ask_rubric(desk, draft)


async def pick(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """Another rubric is wanted."""
    await desk.talk.toast()
    await ask_rubric(desk, draft)


async def _typed_name(desk: Desk, draft: Draft) -> str:
    """What was typed as the rubric of this draft, if that is still the open question. Raises Rejected."""
    asked = await desk.dialogue.get_data()
    name = asked.get("name")
    if not isinstance(name, str) or asked.get("draft") != draft.id:
        raise Rejected("reader-stale")
    return name
