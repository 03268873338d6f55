"""What the board of /queue holds: what is being sent, planned and has ended; and for whom it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from domain.broadcast import BroadcastProgress, Halt
from domain.delivery import BroadcastState
from domain.draft import Draft
from domain.newsroom import Scheduled
from domain.team import Member
from handlers.core.member_names import called
from handlers.drafts.session import rubric_key_of
from storage.store import Store
from text.i18n import Phrases, Value
from text.reasons import in_words

SHOWN = 8
"""Broadcasts that have lines and buttons of their own."""
_ENDED = 3
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the board is written: the language, the zone, the moment (UTC milliseconds), and who it is."""

    phrases: Phrases
    language: str
    zone: ZoneInfo
    now_ms: int
    member: Member

    def say(self, key: str, **values: Value) -> str:
        return self.phrases.say(self.language, key, **values)

    def plain(self, key: str, **values: Value) -> str:
        return self.phrases.plain(self.language, key, **values)

    def why(self, reason: str) -> str:
        """A stored reason in words."""
        return in_words(self.phrases, self.language, reason)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that is shown. `halted_by`: the name of who stopped all; `rates`: messages a second by broadcast,
    measured; `scheduled`: each with its draft and the key of the rubric, after merges too; `busy`: it will look
    different soon."""

    broadcasts: list[BroadcastProgress]
    ended: list[BroadcastProgress]
    halt: Halt | None = None
    halted_by: str = ""
    held: int = 0
    scheduled: tuple[tuple[Scheduled, Draft, int], ...] = ()
    rates: Mapping[int, float] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        return any(broadcast.state is BroadcastState.OPEN for broadcast in self.broadcasts) and not self.halt


async def look(store: Store, now_ms: int) -> Board:
    """The board as it is now; what ended is shown for a day."""
    ended = [one for one in await store.progress.ended(_ENDED) if now_ms - one.finished_at < _DAY_MS]
    planned = [(one, await store.drafts.get(one.draft)) for one in await store.schedule.all()]
    scheduled = tuple([(one, draft, await rubric_key_of(store, draft)) for one, draft in planned if draft is not None])
    halt = await store.halt_now()
    by = called(await store.team.name_of(halt.by), halt.by) if halt and halt.by else ""
    return Board(await store.progress.under_way(), ended, halt, by, await store.held.count(), scheduled)
