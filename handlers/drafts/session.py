"""What the handlers of /post share: the steps, the limits, and the draft that is being written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from domain.article import Rubric
from domain.buttons import Button
from domain.draft import Draft, DraftState, changed_from
from domain.errors import NotFound, Rejected
from domain.rich import Rich
from domain.team import Member
from handlers.core.dialogue_state import enter, enter_with
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import DraftPress
from handlers.core.responder import Responder
from storage.store import Store

TITLE_LIMIT = 250
LEAD_LIMIT = 1_000
BODY_LIMIT = 100_000
"""Characters. A message of Telegram holds 4,096, so a body comes in as many messages as it needs."""
RUBRIC_LIMIT = 64
NOTE_LIMIT = 600
_TRIES = 5
_NOTHING = ("-", "–", "—")
Change: TypeAlias = Callable[[Draft], Draft]
_LINK = re.compile(r"https?://[^\s/$.?#][^\s]{0,1000}")


class Writing(StatesGroup):
    """What the next message will be taken for. The dialogue's data holds `draft`, its id."""

    title = State()
    lead = State()
    text = State()
    rubric = State()
    link = State()
    tags = State()
    note = State()
    photo = State()


@dataclass(frozen=True, slots=True)
class DraftSession:
    """One editor at work: the talk, the store, and where the dialogue stands."""

    responder: Responder
    store: Store
    dialogue: FSMContext
    member: Member

    async def draft(self) -> Draft:
        """The draft of this dialogue, if it is still the editor's to write. Raises Rejected."""
        number = (await self.dialogue.get_data()).get("draft")
        draft = await self.store.drafts.get(number) if isinstance(number, int) else None
        try:
            return mine(draft, self.responder.context.user_id)
        except Rejected:
            # It ended meanwhile, elsewhere: what is written next is for somebody else to take.
            await self.dialogue.clear()
            raise

    async def new_draft(self, fill: Change | None = None) -> Draft:
        """A draft with what is known of it, all in one commit: no crash keeps it and loses its words."""
        async with self.store.transaction() as work:
            draft = await work.drafts.add(self.responder.context.user_id)
            if fill is None:
                return draft
            filled = fill(draft)
            if not await work.drafts.change(filled):
                raise Rejected("editor-changed-meanwhile")
            return replace(filled, version=filled.version + 1)

    async def write(self, draft: Draft) -> Draft:
        """Keeps a changed draft; the draft at its new version. Raises Rejected when it has changed meanwhile."""
        async with self.store.transaction() as work:
            withdrawn = await work.approvals.withdraw(draft.id)
            if not await work.drafts.change(draft):
                raise Rejected("editor-changed-meanwhile")
        await self._tell(draft, withdrawn)
        return replace(draft, version=draft.version + 1)

    async def change(self, draft: Draft, change: Change, then: State | None = None) -> Draft:
        """Keeps a part that was typed, on top of what another device wrote meanwhile; the draft as it is then.

        `then`: what the next message is taken for, from the same commit on. What waits for approval waits no more:
        nobody is to approve words that they have not seen.
        """
        for _ in range(_TRIES):
            changed = changed_from(draft, change(draft))
            async with self.store.transaction() as work:
                withdrawn = await work.approvals.withdraw(draft.id)
                kept = await work.drafts.change(changed)
                if kept and then is not None:
                    await enter_with(work, self.dialogue, then, draft=draft.id)
            await self._tell(changed, withdrawn)
            if kept:
                return replace(changed, version=changed.version + 1)
            draft = mine(await self.store.drafts.get(draft.id), self.responder.context.user_id)
        raise Rejected("editor-changed-meanwhile")

    async def _tell(self, draft: Draft, withdrawn: bool) -> None:
        if withdrawn:
            await self.responder.send(self.responder.say("approval-taken-back", title=draft.title))

    async def expects(self, step: State, draft: Draft, **data: object) -> None:
        """The next message is taken for this part of the draft."""
        await enter(self.dialogue, step, draft=draft.id, **data)


def as_it_is(draft: Draft) -> Draft:
    """No change."""
    return draft


def button(session: DraftSession, key: str, do: str, draft: Draft) -> Button:
    """A button about this draft at this version."""
    return press(session.responder.plain(key), DraftPress(do=do, draft=draft.id, version=draft.version))


def mine(draft: Draft | None, editor: int) -> Draft:
    """The draft if this editor may go on with it. Raises Rejected: a stranger's draft is as good as none."""
    if draft is None or draft.author != editor:
        raise Rejected("reader-stale")
    if draft.state is DraftState.PUBLISHED:
        raise Rejected("editor-already-published")
    if draft.state is DraftState.THROWN:
        raise Rejected("editor-already-thrown")
    return draft


def with_title(draft: Draft, typed: Rich) -> Draft:
    """Raises Rejected when it is too long for a title."""
    title = " ".join(typed.text.split())
    if len(title) > TITLE_LIMIT:
        raise Rejected("editor-title-too-long", count=len(title), limit=TITLE_LIMIT)
    return replace(draft, title=title)


def with_lead(draft: Draft, typed: Rich) -> Draft:
    """Raises Rejected when it is too long for a lead."""
    if len(typed.text) > LEAD_LIMIT:
        raise Rejected("editor-lead-too-long", count=len(typed.text), limit=LEAD_LIMIT)
    return replace(draft, lead=typed)


def with_link(draft: Draft, typed: str) -> Draft:
    """The address of the source; a dash takes it away. Raises Rejected when it is no address."""
    link = "" if typed.strip() in _NOTHING else typed.strip()
    if link and not _LINK.fullmatch(link):
        raise Rejected("post-link-wrong")
    return replace(draft, url=link)


def with_tags(draft: Draft, typed: str) -> Draft:
    """Tags with commas or # between them; a dash takes them away."""
    pieces = [] if typed.strip() in _NOTHING else [" ".join(tag.split())[:64] for tag in re.split(r"[,#\n]", typed)]
    return replace(draft, tags=tuple(dict.fromkeys(tag for tag in pieces if tag))[:20])


def with_more(draft: Draft, typed: Rich) -> Draft:
    """One more message of the body. Raises Rejected when it grows too long."""
    body = Rich.join([draft.body, typed], "\n\n")
    if len(body.text) > BODY_LIMIT:
        raise Rejected("editor-body-too-long", count=len(body.text), limit=BODY_LIMIT)
    return replace(draft, body=body)


async def rubric_of(store: Store, draft: Draft) -> Rubric | None:
    """The chosen rubric, or the one that it was merged into; None while none is chosen, or when it is there no more."""
    try:
        return await store.rubrics.get(draft.rubric) if draft.rubric else None
    except NotFound:
        return None


async def rubric_key_of(store: Store, draft: Draft) -> int:
    """Its key as rights know it, after a merge too; 0 while none is chosen."""
    rubric = await rubric_of(store, draft)
    return rubric.key if rubric else 0
