"""Virtual time: an event loop whose waiting costs nothing, and the clock that the program is given."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

# A wall clock's reading at virtual second 0: 2026-11-02 08:00 UTC, in milliseconds.
EPOCH_MS = 1_793_606_400_000
# Virtual seconds after which a run is taken for one that will never end.
FOREVER = 40 * 86_400.0


class NobodyCanGoOn(RuntimeError):
    """Every task waits for something that nothing will bring."""


class _Jump:
    """In the place of a selector: instead of waiting, the time is later."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop

    def select(self, timeout: float | None) -> Sequence[object]:
        if timeout is None or self._loop.now > FOREVER:
            raise NobodyCanGoOn
        if timeout > 0:
            self._loop.now += timeout
        return ()

    def close(self) -> None: ...


class VirtualLoop(asyncio.BaseEventLoop):
    """One thread, no input, no output: what runs in it depends on nothing but the seed."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self._selector = _Jump(self)
        self._clock_resolution = 1e-9

    def time(self) -> float:
        return self.now

    def stall(self, seconds: float) -> None:
        """The machine does nothing for so long: a slow callback, a frozen process, a laptop's lid."""
        self.now += seconds

    def _process_events(self, events: Sequence[object]) -> None: ...

    def _write_to_self(self) -> None: ...


class VirtualClock:
    """The program's clock. `set_by` is how far somebody has set the wall clock, milliseconds."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        # Since when (virtual seconds) it has been set by how much.
        self._set = [(0.0, 0)]

    @property
    def set_by(self) -> int:
        return self._set[-1][1]

    @set_by.setter
    def set_by(self, milliseconds: int) -> None:
        self._set.append((self._loop.now, milliseconds))

    def wall_at(self, moment: float) -> int:
        """What it showed then (UTC milliseconds)."""
        set_by = next(by for since, by in reversed(self._set) if since <= moment)
        return EPOCH_MS + set_by + int(moment * 1000)

    def now_ms(self) -> int:
        return EPOCH_MS + self._set[-1][1] + int(self._loop.now * 1000)

    def trusted_ms(self) -> int:
        return self.now_ms()

    def monotonic(self) -> float:
        return self._loop.now

    async def sleep(self, seconds: float) -> None:
        if seconds > 0:
            await asyncio.sleep(seconds)
