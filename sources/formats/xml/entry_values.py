"""Single values of the entries of a feed."""

from __future__ import annotations

import base64
import binascii
import html
import re
from itertools import islice

from sources.values.coercion import whole_address
from sources.values.file_names import PICTURE_ENDINGS

# What stands, between spaces, before the name of a site.
# Fields of an entry in HTML, besides its title.
TEXTS = ("body", "lead")
_IMG = re.compile(r"<img\b([^<>]{1,2000}+)>")
_SRC = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]{1,2000}+)\"|'([^']{1,2000}+)')", re.IGNORECASE)
# Pictures of a text that are looked at.
_LOOKED_AT = 5
# What is no picture of the article: of few pixels, or a sign, a face, a counter by its name.
_NONE = re.compile(r"\b(?:width|height)\s*=\s*[\"']?\d{1,2}(?![\d%])|emoji|smil|avatar|counter|pixel", re.IGNORECASE)
_BETWEEN = ("|", "-", "–", "—", "•", "·", "»", "/")


def without_site_name(title: str, site: str) -> str:
    """The title without the name of the site that stands behind each title of some feeds."""
    if not title.endswith(site):
        return title
    words = title.removesuffix(site).rstrip()
    own = words[:-1].rstrip()
    return own if words.endswith(_BETWEEN) and own and own != words[:-1] else title


def unpacked(text: str) -> str:
    """Text that an Atom entry holds in base64; "" for what is no text, such as a picture."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""


def person(text: str) -> str:
    """The name of "dana@example.kz (Дана Оспан)"; the first line of several parts."""
    name = text.split("\n", 1)[0].strip()
    address, bracket, inside = name.partition("(")
    if bracket and "@" in address and inside.endswith(")"):
        return inside[:-1].strip()
    return name


def attached_picture(tag: str, attributes: dict[str, str]) -> str:
    """The address of a picture that an entry brings in an element of its own; "" for other kinds of media."""
    url = attributes.get("url", "")
    kind = attributes.get("type") or attributes.get("medium") or ("image" if tag == "media:thumbnail" else "")
    return url if kind.startswith("image") or (not kind and _is_picture(url)) else ""


def first_picture(source: str) -> str:
    """The address of the first picture inside a text in HTML; "" for none."""
    # One letter is found in a thirtieth of the time of four, and most Cyrillic texts do not hold it.
    if "g" not in source or "<img" not in source:
        return ""
    for tag in islice(_IMG.finditer(source), _LOOKED_AT):
        found = _SRC.search(tag[1])
        url = html.unescape(found[1] or found[2]).strip() if found else ""
        if _is_picture(url) and not _NONE.search(tag[1]):
            return url
    return ""


def complete_addresses(entry: dict[str, object], base: str, site: str) -> None:
    """Those of an entry that are only paths. Its picture may stand inside its text, where readers of feeds show it."""
    for name in ("url", "image"):
        if isinstance(address := entry.get(name), str):
            entry[name] = whole_address(base or site, address)
    if base or "url" not in entry:
        entry.setdefault("text_base", base or site)
    if "image" in entry:
        return
    for name in TEXTS:
        text = entry.get(name)
        if isinstance(text, dict) and (picture := first_picture(text["rendered"])):
            entry["image"] = whole_address(str(entry.get("text_base") or entry.get("url")), picture)
            return


def _is_picture(url: str) -> bool:
    return url.partition("?")[0].lower().endswith(PICTURE_ENDINGS)


def addresses(attributes: dict[str, str]) -> str:
    """Of the attributes of an element inside a text: those that lead to something."""
    return "".join(f' {name}="{html.escape(attributes[name])}"' for name in ("href", "src") if name in attributes)
