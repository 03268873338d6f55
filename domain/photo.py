"""Photos of articles: how an article names its picture, and what became of it at Telegram."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import BadManuscript

WEB = ("http://", "https://")
"""An `image` that Telegram fetches from its address."""
FILE = "file:"
"""An `image` that came as a file: followed by its digest in the store."""
TELEGRAM = "tg:"
"""An `image` that an editor sent to the bot: followed by its file_id."""


class PhotoState(StrEnum):
    """What became of an article's photo at Telegram; nothing is known before it was sent once.

    `ready`: the first message took it up, and its file_id serves all others. `refused`: Telegram does not take it, or
    it is here no more; the article travels as text. A runner writes both, from an answer.
    """

    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Photo:
    """`source`: which picture of the article this is about, as in Article.image. `reason`: of a refusal."""

    source: str
    state: PhotoState
    file_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that lies beside an article file: `name` as the article names it.

    `jpeg` makes what is sent (it reads the file, takes up to a second, and raises BadManuscript); None when it cannot
    be had, and `trouble` says why.
    """

    name: str
    jpeg: Callable[[], bytes] | None = None
    trouble: BadManuscript | None = None


def is_photo(image: str) -> bool:
    """Whether an article's or a draft's image can become a photo."""
    return image.startswith((*WEB, FILE, TELEGRAM))
