"""Which links Telegram accepts: in a text a bad one is dropped, in a button it is refused."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from playground.rules.entities import Entity

_LABEL = re.compile(r"^[^\W_](?:[\w-]{0,61}[^\W_])?$")


def checked(url: str) -> str | None:
    """The link with its scheme, or None when Telegram would call it wrong."""
    url = url.strip()
    if not url or any(c.isspace() for c in url) or len(url) > 2048:
        return None
    if url.startswith(("tg://", "ton://", "tonsite://")):
        return url if len(url) > url.index("://") + 3 else None
    if "://" not in url and not url.startswith("mailto:"):
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or port == 0 or not _is_host(host):
        return None
    return url


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        labels = host.split(".")
        return len(labels) > 1 and all(_LABEL.match(label) for label in labels)
    return True


def link_of(target: str, offset: int, length: int) -> Entity | None:
    """The entity of `<a href=target>`: a mention of a person, a link, or nothing for a wrong address."""
    if match := re.fullmatch(r"tg://user\?id=(\d{1,16})", target):
        return Entity("text_mention", offset, length, user_id=int(match[1]))
    url = checked(target)
    return Entity("text_link", offset, length, url=url) if url else None
