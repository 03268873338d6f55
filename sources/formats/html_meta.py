"""The metadata of a saved HTML page as named fields: JSON-LD, Open Graph and other meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from domain.rich import Rich
from sources.formats.markup import from_html

_SCRIPT = re.compile(r"<script\b([^<>]*+)>", re.IGNORECASE)
_META = re.compile(r"<(meta|link)\b((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_LANGUAGE = re.compile(r"<html\b[^<>]*?\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]*+>", re.IGNORECASE)
_HEADING_END = re.compile(r"</h1\s*+>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*+>([^<]{1,1000}+)</title", re.IGNORECASE)
_SITE = re.compile(r"(?<!\s)\s++[|•–—-]\s++[^|•–—-]{1,40}+$")
_KINDS = frozenset({"article", "newsarticle", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "report"})
_NAMES = {
    **dict.fromkeys(("og:title", "twitter:title"), "title"),
    **dict.fromkeys(("og:description", "description"), "lead"),
    **dict.fromkeys(("article:published_time", "datepublished"), "published_at"),
    "article:section": "rubric",
    **dict.fromkeys(("article:author", "author"), "author"),
    "og:image": "image",
    "og:url": "url",
}
_LINKED = {
    "headline": "title",
    "description": "lead",
    "datePublished": "published_at",
    "articleSection": "rubric",
    "author": "author",
    "image": "image",
    "url": "url",
    "keywords": "tags",
    "articleBody": "body",
    "inLanguage": "language",
}
_LINKED_DATA = "application/ld+json"
_SCRIPTS = 10
# Headings of the first level among which one is looked for that ends, and the characters of one.
_HEADINGS, _LONGEST_HEADING = 20, 2_000
_DEEPEST = 6


def page_fields(page: str) -> dict[str, object]:
    """Fields of the page's article; JSON-LD wins over meta tags, these over visible text."""
    found: dict[str, object] = {}
    for fields in (_linked_data(page), _meta(page), _visible(page)):
        for name, value in fields.items():
            if value and name not in found:
                found[name] = value
    return found


def _linked_data(page: str) -> dict[str, object]:
    scripts = (script for script in _SCRIPT.finditer(page) if _LINKED_DATA in script[1].lower())
    for number, script in enumerate(scripts):
        end = page.find("</", script.end())
        if number >= _SCRIPTS or end < 0:
            break
        try:
            data = json.loads(page[script.end() : end], strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data, 0):
            kinds = thing.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and kind.lower() in _KINDS for kind in names):
                return {ours: _plain(ours, thing[theirs]) for theirs, ours in _LINKED.items() if thing.get(theirs)}
    return {}


def _things(data: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:50]:
            yield from _things(entry, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _things(data.get("@graph"), depth + 1)


def _plain(field: str, value: object) -> object:
    """Sites write HTML's names into JSON too."""
    if isinstance(value, str) and field in {"title", "lead", "rubric"}:
        return html.unescape(value)
    return value if field in {"author", "image", "tags", "rubric"} or isinstance(value, (str, int)) else None


def _meta(page: str) -> dict[str, object]:
    found: dict[str, object] = {}
    tags: list[str] = []
    head = page[: page.lower().find("<body")] if "<body" in page.lower() else page[:200_000]
    for tag in _META.finditer(head):
        values = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag[2])}
        if tag[1].lower() == "link":
            if values.get("rel") == "canonical" and values.get("href"):
                found.setdefault("url", values["href"])
            continue
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        content = values.get("content", "").strip()
        if name == "article:tag" and content:
            tags.append(content)
        elif name in _NAMES and content:
            found.setdefault(_NAMES[name], content)
    return {**found, "tags": tags}


def _visible(page: str) -> dict[str, object]:
    title, language = _TITLE.search(page), _LANGUAGE.search(page[:5_000])
    shown = _heading(page)
    named = _SITE.sub("", html.unescape(title[1]).strip()) if title else ""
    return {"title": shown.text.replace("\n", " ") or named, "language": language[1] if language else ""}


def _heading(page: str) -> Rich:
    for opening in islice(_HEADING.finditer(page), _HEADINGS):
        start = opening.end()
        closing = _HEADING_END.search(page, start + 1, start + _LONGEST_HEADING + len("</h1>"))
        if closing is not None:
            return from_html(page[start : closing.start()])
    return Rich()
