"""Counts what reaches the crowd: copies of each text, people without one, messages a second."""

from __future__ import annotations

import html
import re
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playground.api.calls import SENDING, Call, Calls
from playground.world.crowd import Crowd

# Seconds of the curve, texts that are shown, and characters of a text that name it.
CURVE = 60
_SHOWN = 5
_NAME = 80
# A text that so few people got is an answer to one of them, not news for all.
_FEW = 3
# A call without an answer for so long has none (seconds): the bot gives up after ten.
_UNANSWERED = 60.0


@dataclass
class Copies:
    """One text: how many copies each person has."""

    name: str
    chats: Counter[int] = field(default_factory=Counter)


class Meter:
    """Reads the log of calls on from where it stopped, so that a look costs what is new."""

    def __init__(self, calls: Calls, crowd: Crowd, now: Callable[[], float] = time.monotonic) -> None:
        self._calls = calls
        self._crowd = crowd
        self._now = now
        self._row = 0
        self._open: list[int] = []
        self._texts: dict[str, Copies] = {}
        self._seconds: deque[tuple[int, int]] = deque()

    def look(self, gone: set[int]) -> dict[str, Any]:
        """`articles`: the last texts that went to the crowd, newest first, each with how many have it, how many copies
        are too many, and how many people lack it; those in `gone` are not missed. `rate`: messages in each of the last
        CURVE whole seconds, oldest first."""
        self._read()
        wanted = {one for people in self._crowd.ranges for one in people} - gone
        many = [one for one in self._texts.values() if len(one.chats) >= _FEW]
        return {"articles": [_count(one, wanted) for one in reversed(many[-_SHOWN:])], "rate": self._rate()}

    def _read(self) -> None:
        if len(self._calls) < self._row:  # The log was emptied.
            self._row, self._open = 0, []
        rows = [*self._open, *range(self._row, len(self._calls))]
        self._row, self._open = len(self._calls), []
        for row in rows:
            call = self._calls[row]
            if call.method.lower() not in SENDING:
                continue
            if call.message_id:
                self._take(call)
            elif not call.status and self._now() - call.time < _UNANSWERED:
                self._open.append(row)

    def _take(self, call: Call) -> None:
        second = int(call.time)
        if self._seconds and self._seconds[-1][0] == second:
            self._seconds[-1] = (second, self._seconds[-1][1] + 1)
        else:
            self._seconds.append((second, 1))
        while self._seconds and self._seconds[0][0] < self._now() - CURVE - 1:
            self._seconds.popleft()
        if self._crowd.covers(call.chat_id):
            params = call.params or {}
            text = str(params.get("text") or params.get("caption") or "")
            copies = self._texts.setdefault(text, Copies(_name(text)))
            copies.chats[call.chat_id] += 1

    def _rate(self) -> list[int]:
        counted: Counter[int] = Counter()
        for second, count in self._seconds:
            counted[second] += count
        now = int(self._now())
        return [counted[second] for second in range(now - CURVE, now)]


def _name(text: str) -> str:
    """Its first line, without what makes it bold."""
    return html.unescape(re.sub(r"<[^<>]*>", "", text.strip().partition("\n")[0]))[:_NAME]


def _count(copies: Copies, wanted: set[int]) -> dict[str, Any]:
    return {
        "name": copies.name,
        "delivered": len(copies.chats),
        "repeated": sum(copies.chats.values()) - len(copies.chats),
        "missing": len(wanted - copies.chats.keys()),
    }
