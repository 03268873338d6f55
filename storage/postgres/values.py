"""For every connection to PostgreSQL: values as psycopg takes them, and the statements that call a worker."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

OPENS_BROADCAST = frozenset(
    {"broadcast_add", "broadcast_reopen", "broadcast_reopen_stopped", "broadcast_resume", "retry_begin"}
)
"""Statements that may open a broadcast: a worker is called after them."""


def plain(values: Sequence[object]) -> list[Any]:
    """Enums by value (psycopg would write the name), and text without NUL, which PostgreSQL refuses."""
    return [_value(value) for value in values]


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.replace("\0", "") if isinstance(value, str) else value
