"""Runs the body of a transaction in a thread, to its end and without an event loop. Both drivers use it."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(body: Coroutine[Any, Any, T]) -> T:
    """The value of the body. Raises RuntimeError when it awaits anything but rows that block."""
    try:
        body.send(None)
    except StopIteration as end:
        found: T = end.value
        return found
    body.close()
    raise RuntimeError("the body of a transaction may await only its rows")
