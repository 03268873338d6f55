"""What a method gives back when its result is already JSON."""

from __future__ import annotations

from typing import NamedTuple


class Raw(NamedTuple):
    """`json` goes out as it is; `message_id` is for the log of calls."""

    json: str
    message_id: int
