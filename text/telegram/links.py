"""Which addresses may stand behind a link in a message, and how they are written."""

from __future__ import annotations

import re
from urllib.parse import quote

# Characters of an address; longer ones are tracking rubbish or an attack, and the text stays without a link.
LONGEST = 2048
_WEB = re.compile(r"\Ahttps?://[^/?#@\s]+(?:[/?#].*)?", re.IGNORECASE)
_APP = re.compile(r"\Atg://[a-z][\w/?=&.+%:-]*", re.IGNORECASE | re.ASCII)
_MAIL = re.compile(r"\Amailto:[^\s@/?#]++@[^\s@/?#]++(?:\?.*)?", re.IGNORECASE)
# As nearly all addresses are written. Such a one stays as it is.
_USUAL = re.compile(r"https?://[a-z0-9.-]++(?::[0-9]++)?+(?:[/?#][A-Za-z0-9!#$%&'()*+,./:;=?@\[\]_~-]*+)?+")
_SAFE = "!#$%&'()*+,-./:;=?@[]_~"


def safe_url(url: str) -> str:
    """The address, percent-encoded where needed; '' when it may not be a link.

    Only http, https, tg and mailto; a web address needs a host and may not hide it behind a name and "@".
    """
    if len(url) <= LONGEST and _USUAL.fullmatch(url):
        return url
    stripped = "".join(url.split())
    if len(stripped) > LONGEST or not any(form.fullmatch(stripped) for form in (_WEB, _APP, _MAIL)):
        return ""
    return _encoded(stripped)


def _encoded(url: str) -> str:
    """A host keeps its letters (қаз.kz), since percent signs would break it; the rest is encoded."""
    scheme, colon, rest = url.partition(":")
    if not rest.startswith("//"):
        return scheme.lower() + colon + quote(rest, safe=_SAFE, errors="replace")
    host, rest = re.match(r"//([^/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    if not re.fullmatch(r"[\w.:\[\]-]+", host):
        return ""
    return f"{scheme.lower()}://{host}" + quote(rest, safe=_SAFE, errors="replace")
