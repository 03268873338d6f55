"""The metadata of a saved HTML page as named fields: JSON-LD, Open Graph and other meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from urllib.parse import urljoin

from sources.formats.html.scan import ScannedPage
from sources.formats.html.site_names import title_without_site
from sources.formats.markup import from_html
from text.addresses import bare_address

_META = re.compile(r"<(meta|link)\b((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_LANGUAGE = re.compile(r"<html\b[^<>]{0,2000}?\b(?:xml:)?lang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEADING = re.compile(r"<h1\b[^<>]*+>", re.IGNORECASE)
_HEADING_END = re.compile(r"</h1\s*+>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*+>([^<]{1,1000}+)</title", re.IGNORECASE)
_KINDS = frozenset({"article", "newsarticle", "reportagenewsarticle", "blogposting", "analysisnewsarticle", "report"})
_SITES = frozenset({"website", "organization", "newsmediaorganization"})
_SITE_NAMES = frozenset({"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "publisher"})
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_NAMES = {
    **dict.fromkeys(("og:title", "twitter:title"), "title"),
    **dict.fromkeys(("og:description", "description"), "lead"),
    **dict.fromkeys(
        (
            *("article:published_time", "datepublished", "og:article:published_time", "publish_date", "pubdate"),
            *(
                "publication_date",
                "dc.date.issued",
                "dcterms.created",
                "dc.date",
                "article.published",
                "parsely-pub-date",
            ),
        ),
        "published_at",
    ),
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
    "inLanguage": "template_language",
}
# Characters of a heading that is no logo.
_SHORTEST_HEADING = 12
# Headings of the first level among which one is looked for that ends, and the characters of one.
_HEADINGS, _LONGEST_HEADING = 20, 2_000
_DEEPEST = 6


def page_fields(page: ScannedPage) -> dict[str, object]:
    """Fields of the page's article; JSON-LD wins over meta tags, these over visible text."""
    things = [thing for script in page.linked for thing in _parsed(script)]
    linked, (meta, sites) = _linked_data(things), _meta(page.markup)
    headings = list(_headings(page.markup))
    found: dict[str, object] = {}
    for fields in (linked, meta, _visible(page.markup)):
        for name, value in fields.items():
            if value and name not in found:
                found[name] = value
    found["title"] = _title(found, headings, [*sites, *_site_names(things)])
    return found | _absolute(found)


def _absolute(found: dict[str, object]) -> dict[str, object]:
    """The picture's address where the page names only its path; a page that names its own address so is no help."""
    page, picture = found.get("url"), found.get("image")
    if isinstance(picture, dict):
        picture = picture.get("url")
    if not isinstance(page, str) or not isinstance(picture, str) or not picture.startswith(("/", "./", "../")):
        return {}
    try:
        return {"image": urljoin(page, picture)}
    except ValueError:
        return {}


def _title(found: dict[str, object], headings: list[str], sites: list[str]) -> str:
    """The title of the article without the site's name; a heading where the page names none."""
    url = found.get("url")
    host = bare_address(url).partition("/")[0] if isinstance(url, str) else ""
    names = [*sites, host] if host else sites
    named, browser = found.get("title"), str(found.pop("browser_title", ""))
    if isinstance(named, str) and named:
        return title_without_site(named, headings, names, is_browser_title=False)
    if browser:
        shown = title_without_site(browser, headings, names, is_browser_title=True)
        inside = [heading for heading in headings if len(heading) > _SHORTEST_HEADING]
        return shown if not inside or shown in headings else inside[0]
    return headings[0] if headings else ""


def _parsed(script: str) -> Iterator[Mapping[str, object]]:
    try:
        yield from _things(json.loads(script.strip().removesuffix(";"), strict=False), 0)
    except (ValueError, RecursionError):
        return


def _kinds(thing: Mapping[str, object]) -> set[str]:
    kinds = thing.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {kind.lower() for kind in names if isinstance(kind, str)}


def _linked_data(things: list[Mapping[str, object]]) -> dict[str, object]:
    for thing in things:
        if not _KINDS.isdisjoint(_kinds(thing)):
            return {ours: _plain(ours, thing[theirs]) for theirs, ours in _LINKED.items() if thing.get(theirs)}
    return {}


def _site_names(things: list[Mapping[str, object]]) -> list[str]:
    """The names of sites and publishers."""
    names = [thing.get("name") for thing in things if not _SITES.isdisjoint(_kinds(thing))]
    publishers = [thing.get("publisher") for thing in things]
    names += [publisher.get("name") for publisher in publishers if isinstance(publisher, dict)]
    return [html.unescape(name) for name in names if isinstance(name, str)]


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


def _meta(page: str) -> tuple[dict[str, object], list[str]]:
    """The fields of meta tags, and the names of the site among them."""
    found: dict[str, object] = {}
    tags: list[str] = []
    sites: list[str] = []
    body = _BODY.search(page)
    for tag in _META.finditer(page[: body.start() if body else 200_000]):
        values = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag[2])}
        if tag[1].lower() == "link":
            if values.get("rel") == "canonical" and values.get("href"):
                found.setdefault("url", values["href"])
            continue
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        content = values.get("content", "").strip()
        if name == "article:tag" and content:
            tags.append(content)
        elif name in _SITE_NAMES and content:
            sites.append(content)
        elif name in _NAMES and content:
            found.setdefault(_NAMES[name], content)
    return {**found, "tags": tags}, sites


def _visible(page: str) -> dict[str, object]:
    title, language = _TITLE.search(page), _LANGUAGE.search(page)
    return {
        "browser_title": html.unescape(title[1]).strip() if title else "",
        "template_language": language[1] if language else "",
    }


def _headings(page: str) -> Iterator[str]:
    """The headings of the first level that end, as text."""
    for opening in islice(_HEADING.finditer(page), _HEADINGS):
        start = opening.end()
        closing = _HEADING_END.search(page, start + 1, start + _LONGEST_HEADING + len("</h1>"))
        if closing is not None and (shown := from_html(page[start : closing.start()]).text.replace("\n", " ").strip()):
            yield shown
