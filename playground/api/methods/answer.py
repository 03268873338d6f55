"""The result of a method that is JSON already."""

from __future__ import annotations

from typing import NamedTuple


class Raw(NamedTuple):
    """`json` is sent as it is; `message_id` is for the log of calls."""

    json: str
    message_id: int
