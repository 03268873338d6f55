"""Divides a page into what a browser would show as markup, and the data inside its scripts, in one walk."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = re.compile(r"<!--|<(script|style|template|svg|noscript)\b([^<>]*+)>", re.IGNORECASE)
_CLOSINGS = {
    name: re.compile(f"</{name}\\b", re.IGNORECASE) for name in ("script", "style", "template", "svg", "noscript")
}
_LINKED_DATA = "application/ld+json"
# Scripts of linked data that are looked at.
_SCRIPTS = 10


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """`markup`: the page without comments, scripts and styles. `linked`: its scripts of linked data, as written."""

    markup: str
    linked: tuple[str, ...]


def scan_page(page: str) -> ScannedPage:
    """What has no end goes on to the end of the page, as in a browser; a comment without one ends at its first ">"."""
    parts: list[str] = []
    linked: list[str] = []
    # Elements that no end tag follows any more: each is looked for once, however often it is opened.
    endless: set[str] = set()
    at = 0
    while opening := _OPENING.search(page, at):
        parts.append(page[at : opening.start()])
        if opening[1] is None:
            at = _behind(page, opening.end(), "-->") or _behind(page, opening.end(), ">") or len(page)
            continue
        name = opening[1].lower()
        closing = None if name in endless else _CLOSINGS[name].search(page, opening.end())
        if closing is None:
            endless.add(name)
        inside_end = closing.start() if closing else len(page)
        if name == "script" and _LINKED_DATA in opening[2].lower() and len(linked) < _SCRIPTS:
            linked.append(page[opening.end() : inside_end])
        at = (_behind(page, inside_end, ">") or len(page)) if closing else len(page)
        if name in {"noscript", "template", "svg"} and closing is None:
            # Markup, after all: only its tag is left out.
            at = opening.end()
    parts.append(page[at:])
    return ScannedPage(" ".join(parts), tuple(linked))


def _behind(page: str, start: int, end: str) -> int:
    """Behind the next `end`; 0 when there is none."""
    found = page.find(end, start)
    return 0 if found < 0 else found + len(end)
