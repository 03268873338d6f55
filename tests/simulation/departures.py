"""What must be true of the moments at which messages left."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from delivery.engine.in_flight import SPARE
from delivery.rate.chat_pace import INTERVAL
from delivery.rate.circuit_breaker import PROBE_AT_MOST, TOGETHER
from delivery.rate.window import WAY
from domain.outcomes import Delivered, RetryAfter, Unknown, Unreached
from tests.simulation.chats import Call
from tests.simulation.ledger import Ledger
from tests.simulation.stage import Stage
from tests.simulation.world import World

# A claim leaves at most so long after its commit, so a recalled article stops so soon (seconds): delivery's STALE and
# what a commit and a tick may take.
LEAVES_IN = 1.5 + 0.15
# The canary: a further claim of an unproven wording is made after 2 s without an answer, and each leaves within 1.5 s.
CANARY = 2.0 - 1.5
# An answer is heard so long before it counts.
JUST_HEARD = 0.001
LEEWAY = 1e-6
# A call that left before a hang is answered within this time (seconds).
JUST_OUT = 0.13
# Outcomes that close no breaker.
SILENCE = (RetryAfter, Unknown, Unreached)


def judge_departures(stage: Stage, ledger: Ledger, world: World) -> None:
    """Adds a complaint for each promise about departures that was broken."""
    _never_over_the_rate(stage)
    _chats_have_their_pace(stage)
    _refusals_are_obeyed(stage, ledger)
    _recalled_articles_stop(stage, world)
    _braked_pushes_stop(stage)
    _shut_classes_probe(stage, world)
    _few_leave_while_it_hangs(stage)
    if not world.forgot:
        # Of a person who is forgotten nothing is kept, not even that a message is out.
        _one_tries_a_wording_first(stage)
    _photos_and_texts_are_told_apart(stage)


def _never_over_the_rate(stage: Stage) -> None:
    pushes = [call.departed_at for call in stage.network.calls]
    answers = stage.network.answers_to_people
    for moment in pushes:
        since = moment - 1.0 + LEEWAY
        # An answer is never held: the limiter cannot know of those that leave between its permission and the socket.
        known = max(0, bisect_left(answers, moment - WAY) - bisect_right(answers, since))
        in_second = bisect_right(pushes, moment) - bisect_right(pushes, since) + known
        if in_second > stage.plan.rate:
            said = f"{in_second} left in the second before {moment:.4f}, at a rate of {stage.plan.rate}"
            stage.complaints.append(said)
            return


def _chats_have_their_pace(stage: Stage) -> None:
    last: dict[int, float] = {}
    for call in stage.network.calls:
        interval = INTERVAL[stage.network.chats.all[call.chat].kind]
        if call.departed_at - last.get(call.chat, -1e9) < interval - 0.02:
            stage.complaints.append(f"{call.chat} is written to at {last[call.chat]:.3f} and {call.departed_at:.3f}")
            return
        last[call.chat] = call.departed_at


def _refusals_are_obeyed(stage: Stage, ledger: Ledger) -> None:
    refusals = [(call.answered_at, call) for call in stage.network.calls if isinstance(call.answer, RetryAfter)]
    heard_ones = ((heard, call.chat, call) for heard, call in refusals if heard is not None)
    waiting = sorted(heard_ones, key=lambda one: one[0])
    until: dict[int, tuple[Call, float]] = {}
    for call in stage.network.calls:
        while waiting and waiting[0][0] + JUST_HEARD < call.departed_at:
            heard, chat, told = waiting.pop(0)
            assert isinstance(told.answer, RetryAfter)
            until[chat] = (told, heard + told.answer.seconds)
        if call.chat not in until:
            continue
        told, end = until[call.chat]
        if call.departed_at < end - 0.002 and _remembers(stage, ledger, told, call):
            said = f"{call.chat} was told to wait until {end:.3f}, and is written to at {call.departed_at:.3f}"
            stage.complaints.append(said)
            return


def _remembers(stage: Stage, ledger: Ledger, told: Call, call: Call) -> bool:
    """A later process knows of a refusal by the wall clock: not when that was set meanwhile."""
    return told.run == call.run or (ledger.was_written(told) and "clock" not in stage.plan.troubles)


def _recalled_articles_stop(stage: Stage, world: World) -> None:
    recalled = {story.number: story.recalled_at for story in world.stories if story.recalled}
    for call in stage.network.calls:
        if call.is_new and call.wording is not None and call.wording[0] in recalled:
            since = call.departed_at - recalled[call.wording[0]]
            if since > LEAVES_IN:
                stage.complaints.append(f"{call.wording[1]} leaves for {call.chat} {since:.2f} s after it was recalled")
                return


def _braked_pushes_stop(stage: Stage) -> None:
    for call in stage.network.calls:
        if not call.is_new or call.wording is None:
            continue
        for brake in stage.brakes:
            if brake.story in (0, call.wording[0]) and brake.since + LEAVES_IN < call.departed_at < brake.until:
                said = (
                    f"{call.wording[1]} leaves for {call.chat} at {call.departed_at:.3f}, stopped at {brake.since:.3f}"
                )
                stage.complaints.append(said)
                return


def _shut_classes_probe(stage: Stage, world: World) -> None:
    """Two chats that are refused within a second mean the token: then one message of the class at a time asks."""
    breaking = {story.number for story in world.stories if story.breaking}
    classes: dict[tuple[int, str], list[Call]] = defaultdict(list)
    for call in stage.network.calls:
        urgent = call.wording is not None and call.wording[0] in breaking
        name = "edit" if not call.is_new else "digest" if call.listed else "breaking" if urgent else "push"
        classes[call.run, name].append(call)
    for (_, name), calls in classes.items():
        for since, until in _shut(calls):
            asking = [call for call in calls if since + LEAVES_IN < call.departed_at < until]
            for call, following in pairwise(asking):
                if not _heard(call, following) and following.departed_at - call.departed_at < PROBE_AT_MOST - LEAVES_IN:
                    said = f"a {name} leaves at {following.departed_at:.3f} beside another, the token was refused"
                    stage.complaints.append(f"{said} at {since:.3f}")
                    return


def _few_leave_while_it_hangs(stage: Stage) -> None:
    """After the last answer of before a hang only a few more leave, until it is over."""
    for since, until in stage.network.hangs:
        heard = [call.answered_at for call in stage.network.calls if call.departed_at < since and call.answered_at]
        last = max((moment for moment in heard if since < moment < since + JUST_OUT), default=since)
        beyond = sum(last < call.departed_at < until for call in stage.network.calls)
        if beyond > SPARE and stage.plan.theme == "line faults":
            stage.complaints.append(f"{beyond} left while nothing was answered, from {since:.3f} to {until:.3f}")


def _shut(calls: list[Call]) -> Iterator[tuple[float, float]]:
    """(when two chats had been refused within a second, when a message came through afterwards)."""
    heard = sorted(((call.answered_at, call) for call in calls if call.answered_at is not None), key=lambda one: one[0])
    for (before, one), (moment, other) in pairwise(heard):
        both_refused = isinstance(one.answer, RetryAfter) and isinstance(other.answer, RetryAfter)
        if both_refused and one.chat != other.chat and moment - before <= TOGETHER:
            through = (when for when, call in heard if when > moment and not isinstance(call.answer, SILENCE))
            yield moment, next(through, math.inf)


def _one_tries_a_wording_first(stage: Stage) -> None:
    tried: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for call in stage.network.calls:
        if call.wording is not None:
            # A wording that was taken below a photo is taken as a text as well: the shorter of the two was tried.
            # Two titles are tried as one: it is the version that is taken.
            wording = stage.second_titles.get(call.wording[1], call.wording[1])
            tried["a new message" if call.is_new else "an edit", wording].append(call)
    for (method, wording), calls in tried.items():
        for number, call in enumerate(calls):
            if any(isinstance(one.answer, Delivered) and _heard(one, call) for one in calls[:number]):
                break
            before = [one for one in calls[:number] if one.is_new or not stage.network.chats.all[one.chat].moved_to]
            # The move of a chat ends its corrections at once, also one that is out to try a wording.
            if any(one.run == call.run and not _heard(one, call) and _young(one, call) for one in before):
                said = f"{method} of {wording} leaves twice before it was taken once, at {call.departed_at:.3f}"
                stage.complaints.append(said)
                return


def _heard(one: Call, before: Call) -> bool:
    return one.answered_at is not None and one.answered_at <= before.departed_at


def _young(one: Call, before: Call) -> bool:
    return before.departed_at - one.departed_at < CANARY


def _photos_and_texts_are_told_apart(stage: Stage) -> None:
    for call in stage.network.calls:
        if "there is no " in call.refusal:
            stage.complaints.append(f"{call.method} to {call.chat} at {call.departed_at:.3f}: {call.refusal}")
            return
