"""Each chat's own pace, and what a restart does not know of it."""

from __future__ import annotations

import pytest

from delivery.rate.chat_pace import ChatPace
from domain.audience import ChatKind
from tests.builders import StillClock


def rested(clock: StillClock) -> ChatPace:
    pace = ChatPace(clock)
    clock.pass_(5)
    return pace


@pytest.mark.parametrize(("kind", "seconds"), [(ChatKind.PRIVATE, 1), (ChatKind.GROUP, 3), (ChatKind.CHANNEL, 3)])
def test_a_chat_waits_after_a_message_and_no_longer(kind: ChatKind, seconds: int) -> None:
    clock = StillClock()
    pace = rested(clock)
    assert pace.delay(1, kind) == 0
    pace.record_departure(1, kind)
    assert pace.delay(1, kind) == pytest.approx(seconds)
    assert pace.delay(2, kind) == 0
    clock.pass_(seconds)
    assert pace.delay(1, kind) == pytest.approx(0)


def test_a_group_gets_at_most_twenty_a_minute() -> None:
    clock = StillClock()
    pace = rested(clock)
    sent = []
    while clock.passed < 200:
        if pace.delay(-5, ChatKind.GROUP) <= 0:
            pace.record_departure(-5, ChatKind.GROUP)
            sent.append(clock.passed)
        clock.pass_(0.1)
    assert max(sum(1 for other in sent if 0 <= other - one < 60) for one in sent) == 20


def test_what_was_sent_before_a_start_is_not_known_so_everybody_waits_once() -> None:
    clock = StillClock()
    pace = ChatPace(clock)
    assert (pace.delay(1, ChatKind.PRIVATE), pace.delay(-1, ChatKind.GROUP)) == (1.0, 3.0)
    clock.pass_(3)
    assert (pace.delay(1, ChatKind.PRIVATE), pace.delay(-1, ChatKind.GROUP)) == (0.0, 0.0)


def test_a_million_chats_are_not_remembered() -> None:
    clock = StillClock()
    pace = rested(clock)
    for chat_id in range(1, 3001):
        pace.record_departure(chat_id, ChatKind.PRIVATE)
        clock.pass_(0.01)
    assert len(pace._free_at) <= 102
