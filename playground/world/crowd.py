"""Thousands of private chats without an object for each: the copies of a broadcast are kept in columns."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

from playground.world.content import Content


class Crowd:
    """Ranges of people who pressed Start. Message ids only grow, so a copy is found by bisection."""

    def __init__(self) -> None:
        self.ranges: list[range] = []
        self._ids = array("q")
        self._chats = array("q")
        self._dates = array("q")
        self._contents: list[Content | None] = []
        self._edited: dict[int, int] = {}

    def add_range(self, first: int, count: int) -> None:
        self.ranges.append(range(first, first + count))

    def covers(self, chat_id: int) -> bool:
        return any(chat_id in people for people in self.ranges)

    def put(self, message_id: int, chat_id: int, content: Content, date: int) -> None:
        self._ids.append(message_id)
        self._chats.append(chat_id)
        self._dates.append(date)
        self._contents.append(content)

    def row_of(self, chat_id: int, message_id: int) -> int | None:
        """The row of a copy. None: the chat has no such message."""
        row = bisect_left(self._ids, message_id)
        if row == len(self._ids) or self._ids[row] != message_id or self._chats[row] != chat_id:
            return None
        return row if self._contents[row] is not None else None

    def content(self, row: int) -> Content:
        content = self._contents[row]
        assert content is not None
        return content

    def date(self, row: int) -> int:
        return self._dates[row]

    def edit(self, row: int, content: Content, date: int) -> None:
        self._contents[row] = content
        self._edited[row] = date

    def delete(self, row: int) -> None:
        self._contents[row] = None

    def copies(self) -> Iterator[tuple[int, int, Content]]:
        """(chat, message id, content) of every copy, oldest first."""
        for chat_id, message_id, content in zip(self._chats, self._ids, self._contents, strict=True):
            if content is not None:
                yield chat_id, message_id, content

    def take_out(self, chat_id: int) -> list[tuple[int, Content, int, int]]:
        """(message id, content, date, edit date or 0) of each copy in a chat, which are removed from here."""
        found = []
        for row, owner in enumerate(self._chats):
            content = self._contents[row]
            if owner == chat_id and content is not None:
                found.append((self._ids[row], content, self._dates[row], self._edited.get(row, 0)))
                self._contents[row] = None
        return found
