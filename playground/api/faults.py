"""Faults on demand: refusals, odd bodies, cut connections and silence, for chosen calls, so many times."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from playground.rules.refusals import Refusal, too_many

_WORDS = {
    400: "Bad Request: wrong request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    413: "Request Entity Too Large",
    500: "Internal Server Error: restart",
    502: "Bad Gateway",
}


@dataclass(eq=False)
class Fault:
    """What happens to matching calls. `after`: the call takes effect first."""

    kind: str  # refuse, html, drop, hang, slow, late
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    nth: int | None = None
    after: bool = False
    refusal: Refusal | None = None
    seconds: float = 0.0
    text: str | None = None
    seen: int = field(default=0, init=False)
    hits: int = field(default=0, init=False)
    ended: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def strikes(self, method: str, chat_id: int, text: str) -> bool:
        """Whether this call is hit; counts it."""
        if self.method is not None and self.method != method:
            return False
        if (self.chat is not None and self.chat != chat_id) or (self.text is not None and self.text not in text):
            return False
        self.seen += 1
        if self.nth is not None and self.seen < self.nth:
            return False
        if self.times is not None and self.hits >= self.times:
            return False
        self.hits += 1
        return True


class Faults:
    """Standing faults, in the order they were added; the first that matches a call decides. Common arguments: `method`
    (any letter case), `chat`, `text` (a part of the message), `times` (None: until cleared), `nth` (from which matching
    call on; 1 is the first)."""

    def __init__(self) -> None:
        self.standing: list[Fault] = []

    def respond(
        self,
        *,
        status: int,
        retry_after: int | None = None,
        description: str = "",
        parameters: dict[str, Any] | None = None,
        **where: Any,
    ) -> Fault:
        """Answers `status` in Telegram's JSON, without an effect."""
        if status == 429 and retry_after is not None and not description:
            refusal = too_many(retry_after)
        else:
            extra = {**(parameters or {}), **({"retry_after": retry_after} if retry_after is not None else {})}
            refusal = Refusal(status, description or _WORDS.get(status, "Error"), extra or None)
        return self._add("refuse", where, refusal=refusal)

    def html_502(self, *, after: bool = False, **where: Any) -> Fault:
        """Answers as a proxy in front of Telegram would: 502 with a page."""
        return self._add("html", where, after=after)

    def drop_before(self, **where: Any) -> Fault:
        """Closes the connection without an answer; the call had no effect."""
        return self._add("drop", where)

    def drop_after(self, **where: Any) -> Fault:
        """Closes the connection without an answer, after the effect."""
        return self._add("drop", where, after=True)

    def hang(self, *, after: bool = False, **where: Any) -> Fault:
        """Never answers, until the client gives up or the faults are cleared."""
        return self._add("hang", where, after=after)

    def slow(self, seconds: float, **where: Any) -> Fault:
        """Takes effect at once, and answers `seconds` later, or when the fault is ended."""
        return self._add("slow", where, after=True, seconds=seconds)

    def late(self, seconds: float, **where: Any) -> Fault:
        """Takes effect `seconds` later, even if the client has hung up by then, and answers as usual."""
        return self._add("late", where, seconds=seconds)

    def clear(self) -> None:
        """Ends all faults; what hangs is cut off, what is slow is answered."""
        for fault in self.standing:
            fault.ended.set()
        self.standing.clear()

    def end(self, fault: Fault) -> None:
        """Ends this one; what hangs by it is cut off, what is slow is answered. Nothing happens if it has ended."""
        fault.ended.set()
        if fault in self.standing:
            self.standing.remove(fault)

    def _add(self, kind: str, where: dict[str, Any], **what: Any) -> Fault:
        if unknown := set(where) - {"method", "chat", "text", "times", "nth"}:
            raise TypeError(f"unknown arguments: {sorted(unknown)}")
        fault = Fault(kind, **where, **what)
        fault.method = fault.method.lower() if fault.method else None
        self.standing.append(fault)
        return fault

    def striking(self, method: str, chat_id: int, text: str) -> Fault | None:
        """The fault that hits this call."""
        return next((fault for fault in self.standing if fault.strikes(method, chat_id, text)), None)
