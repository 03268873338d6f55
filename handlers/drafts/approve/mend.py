"""The editor who is asked to approve mends a word first; the author sees what was changed, word by word."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.buttons import Keyboard
from domain.draft import Draft
from domain.errors import Rejected
from domain.newsroom import Approval
from domain.rich import Rich
from domain.team import AuditAction, Role
from handlers.core.access.member_notice import tell_member
from handlers.core.access.members import member_name
from handlers.core.access.rights import Staff, check_right
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter, leave_with
from handlers.drafts.approve.open_request import open_request
from handlers.drafts.approve.request_messages import send_request
from handlers.drafts.replacing import nearest_word, places_in, read_replacement, replaced
from handlers.drafts.session import DraftSession
from handlers.drafts.word_changes import word_changes
from text.i18n import Html
from text.telegram.fit import MESSAGE, cut
from text.telegram.render import html

# UTF-16 units for the words around the changes.
_ROOM = 400


class Mending(StatesGroup):
    """The next message is `old -> new`. The dialogue's data holds `draft` and `version`."""

    words = State()


def build() -> Router:
    router = Router(name="mending")
    cancels = Command("cancel", ignore_case=True)
    router.message.register(cancel, Mending.words, F.text, cancels, Staff(Role.EDITOR))
    router.message.register(mend, WORDS, StateFilter(Mending.words), Staff(Role.EDITOR))
    return router


async def ask_words(session: DraftSession, approval: Approval) -> None:
    await session.responder.answer_callback()
    await enter(session.dialogue, Mending.words, draft=approval.draft, version=approval.version)
    await session.responder.send(session.responder.say("approval-ask-mend"))


async def cancel(event: object, session: DraftSession) -> None:
    await session.dialogue.clear()
    await session.responder.send(session.responder.say("approval-left"))


async def mend(event: Message, session: DraftSession) -> None:
    """Changes the draft and what is to be approved in one commit, so that the editor approves what they see."""
    data = await session.dialogue.get_data()
    number = data.get("draft")
    try:
        draft, rubric, approval = await open_request(session, number if isinstance(number, int) else 0)
        if approval.version != data.get("version"):
            raise Rejected("approval-changed")
    except Rejected:
        await session.dialogue.clear()
        raise
    changed = _mended(draft, event.text or "")
    async with session.store.transaction() as work:
        await leave_with(work, session.dialogue)
        await check_right(work, session.member, Role.EDITOR, rubric.key)
        if not await work.approvals.mended(approval) or not await work.drafts.change(changed):
            raise Rejected("approval-withdrawn")
        await work.audit.note(session.user_id, AuditAction.EDITED, draft.title, "", event.text or "")
    changed = replace(changed, version=draft.version + 1)
    await send_request(session, session.member, changed, rubric)
    await _tell_author(session, draft, changed)


def _mended(draft: Draft, typed: str) -> Draft:
    """Raises Rejected where it is not said what to change, or not in one place alone."""
    wanted = read_replacement(typed)
    if wanted is None:
        raise Rejected("approval-mend-how")
    places = places_in(draft, wanted)
    if len(places) > 1:
        raise Rejected("approval-mend-many", old=wanted.old[:200], count=len(places))
    if not places:
        near = nearest_word(draft, wanted.old)
        key = "replace-absent-near" if near else "replace-absent"
        raise Rejected(key, old=wanted.old[:200], title=draft.title[:120], near=near)
    return replaced(draft, places, wanted)


async def _tell_author(session: DraftSession, before: Draft, after: Draft) -> None:
    name, phrases = member_name(session.member), session.responder.phrases

    def compose(language: str) -> tuple[str, Keyboard]:
        parts = word_changes(lambda key: phrases.plain(language, key), before, after)
        shown = Html(html(cut(Rich.join(parts, "\n\n"), MESSAGE - _ROOM)))
        text = phrases.say(language, "approval-told-mended", title=before.title, name=name, changes=shown)
        go_on = DraftCallback(do="continue", draft=after.id, version=after.version)
        return text, ((button(phrases.plain(language, "approval-take-back"), go_on),),)

    await tell_member(session.responder.notifier, session.services, before.author, compose)
