"""Takes the name of the site off the title of a page: "Title | Site", "Site: Title", "Title - Rubric - Site"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIVIDER = re.compile(r"(?<!\s)\s{1,5}+(?:[|•·»«:/\\–—-]|::|›|→|~){1,2}+\s{1,5}+|\s?[|•»]\s?")
_NOT_WORDS = re.compile(r"[\W_]+")
_PORTAL = re.compile(r"\.(?:kz|ru|com|org|net|info|io|uz|kg|asia|me|tv|su|eu|uk|de|fr|pl)\Z", re.IGNORECASE)
# Parts of a title at most; and characters of a name that is taken off without being known.
_PARTS, _UNKNOWN = 8, 40
# Share of a title that must be left.
_LEFT = 0.25


def title_without_site(title: str, headings: Iterable[str], sites: Iterable[str], *, is_browser_title: bool) -> str:
    """The title of the article. `headings`: of the first level; `sites`: names of the site and its host.

    `is_browser_title`: it is the page's <title>, behind whose last divider a site's name is likely.
    """
    title = " ".join(title.split())
    known = {_bare(name) for site in sites for name in (site, _PORTAL.sub("", site)) if _bare(name)}
    whole = _bare(title)
    for heading in headings:
        shown = _bare(heading)
        if shown and shown not in known and len(shown) >= len(whole) * _LEFT and _stands_apart(shown, whole, title):
            return " ".join(heading.split())
    parts = _split(title)
    taken = False
    while len(parts) > 1 and (_is_site(parts[-1][1], known) or _is_site(parts[0][1], known)):
        parts = parts[:-1] if _is_site(parts[-1][1], known) else [("", parts[1][1]), *parts[2:]]
        taken = True
    if is_browser_title and not taken and len(parts) > 1 and _is_unknown_site(parts):
        parts = parts[:-1]
    left = "".join(divider + part for divider, part in parts).strip()
    return left or title


def _stands_apart(shown: str, whole: str, title: str) -> bool:
    """Whether a heading is the title without what stands before or behind a divider."""
    if shown == whole:
        return True
    return whole.startswith(shown) or whole.endswith(shown) if _DIVIDER.search(title) else False


def _split(title: str) -> list[tuple[str, str]]:
    """The parts of a title, each with the divider before it."""
    parts: list[tuple[str, str]] = []
    start, divider = 0, ""
    for found in _DIVIDER.finditer(title):
        if len(parts) >= _PARTS - 1:
            break
        if found.start() > start:
            parts.append((divider, title[start : found.start()]))
            start, divider = found.end(), found[0]
    parts.append((divider, title[start:]))
    return [part for part in parts if part[1].strip()]


def _is_site(part: str, known: set[str]) -> bool:
    bare = _bare(part)
    return bare in known or _bare(_PORTAL.sub("", part.strip())) in known


def _is_unknown_site(parts: list[tuple[str, str]]) -> bool:
    divider, last = parts[-1]
    rest = sum(len(part) for _, part in parts[:-1])
    return divider.strip() in {"|", "•", "·", "»", "–", "—", "-", "::"} and len(last) <= _UNKNOWN and len(last) < rest


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text).casefold()
