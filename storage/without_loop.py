"""The body of a transaction that is handed to a thread whole: run to its end there, without an event loop."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(body: Coroutine[Any, Any, T]) -> T:
    """To its end. Raises RuntimeError when it awaits anything but rows that answer at once."""
    try:
        body.send(None)
    except StopIteration as end:
        found: T = end.value
        return found
    body.close()
    raise RuntimeError("the body of a transaction awaits nothing but its rows")
