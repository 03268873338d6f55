"""How much one step of a long work takes on, so that it holds the writer for milliseconds only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoreLimits:
    """An argument of `Store`, which hands each repository its own; a test passes smaller ones."""

    # Index entries that a step reads when it passes over recipients: about 8 ms of the writer's time.
    entries_read: int = 5_000
    # Claims that one commit closes: 2 ms of the writer's time on SQLite, 15 ms on PostgreSQL (a busy machine).
    claims_closed: int = 100
    # Recipients of one step of sending again: 3 ms of the writer on SQLite, 10 ms on PostgreSQL (a busy machine).
    recipients_retried: int = 100
    # Up to so many followers are counted at each view: about 1 ms.
    followers_counted: int = 5_000
    # Chats whose alerts one transaction compares with an article: some 20 ms, also where all of them ring.
    chats_judged: int = 1_000
    # Seconds that a statement waits for another process's write lock before it reports "busy"; callers then try again.
    busy_seconds: float = 5.0
