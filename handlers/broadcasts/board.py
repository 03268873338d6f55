"""The board of /queue: broadcasts that are being sent or have ended, and scheduled drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.broadcast import BroadcastProgress, Halt
from domain.delivery import BroadcastState
from domain.draft import Draft
from domain.newsroom import ScheduledDraft
from domain.title_test import TitleTest
from handlers.core.access.draft_rights import rubric_key_of
from handlers.core.access.members import name_with_id
from storage.store import Store

# Broadcasts that have lines and buttons of their own.
SHOWN = 8
_ENDED = 3
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Board:
    """`halted_by`: the name of the owner who stopped everything. `held`: articles that wait for an owner's decision.
    `free_rate`: an owner chose to send free of charge.

    `scheduled`: each with its draft and the key of the draft's rubric, after merges too. `rates`: messages a second by
    broadcast, measured. `tests`: of two titles, by article.
    """

    broadcasts: list[BroadcastProgress]
    ended: list[BroadcastProgress]
    halt: Halt | None = None
    halted_by: str = ""
    held: int = 0
    free_rate: bool = False
    scheduled: tuple[tuple[ScheduledDraft, Draft, int], ...] = ()
    rates: Mapping[int, float] = field(default_factory=dict)
    tests: Mapping[int, TitleTest] = field(default_factory=dict)

    @property
    def is_moving(self) -> bool:
        return any(broadcast.state is BroadcastState.OPEN for broadcast in self.broadcasts) and not self.halt


async def read_board(store: Store, now_ms: int) -> Board:
    """The board as it is now. A broadcast that has ended is shown for a day."""
    halt = await store.facts.halt_now()
    return Board(
        broadcasts=await store.progress.under_way(),
        ended=[one for one in await store.progress.ended(_ENDED) if now_ms - one.finished_at < _DAY_MS],
        halt=halt,
        halted_by=name_with_id(await store.team.name_of(halt.by), halt.by) if halt and halt.by else "",
        held=await store.held.count(),
        free_rate=await store.facts.is_at_free_rate(),
        scheduled=tuple(await _scheduled(store)),
        tests={test.article: test for test in await store.title_tests.open()},
    )


async def _scheduled(store: Store) -> list[tuple[ScheduledDraft, Draft, int]]:
    found = []
    for scheduled in await store.schedule.all():
        draft = await store.drafts.get(scheduled.draft)
        if draft is not None:
            found.append((scheduled, draft, await rubric_key_of(store, draft)))
    return found
