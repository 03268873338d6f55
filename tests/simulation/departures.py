"""What must be true of the moments at which messages left."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from delivery.pace import INTERVAL
from domain.delivery import Delivered, RetryAfter
from tests.simulation.chats import Call
from tests.simulation.ledger import Ledger
from tests.simulation.stage import Stage
from tests.simulation.world import World

# A claim leaves at most so long after its commit, so a recalled article stops so soon (seconds): delivery's STALE and
# what a commit and a tick may take.
LEAVES_IN = 1.5 + 0.15
# The canary: a further message of an unproven wording leaves after so long without an answer.
CANARY = 2.0 - 0.1
# A call may leave for a chat whose refusal has just been heard, if it was on its way out.
JUST_HEARD = 0.05
LEEWAY = 1e-6


def judge_departures(stage: Stage, ledger: Ledger, world: World) -> None:
    """Adds a complaint for each promise about departures that was broken."""
    _never_over_the_rate(stage)
    _chats_have_their_pace(stage)
    _refusals_are_obeyed(stage)
    _recalled_articles_stop(stage, world)
    _one_tries_a_wording_first(stage)


def _never_over_the_rate(stage: Stage) -> None:
    pushes = [call.departed_at for call in stage.network.calls]
    everything = sorted([*pushes, *stage.network.answers_to_people])
    for moment in pushes:
        in_second = bisect_right(everything, moment) - bisect_right(everything, moment - 1.0 + LEEWAY)
        if in_second > stage.plan.rate:
            stage.complaints.append(f"{in_second} left in the second before {moment:.4f}, at a rate of {stage.plan.rate}")
            return


def _chats_have_their_pace(stage: Stage) -> None:
    last: dict[int, float] = {}
    for call in stage.network.calls:
        interval = INTERVAL[stage.network.chats.all[call.chat].kind]
        if call.departed_at - last.get(call.chat, -1e9) < interval - 0.02:
            stage.complaints.append(f"{call.chat} is written to at {last[call.chat]:.3f} and {call.departed_at:.3f}")
            return
        last[call.chat] = call.departed_at


def _refusals_are_obeyed(stage: Stage) -> None:
    until: dict[int, tuple[float, float]] = {}
    for call in sorted(stage.network.calls, key=lambda call: call.departed_at):
        for heard, end in [until.get(call.chat, (0.0, 0.0))]:
            if heard + JUST_HEARD < call.departed_at < end - 0.002:
                stage.complaints.append(f"{call.chat} was told to wait until {end:.3f}, and is written to at {call.departed_at:.3f}")
                return
        if isinstance(call.answer, RetryAfter) and call.answered_at is not None:
            until[call.chat] = (call.answered_at, call.answered_at + call.answer.seconds)


def _recalled_articles_stop(stage: Stage, world: World) -> None:
    recalled = {story.number: story.recalled_at for story in world.stories if story.recalled}
    for call in stage.network.calls:
        if call.method == "sendMessage" and call.wording is not None and call.wording[0] in recalled:
            since = call.departed_at - recalled[call.wording[0]]
            if since > LEAVES_IN:
                stage.complaints.append(f"{call.wording[1]} leaves for {call.chat} {since:.2f} s after it was recalled")
                return


def _one_tries_a_wording_first(stage: Stage) -> None:
    tried: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for call in stage.network.calls:
        if call.wording is not None:
            tried[call.method, call.wording[1]].append(call)
    for (method, wording), calls in tried.items():
        for number, call in enumerate(calls):
            if any(isinstance(one.answer, Delivered) and (one.answered_at or 0) <= call.departed_at for one in calls[:number]):
                break
            young = [one for one in calls[:number] if call.departed_at - one.departed_at < CANARY]
            if any(one.answered_at is None or one.answered_at > call.departed_at for one in young if one.run == call.run):
                stage.complaints.append(f"{method} of {wording} leaves twice before it was taken once, at {call.departed_at:.3f}")
                return
