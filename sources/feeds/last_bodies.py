"""Whether an answer is byte for byte the last one: many servers send neither ETag nor Last-Modified."""

from __future__ import annotations

import hashlib

from domain.feed import Feed
from sources.feeds.asking import Fetched


class LastBodies:
    """What this process has last taken in of each feed, as digests. After a restart each feed is read once more."""

    def __init__(self) -> None:
        self._digests: dict[int, bytes] = {}

    def is_last(self, feed: Feed, fetched: Fetched) -> bool:
        return self._digests.get(feed.id) == _digest(feed, fetched)

    def keep(self, feed: Feed, fetched: Fetched, *, is_complete: bool) -> None:
        """`is_complete`: all of it was taken in, so that the same answer brings nothing."""
        self._digests.pop(feed.id, None)
        if is_complete:
            self._digests[feed.id] = _digest(feed, fetched)


def _digest(feed: Feed, fetched: Fetched) -> bytes:
    """Of the body, and of what decides besides how it is read."""
    answer = (fetched.url, fetched.moved_to, fetched.charset)
    frame = (*answer, feed.rubric, sorted(feed.categories.items()), feed.whole_pages)
    return hashlib.blake2b(repr(frame).encode() + (fetched.body or b""), digest_size=16).digest()
