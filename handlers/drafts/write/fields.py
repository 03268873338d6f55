"""The parts of a draft that can be changed from its preview: title, lead, text, source, tags, language."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.draft import Draft, changed_from
from domain.errors import Rejected
from domain.rich import Rich
from domain.team import Member
from handlers.core.command_filters import WORDS
from handlers.core.newsroom_callbacks import DraftPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.drafts.session import DraftSession, Writing, button, with_link, with_tags
from handlers.drafts.write.steps import ask, go_on
from storage.store import Store
from text.i18n import LANGUAGES

_STEPS = {
    "title": Writing.title,
    "lead": Writing.lead,
    "text": Writing.text,
    "link": Writing.link,
    "tags": Writing.tags,
}
TONGUES = {f"tongue-{code}": code for code in LANGUAGES} | {"tongue-auto": ""}
"""What a press chooses as the article's language; "": recognised from the text."""


def build() -> Router:
    router = Router(name="post-fields")
    router.message.register(link, WORDS, Writing.link, Staff())
    router.message.register(tags, WORDS, Writing.tags, Staff())
    return router


async def change(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Asks for the part that was pressed."""
    await session.responder.answer_callback()
    await ask(session, draft, _STEPS[data.do], anew=data.do == "text")


async def without_lead(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    await session.responder.answer_callback()
    if draft.lead:
        draft = await session.write(changed_from(draft, replace(draft, lead=Rich())))
    await go_on(session, draft, lead_is_settled=True)


async def link(event: Message, responder: Responder, store: Store, state: FSMContext, member: Member) -> None:
    """Where the article comes from: readers get a button that leads there."""
    session = DraftSession(responder, store, state, member)
    await go_on(session, await session.change(await session.draft(), lambda now: with_link(now, event.text or "")))


async def tags(event: Message, responder: Responder, store: Store, state: FSMContext, member: Member) -> None:
    session = DraftSession(responder, store, state, member)
    await go_on(session, await session.change(await session.draft(), lambda now: with_tags(now, event.text or "")))


async def ask_tongue(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """In which language is the article?"""
    rows = tuple((button(session, key, do, draft),) for key, do in _CHOICES)
    await session.responder.answer_callback()
    await session.responder.send(session.responder.say("post-ask-tongue"), rows)


_CHOICES = (
    ("post-tongue-kk", "tongue-kk"),
    ("post-tongue-ru", "tongue-ru"),
    ("post-tongue-en", "tongue-en"),
    ("post-tongue-auto", "tongue-auto"),
)


async def refuse_changed(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Raises Rejected where the draft is another by now than the one that the question was about."""
    if data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")


async def choose_tongue(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """Who gets the article depends on it: readers choose the languages of articles."""
    await session.responder.answer_callback(session.responder.plain("reader-saved"))
    await go_on(session, await session.write(replace(draft, language=TONGUES[data.do])))
