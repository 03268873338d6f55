"""The session of an editor who works on a draft: read it, change it, ask for the next part of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import TelegramObject

from domain.buttons import Button
from domain.draft import Draft, DraftState, with_changed_parts
from domain.errors import Rejected
from domain.team import Member
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from handlers.core.command_filters import NextHandler
from handlers.core.dialogue_state import enter, enter_with
from handlers.core.responder import Responder
from handlers.core.services import Services
from storage.store import Store

# How often a change is tried again on top of what another device wrote.
_TRIES = 5
DraftChange: TypeAlias = Callable[[Draft], Draft]


class Writing(StatesGroup):
    """The part of the draft that the next message holds. The dialogue's data holds `draft`, its id."""

    title = State()
    lead = State()
    text = State()
    rubric = State()
    link = State()
    tags = State()
    note = State()
    photo = State()
    second = State()


@dataclass(frozen=True, slots=True)
class DraftSession:
    """One update of a newsroom member who works on drafts. `dialogue`: which question is open."""

    responder: Responder
    dialogue: FSMContext
    member: Member

    @property
    def services(self) -> Services:
        return self.responder.services

    @property
    def store(self) -> Store:
        return self.responder.store

    @property
    def user_id(self) -> int:
        return self.responder.user_id

    async def draft(self) -> Draft:
        """The draft of this dialogue. Raises Rejected when the member may not change it any more."""
        try:
            return own_draft(await self.asked_draft(), self.user_id)
        except Rejected:
            # The draft was published or thrown away elsewhere. The next message does not belong to it.
            await self.dialogue.clear()
            raise

    async def asked_draft(self) -> Draft | None:
        """The draft that the open question is about; anybody's, and in any state."""
        number = (await self.dialogue.get_data()).get("draft")
        return await self.store.drafts.get(number) if isinstance(number, int) else None

    async def pressed_draft(self, draft: int) -> Draft:
        """The draft with this id. Raises Rejected when it is not the member's, or is finished."""
        return own_draft(await self.store.drafts.get(draft), self.user_id)

    async def new_draft(self, fill: DraftChange | None = None) -> Draft:
        """Adds a draft with the content of `fill`, in one commit: a crash never keeps it without the words."""
        async with self.store.transaction() as work:
            draft = await work.drafts.add(self.user_id)
            if fill is None:
                return draft
            filled = fill(draft)
            if not await work.drafts.change(filled):
                raise Rejected("editor-changed-meanwhile")
            return replace(filled, version=filled.version + 1)

    async def save(self, draft: Draft) -> Draft:
        """Stores a changed draft and returns it at its new version. Raises Rejected when another device was faster."""
        async with self.store.transaction() as work:
            withdrawn = await work.approvals.withdraw(draft.id)
            if not await work.drafts.change(draft):
                raise Rejected("editor-changed-meanwhile")
        if withdrawn:
            await self._say_withdrawn(draft)
        return replace(draft, version=draft.version + 1)

    async def change(self, draft: Draft, change: DraftChange, then: State | None = None) -> Draft:
        """Applies `change` on top of what another device wrote meanwhile, and returns the stored draft.

        `then`: the question that is open from the same commit on. A request for approval is withdrawn: an editor must
        not approve words that they have not seen.
        """
        for _ in range(_TRIES):
            changed = with_changed_parts(draft, change(draft))
            async with self.store.transaction() as work:
                withdrawn = await work.approvals.withdraw(draft.id)
                stored = await work.drafts.change(changed)
                if stored and then is not None:
                    await enter_with(work, self.dialogue, then, draft=draft.id)
            if withdrawn:
                await self._say_withdrawn(changed)
            if stored:
                return replace(changed, version=changed.version + 1)
            draft = await self.pressed_draft(draft.id)
        raise Rejected("editor-changed-meanwhile")

    async def _say_withdrawn(self, draft: Draft) -> None:
        await self.responder.send(self.responder.say("approval-taken-back", title=draft.title))

    async def wait_for(self, part: State, draft: Draft, **data: object) -> None:
        await enter(self.dialogue, part, draft=draft.id, **data)

    def button(self, key: str, do: str, draft: Draft) -> Button:
        """A button about this draft at this version. `key`: of its label."""
        return button(self.responder.plain(key), DraftCallback(do=do, draft=draft.id, version=draft.version))


class DraftSessions(BaseMiddleware):
    """Hands `session` to the handlers of drafts. The filter Staff has put `member` into the data before."""

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        data["session"] = DraftSession(data["responder"], data["state"], data["member"])
        return await handler(event, data)


def unchanged(draft: Draft) -> Draft:
    return draft


def own_draft(draft: Draft | None, author: int) -> Draft:
    """The draft, if this person may still change it. Raises Rejected; a draft of somebody else counts as missing."""
    if draft is None or draft.author != author:
        raise Rejected("reader-stale")
    if draft.state is DraftState.PUBLISHED:
        raise Rejected("editor-already-published")
    if draft.state is DraftState.THROWN:
        raise Rejected("editor-already-thrown")
    return draft
