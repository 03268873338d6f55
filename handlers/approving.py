"""An author asks, an editor of the rubric approves or returns with a remark; the first answer counts."""

from __future__ import annotations

from aiogram import Bot, F, Router
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
from handlers.article_buttons import published_keyboard
from handlers.drafting import Desk, mine, rubric_of
from handlers.keyboards import ApprovalPress, DraftPress, press
from handlers.parts import Parts
from handlers.post_preview import publishable
from handlers.publish import proof, publish
from handlers.rights import Staff, member_of
from handlers.talk import Talk
from handlers.team_words import who
from handlers.telling import tell
from storage.store import Store
from text.card import Look, push_card
from text.hostile import tame
from text.render import html

_REMARK = 1000
_RULE = "\n\n➖➖➖\n"


class Returning(StatesGroup):
    """The next message is the remark with which a draft goes back. The dialogue's data holds `draft`."""

    remark = State()


def build() -> Router:
    router = Router(name="approving")
    router.callback_query.register(ask, DraftPress.filter(F.do == "ask"), Staff())
    router.callback_query.register(pressed, ApprovalPress.filter(), Staff(Role.EDITOR))
    router.message.register(cancel, Returning.remark, F.text, Command("cancel", ignore_case=True), Staff(Role.EDITOR))
    words = F.text & ~F.text.startswith("/")
    router.message.register(returned, words, StateFilter(Returning.remark), Staff(Role.EDITOR))
    return router


async def ask(
    event: object,
    callback_data: DraftPress,
    talk: Talk,
    store: Store,
    state: FSMContext,
    member: Member,
    parts: Parts,
) -> None:
    """The author's press."""
    desk = Desk(talk, store, state, member)
    draft = mine(await store.drafts.get(callback_data.draft), talk.here.user_id)
    rubric = await publishable(desk, draft, callback_data)
    if rubric is not None:
        await _ask(desk, parts, draft, rubric)


async def _ask(desk: Desk, parts: Parts, draft: Draft, rubric: Rubric) -> None:
    """The draft, as readers would see it, goes to the editors of its rubric."""
    async with desk.store.transaction() as work:
        await work.approvals.ask(draft.id, draft.version)
    told = 0
    for member in await _editors(parts, rubric, but=desk.talk.here.user_id):
        told += await _show_to(desk, parts, member, draft, rubric)
    await desk.dialogue.clear()
    await desk.talk.shows(desk.talk.say("approval-asked" if told else "approval-nobody", count=told, title=draft.title))


async def _editors(parts: Parts, rubric: Rubric, but: int) -> list[Member]:
    """Everybody who may publish in this rubric."""
    known = {member.user_id: member for member in await parts.store.team.all()}
    for owner in parts.owners:
        fixed = await member_of(owner, parts.store, parts.owners)
        if fixed:
            known[owner] = fixed
    return [one for one in known.values() if one.may(Role.EDITOR, rubric.key) and one.user_id != but]


async def _show_to(desk: Desk, parts: Parts, member: Member, draft: Draft, rubric: Rubric) -> bool:
    ready = await proof(desk, draft, rubric)
    author = await member_of(draft.author, parts.store, parts.owners)
    name = who(author) if author else str(draft.author)

    def letter(language: str) -> tuple[str, Keyboard]:
        card = html(push_card(ready.article, Look(language, parts.zone, parts.clock.now_ms()), 3500))
        say, plain = parts.phrases.say, parts.phrases.plain
        rows = tuple(
            (press(plain(language, key), ApprovalPress(do=do, draft=draft.id, version=draft.version)),)
            for key, do in (("approval-yes", "yes"), ("approval-no", "no"), ("approval-read", "read"))
        )
        return f"{card}{_RULE}{say(language, 'approval-question', name=name)}", rows

    return await tell(desk.talk.voice.bot, parts, member.user_id, letter)


async def pressed(
    event: object,
    callback_data: ApprovalPress,
    bot: Bot,
    talk: Talk,
    store: Store,
    state: FSMContext,
    member: Member,
    parts: Parts,
) -> None:
    desk = Desk(talk, store, state, member)
    draft, rubric, question = await _open_question(desk, callback_data.draft)
    if callback_data.do == "read":
        await talk.toast()
        for start in range(0, max(len(draft.body.text), 1), 3500):
            await talk.says(html(draft.body.slice(start, start + 3500)))
    elif callback_data.do == "show":
        await talk.toast()
        await _show_to(desk, parts, member, draft, rubric)
    elif callback_data.version != question.version:
        await talk.toast(talk.plain("approval-changed"), alert=True)
        await _show_to(desk, parts, member, draft, rubric)
    elif callback_data.do == "yes":
        await _approve(desk, parts, draft, rubric)
    elif callback_data.do == "no":
        await talk.toast()
        await state.set_state(Returning.remark)
        await state.set_data({"draft": draft.id})
        await talk.says(talk.say("approval-ask-remark", title=draft.title))
    else:
        raise Rejected("reader-stale")


async def _open_question(desk: Desk, number: int) -> tuple[Draft, Rubric, Approval]:
    """Raises Rejected: who was faster is named."""
    draft = await desk.store.drafts.get(number)
    rubric = await rubric_of(desk.store, draft) if draft else None
    question = await desk.store.approvals.get(number)
    if draft is None or rubric is None or not desk.member.may(Role.EDITOR, rubric.key):
        raise Rejected("reader-stale")
    if question is None or draft.state is DraftState.THROWN:
        raise Rejected("approval-withdrawn")
    if question.state is not ApprovalState.ASKED:
        answered = await desk.store.team.get(question.answered_by)
        name = who(answered) if answered else str(question.answered_by)
        raise Rejected("approval-answered", state=question.state.value, name=name)
    return draft, rubric, question


async def _approve(desk: Desk, parts: Parts, draft: Draft, rubric: Rubric) -> None:
    ready = await proof(desk, draft, rubric)
    by = desk.talk.here.user_id
    async with desk.store.transaction() as work:
        if not await work.approvals.answer(draft.id, ApprovalState.APPROVED, by):
            raise Rejected("approval-withdrawn")
        await work.audit.note(by, Deed.APPROVED, draft.title)
        key = await publish(work, draft, ready.prepared, by=by)
    await desk.talk.shows(desk.talk.say("approval-approved", title=draft.title), published_keyboard(desk.talk, key))
    name = who(desk.member)

    def letter(language: str) -> tuple[str, Keyboard]:
        return parts.phrases.say(language, "approval-told-yes", title=draft.title, name=name), ()

    await tell(desk.talk.voice.bot, parts, draft.author, letter)


async def cancel(event: object, talk: Talk, state: FSMContext) -> None:
    await state.clear()
    await talk.says(talk.say("approval-left"))


async def returned(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member, parts: Parts) -> None:
    """The remark goes to the author, with the draft to go on with."""
    desk = Desk(talk, store, state, member)
    number = (await state.get_data()).get("draft")
    draft, _, _ = await _open_question(desk, number if isinstance(number, int) else 0)
    remark = tame(event.text or "")[:_REMARK]
    async with store.transaction() as work:
        if not await work.approvals.answer(draft.id, ApprovalState.RETURNED, talk.here.user_id, remark):
            raise Rejected("approval-withdrawn")
        await work.audit.note(talk.here.user_id, Deed.RETURNED, draft.title, "", remark)
    await state.clear()
    name = who(member)

    def letter(language: str) -> tuple[str, Keyboard]:
        go_on = DraftPress(do="continue", draft=draft.id, version=draft.version)
        text = parts.phrases.say(language, "approval-told-no", title=draft.title, name=name, remark=remark)
        return text, ((press(parts.phrases.plain(language, "editor-continue"), go_on),),)

    told = await tell(talk.voice.bot, parts, draft.author, letter)
    await talk.says(talk.say("approval-returned" if told else "approval-returned-untold", title=draft.title))
