"""An article that kills the program each time is put aside; all others go on, and the owner can let it try again."""

from __future__ import annotations

from collections import Counter

import pytest

from delivery.engine.outcomes import TRIES
from playground.api.calls import Call
from playground.server import Playground
from tests.acceptance.conftest import OWNER, Program

pytestmark = pytest.mark.slow

POISON = "Улы хабар"


async def test_what_kills_the_program_three_times_is_quarantined_told_shown_and_may_try_again(
    program: Program, telegram: Playground
) -> None:
    telegram.add_range(1, 3)
    await program.audience("1,kk,Саясат\n2,kk,Саясат\n3,kk,Спорт\n")
    running = await program.runs()
    await running.logs("folder.first_look")
    for reader in (1, 2):
        telegram.faults.hang(method="sendMessage", chat=reader, times=None)
    program.writes("poison.json", id="poison", title=POISON, rubric="Саясат", body="Мәтін.", breaking=True)
    for deaths in (1, 2, 3):
        await telegram.until(lambda deaths=deaths: poisoned(telegram) == deaths, 60)
        await running.is_killed()
        running = await program.runs()
    program.writes("good.json", id="good", title="Жақсы хабар", rubric="Спорт", body="Мәтін.")
    await telegram.until(lambda: telegram.sent(3), 60)
    figures = await program.until(lambda figures: len(figures["broadcasts"]) == 2)
    assert {one["article"]: one["state"] for one in figures["broadcasts"]}["poison"] == "quarantined"
    owner = telegram.person(OWNER)
    await telegram.until(lambda: telegram.sent(OWNER), 60)
    assert [POISON in str((call.params or {})["text"]) for call in telegram.sent(OWNER)] == [True], "told once"
    spent = Counter(call.chat_id for call in tried(telegram))
    telegram.faults.clear()
    await owner.says("/queue")
    await telegram.until(lambda: "Put aside" in owner.last.text, 60)
    await owner.presses(owner.last, "▶️ 1")
    figures = await program.until(
        lambda figures: all(one["state"] == "done" for one in figures["broadcasts"]), seconds=60
    )
    [push] = [one for one in figures["broadcasts"] if one["article"] == "poison"]
    # The last try of a message waits until the program has lived for some seconds, which a slow machine takes to start.
    delivered = sum(spent[reader] < TRIES for reader in (1, 2))
    assert (push["delivered"], push["unknown"]) == (delivered, 2 - delivered), "it used up no try but those"
    assert poisoned(telegram) == 3 + delivered
    assert await running.stops() == 0


def poisoned(telegram: Playground) -> int:
    """How often it was tried to send it to a reader."""
    return len(tried(telegram))


def tried(telegram: Playground) -> list[Call]:
    sends = [call for call in telegram.calls.of("sendMessage") if call.chat_id in (1, 2)]
    return [call for call in sends if POISON in str((call.params or {}).get("text"))]
