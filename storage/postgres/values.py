"""What every connection to PostgreSQL agrees on: values as psycopg takes them, and which statements call a worker."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

OPENING = frozenset(
    {"broadcast_add", "broadcast_reopen", "broadcast_reopen_stopped", "broadcast_resume", "retry_begin"}
)
"""Statements after which a broadcast may be open that was not: whoever delivers is called."""


def plain(values: Sequence[object]) -> list[Any]:
    """psycopg would write an enum by its name; NUL does not exist in PostgreSQL's text."""
    return [_value(value) for value in values]


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.replace("\0", "") if isinstance(value, str) else value
