"""The probe of an open breaker: the one message that may leave, and whose answer decides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Probe:
    """Times are monotonic seconds; None: no probe was admitted, or it has not left.

    It leaves when the store has written its claim, which may take longer than any answer.
    """

    admitted_at: float | None = None
    left_at: float | None = None

    @property
    def is_out(self) -> bool:
        """Whether one was admitted and has not ended."""
        return self.admitted_at is not None

    def admit(self, now: float) -> None:
        self.admitted_at, self.left_at = now, None

    def record_departure(self, now: float) -> None:
        """A message leaves now: the probe, if there is one."""
        if self.is_out:
            self.left_at = now

    def is_it(self, since: float) -> bool:
        """Whether what was admitted or has left then is the probe, and not older than it."""
        return self.admitted_at is not None and since >= self.admitted_at

    def is_unanswered(self, now: float, seconds: float) -> bool:
        """Whether it has left, and so many seconds have passed without an answer."""
        return self.left_at is not None and now - self.left_at >= seconds

    def cancel(self, since: float) -> None:
        """What was admitted or has left then has ended; if it is the probe, the next one may follow."""
        if self.is_it(since):
            self.end()

    def end(self) -> None:
        self.admitted_at = self.left_at = None
