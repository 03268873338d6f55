"""A second title (and lead) for a draft: a sample of the readers gets it, and the better one goes to the rest."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from domain.buttons import Button
from domain.draft import Draft
from domain.errors import Rejected
from domain.rich import Rich
from domain.title_test import MINUTES
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.command_filters import WORDS
from handlers.drafts.draft_fields import with_lead, with_title
from handlers.drafts.session import DraftSession, Writing
from handlers.drafts.write.next_step import next_step
from text.words.hostile import tame

# What a button does, by the minutes that it chooses; "test-0" takes the second title away.
CHOICES = {f"test-{minutes}": minutes for minutes in (*MINUTES, 0)}


def build() -> Router:
    router = Router(name="second-title")
    router.message.register(typed, WORDS, Writing.second, Staff())
    return router


async def ask(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Asks for the title; where there is one, for how long both are tried."""
    await session.responder.answer_callback()
    if draft.second_title:
        rows = tuple((_choice(session, draft, do, minutes),) for do, minutes in CHOICES.items())
        await session.responder.send(session.responder.say("title-test-how-long", title=draft.second_title), rows)
        return
    await session.wait_for(Writing.second, draft)
    await session.responder.send(session.responder.say("title-test-ask"))


def _choice(session: DraftSession, draft: Draft, do: str, minutes: int) -> Button:
    label = session.responder.plain("title-test-minutes", minutes=minutes)
    return button(label, DraftCallback(do=do, draft=draft.id, version=draft.version))


async def typed(event: Message, session: DraftSession) -> None:
    """The first line is the title, what follows is the lead."""
    first, _, rest = tame(event.text or "").strip().partition("\n")
    await next_step(session, await session.change(await session.draft(), lambda now: _with_second(now, first, rest)))


def _with_second(draft: Draft, title: str, lead: str) -> Draft:
    """Raises Rejected for words that are too long, or the same as the draft's own."""
    title = with_title(draft, Rich(title)).title
    lead = with_lead(draft, Rich(lead.strip())).lead.text
    if title == draft.title and lead in ("", draft.lead.text):
        raise Rejected("title-test-same")
    return replace(draft, second_title=title, second_lead=lead)


async def choose(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    minutes = CHOICES[data.do]
    changed = replace(draft, test_minutes=minutes) if minutes else replace(draft, second_title="", second_lead="")
    await session.responder.answer_callback(session.responder.plain("reader-saved"))
    await next_step(session, await session.save(changed))
