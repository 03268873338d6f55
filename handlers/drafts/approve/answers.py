"""An editor of the rubric approves what an author asks for, or returns it with a remark; the first answer counts."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.article import Rubric
from domain.buttons import Keyboard
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import Approval, ApprovalState
from domain.team import Deed, Member, Role
from handlers.core.article_buttons import published_keyboard
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter, leave_with
from handlers.core.keyboards import press
from handlers.core.member_names import who
from handlers.core.newsroom_callbacks import ApprovalPress, DraftPress
from handlers.core.notify import tell
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.services import Services
from handlers.drafts.approve.letters import answered_by, send_question
from handlers.drafts.publication import proof, publish
from handlers.drafts.session import DraftSession, rubric_of
from storage.store import Store, UnitOfWork
from text.telegram.card import reading_pages
from text.telegram.render import html
from text.words.hostile import tame

_REMARK = 1000


class Returning(StatesGroup):
    """The next message is the remark with which a draft goes back. The dialogue's data holds `draft`, `version`."""

    remark = State()


def build() -> Router:
    router = Router(name="approving")
    router.callback_query.register(pressed, ApprovalPress.filter(), Staff(Role.EDITOR))
    router.message.register(cancel, Returning.remark, F.text, Command("cancel", ignore_case=True), Staff(Role.EDITOR))
    router.message.register(returned, WORDS, StateFilter(Returning.remark), Staff(Role.EDITOR))
    return router


async def pressed(
    event: object,
    callback_data: ApprovalPress,
    responder: Responder,
    store: Store,
    state: FSMContext,
    member: Member,
    services: Services,
) -> None:
    session = DraftSession(responder, store, state, member)
    draft, rubric, question = await _open_question(session, services, callback_data.draft)
    do = callback_data.do
    if do == "mute":
        await responder.answer_callback(responder.plain("editor-only-preview"))
    elif do == "show":
        await responder.answer_callback()
        await send_question(responder, services, member, draft, rubric)
    elif callback_data.version != question.version:
        await responder.answer_callback(responder.plain("approval-changed"), alert=True)
        await send_question(responder, services, member, draft, rubric)
    elif do == "read":
        await responder.answer_callback()
        for page in reading_pages((await proof(responder, draft, rubric)).article, responder.look):
            await responder.send(html(page))
    elif do == "yes":
        await _approve(session, services, question)
    elif do == "no":
        await responder.answer_callback()
        await enter(state, Returning.remark, draft=draft.id, version=question.version)
        await responder.send(responder.say("approval-ask-remark", title=draft.title))
    else:
        raise Rejected("reader-stale")


async def _open_question(session: DraftSession, services: Services, number: int) -> tuple[Draft, Rubric, Approval]:
    """Raises Rejected: who was faster is named."""
    draft = await session.store.drafts.get(number)
    rubric = await rubric_of(session.store, draft) if draft else None
    question = await session.store.approvals.get(number)
    if draft is None or rubric is None or not session.member.may(Role.EDITOR, rubric.key):
        raise Rejected("reader-stale")
    if question is None or draft.state is DraftState.THROWN:
        raise Rejected("approval-withdrawn")
    if question.state is not ApprovalState.ASKED:
        name = await answered_by(services, question)
        raise Rejected("approval-answered", state=question.state.value, name=name)
    if draft.version != question.version:
        # Its author writes on: nobody was asked about what it is now.
        raise Rejected("approval-withdrawn")
    return draft, rubric, question


async def _too_late(work: UnitOfWork, services: Services, question: Approval) -> Rejected:
    """Somebody was faster: another editor, who is named, or the author."""
    now = await work.approvals.get(question.draft)
    if now is None or now.state is ApprovalState.ASKED:
        return Rejected("approval-withdrawn")
    return Rejected("approval-answered", state=now.state.value, name=await answered_by(services, now))


async def _approve(session: DraftSession, services: Services, question: Approval) -> None:
    responder, by = session.responder, session.responder.context.user_id
    draft, rubric, _ = await _open_question(session, services, question.draft)
    ready = await proof(responder, draft, rubric)
    async with session.store.transaction() as work:
        if not await work.approvals.answer(question, ApprovalState.APPROVED, by):
            raise await _too_late(work, services, question)
        await work.audit.note(by, Deed.APPROVED, draft.title)
        key = await publish(work, draft, ready.prepared, by=by)
        if responder.pressed:
            await work.approvals.letter_done(responder.context.chat_id, responder.pressed.message_id)
    await responder.edit(responder.say("approval-approved", title=draft.title), published_keyboard(responder, key))
    name = who(session.member)

    def letter(language: str) -> tuple[str, Keyboard]:
        return services.phrases.say(language, "approval-told-yes", title=draft.title, name=name), ()

    await tell(responder.voice.bot, services, draft.author, letter)


async def cancel(event: object, responder: Responder, state: FSMContext) -> None:
    await state.clear()
    await responder.send(responder.say("approval-left"))


async def returned(
    event: Message, responder: Responder, store: Store, state: FSMContext, member: Member, services: Services
) -> None:
    """The remark goes to the author, with the draft to go on with."""
    session = DraftSession(responder, store, state, member)
    data = await state.get_data()
    number, version = data.get("draft"), data.get("version")
    try:
        draft, rubric, question = await _open_question(session, services, number if isinstance(number, int) else 0)
    except Rejected:
        await state.clear()
        raise
    if question.version != version:
        await state.clear()
        await responder.send(responder.say("approval-changed-unsent"))
        await send_question(responder, services, member, draft, rubric)
        return
    remark = tame(event.text or "")[:_REMARK]
    async with store.transaction() as work:
        # Before it the remark would be a search, if it came again after a crash.
        await leave_with(work, state)
        if not await work.approvals.answer(question, ApprovalState.RETURNED, responder.context.user_id, remark):
            raise await _too_late(work, services, question)
        await work.audit.note(responder.context.user_id, Deed.RETURNED, draft.title, "", remark)
    await _tell_author(responder, services, draft, who(member), remark)


async def _tell_author(responder: Responder, services: Services, draft: Draft, name: str, remark: str) -> None:
    def letter(language: str) -> tuple[str, Keyboard]:
        go_on = DraftPress(do="continue", draft=draft.id, version=draft.version)
        text = services.phrases.say(language, "approval-told-no", title=draft.title, name=name, remark=remark)
        return text, ((press(services.phrases.plain(language, "editor-continue"), go_on),),)

    told = await tell(responder.voice.bot, services, draft.author, letter)
    await responder.send(responder.say("approval-returned" if told else "approval-returned-untold", title=draft.title))
