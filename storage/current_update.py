"""The update that a handler is working on. It counts as done in the transaction that commits its effect.

A process killed after that commit, before it answered, must not act again when Telegram sends the update again; a
process killed before the commit must.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class CurrentUpdate:
    """`number`: Telegram's update_id. `fingerprint`: '' if the update was claimed in the store before its handler.

    `committed`: the first effect is committed; further transactions of the handler need no mark. It is True from the
    start when an earlier process committed the effect and was killed before it answered.
    """

    number: int
    fingerprint: str = ""
    committed: bool = False


CURRENT_UPDATE: ContextVar[CurrentUpdate | None] = ContextVar("current_update", default=None)
