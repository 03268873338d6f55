"""The newsroom's hand on what is being sent: pause, resume, cancel, the owners' halt, and sending once more."""

from __future__ import annotations

from tests.simulation.cast import Cast
from tests.simulation.newsroom import Story
from tests.simulation.stage import Brake

_OPEN = """
SELECT i.id, i.kind FROM broadcast i JOIN article a ON a.key = i.article WHERE a.id = ? AND i.finished_at IS NULL
"""
_ENDED = "SELECT i.id FROM broadcast i JOIN article a ON a.key = i.article WHERE a.id = ? AND i.state = 'done'"
_TO_SEND_AGAIN = """
SELECT 1 FROM undelivered u JOIN broadcast i ON i.id = u.broadcast
WHERE i.id = ? AND i.kind = 'push' AND u.fate IN ('refused', 'unknown')
"""


class Brakes(Cast):
    """Each brake is noted with the time since when nothing new may leave; the judge looks at departures later."""

    async def _pause_push(self) -> None:
        if (found := self._open_broadcast()) is not None:
            story, broadcast, kind = found
            await self._tell(lambda work: work.broadcasts.pause(broadcast), "pause broadcast", broadcast)
            if kind == "push" and self._state(broadcast) == "paused":
                self._brake(story.number, broadcast)

    async def _resume_push(self) -> None:
        if (found := self._open_broadcast()) is not None:
            await self._resume(found[1])

    async def _resume(self, broadcast: int) -> None:
        self._let_go(broadcast)
        await self._tell(lambda work: work.broadcasts.resume(broadcast), "resume broadcast", broadcast)

    async def _cancel_push(self) -> None:
        found = self._open_broadcast()
        if found is not None and found[2] == "push":
            story, broadcast, _ = found
            await self._tell(lambda work: work.broadcasts.cancel(broadcast), "cancel broadcast", broadcast)
            if self._state(broadcast) == "cancelled":
                story.cancelled = True
                self._brake(story.number, broadcast)

    async def _halt(self) -> None:
        await self._tell(lambda work: work.facts.halt(True), "halt")
        self._brake(0, 0)

    async def _go_on(self) -> None:
        self._let_go(0)
        await self._tell(lambda work: work.facts.halt(False), "go on")

    async def _send_again(self) -> None:
        """To those who refused, and those whose fate is unknown."""
        if (story := self._story()) is None:
            return
        ended = self._stage.disk.ask(_ENDED, f"story-{story.number}")
        if ended:
            broadcast = self._dice.choice(ended)[0]
            if self._stage.disk.ask(_TO_SEND_AGAIN, broadcast):
                self._stage.sent_again[story.number].append(self._stage.loop.now)
            await self._tell(lambda work: work.progress.retry(broadcast), "sends broadcast", broadcast, "again")

    def _open_broadcast(self) -> tuple[Story, int, str] | None:
        if (story := self._story()) is None:
            return None
        found = self._stage.disk.ask(_OPEN, f"story-{story.number}")
        return (story, *self._dice.choice(found)) if found else None

    def _state(self, broadcast: int) -> str:
        return str(self._stage.disk.ask("SELECT state FROM broadcast WHERE id = ?", broadcast)[0][0])

    def _brake(self, story: int, broadcast: int) -> None:
        self._stage.brakes.append(Brake(story, broadcast, self._stage.loop.now))

    def _let_go(self, broadcast: int) -> None:
        for brake in self._stage.brakes:
            if brake.broadcast == broadcast:
                brake.until = min(brake.until, self._stage.loop.now)
