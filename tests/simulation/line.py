"""The way to Telegram: latency, lost calls, lost answers, effects that come late; one connection a process."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from delivery.counters import DeliveryCounters
from delivery.http.answers import read_answer
from delivery.http.client import CALL_TIMEOUT, BeforeSend, do_nothing
from delivery.rate.window import WAY
from domain.outcomes import Outcome, Unknown, Unreached
from domain.reason import Reason, ReasonCode
from tests.simulation.chats import Call, Chats
from tests.simulation.history import History
from tests.simulation.loop import VirtualLoop

# A call whose process hears nothing takes effect so long after it left, at most (seconds); with the trouble
# `very_late` some take this much longer, and then it is unknown what such a copy shows.
LATE_EFFECT = CALL_TIMEOUT
VERY_LATE = 60.0


# (what a call hears, how likely it takes effect); None: it hears nothing.
Fault: TypeAlias = tuple[Outcome | None, float]
# Faults of the line or of a server on the way, which every call and every question meets while one stands.
FAULTS: dict[str, Fault] = {
    "500 in words": (read_answer(500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}'), 0.0),
    "502 page": (read_answer(502, b"<html>502 Bad Gateway</html>"), 0.5),
    "dropped": (Unknown(Reason(ReasonCode.SILENT, "closed")), 0.5),
    "redirect": (read_answer(302, b""), 0.0),
    "nobody there": (Unreached("no connection"), 0.0),
    "hangs": (None, 0.5),
}


@dataclass
class LineWeather:
    """Chances of a call, and until when (virtual seconds) nothing comes through, or nothing is answered.

    `fault`: one of FAULTS, which stands until `fault_until`. `bad_chats`: chats that meet one of them all the time.
    """

    unreached: float = 0.0
    lost_before: float = 0.0
    lost_after: float = 0.0
    hangs: float = 0.0
    server_error: float = 0.0
    fault: str = ""
    fault_until: float = 0.0
    bad_chats: dict[int, str] = field(default_factory=dict)
    down_until: float = 0.0
    silent_until: float = 0.0
    slow: float = 0.0
    late_departure: float = 0.0
    defects: float = 0.0
    very_late: float = 0.0
    last_moment: float = 0.0
    late_answers: float = 0.0


@dataclass
class Network:
    """What is between all processes and Telegram. `calls` and `answers_to_people` are what left, in order."""

    loop: VirtualLoop
    dice: random.Random
    history: History
    chats: Chats
    weather: LineWeather = field(default_factory=LineWeather)
    calls: list[Call] = field(default_factory=list)
    answers_to_people: list[float] = field(default_factory=list)
    # From when to when nothing was answered.
    hangs: list[tuple[float, float]] = field(default_factory=list)

    @property
    def fault(self) -> Fault | None:
        """What every call meets now; None: nothing."""
        return FAULTS[self.weather.fault] if self.loop.now < self.weather.fault_until else None


class Connection:
    """Stands where delivery/http/client.py stands."""

    def __init__(self, network: Network, run: int, visit: Callable[[str], None]) -> None:
        self._network = network
        self._run = run
        self._visit = visit
        self.dead = False
        self.counters = DeliveryCounters()

    async def is_reachable(self, seconds: float = CALL_TIMEOUT, *, anew: bool = False) -> bool:
        """As Telegram.is_reachable: a question that has no effect, over the same connection."""
        network = self._network
        if self.dead:
            await network.loop.create_future()
        await asyncio.sleep(network.dice.uniform(0.04, 0.12))
        if network.fault is not None and network.fault[0] is not None:
            return False
        if network.loop.now < network.weather.silent_until or network.fault is not None:
            await asyncio.sleep(seconds)
            return False
        return network.loop.now >= network.weather.down_until and not _happens(network.dice, network.weather.unreached)

    async def call(self, method: str, body: bytes, before_send: BeforeSend = do_nothing) -> Outcome:
        """As Telegram.call. What has left takes effect although its process may be dead by then."""
        return await self._call(method, body, before_send)

    async def upload(
        self, method: str, body: bytes, picture: bytes | None, before_send: BeforeSend = do_nothing
    ) -> Outcome:
        """As Telegram.upload."""
        return await self._call(method, body, before_send, uploaded=True)

    async def _call(self, method: str, body: bytes, before_send: BeforeSend, *, uploaded: bool = False) -> Outcome:
        network = self._network
        if self.dead:
            await network.loop.create_future()
        if network.dice.random() < network.weather.late_departure:
            # Other callbacks run between the limiter's permission and the socket.
            network.loop.stall(network.dice.uniform(0.0, WAY))
        before_send()
        call = Call(self._run, method, json.loads(body), network.loop.now, uploaded=uploaded)
        network.calls.append(call)
        network.history.note("run %s: %s to %s/%s %s leaves", self._run, method, call.chat, call.topic, _what(call))
        self._visit("departure")
        if _happens(network.dice, network.weather.defects):
            call.answered_at, call.answer = network.loop.now, Unknown(Reason(ReasonCode.DEFECT, "RuntimeError"))
            raise RuntimeError("a defect")
        answer: asyncio.Future[Outcome] = network.loop.create_future()
        self._travel(call, answer)
        try:
            outcome = await asyncio.wait_for(answer, CALL_TIMEOUT)
        except TimeoutError:
            outcome = Unknown(Reason(ReasonCode.SILENT))
        if self.dead:
            await network.loop.create_future()
        call.answered_at, call.answer = network.loop.now, outcome
        network.history.note("run %s: %s to %s %s -> %s", self._run, method, call.chat, _what(call), outcome)
        return outcome

    def _travel(self, call: Call, answer: asyncio.Future[Outcome]) -> None:
        network, dice = self._network, self._network.dice
        weather, later = network.weather, network.loop.call_later
        up, down = dice.uniform(0.02, 0.06), dice.uniform(0.02, 0.06)
        if dice.random() < weather.slow:
            up += dice.uniform(0.0, 3.0)
        if dice.random() < weather.slow:
            down += dice.uniform(0.0, 3.0)
        if _happens(dice, weather.late_answers):
            down += dice.uniform(0.0, CALL_TIMEOUT - 2.0)
        bad = weather.bad_chats.get(call.chat)
        if fault := network.fault or (FAULTS[bad] if bad else None):
            self._meet(fault, call, answer, up)
        elif network.loop.now < weather.down_until:
            fates: list[Outcome | None] = [Unreached("no connection"), Unknown(Reason(ReasonCode.SILENT)), None]
            self._fail(answer, dice.choice(fates), up)
        elif network.loop.now < weather.silent_until:
            # Somebody takes the call, and it ends there.
            pass
        elif _happens(dice, weather.unreached):
            self._fail(answer, Unreached("no connection"), up)
        elif _happens(dice, weather.server_error):
            later(up, self._set, answer, read_answer(502, b"<html>502 Bad Gateway</html>"))
        elif _happens(dice, weather.lost_before):
            self._fail(answer, Unknown(Reason(ReasonCode.SILENT)), up)
        elif _happens(dice, weather.lost_after):
            late = dice.random() < 0.3
            later(self._late(up) if late else up, self._arrive, call, None, 0.0)
            self._fail(answer, Unknown(Reason(ReasonCode.SILENT)), up + down)
        elif _happens(dice, weather.hangs):
            # No answer at all; what was sent may still be done.
            if dice.random() < 0.7:
                later(self._late(0.0), self._arrive, call, None, 0.0)
        else:
            later(up, self._arrive, call, answer, down)

    def _meet(self, fault: Fault, call: Call, answer: asyncio.Future[Outcome], up: float) -> None:
        outcome, effect = fault
        if _happens(self._network.dice, effect):
            self._network.loop.call_later(up, self._arrive, call, None, 0.0)
        self._fail(answer, outcome, 2 * up)

    def _late(self, soonest: float) -> float:
        dice = self._network.dice
        if _happens(dice, self._network.weather.very_late):
            return dice.uniform(LATE_EFFECT, VERY_LATE)
        if _happens(dice, self._network.weather.last_moment):
            soonest = LATE_EFFECT - 0.5
        return dice.uniform(soonest, LATE_EFFECT)

    def _arrive(self, call: Call, answer: asyncio.Future[Outcome] | None, down: float) -> None:
        network = self._network
        outcome = network.chats.apply(call, network.loop.now)
        if answer is None:
            said = (call.method, call.chat, _what(call), outcome)
            network.history.note("telegram: %s to %s %s takes effect unseen: %s", *said)
        else:
            network.loop.call_later(down, self._set, answer, outcome)

    def _fail(self, answer: asyncio.Future[Outcome], outcome: Outcome | None, seconds: float) -> None:
        if outcome is not None:
            self._network.loop.call_later(seconds, self._set, answer, outcome)

    @staticmethod
    def _set(answer: asyncio.Future[Outcome], outcome: Outcome) -> None:
        if not answer.done():
            answer.set_result(outcome)


def _happens(dice: random.Random, chance: float) -> bool:
    return chance > 0 and dice.random() < chance


def _what(call: Call) -> str:
    wording = call.wording
    number = call.body.get("message_id", call.made.number if call.made else "")
    return f"{wording[1] if wording else call.titles} #{number}"
