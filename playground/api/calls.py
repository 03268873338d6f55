"""The log of API calls, in columns so that a million of them fit: when, which method, which chat, which answer."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

# Methods that put a new message into a chat.
SENDING = frozenset(
    {"sendmessage", "sendphoto", "senddocument", "sendvideo", "sendanimation", "sendaudio", "sendvoice"}
    | {"copymessage", "forwardmessage", "sendmediagroup"}
)


class Call(NamedTuple):
    """One request. `time` is time.monotonic() at its arrival (seconds, comparable between processes of a machine);
    `status` 0 means that the connection was cut without an answer; `message_id` is 0 when there is none."""

    time: float
    method: str
    chat_id: int
    status: int
    message_id: int
    params: dict[str, Any] | None


class Calls:
    """A sequence of Call, oldest first. Without `record` the parameters are not kept."""

    def __init__(self, *, record: bool = True) -> None:
        self.record = record
        self._times = array("d")
        self._methods = array("H")
        self._chats = array("q")
        self._statuses = array("H")
        self._messages = array("q")
        self._params: list[dict[str, Any] | None] = []
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}

    def begin(self, time: float, method: str, chat_id: int, params: dict[str, Any] | None) -> int:
        """Notes an arrival; returns the row that `end` completes."""
        number = self._numbers.get(method)
        if number is None:
            number = self._numbers[method] = len(self._names)
            self._names.append(method)
        self._times.append(time)
        self._methods.append(number)
        self._chats.append(chat_id)
        self._statuses.append(0)
        self._messages.append(0)
        if self.record:
            self._params.append(params)
        return len(self._times) - 1

    def end(self, row: int, status: int, message_id: int = 0) -> None:
        if row < len(self._times):
            self._statuses[row] = status
            self._messages[row] = message_id

    def clear(self) -> None:
        for column in (self._times, self._methods, self._chats, self._statuses, self._messages, self._params):
            del column[:]

    def __len__(self) -> int:
        return len(self._times)

    def __getitem__(self, row: int) -> Call:
        return Call(
            self._times[row],
            self._names[self._methods[row]],
            self._chats[row],
            self._statuses[row],
            self._messages[row],
            self._params[row] if self.record else None,
        )

    def __iter__(self) -> Iterator[Call]:
        return (self[row] for row in range(len(self)))

    def of(self, *methods: str) -> list[Call]:
        """Calls of these methods (any letter case)."""
        wanted = {method.lower() for method in methods}
        return [call for call in self if call.method.lower() in wanted]

    def sent(self, chat_id: int) -> list[Call]:
        """Calls that put a message into a chat, delivered or cut off after the effect."""
        return [c for c in self if c.chat_id == chat_id and c.message_id and c.method.lower() in SENDING]

    def copies(self) -> Counter[int]:
        """Messages put into each chat."""
        sending = {number for name, number in self._numbers.items() if name.lower() in SENDING}
        return Counter(
            self._chats[row] for row in range(len(self)) if self._messages[row] and self._methods[row] in sending
        )
