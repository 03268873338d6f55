"""Changing one field of a draft from its preview: title, lead, text, source, tags, language."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from domain.draft import Draft, with_changed_parts
from domain.errors import Rejected
from domain.rich import Rich
from handlers.core.access.rights import Staff
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.command_filters import WORDS
from handlers.drafts.draft_fields import with_link, with_tags
from handlers.drafts.session import DraftSession, Writing
from handlers.drafts.write.next_step import ask_for, next_step
from text.i18n import LANGUAGES

_PARTS = {
    "title": Writing.title,
    "lead": Writing.lead,
    "text": Writing.text,
    "link": Writing.link,
    "tags": Writing.tags,
}
# The article's language by what a button does; "" is recognised from the text.
LANGUAGE_CHOICES = {f"tongue-{code}": code for code in LANGUAGES} | {"tongue-auto": ""}


def build() -> Router:
    router = Router(name="post-fields")
    router.message.register(link, WORDS, Writing.link, Staff())
    router.message.register(tags, WORDS, Writing.tags, Staff())
    return router


async def change(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.responder.answer_callback()
    await ask_for(session, draft, _PARTS[data.do], anew=data.do == "text")


async def without_lead(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.responder.answer_callback()
    if draft.lead:
        draft = await session.save(with_changed_parts(draft, replace(draft, lead=Rich())))
    await next_step(session, draft, lead_is_decided=True)


async def link(event: Message, session: DraftSession) -> None:
    """The source of the article: readers get a button that opens it."""
    typed = event.text or ""
    await next_step(session, await session.change(await session.draft(), lambda now: with_link(now, typed)))


async def tags(event: Message, session: DraftSession) -> None:
    typed = event.text or ""
    await next_step(session, await session.change(await session.draft(), lambda now: with_tags(now, typed)))


async def ask_language(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    rows = tuple((session.button(f"post-{do}", do, draft),) for do in LANGUAGE_CHOICES)
    await session.responder.answer_callback()
    await session.responder.send(session.responder.say("post-ask-tongue"), rows)


async def refuse_changed(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Raises Rejected when the draft has changed since the question was asked."""
    if data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")


async def choose_language(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """The language decides who gets the article: readers choose the languages of articles."""
    await session.responder.answer_callback(session.responder.plain("reader-saved"))
    await next_step(session, await session.save(replace(draft, language=LANGUAGE_CHOICES[data.do])))
