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
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.typed_text import typed
from handlers.drafts.session import RUBRIC_LIMIT, DraftSession, Writing, button, with_more
from handlers.drafts.write.steps import ask_rubric, go_on, may_write
from storage.store import Store


def build() -> Router:
    router = Router(name="post-rubric")
    router.message.register(named, WORDS, Writing.rubric, Staff())
    return router


async def named(event: Message, responder: Responder, store: Store, state: FSMContext, member: Member) -> None:
    """The name of a rubric; what is too long for one is the rest of a text that Telegram split into messages."""
    session = DraftSession(responder, store, state, member)
    said = typed(event)
    name = " ".join(said.text.split())
    if "\n" in said.text or len(name) > RUBRIC_LIMIT:
        draft = await session.change(await session.draft(), lambda now: with_more(now, said))
        await responder.send(responder.say("editor-text-continued", count=len(draft.body.text)))
        return
    known = await store.rubrics.named(name)
    if known is not None:
        await _put(session, await session.draft(), known)
        return
    draft = await session.draft()
    await session.expects(Writing.rubric, draft, name=name)
    choices = [("editor-choose", "pick"), ("editor-belongs-to-text", "append")]
    if _may_open(member):
        choices.insert(0, ("editor-create", "create"))
    rows = tuple((button(session, key, do, draft),) for key, do in choices)
    await responder.send(
        responder.say("editor-new-rubric" if _may_open(member) else "editor-no-such-rubric", name=name), rows
    )


def _may_open(member: Member) -> bool:
    """Whoever is limited to rubrics, or only writes, opens none."""
    return member.role is Role.OWNER or (member.role is Role.EDITOR and not member.rubrics)


async def _put(session: DraftSession, draft: Draft, rubric: Rubric) -> None:
    """Raises Rejected for a rubric that is not this member's; the question stays."""
    _refuse_foreign(session, rubric)
    await session.responder.answer_callback(rubric.name(session.responder.language))
    await go_on(session, await session.change(draft, lambda now: replace(now, rubric=rubric.key)))


def _refuse_foreign(session: DraftSession, rubric: Rubric) -> None:
    if not may_write(session.member, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(session.responder.language))


async def refuse_choice(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected for a rubric that is not this member's; one that is there no more is no reason."""
    with suppress(NotFound):
        _refuse_foreign(session, await session.store.rubrics.get(data.rubric))


async def refuse_creation(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected where the name that was typed waits no more, or this member opens no rubrics."""
    await _typed_name(session, draft)
    if not _may_open(session.member):
        raise Rejected("reader-stale")


async def refuse_words(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected where what was typed waits no more, or is too much for the text."""
    with_more(draft, Rich(await _typed_name(session, draft)))


async def choose(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """One of the buttons; one that stands for a rubric that is there no more brings the others."""
    try:
        rubric = await session.store.rubrics.get(data.rubric)
    except NotFound:
        await session.responder.answer_callback(session.responder.plain("post-rubric-gone"), alert=True)
        await ask_rubric(session, draft)
        return
    await _put(session, draft, rubric)


async def create(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Makes the rubric whose name was typed."""
    name = await _typed_name(session, draft)
    async with session.store.transaction() as work:
        # Found the second time; the press has done its work when the draft has it.
        work.is_effect = False
        rubric = await work.rubrics.named_or_new(name)
    await _put(session, draft, rubric)


async def append(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """What was taken for a rubric's name was the end of the text."""
    name = await _typed_name(session, draft)
    # With its own commit the name is none any more: a second press after a crash would add it once more.
    draft = await session.change(draft, lambda now: with_more(now, Rich(name)), Writing.rubric)
    await session.responder.answer_callback(session.responder.plain("reader-saved"))
    await ask_rubric(session, draft)


async def pick(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Another rubric is wanted."""
    await session.responder.answer_callback()
    await ask_rubric(session, draft)


async def _typed_name(session: DraftSession, draft: Draft) -> str:
    """What was typed as the rubric of this draft, if that is still the open question. Raises Rejected."""
    asked = await session.dialogue.get_data()
    name = asked.get("name")
    if not isinstance(name, str) or asked.get("draft") != draft.id:
        raise Rejected("reader-stale")
    return name
