"""Photos of articles: how an article names its picture, and what Telegram did with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import BadManuscript

# An `image` that Telegram fetches from its address.
WEB = ("http://", "https://")
# An `image` that came as a file: followed by its digest in the store.
FILE = "file:"
# An `image` that an editor sent to the bot: followed by its file_id.
TELEGRAM = "tg:"


class PhotoState(StrEnum):
    """What Telegram did with an article's photo; unknown until it was sent once.

    `ready`: the first message uploaded it, and its file_id serves all others. `refused`: Telegram does not take it, or
    the store has it no more; the article is sent as text. A runner writes both, from an answer.
    """

    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Photo:
    """`source`: the picture, as in Article.image. `reason`: of a refusal."""

    source: str
    state: PhotoState
    file_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that lies beside an article file: `name` as the article names it.

    `jpeg` makes the JPEG to send (it reads the file, takes up to a second, and raises BadManuscript); None when there
    is no such file, and `trouble` says why.
    """

    name: str
    jpeg: Callable[[], bytes] | None = None
    trouble: BadManuscript | None = None


def is_photo(image: str) -> bool:
    """Whether an article's or a draft's image can become a photo."""
    return image.startswith((*WEB, FILE, TELEGRAM))
