"""Telegram's limits, if wanted: messages a second for the token, a second for one person, a minute for one group."""

from __future__ import annotations

import math
from collections import deque

from playground.rules.refusals import too_many

GROUP_WINDOW = 60.0
LIMITED = ("send", "edit", "copy", "forward", "delete")
_FREE = frozenset({"sendchataction"})


class Rates:
    """Sliding windows. A call over a limit gets 429, is counted in `refused`, and does not count in the window."""

    def __init__(self, total: float | None, private: float | None = None, group: int | None = None) -> None:
        self.total = total
        self.private = private
        self.group = group
        self.refused = 0
        self._departures: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def check(self, method: str, chat_id: int, now: float) -> None:
        """Raises Refusal (429). `now` is monotonic seconds."""
        if not method.startswith(LIMITED) or method in _FREE:
            return
        wait = 0.0
        if self.total is not None:
            wait = _over(self._departures, self.total, 1.0, now)
        chat = self._chat(chat_id)
        if chat is not None:
            limit, window = (self.private or 1, 1.0) if chat_id > 0 else (self.group or 20, GROUP_WINDOW)
            wait = max(wait, _over(chat, limit, window, now))
        if wait > 0:
            self.refused += 1
            raise too_many(max(1, math.ceil(wait)))
        if self.total is not None:
            self._departures.append(now)
        if chat is not None:
            chat.append(now)

    def _chat(self, chat_id: int) -> deque[float] | None:
        if (self.private if chat_id > 0 else self.group) is None:
            return None
        return self._chats.setdefault(chat_id, deque())


def _over(times: deque[float], limit: float, window: float, now: float) -> float:
    """Seconds until there is room again; 0 when there is."""
    while times and now - times[0] >= window:
        times.popleft()
    return times[0] + window - now if len(times) >= limit else 0.0
