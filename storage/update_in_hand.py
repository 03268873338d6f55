"""The update that is being acted on: it counts as done in the very transaction that commits its effect.

A process that is killed after that commit, and before it has answered, must not act again when the update comes again;
one that is killed before it must.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class Acting:
    """`committed`: its first effect is; further ones of the same handler need no mark. Set from the beginning, it was
    committed by a process that was killed before it had answered.

    `said`: as in storage/repositories/cluster.py, of an update that nobody has taken before it was begun.
    """

    update: int
    said: str = ""
    committed: bool = False


ACTING: ContextVar[Acting | None] = ContextVar("acting", default=None)
