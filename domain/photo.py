"""Photos of articles: how an article names its picture, and what Telegram did with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import BadManuscript

# An `image` that Telegram fetches from its address.
WEB = ("http://", "https://")
# An `image` that came as a file: followed by its digest in the store.
FILE = "file:"
# An `image` that an editor sent to the bot: followed by its file_id.
TELEGRAM = "tg:"
# Days for which the file of a picture is kept: until then its article may be pushed, or corrected. Telegram keeps what
# was sent.
PICTURE_DAYS = 7


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

    `jpeg`: what is sent; empty where that is known already, or the article is too old to be sent. `trouble`: why there
    is none.
    """

    name: str
    jpeg: bytes = b""
    trouble: BadManuscript | None = None


def is_photo(image: str) -> bool:
    """Whether an article's or a draft's image can become a photo."""
    return image.startswith((*WEB, FILE, TELEGRAM))
