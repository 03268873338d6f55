"""Single values of the entries of a feed."""

from __future__ import annotations

import base64
import binascii
import html

# What stands, between spaces, before the name of a site.
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


def is_picture(url: str) -> bool:
    return url.partition("?")[0].lower().endswith((".jpg", ".jpeg", ".png", ".webp"))


def link(attributes: dict[str, str]) -> str:
    return f' href="{html.escape(attributes["href"])}"' if "href" in attributes else ""
