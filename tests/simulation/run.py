"""One seed is one run: trouble, calm, everything ends, a clean stop and a look whether anything is repeated."""

from __future__ import annotations

import asyncio
import logging
import random
import traceback
from dataclasses import dataclass
from functools import partial

from tests.simulation.hours import DAY
from tests.simulation.idle import THEMES as LOOKED_AT
from tests.simulation.idle import keep_looking
from tests.simulation.judge import judge
from tests.simulation.loop import VirtualLoop
from tests.simulation.plan import Plan, plan
from tests.simulation.process import adopt
from tests.simulation.stage import Stage
from tests.simulation.troubles import Troubles
from tests.simulation.world import World

# A wait of a chat that is longer than this is slept through at the end.
LONG = 40.0
# What always fails has ended after so long: six tries beside others, or ten minutes of probes and some more.
ENDED_IN = 2000.0
LONGEST_WAIT = 12 * 3600.0


@dataclass(frozen=True, slots=True)
class Result:
    """`complaints`: what broke a promise, empty in a good run. `seconds`: virtual time that it took."""

    seed: int
    complaints: list[str]
    history: list[str]
    seconds: float
    calls: int


class _Errors(logging.Handler):
    """Every error that the program logs is a complaint; warnings belong to the trouble."""

    def __init__(self, complaints: list[str], *, defects: bool) -> None:
        super().__init__(logging.ERROR)
        self._defects = defects
        self._complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith("delivery.quarantined"):
            # Three kills in a row before any answer was written: by the rule; the world lets it go on again.
            return
        if self._defects and record.getMessage() == "delivery.send_failed":
            return
        why = "".join(traceback.format_exception(record.exc_info[1])) if record.exc_info else ""
        self._complaints.append(f"logged: {record.getMessage()} {why}")


def run(seed: int, replaced: dict[str, str] | None = None, theme: str = "") -> Result:
    """Plays a seed. `replaced`: SQL statements by name that are played with instead of the real ones.

    `theme`: one of plan.THEMES, instead of the seed's own.
    """
    random.seed(seed)
    planned = plan(seed, theme)
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(_play(planned, replaced))


async def _play(plan: Plan, replaced: dict[str, str] | None) -> Result:
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualLoop)
    adopt(loop)
    stage = Stage(loop, plan, replaced)
    log = logging.getLogger("delivery")
    errors = _Errors(stage.complaints, defects="defects" in plan.troubles)
    log.addHandler(errors)
    propagates, log.propagate = log.propagate, False
    try:
        world = await _through(stage)
        judge(stage, world)
    except Exception as error:
        stage.complaints.append("".join(traceback.format_exception(error)))
    finally:
        log.removeHandler(errors)
        log.propagate = propagates
        stage.disk.connection.close()
    calls = len(stage.network.calls)
    return Result(plan.seed, stage.complaints, stage.history.lines() if stage.complaints else [], loop.now, calls)


async def _through(stage: Stage) -> World:
    world, troubles = World(stage), Troubles(stage)
    await world.begin()
    stage.may_run.set()
    keeper = asyncio.create_task(stage.keep())
    troubles.begin()
    trouble = asyncio.create_task(troubles.go_on())
    looker = asyncio.create_task(keep_looking(stage)) if stage.plan.theme in LOOKED_AT else None
    while stage.loop.now < stage.plan.seconds:
        await asyncio.sleep(stage.dice.expovariate(2.0))
        await world.act()
    trouble.cancel()
    stage.history.note("calm from now on")
    troubles.calm()
    await world.settle()
    await _until_nothing_is_left(stage)
    # What a day holds back has come on the next.
    for _ in range(2 if stage.has_hours else 0):
        stage.loop.stall(DAY)
        await asyncio.sleep(5.0)
        await _until_nothing_is_left(stage)
    await _stop_and_start(stage)
    keeper.cancel()
    if looker is not None:
        looker.cancel()
    await stage.process.kill()
    await asyncio.gather(keeper, trouble, return_exceptions=True)
    return world


async def _until_nothing_is_left(stage: Stage) -> None:
    """As long as a calm day may need; waits of twelve hours are slept through."""
    calm_day = 150.0 + (ENDED_IN if "for_ever" in stage.plan.troubles else 0.0)
    patience = stage.loop.now + calm_day + _to_do(stage) * 2.0 / stage.plan.rate
    while _pending(stage):
        await asyncio.sleep(0.25)
        if stage.loop.now > patience:
            stage.complaints.append(f"held up: {_pending(stage)[:5]}")
            return
        longest = _all_wait(stage)
        if longest > LONG:
            stage.history.note("everybody waits for %.0f s", longest)
            stage.loop.stall(longest - 1.0)
            if "for_ever" not in stage.plan.troubles:
                patience = stage.loop.now + calm_day


def _pending(stage: Stage) -> list[object]:
    ask = stage.disk.ask
    return [*ask("SELECT * FROM claim"), *ask("SELECT * FROM broadcast WHERE finished_at IS NULL")]


def _to_do(stage: Stage) -> int:
    ask = partial(stage.disk.ask)
    return int(ask("SELECT count(*) FROM broadcast")[0][0]) * int(ask("SELECT count(*) FROM recipient")[0][0])


def _all_wait(stage: Stage) -> float:
    """Seconds until the first thing can be done, where Telegram told every chat that is left to wait; else 0."""
    ask, context, now = stage.disk.ask, stage.process.context, stage.loop.now
    if context is None or context.in_flight or context.answers or ask("SELECT 1 FROM claim WHERE state = 'taken'"):
        return 0.0
    if ask("SELECT 1 FROM broadcast WHERE exhausted = 0 AND finished_at IS NULL"):
        return 0.0
    waits = ask("SELECT c.due_at, r.chat_id FROM claim c JOIN recipient r ON r.id = c.recipient")
    longer = 120.0
    if "clock" in stage.plan.troubles and len(stage.processes) > 1:
        # What one process has written another reads by the wall clock, which may have been set back between.
        longer += 3 * 86_400.0 + 3700.0
    if "days_pass" in stage.plan.acts:
        # An answer that came before the machine slept is written down afterwards.
        longer += LONGEST_WAIT
    if stage.has_hours:
        # Until the end of the quiet hours.
        longer += DAY
    if not waits or any(
        (due - stage.clock.now_ms()) / 1000 > max(0.0, stage.network.chats.all[chat].wait_until - now) + longer
        for due, chat in waits
    ):
        return 0.0
    return float(min(due for due, _ in waits) - stage.clock.now_ms()) / 1000


async def _stop_and_start(stage: Stage) -> None:
    """A stop in quiet times, and a start: nothing leaves any more."""
    before = len(stage.network.calls)
    stage.process.ask_to_stop()
    number = stage.process.number
    patience = stage.loop.now + 15.0
    while stage.process.number == number or stage.process.context is None:
        await asyncio.sleep(0.1)
        if stage.loop.now > patience:
            stage.complaints.append("a stop in quiet times takes longer than 15 s")
            return
    await asyncio.sleep(3.0)
    for call in stage.network.calls[before:]:
        stage.complaints.append(f"left after everything was done: {call.method} to {call.chat}")
