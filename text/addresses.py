"""Web addresses: what names the page of one, and those that stand in a text."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What sites and apps add to an address that they pass on.
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|y|ys|dc|ms|tw|tt)clid|[gw]braid|_openstat|mc_[ce]id|igsh(?:id)?|_g[al]|_hs(?:enc|mi)|mkt_tok",
    re.I,
)
# An address with no more than a host and a path. There is nothing to take apart in it.
_HOST_AND_PATH = re.compile(r"https?://([a-z0-9.-]++)((?:/[\w.~!$&'()*+,;=:@%-]*+)*+)", re.ASCII)
_IN_TEXT = re.compile(
    r"(?:https?://|www\.)[^\s<>\"«»]{3,}|(?<![\w@./-])[a-z0-9-]++(?:\.[a-z0-9-]++)*\.[a-z]{2,}/[^\s<>\"«»]+", re.I
)
_CLOSING = ".,;:!?)]}'»”"
# Addresses of a text that are looked at.
_MOST = 5
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}")


def bare_address(url: str) -> str:
    """The address without what changes while the page stays the same: scheme, "www.", tracking, fragment."""
    if usual := _HOST_AND_PATH.fullmatch(url):
        return usual[1].removeprefix("www.") + usual[2].rstrip("/") or url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    # "?12345" is a page of its own, so names without a value stay.
    named = parse_qsl(parts.query, keep_blank_values=True)
    query = [(name, value) for name, value in named if not _TRACKING.fullmatch(name)]
    address = host + parts.path.rstrip("/") + (f"?{urlencode(query)}" if query else "")
    return address or url


def without_tracking(url: str) -> str:
    """The address as it is written, without what was added when it was passed on: a reader is not the one counted."""
    start, mark, rest = url.partition("?")
    if not mark or not _TRACKING.search(rest):
        return url
    query, hash_mark, fragment = rest.partition("#")
    kept = [pair for pair in query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    return start + ("?" + "&".join(kept) if any(kept) else "") + hash_mark + fragment


def addresses_in(text: str) -> tuple[str, ...]:
    """The bare addresses that stand in a text, with or without a scheme."""
    found = (address.rstrip(_CLOSING) for address in _IN_TEXT.findall(text))
    return tuple(dict.fromkeys(bare_address(one if "://" in one else f"https://{one}") for one in found))[:_MOST]


def spellings_of(address: str) -> tuple[str, ...]:
    """A bare address, and those that newsrooms use for the same page: "m.", "/amp", letters escaped or not."""
    without = address.removeprefix("m.").removesuffix("/amp").removeprefix("amp.")
    return tuple(dict.fromkeys((address, without, unquote(without), without.partition("?")[0])))


def without_addresses(text: str) -> str:
    """The text around its addresses; of a text that is nothing else, the words in the last part of the first one."""
    rest = " ".join(_IN_TEXT.sub(" ", text).split())
    if any(map(str.isalnum, rest)):
        return rest
    last = next(iter(addresses_in(text)), "").partition("?")[0].rpartition("/")[2]
    return " ".join(_SLUG_WORD.findall(unquote(last).removesuffix(".html").removesuffix(".htm")))
