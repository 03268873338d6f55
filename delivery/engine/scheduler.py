"""Which intent gets the next step: the most urgent class, in it the one with the fewest left; nobody starves."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.clock import Clock
from domain.delivery import Head, IntentKind, OpenIntent, Urgency

# Every class gets at least this share of the departures while it has something to send.
SHARE = 0.05
# An intent that waited so long for a step gets one (seconds).
PATIENCE = 60.0
# Until a version was delivered once, a further claim is made only after so long without an answer (milliseconds).
CANARY_MS = 2000
_ORDER = (Urgency.BREAKING, Urgency.PUSH, Urgency.EDIT, Urgency.DIGEST)


class Chooser:
    """Remembers what each class is owed, and when each intent had its last step."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._owed = dict.fromkeys(_ORDER, 0.0)
        self._stepped: dict[int, float] = {}

    def pick(self, intents: Iterable[OpenIntent], admits: Callable[[Urgency], bool]) -> OpenIntent | None:
        """The intent that sends next, among those that have something to send now."""
        now_ms, now = self._clock.now_ms(), self._clock.monotonic()
        ripe = [intent for intent in intents if is_ripe(intent, now_ms) and admits(intent.urgency)]
        if not ripe:
            return None
        for intent in ripe:
            self._stepped.setdefault(intent.id, now)
        urgency = self._class({intent.urgency for intent in ripe})
        own = _oldest_of_each_rubric([intent for intent in ripe if intent.urgency == urgency])
        longest = min(own, key=lambda intent: self._stepped[intent.id])
        if now - self._stepped[longest.id] >= PATIENCE:
            return longest
        return min(own, key=_size)

    def _class(self, waiting: set[Urgency]) -> Urgency:
        for urgency in _ORDER:
            # A hair less than one: twenty times a twentieth is not quite one in floating point.
            if urgency in waiting and self._owed[urgency] > 0.999:
                return urgency
        return _first(waiting)

    def sent(self, intent: OpenIntent, count: int, intents: Iterable[OpenIntent]) -> None:
        """`count` messages of an intent were claimed: the classes that wait behind the first are owed their share.

        What a class was given because it was owed is taken off, also below zero: 50 messages claimed at once are the
        share of a thousand. What it sends when it is the first itself is nobody's debt.
        """
        now_ms = self._clock.now_ms()
        self._stepped[intent.id] = self._clock.monotonic()
        waiting = {other.urgency for other in intents if is_ripe(other, now_ms)} | {intent.urgency}
        first = _first(waiting)
        for urgency in waiting - {first}:
            # Owed once at most: a class that was shut for long does not crowd out the urgent ones afterwards.
            self._owed[urgency] = min(1.0, self._owed[urgency]) + SHARE * count
        if intent.urgency is not first:
            self._owed[intent.urgency] -= count

    def ended(self, intent: int) -> None:
        """It will not be chosen again."""
        self._stepped.pop(intent, None)


def is_ripe(intent: OpenIntent, now_ms: int) -> bool:
    """Whether something of it may leave now."""
    if waits_for_canary(intent, now_ms):
        return False
    return not intent.exhausted or (intent.due is not None and intent.due <= now_ms)


def waits_for_canary(intent: OpenIntent | Head, now_ms: int) -> bool:
    """Whether one message of a version that was never delivered is out, and young."""
    return not intent.proven and abs(now_ms - intent.out) < CANARY_MS


def _first(waiting: set[Urgency]) -> Urgency:
    return next(urgency for urgency in _ORDER if urgency in waiting)


def _oldest_of_each_rubric(intents: list[OpenIntent]) -> list[OpenIntent]:
    """Two pushes of one rubric stay in order, whichever has fewer left; corrections have no order."""
    oldest: dict[int, OpenIntent] = {}
    for intent in sorted(intents, key=lambda intent: intent.id):
        oldest.setdefault(intent.rubric if intent.kind is IntentKind.PUSH else -intent.id, intent)
    return list(oldest.values())


def _size(intent: OpenIntent) -> tuple[bool, int, int]:
    """Uncounted ones last: a new push must not overtake an older one of its rubric. Ties in order of acceptance."""
    return intent.left < 0, intent.left, intent.id
