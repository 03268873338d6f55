"""What a reader needs besides the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sources.values.pictures import Convert, as_jpeg


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`now`, in the newsroom's zone: for dates such as "бүгін, 13:48". `convert`: makes a JPEG of a picture beside.
    `only`, `charset`: as in `sandbox.messages.Request`. `loaded`: is told when the text of a file is in memory whose
    articles are read one at a time, so that little more is needed."""

    now: datetime | None = None
    convert: Convert = as_jpeg
    only: str = ""
    charset: str = ""
    loaded: Callable[[], None] = lambda: None
