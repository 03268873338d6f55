"""An editor of the rubric approves a draft, now or for an hour, mends it, or sends it back with a remark. The first
answer counts."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.buttons import Keyboard
from domain.draft import Draft
from domain.errors import Rejected
from domain.newsroom import Approval, ApprovalState
from domain.team import AuditAction, Role
from handlers.core.access.member_notice import tell_member
from handlers.core.access.members import member_name
from handlers.core.access.rights import Staff
from handlers.core.article_buttons import published_keyboard
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ApprovalCallback, DraftCallback
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter, leave_with
from handlers.core.notify import Notified
from handlers.drafts.approve.mend import ask_words
from handlers.drafts.approve.open_request import open_request
from handlers.drafts.approve.request_messages import answered_by, send_request
from handlers.drafts.preview.preview import read_pages
from handlers.drafts.publication import prepare_draft, publish
from handlers.drafts.schedule.choose_time import ask_time
from handlers.drafts.session import DraftSession
from storage.store import UnitOfWork
from text.i18n import Lines
from text.words.hostile import tame

# Characters of a remark that are kept.
_REMARK = 1000


class Returning(StatesGroup):
    """The next message is the remark with which a draft goes back. The dialogue's data holds `draft`, `version`."""

    remark = State()


def build() -> Router:
    router = Router(name="approving")
    router.callback_query.register(on_request_button, ApprovalCallback.filter(), Staff(Role.EDITOR))
    router.message.register(cancel, Returning.remark, F.text, Command("cancel", ignore_case=True), Staff(Role.EDITOR))
    router.message.register(send_back, WORDS, StateFilter(Returning.remark), Staff(Role.EDITOR))
    return router


async def on_request_button(event: object, callback_data: ApprovalCallback, session: DraftSession) -> None:
    responder, do = session.responder, callback_data.do
    draft, rubric, approval = await open_request(session, callback_data.draft)
    if do in ("mute", "more"):
        await responder.answer_callback(responder.plain("editor-only-preview"))
    elif do == "show":
        await responder.answer_callback()
        await send_request(session, session.member, draft, rubric)
    elif callback_data.version != approval.version:
        await responder.answer_callback(responder.plain("approval-changed"), alert=True)
        await send_request(session, session.member, draft, rubric)
    elif do == "read":
        await responder.answer_callback()
        await read_pages(responder, draft, rubric)
    elif do == "yes":
        await _approve(session, approval)
    elif do == "when":
        await responder.answer_callback()
        await ask_time(session, draft)
    elif do == "mend":
        await ask_words(session, approval)
    elif do == "no":
        await responder.answer_callback()
        await enter(session.dialogue, Returning.remark, draft=draft.id, version=approval.version)
        await responder.send(responder.say("approval-ask-remark", title=draft.title))
    else:
        raise Rejected("reader-stale")


async def _too_late(work: UnitOfWork, session: DraftSession, approval: Approval) -> Rejected:
    """Another editor, who is named, or the author was faster."""
    now = await work.approvals.get(approval.draft)
    if now is None or now.state is ApprovalState.ASKED:
        return Rejected("approval-withdrawn")
    return Rejected("approval-answered", state=now.state.value, name=await answered_by(session.services, now))


async def _approve(session: DraftSession, approval: Approval) -> None:
    responder, by = session.responder, session.user_id
    draft, rubric, _ = await open_request(session, approval.draft)
    ready = await prepare_draft(responder, draft, rubric)
    async with session.store.transaction() as work:
        if not await work.approvals.answer(approval, ApprovalState.APPROVED, by):
            raise await _too_late(work, session, approval)
        await work.audit.note(by, AuditAction.APPROVED, draft.title)
        key = await publish(work, draft, ready, session.member)
        if responder.callback_message:
            await work.approvals.letter_done(responder.context.chat_id, responder.callback_message.message_id)
    await responder.edit(responder.say("approval-approved", title=draft.title), published_keyboard(responder, key))
    name = member_name(session.member)
    await responder.notifier.notify(draft.author, "approval-told-yes", title=draft.title, name=name)


async def cancel(event: object, session: DraftSession) -> None:
    await session.dialogue.clear()
    await session.responder.send(session.responder.say("approval-left"))


async def send_back(event: Message, session: DraftSession) -> None:
    """Sends the remark to the author, with a button to go on with the draft."""
    data = await session.dialogue.get_data()
    number, version = data.get("draft"), data.get("version")
    try:
        draft, rubric, approval = await open_request(session, number if isinstance(number, int) else 0)
    except Rejected:
        await session.dialogue.clear()
        raise
    if approval.version != version:
        await session.dialogue.clear()
        await session.responder.send(session.responder.say("approval-changed-unsent"))
        await send_request(session, session.member, draft, rubric)
        return
    remark = tame(event.text or "")[:_REMARK]
    async with session.store.transaction() as work:
        # Leave the dialogue first: else a repeated message after a crash would be a search.
        await leave_with(work, session.dialogue)
        if not await work.approvals.answer(approval, ApprovalState.RETURNED, session.user_id, remark):
            raise await _too_late(work, session, approval)
        await work.audit.note(session.user_id, AuditAction.RETURNED, draft.title, "", remark)
    await _notify_author(session, draft, remark)


async def _notify_author(session: DraftSession, draft: Draft, remark: str) -> None:
    name, phrases, responder = member_name(session.member), session.responder.phrases, session.responder

    def compose(language: str) -> tuple[str, Keyboard]:
        go_on = DraftCallback(do="continue", draft=draft.id, version=draft.version)
        text = phrases.say(language, "approval-told-no", title=draft.title, name=name, remark=Lines(remark))
        return text, ((button(phrases.plain(language, "editor-continue"), go_on),),)

    notified = await tell_member(responder.notifier, session.services, draft.author, compose)
    done = "approval-returned" if notified is Notified.SENT else "approval-returned-untold"
    await responder.send(responder.say(done, title=draft.title))
