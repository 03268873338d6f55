"""A saved HTML page: trafilatura finds the article among menus and advertisements, the page's head names the rest."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any, TypeVar

from domain.article import Found
from domain.errors import BadManuscript
from domain.rich import Rich
from sources.formats.fields import manuscript_of
from sources.formats.html.meta import page_fields
from sources.formats.html.scan import scan_page
from sources.formats.html.shown_date import part_figures, shown_date
from sources.formats.html.shown_lead import shown_lead
from sources.formats.markup import from_html
from sources.formats.normalize import same_words
from sources.formats.page_metadata import PageMetadata, read_counters, read_header, read_label
from sources.values.dates import read_moment
from sources.values.identity import FileIds
from sources.values.limits import MARKUP_CHARACTERS

# A page as lxml's tree, which has no types.
HtmlTree = Any
_T = TypeVar("_T")
_TAGS = 20_000
# Elements inside each other up to which trafilatura is asked: of more it makes work without end.
_DEPTH = 200
_WHOLE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_SAME_OPENING = 50
# Words of five letters and more, by these letters; how many a description must have to be judged, of a text of so many
# characters, and which share of them may be all that the two have in common by chance.
_WORD, _STEM = re.compile(r"[^\W\d_]{5,40}"), 5
_FEWEST_WORDS, _SHORTEST_TEXT, _SHARED = 4, 300, 0.2
log = logging.getLogger(__name__)

# Paragraphs among which title, counters and lead are looked for.
_OPENING = 8


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The one article of a page, or of a fragment of one."""
    if len(text) > MARKUP_CHARACTERS:
        raise BadManuscript("source-body-long", limit=MARKUP_CHARACTERS)
    page = scan_page(text)
    fields = page_fields(page)
    title = _text(fields.get("title"))
    tree = _tree(page.markup)
    needs_date = read_moment(fields.get("published_at"), now) is None
    beside = shown_date(tree, title, now) if needs_date and title and tree is not None else None
    dated = _dated(tree) if needs_date and beside is None else ""
    described = _text(fields.get("lead"))
    shown = "" if described or not title or tree is None else shown_lead(tree, title)
    body = _found(tree) or from_html(_text(fields.pop("body", ""))) or from_html(page.markup)
    body, metadata, repeated = _split_metadata(body, title, now)
    if shown and "".join(shown.split())[:_SAME_OPENING] not in "".join(body.text.split()):
        described = shown
    if not _is_of_article(described, title, body):
        described = ""
    lead, body = _lead(described, body, repeated=repeated)
    if needs_date and (published := metadata.published or beside or dated):
        # Else the date that cannot be read stays: the article is archive then.
        fields["published_at"] = published
    seen = {
        "rubric": metadata.rubric,
        "author": metadata.author,
        "views": metadata.views,
        "reading_minutes": metadata.minutes,
    }
    fields = {**{name: value for name, value in seen.items() if value}, **fields, "lead": lead, "body": body}
    yield manuscript_of(fields, FileIds(name), now, alone=True)


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int)) else ""


def load_extractor() -> None:
    """Imports the library ahead of its use."""
    import trafilatura  # noqa: F401


def _tree(page: str) -> HtmlTree | None:
    """A whole page as a tree; None for a part of one, and for one of a size on which libraries spend minutes."""
    if not _WHOLE.search(page) or page.count("<") > _TAGS:
        return None
    from trafilatura.utils import load_html

    tree = _asked(lambda: load_html(page))
    if tree is None or _depth(tree) > _DEPTH:
        return None
    part_figures(tree)
    return tree


def _depth(tree: HtmlTree) -> int:
    """How many elements stand inside each other once the parser has closed what a page leaves open."""
    deepest, level = 0, [tree]
    while level and deepest <= _DEPTH:
        level = [child for element in level for child in element]
        deepest += 1
    return deepest


def _found(tree: HtmlTree | None) -> Rich:
    """The article's text with its formatting; empty when trafilatura finds none."""
    if tree is None:
        return Rich()
    from trafilatura import extract

    found = _asked(
        lambda: extract(tree, output_format="html", include_formatting=True, include_links=True, include_comments=False)
    )
    return from_html(found) if found else Rich()


def _dated(tree: HtmlTree | None) -> str:
    """The day that the page shows somewhere, as ISO 8601; "" when there is none. The tree stays as it is."""
    if tree is None:
        return ""
    from trafilatura import extract_metadata

    return _asked(lambda: getattr(extract_metadata(deepcopy(tree), extensive=False), "date", None)) or ""


def _asked(question: Callable[[], _T]) -> _T | None:
    """The library's answer; None also when a page from outside is too much for it."""
    # They log every page without an answer as an error of their own; here that is an ordinary answer.
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return question()
    except Exception as error:
        log.warning("html.extraction_failed error=%s", type(error).__name__)
        return None


def _split_metadata(body: Rich, title: str, now: datetime | None) -> tuple[Rich, PageMetadata, list[Rich]]:
    """The body without the lines above it, their metadata, and what stands between the title and its repeat."""
    metadata = PageMetadata()
    parts = _opened(_paragraphs(body), title)
    kept: list[Rich] = []
    between: list[Rich] = []
    titles = 0
    for part in parts[:_OPENING]:
        line = " ".join(part.text.split())
        if same_words(line, title):
            titles += 1
            if titles > 1 or kept:
                between, kept = kept, []
        elif found := read_counters(line) or read_header(line, now) or read_label(line, now):
            metadata |= found
        else:
            kept.append(part)
    return Rich.join([*kept, *parts[_OPENING:]], "\n\n"), metadata, between


def _lead(described: str, body: Rich, *, repeated: list[Rich]) -> tuple[Rich, Rich]:
    """What stood between the title and its repeat is the lead; else the opening, if the description is cut from it."""
    if repeated:
        return Rich.join(repeated, "\n\n"), body
    parts = _paragraphs(body)
    opening = "".join(parts[0].text.split())[:_SAME_OPENING] if parts else ""
    if len(parts) > 1 and len(opening) == _SAME_OPENING and "".join(described.split()).startswith(opening):
        return parts[0], Rich.join(parts[1:], "\n\n")
    return Rich(described), body


def _paragraphs(body: Rich, between: str = "\n\n") -> list[Rich]:
    parts, start = [], 0
    for part in body.text.split(between):
        parts.append(body.slice(start, start + len(part)))
        start += len(part) + len(between)
    return parts


def _opened(parts: list[Rich], title: str) -> list[Rich]:
    """The paragraphs; where the first one is the title with lines below it, as old pages have them, each line alone."""
    first, line_end, _ = parts[0].text.partition("\n")
    return [*_paragraphs(parts[0], "\n"), *parts[1:]] if line_end and same_words(first, title) else parts


def _is_of_article(described: str, title: str, body: Rich) -> bool:
    """Whether a description tells of this article; many sites describe themselves on each page."""
    words = {word[:_STEM] for word in _WORD.findall(described.lower())}
    text = f"{title}\n{body.text}".lower()
    if len(words) < _FEWEST_WORDS or len(text) < _SHORTEST_TEXT:
        return True
    return sum(word in text for word in words) > _SHARED * len(words)
