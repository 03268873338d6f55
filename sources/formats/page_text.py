"""The plain text of a news page: rubric and date, title, counters, lead, the title again, body; most may lack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.article import Found, Manuscript
from domain.errors import BadManuscript
from domain.rich import Rich
from sources.formats.normalize import normalize, same_words
from sources.formats.page_metadata import (
    PageMetadata,
    is_known_rubric,
    is_rubric,
    read_counters,
    read_header,
    read_label,
)
from sources.values.cleaning import clean_text, is_wrapped, paragraphs
from sources.values.identity import bounded_id, id_of_file, own_id
from sources.values.limits import BODY_CHARACTERS, MARKUP_CHARACTERS, PAGE_LINES

# Lines with text among which metadata is looked for; further down it is the article.
_HEAD_LINES = 16
_HEADER_LINES = 12
# Lines over which a site spreads its counters, each word on one.
_COUNTER_LINES = 6
_TAIL_LINES = 4
# Paragraphs after the title among which it is looked for again.
_REPEAT_WITHIN = 6
_BULLETS = ("•", "- ", "– ", "— ", "* ")
_LONGEST_TITLE = 300
_LONGEST_LEAD = 600
_LONGEST_LEAD_ALL = 2_000


@dataclass(frozen=True, slots=True)
class _Page:
    """`lines` without the metadata, blank in its place; `header_at`: the line of rubric and date, -1 without one."""

    lines: list[str]
    metadata: PageMetadata
    header_at: int = -1


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The one article of a page. `now` is needed for dates such as "бүгін, 13:48" or "13 тамыз"."""
    if len(text) > MARKUP_CHARACTERS:
        # Before it is taken apart: 20 MB took 340 MB of memory and 2.7 s.
        raise BadManuscript("source-body-long", limit=BODY_CHARACTERS)
    if text.count("\n") + text.count("\r") > PAGE_LINES:
        raise BadManuscript("source-body-long", limit=BODY_CHARACTERS)
    text = clean_text(text)
    if len(text) > BODY_CHARACTERS + MARKUP_CHARACTERS // 10:
        raise BadManuscript("source-body-long", limit=BODY_CHARACTERS)
    page = _split_metadata(text.split("\n"), now)
    metadata = page.metadata
    title, rest = _title(page)
    lead, body = _lead(title, rest, marked=metadata != PageMetadata())
    known = own_id("", metadata.url)
    yield normalize(
        Manuscript(
            id=known or bounded_id(id_of_file(name)),
            own_id=bool(known),
            title=title,
            rubric=metadata.rubric,
            lead=Rich("\n\n".join(lead)),
            body=Rich("\n\n".join(body)),
            published=metadata.published,
            url=metadata.url,
            author=metadata.author,
            tags=metadata.tags,
            views=metadata.views,
            reading_minutes=metadata.minutes,
        )
    )


def _split_metadata(lines: list[str], now: datetime | None) -> _Page:
    """Takes header, counters and labelled lines out of the head, labelled lines out of the foot."""
    lines = list(lines)
    metadata, header_at = PageMetadata(), -1
    full = [index for index, line in enumerate(lines) if line]
    head = full[: min(_HEAD_LINES, len(full) - 1)]
    place = 0
    while place < len(head):
        taken, found = _at([lines[index] for index in head[place:]], place, metadata, now)
        if found is None:
            place += 1
            continue
        if metadata.published is None and found.published is not None and found.rubric:
            header_at = head[place]
        metadata |= found
        for index in head[place : place + taken]:
            lines[index] = ""
        place += taken
    metadata |= _rubric_above_title(lines, head, metadata)
    metadata |= _take_labels(lines, full[-_TAIL_LINES:], now)
    return _Page(lines, metadata, header_at)


def _take_labels(lines: list[str], foot: list[int], now: datetime | None) -> PageMetadata:
    """Takes labelled lines out of the foot, from the last one upwards."""
    metadata = PageMetadata()
    for index in reversed(foot):
        found = read_label(lines[index], now)
        if found is None or sum(bool(line) for line in lines) < 2:
            break
        metadata |= found
        lines[index] = ""
    return metadata


def _at(lines: list[str], place: int, metadata: PageMetadata, now: datetime | None) -> tuple[int, PageMetadata | None]:
    """How many of these lines are one piece of metadata, and its fields; `place`: of the first among all lines."""
    for taken in range(min(_COUNTER_LINES, len(lines)), 0, -1):
        run = lines[:taken]
        if sum(map(len, run)) <= 100 and (found := read_counters(" ".join(run))):
            return taken, found
    if place < _HEADER_LINES and metadata.published is None and (found := read_header(lines[0], now)):
        return 1, found
    return 1, read_label(lines[0], now)


def _rubric_above_title(lines: list[str], head: list[int], metadata: PageMetadata) -> PageMetadata:
    """A rubric on a line of its own above the title, when a date line without one followed it."""
    first = next((index for index in head if lines[index]), None)
    if metadata.rubric or metadata.published is None or first is None or first != head[0]:
        return PageMetadata()
    line = lines[first]
    left = [index for index in head if lines[index]]
    short_title_follows = len(left) > 2 and left[1] > first + 1 and len(lines[left[1]]) <= _LONGEST_TITLE
    if is_known_rubric(line) or (is_rubric(line, words=2) and short_title_follows):
        lines[first] = ""
        return PageMetadata(rubric=line)
    return PageMetadata()


def _title(page: _Page) -> tuple[str, list[str]]:
    lines = page.lines[_start(page) :]
    first = next((index for index, line in enumerate(lines) if line), None)
    if first is None:
        return "", []
    block = lines[first : lines.index("", first) if "" in lines[first:] else len(lines)]
    after = paragraphs("\n".join(lines[first + 1 :]).strip("\n"))
    if after and not is_wrapped(block) and _is_title(lines[first], after, marked=page.metadata != PageMetadata()):
        return lines[first], after
    return "", paragraphs("\n".join(lines[first:]).strip("\n"))


def _start(page: _Page) -> int:
    """Where the article begins: menus and rates above the header go, when the line below it is surely the title."""
    below = [line for line in page.lines[page.header_at + 1 :] if line]
    return page.header_at + 1 if below and _repeat(below[0], below[1:]) is not None else 0


def _is_title(line: str, after: list[str], *, marked: bool) -> bool:
    """`marked`: header or counters were there, so this is a saved page and its first line a title."""
    if _repeat(line, after) is not None:
        return True
    if line.startswith(_BULLETS):
        return False
    inside, end = ". " in line, line.endswith((".", ":", ";", ","))
    if marked and len(line) <= _LONGEST_TITLE:
        return not (inside and end)
    return not (inside or end) and (marked or len(line) <= _LONGEST_TITLE)


def _repeat(title: str, after: list[str]) -> int | None:
    """At which of the following paragraphs the title stands again."""
    return next((place for place, text in enumerate(after[:_REPEAT_WITHIN]) if same_words(text, title)), None)


def _lead(title: str, rest: list[str], *, marked: bool) -> tuple[list[str], list[str]]:
    """Lead and body: what stands between the title and its repeat is the lead; without a repeat, a short opening."""
    repeat = _repeat(title, rest)
    if repeat is not None:
        lead, body = rest[:repeat], rest[repeat + 1 :]
        if not body or sum(map(len, lead)) > _LONGEST_LEAD_ALL:
            return [], lead + body
        return lead, body
    opening = rest[0] if title and marked and len(rest) > 1 else ""
    if opening and len(opening) <= _LONGEST_LEAD and len(opening) < sum(map(len, rest[1:])):
        return [opening], rest[1:]
    return [], rest
