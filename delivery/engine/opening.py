"""Begins a process run of a process that delivers alone."""

from __future__ import annotations

from dataclasses import dataclass

from delivery.content.bodies import Bodies, Style
from delivery.engine.clock_jump import ClockJumpDetector
from delivery.engine.context import DeliveryContext
from delivery.engine.coordinator import Coordinator, LocalCoordinator
from delivery.engine.in_flight import AnswerOutbox, InFlight
from delivery.engine.outcomes import REST_MS, TRIES
from delivery.engine.quarantine import quarantine_crashing
from delivery.engine.runners import RUNNERS
from delivery.engine.scheduler import Scheduler
from delivery.http.client import Telegram
from delivery.rate.chat_pace import ChatPace
from delivery.rate.circuit_breaker import CircuitBreakers
from delivery.rate.limiter import LocalRateLimiter, RateLimiter
from delivery.rate.throttle import resume_throttle
from domain.clock import Clock
from storage.store import Store

# A message whose next try is its last rests so long from a start (milliseconds): a process that is killed again and
# again at its start would use up that try unsent. With 12 s they held up the end of a push to 6,000 at 1,000/s that had
# three kills: 14 to 15 s after the start, now 10 s, of which 7 s are the rate.
LAST_TRY_MS = 5_000


def calls_at_most(rate: float) -> int:
    """Calls out at once, at most: half a second of round trip at full rate; a hung network holds no more."""
    return 25 + int(rate / 2)


async def open_context(store: Store, telegram: Telegram, style: Style, limiter: LocalRateLimiter) -> DeliveryContext:
    """Frees the claims of earlier runs, or gives up those of one that was asked to stop; quarantines what crashes."""
    clock, rate = limiter.clock, limiter.rate
    async with store.transaction() as work:
        stopped = store.posted_stop_notice()
        run = await work.process_runs.begin(
            RUNNERS + 1, tries=TRIES, rest_ms=REST_MS, last_ms=LAST_TRY_MS, stopped=stopped
        )
        await quarantine_crashing(work, clock.now_ms())
    await store.prepare_stop_notice(run)
    await resume_throttle(store, clock, limiter.slow_down)
    parts = VaryingParts(clock, ClockJumpDetector(clock), limiter, LocalCoordinator(run))
    return build_context(store, telegram, style, rate, parts)


@dataclass(frozen=True, slots=True)
class VaryingParts:
    """The parts of a context that differ between a process alone and one of several."""

    clock: Clock
    clock_jumps: ClockJumpDetector
    limiter: RateLimiter
    coordinator: Coordinator


def build_context(store: Store, telegram: Telegram, style: Style, rate: float, parts: VaryingParts) -> DeliveryContext:
    """Adds the parts that are the same for both."""
    clock, in_flight = parts.clock, InFlight(calls_at_most(rate), rate)
    breakers = CircuitBreakers(clock, parts.limiter.slow_down)
    breakers.network.on_open = in_flight.write_off
    breakers.network.on_overtaken = in_flight.overtaken
    return DeliveryContext(
        store=store,
        telegram=telegram,
        limiter=parts.limiter,
        breakers=breakers,
        chat_pace=ChatPace(clock, parts.limiter.alone_since),
        bodies=Bodies(style, clock),
        scheduler=Scheduler(clock),
        clock=clock,
        clock_jumps=parts.clock_jumps,
        coordinator=parts.coordinator,
        in_flight=in_flight,
        answers=AnswerOutbox(clock),
    )
