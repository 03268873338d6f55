"""The rubric of a draft: chosen by a button or typed. A new rubric is opened only when the editor confirms it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from domain.article import Rubric
from domain.draft import Draft
from domain.errors import NotFound, Rejected
from domain.rich import Rich
from domain.team import Member, Role
from handlers.core.access.rights import Staff
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.command_filters import WORDS
from handlers.drafts.draft_fields import RUBRIC_LIMIT, may_write, with_more_text
from handlers.drafts.session import DraftSession, Writing
from handlers.drafts.write.next_step import ask_rubric, next_step
from handlers.drafts.write.typed_text import typed


def build() -> Router:
    router = Router(name="post-rubric")
    router.message.register(named, WORDS, Writing.rubric, Staff())
    return router


async def named(event: Message, session: DraftSession) -> None:
    """The name of a rubric. What is too long for one is the rest of a text that Telegram split into messages."""
    said = typed(event)
    name = " ".join(said.text.split())
    draft = await session.draft()
    if "\n" in said.text or len(name) > RUBRIC_LIMIT:
        draft = await session.change(draft, lambda now: with_more_text(now, said))
        received = session.responder.say("editor-text-continued", count=len(draft.body.text))
        await session.responder.send(received)
    elif (known := await session.store.rubrics.named(name)) is not None:
        await _set_rubric(session, draft, known)
    else:
        await _ask_about_new(session, draft, name)


async def _ask_about_new(session: DraftSession, draft: Draft, name: str) -> None:
    """Is it a new rubric, a slip, or the end of the text?"""
    await session.wait_for(Writing.rubric, draft, name=name)
    may_open = _may_open(session.member)
    choices = [("editor-choose", "pick"), ("editor-belongs-to-text", "append")]
    if may_open:
        choices.insert(0, ("editor-create", "create"))
    rows = tuple((session.button(key, do, draft),) for key, do in choices)
    question = "editor-new-rubric" if may_open else "editor-no-such-rubric"
    await session.responder.send(session.responder.say(question, name=name), rows)


def _may_open(member: Member) -> bool:
    """Authors, and editors who are limited to rubrics, may not open a rubric."""
    return member.role is Role.OWNER or (member.role is Role.EDITOR and not member.rubrics)


async def _set_rubric(session: DraftSession, draft: Draft, rubric: Rubric) -> None:
    """Raises Rejected when the member may not write in this rubric; the question stays open."""
    _refuse_foreign(session, rubric)
    await session.responder.answer_callback(rubric.name(session.responder.language))
    await next_step(session, await session.change(draft, lambda now: replace(now, rubric=rubric.key)))


def _refuse_foreign(session: DraftSession, rubric: Rubric) -> None:
    if not may_write(session.member, rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=rubric.name(session.responder.language))


async def refuse_choice(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Raises Rejected when the member may not write in this rubric. A deleted rubric is no reason to refuse."""
    with suppress(NotFound):
        _refuse_foreign(session, await session.store.rubrics.get(data.rubric))


async def refuse_creation(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Raises Rejected when no typed name waits, or the member may not open rubrics."""
    await _typed_name(session, draft)
    if not _may_open(session.member):
        raise Rejected("reader-stale")


async def refuse_words(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Raises Rejected when no typed words wait, or they make the text too long."""
    with_more_text(draft, Rich(await _typed_name(session, draft)))


async def choose(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """The rubric of the button; when it was deleted, the remaining rubrics are offered."""
    try:
        rubric = await session.store.rubrics.get(data.rubric)
    except NotFound:
        await session.responder.answer_callback(session.responder.plain("post-rubric-gone"), alert=True)
        await ask_rubric(session, draft)
        return
    await _set_rubric(session, draft, rubric)


async def create(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    name = await _typed_name(session, draft)
    async with session.store.transaction() as work:
        # The press is done when the draft has the rubric. A second press finds the rubric by its name.
        work.is_effect = False
        rubric = await work.rubrics.named_or_new(name)
    await _set_rubric(session, draft, rubric)


async def append(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """The typed words were not a rubric but the end of the text."""
    name = await _typed_name(session, draft)
    # The same commit forgets the name: a second press after a crash would add the words once more.
    draft = await session.change(draft, lambda now: with_more_text(now, Rich(name)), Writing.rubric)
    await session.responder.answer_callback(session.responder.plain("reader-saved"))
    await ask_rubric(session, draft)


async def pick(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.responder.answer_callback()
    await ask_rubric(session, draft)


async def _typed_name(session: DraftSession, draft: Draft) -> str:
    """What was typed as the rubric of this draft. Raises Rejected when that question is not open any more."""
    asked = await session.dialogue.get_data()
    name = asked.get("name")
    if not isinstance(name, str) or asked.get("draft") != draft.id:
        raise Rejected("reader-stale")
    return name
