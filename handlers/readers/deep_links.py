"""The payload behind ?start= in a link: a rubric, an article or a query. Anything else is a plain start."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from enum import StrEnum

_PAYLOAD = re.compile(r"([raq])_([A-Za-z0-9_-]{1,62})")
# The name of a poster or a page.
_SOURCE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,31}")
# Hyphens of a link that are tried, each with a look into the store.
_MOST_HYPHENS = 6
_KEY = re.compile(r"-([0-9]{1,15})")


class LinkKind(StrEnum):
    """`r_SLUG` (also `r_SLUG-POSTER`), `a_ID` (the source's own id), `a_-KEY` (in the bot's own links), `q_WORDS`."""

    RUBRIC = "r"
    ARTICLE = "a"
    KEY = "k"
    QUERY = "q"


@dataclass(frozen=True, slots=True)
class DeepLink:
    """`value`: a slug, an article's id or key in digits, or the words."""

    kind: LinkKind
    value: str


def read_link(payload: str | None) -> DeepLink | None:
    """The meaning of a payload; None when it has none."""
    match = _PAYLOAD.fullmatch(payload or "")
    if match is None:
        return None
    kind, value = LinkKind(match[1]), match[2]
    key = _KEY.fullmatch(value) if kind is LinkKind.ARTICLE else None
    if key:
        return DeepLink(LinkKind.KEY, key[1])
    return DeepLink(kind, _words(value) if kind is LinkKind.QUERY else value)


def slugs_and_sources(value: str) -> list[tuple[str, str]]:
    """The ways to read the value of a rubric's link as a slug and the name of a poster behind a hyphen, longest slug
    first."""
    pieces = value.split("-")
    ways = [("-".join(pieces[:at]), "-".join(pieces[at:])) for at in range(len(pieces) - 1, 0, -1)]
    return [(slug, source.lower()) for slug, source in ways[:_MOST_HYPHENS] if slug and _SOURCE.fullmatch(source)]


def _words(value: str) -> str:
    """base64url of UTF-8 text; where it is not that, the words themselves with _ or - between them."""
    try:
        text = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    if text.strip() and all(char.isalnum() or char in " .,:;!?«»\"'()-–/№%+" for char in text):
        return text
    return re.sub("[_-]+", " ", value).strip()
