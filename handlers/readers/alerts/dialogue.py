"""The question for the words of an alert, after which the next message is no search."""

from __future__ import annotations

from aiogram.fsm.state import State, StatesGroup

# After this time typed text is a search again.
PATIENCE_MS = 10 * 60_000


class Adding(StatesGroup):
    """The next message is words. The dialogue's data holds `blocks`, whether they are to be spared, `at`, and
    `recipient`: the managed chat that they are for, 0 for the own one."""

    words = State()
