"""Named fields, as JSON and front matter bring them, to a manuscript: many names for one thing, types checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import Rich
from sources.formats.field_names import ALIASES, fold_name
from sources.formats.markup import from_html, is_markup
from sources.formats.normalize import normalize
from sources.formats.unpublished import is_switch
from sources.values.cleaning import clean_line, clean_text, paragraphs
from sources.values.coercion import as_count, as_names, as_picture, as_switch, as_text, as_web_address, language_code
from sources.values.dates import day_of_file, read_moment
from sources.values.identity import FileIds, bounded_id, own_id
from sources.values.limits import MARKUP_CHARACTERS
from text.addresses import without_tracking
from text.words.language import contradicts

# Folded name -> our field, and the place of the name among those of the field.
_FIELD_OF = {alias: (field, place) for field, aliases in ALIASES.items() for place, alias in enumerate(aliases)}
# Where all dates of an article stand, besides the one that wins.
_DATES = " dates"

_T = TypeVar("_T")


class _Values:
    """The values of one article by field. One that cannot be read is left out, and noted."""

    def __init__(self, found: Mapping[str, object]) -> None:
        self.found = found
        self.troubles: list[BadManuscript] = []

    def read(self, field: str, reader: Callable[[str, object], _T], missing: _T) -> _T:
        """The value as `reader` understands it; `missing` when there is none, or it does not."""
        value = self.found.get(field)
        if value is None:
            return missing
        try:
            return reader(field, value)
        except BadManuscript as error:
            self.troubles.append(BadManuscript(error.key, **{**error.values, "field": field}))
            return missing


def manuscript_of(
    fields: Mapping[str, object], ids: FileIds, now: datetime | None, *, alone: bool, beside: bool = False
) -> Manuscript:
    """One article. `alone`: it is the only one of its file, whose name is its id when it has no other.

    `beside`: its image may be a file beside it; in a saved page such a path is one of the site.
    A value that cannot be what its field is for costs that field. Raises BadManuscript when there is no body.
    """
    values = _Values(_by_field(fields))
    body = _rich("body", values.found.get("body"))
    title = clean_line(values.read("title", _plain, ""))
    url, own = values.read("url", as_text, ""), values.read("id", as_text, "")
    published = _published(values, now)
    is_dated = not any(error.values["field"] == "published_at" for error in values.troubles)
    if published is None and is_dated and alone:
        published = day_of_file(ids.of_file)
    known = own_id(own, url)
    manuscript = normalize(
        Manuscript(
            id=known or bounded_id(ids.of_file if alone else ids.of(_marks(values, title, body))),
            own_id=bool(known),
            title=title,
            lead=values.read("lead", _rich, Rich()),
            body=body,
            published=published,
            archive_only=not is_dated,
            url=without_tracking(as_web_address(url)),
            **_facts(values, body, beside=beside),
        )
    )
    return replace(manuscript, troubles=tuple(values.troubles)) if values.troubles else manuscript


def _marks(values: _Values, title: str, body: Rich) -> tuple[str, str]:
    """What an article without an id is told by."""
    return title or body.text[:500], _spelled(values.found.get("published_at"))


def _facts(values: _Values, body: Rich, *, beside: bool) -> dict[str, Any]:
    """What else is known of the article."""
    none: list[str] = []
    no_tags: tuple[str, ...] = ()
    image = next(iter(values.read("image", as_names, none)), "")
    return {
        "rubric": next(iter(values.read("rubric", as_names, none)), ""),
        "language": _language(values, body),
        "author": ", ".join(values.read("author", as_names, none)),
        "image": as_picture(image, beside=beside),
        "tags": values.read("tags", _tags, no_tags),
        "views": values.read("views", as_count, None),
        "reading_minutes": values.read("reading_minutes", as_count, None) or None,
        "breaking": values.read("breaking", as_switch, missing=False),
    }


def _language(values: _Values, body: Rich) -> str:
    """As declared. What only the frame around an article declares (a page, a feed) may not contradict its letters."""
    declared = language_code(values.read("language", as_text, ""))
    framed = "" if declared else language_code(values.read("template_language", as_text, ""))
    return declared or ("" if framed and contradicts(framed, body.text) else framed)


def _by_field(fields: Mapping[str, object]) -> dict[str, object]:
    """Our field names to the first value among their aliases that says something; of dates all of them too."""
    dates: dict[int, object] = {}
    # The value of each field, and the place of its name among the aliases.
    found: dict[str, tuple[int, object]] = {}
    for name, given in fields.items():
        folded = fold_name(name)
        known, value = _FIELD_OF.get(folded), _unwrapped(given)
        if known is None or value is None or value == "" or value == []:
            continue
        if folded == "published" and is_switch(value):
            # Jekyll's `published: true` is no date.
            continue
        field, place = known
        if field == "published_at":
            dates.setdefault(place, value)
        if field not in found or place < found[field][0]:
            found[field] = (place, value)
    return {_DATES: [dates[place] for place in sorted(dates)], **{field: value for field, (_, value) in found.items()}}


def _unwrapped(value: object) -> object:
    """The value in {"$oid": …} and {"$date": …}, as MongoDB exports write them."""
    if isinstance(value, dict) and len(value) == 1:
        [(name, inner)] = value.items()
        return inner if isinstance(name, str) and name.startswith("$") else value
    return value


def _plain(field: str, value: object) -> str:
    """A title; only a "rendered" one (as WordPress gives it) is HTML, since a title may well be about <b>."""
    if isinstance(value, dict) and "rendered" in value:
        return from_html(as_text(field, value["rendered"])).text
    return as_text(field, value)


def _rich(field: str, value: object) -> Rich:
    """Text with formatting; a list is its paragraphs."""
    if isinstance(value, Rich):
        return value
    if isinstance(value, dict) and "rendered" in value:
        value = value["rendered"]
    if isinstance(value, list):
        value = "\n\n".join(as_text(field, part) for part in value)
    return rich_text(as_text(field, value))


def rich_text(text: str) -> Rich:
    """Text with formatting where it holds markup, else its paragraphs. Raises BadManuscript when it is too long."""
    if len(text) > MARKUP_CHARACTERS:
        raise BadManuscript("source-body-long", limit=MARKUP_CHARACTERS)
    if is_markup(text):
        return from_html(text)
    return Rich("\n\n".join(paragraphs(clean_text(text))))


def _published(values: _Values, now: datetime | None) -> datetime | date | None:
    """The first date that can be read. When none of several can, the one that should win is the error."""
    dates = values.found.get(_DATES)
    moments = (read_moment(value, now) for value in dates) if isinstance(dates, list) else iter(())
    moment = next((one for one in moments if one is not None), None)
    if moment is None and (value := values.found.get("published_at")) is not None:
        values.troubles.append(BadManuscript("source-date", value=_spelled(value)[:60], field="published_at"))
    return moment


def _spelled(value: object) -> str:
    """A date as it was written; only of what is plain, since the text of a list may take all memory."""
    return str(value) if isinstance(value, (str, int, float, date)) else ""


def _tags(field: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        separated = value.replace("#", ",").replace(";", ",").split(",")
        return tuple(tag for part in separated if (tag := clean_line(part)))
    return tuple(tag.lstrip("#") for tag in as_names(field, value))
