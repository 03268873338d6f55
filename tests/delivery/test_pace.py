"""Each chat's own pace, and what a restart does not know of it."""

from __future__ import annotations

import pytest

from delivery.rate.chat_pace import Pace
from domain.audience import ChatKind
from tests.builders import StillClock


def rested(clock: StillClock) -> Pace:
    pace = Pace(clock)
    clock.pass_(5)
    return pace


@pytest.mark.parametrize(("kind", "seconds"), [(ChatKind.PRIVATE, 1), (ChatKind.GROUP, 3), (ChatKind.CHANNEL, 3)])
def test_a_chat_waits_after_a_message_and_no_longer(kind: ChatKind, seconds: int) -> None:
    clock = StillClock()
    pace = rested(clock)
    assert pace.wait(1, kind) == 0
    pace.wrote(1, kind)
    assert pace.wait(1, kind) == pytest.approx(seconds)
    assert pace.wait(2, kind) == 0
    clock.pass_(seconds)
    assert pace.wait(1, kind) == pytest.approx(0)


def test_a_group_gets_at_most_twenty_a_minute() -> None:
    clock = StillClock()
    pace = rested(clock)
    sent = []
    while clock.passed < 200:
        if pace.wait(-5, ChatKind.GROUP) <= 0:
            pace.wrote(-5, ChatKind.GROUP)
            sent.append(clock.passed)
        clock.pass_(0.1)
    assert max(sum(1 for other in sent if 0 <= other - one < 60) for one in sent) == 20


def test_what_was_sent_before_a_start_is_not_known_so_everybody_waits_once() -> None:
    clock = StillClock()
    pace = Pace(clock)
    assert (pace.wait(1, ChatKind.PRIVATE), pace.wait(-1, ChatKind.GROUP)) == (1.0, 3.0)
    clock.pass_(3)
    assert (pace.wait(1, ChatKind.PRIVATE), pace.wait(-1, ChatKind.GROUP)) == (0.0, 0.0)


def test_a_million_chats_are_not_remembered() -> None:
    clock = StillClock()
    pace = rested(clock)
    for chat_id in range(1, 3001):
        pace.wrote(chat_id, ChatKind.PRIVATE)
        clock.pass_(0.01)
    assert len(pace._free_at) <= 102
