"""Named fields, as JSON and front matter bring them, to a manuscript: many names for one thing, types checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import Rich
from sources.formats.field_names import ALIASES, fold_name
from sources.formats.markup import from_html, is_markup
from sources.formats.normalize import normal_name, normal_tags, normal_words
from sources.formats.unpublished import is_switch
from sources.values.cleaning import clean_line, clean_text, paragraphs
from sources.values.coercion import as_count, as_names, as_picture, as_switch, as_text, as_web_address, language_code
from sources.values.dates import day_of_file, read_moment
from sources.values.identity import FileIds, bounded_id, own_id
from sources.values.limits import MARKUP_CHARACTERS
from text.addresses import without_tracking
from text.telegram.links import LONGEST
from text.words.language import contradicts

# Folded name -> our field, and the place of the name among those of the field.
_FIELD_OF = {alias: (field, place) for field, aliases in ALIASES.items() for place, alias in enumerate(aliases)}
_PUBLISHED = _FIELD_OF["published"]
# Behind the place of every alias.
_LAST = 1_000
_NO_TEXT = Rich()
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
    base = _base(values.found)
    body = _rich("body", values.found.get("body"), base)
    title = clean_line(values.read("title", _plain, ""))
    address, own = values.read("url", as_text, ""), values.read("id", as_text, "")
    published = _published(values, now)
    is_dated = not any(error.values["field"] == "published_at" for error in values.troubles)
    if published is None and is_dated and alone:
        published = day_of_file(ids.of_file)
    known = own_id(own, address)
    name = known or bounded_id(ids.of_file if alone else ids.of(_marks(values, title, body)))
    lead = values.read("lead", lambda field, value: _rich(field, value, base), _NO_TEXT)
    url = without_tracking(as_web_address(address))
    title, lead, normal_body = normal_words(title, lead, body, is_linked=bool(url))
    return Manuscript(
        id=name,
        own_id=bool(known),
        title=title,
        lead=lead,
        body=normal_body,
        published=published,
        archive_only=not is_dated,
        url=url,
        **_facts(values, body, beside=beside),
        troubles=tuple(values.troubles),
    )


def _marks(values: _Values, title: str, body: Rich) -> tuple[str, str]:
    """What an article without an id is told by."""
    return title or body.text[:500], _spelled(values.found.get("published_at"))


def _facts(values: _Values, body: Rich, *, beside: bool) -> dict[str, Any]:
    """What else is known of the article; for the rest the defaults of a manuscript stand."""
    facts: dict[str, Any] = {}
    for field, reader in _FACTS.items():
        if field in values.found and (value := values.read(field, reader, None)) is not None:
            facts[field] = value
    if "image" in facts:
        facts["image"] = as_picture(facts["image"], beside=beside)
    if not facts.get("language") and (framed := language_code(values.read("template_language", as_text, ""))):
        # What only the frame around an article declares (a page, a feed) may not contradict its letters.
        facts["language"] = "" if contradicts(framed, body.text) else framed
    return facts


def _by_field(fields: Mapping[str, object]) -> dict[str, object]:
    """Our field names to the first value among their aliases that says something; of dates all of them too."""
    dates: dict[int, object] = {}
    found: dict[str, object] = {}
    # The place among the aliases of the name under which each field was found.
    places: dict[str, int] = {}
    for name, given in fields.items():
        # Most names are written as the folded ones.
        known = _FIELD_OF.get(name) or _FIELD_OF.get(fold_name(name))
        if known is None:
            continue
        value = _unwrapped(given) if isinstance(given, dict) else given
        if value is None or value == "" or value == []:
            continue
        field, place = known
        if field == "published_at":
            if known == _PUBLISHED and is_switch(value):
                # Jekyll's `published: true` is no date.
                continue
            dates.setdefault(place, value)
        if place < places.get(field, _LAST):
            places[field], found[field] = place, value
    found[_DATES] = [dates[place] for place in sorted(dates)]
    return found


def _unwrapped(value: dict[object, object]) -> object:
    """The value in {"$oid": …} and {"$date": …}, as MongoDB exports write them."""
    name = next(iter(value), "")
    return value[name] if len(value) == 1 and isinstance(name, str) and name.startswith("$") else value


def _plain(field: str, value: object) -> str:
    """A title; only a "rendered" one (as WordPress gives it) is HTML, since a title may well be about <b>."""
    if isinstance(value, dict) and "rendered" in value:
        return from_html(as_text(field, value["rendered"])).text
    return as_text(field, value)


def _base(found: Mapping[str, object]) -> str:
    """To what the addresses in its text that are only paths belong: what its source says, else its own address."""
    base = found.get("text_base") or found.get("url")
    return base if isinstance(base, str) and len(base) <= LONGEST else ""


def _rich(field: str, value: object, base: str) -> Rich:
    """Text with formatting; a list is its paragraphs."""
    if isinstance(value, Rich):
        return value
    if isinstance(value, dict) and "rendered" in value:
        value = value["rendered"]
    if isinstance(value, list):
        value = "\n\n".join(as_text(field, part) for part in value)
    return rich_text(as_text(field, value), base)


def rich_text(text: str, base: str = "") -> Rich:
    """Text with formatting where it holds markup, else its paragraphs. Raises BadManuscript when it is too long."""
    if len(text) > MARKUP_CHARACTERS:
        raise BadManuscript("source-body-long", limit=MARKUP_CHARACTERS)
    if is_markup(text):
        return from_html(text, base)
    return Rich("\n\n".join(paragraphs(clean_text(text))))


def _published(values: _Values, now: datetime | None) -> datetime | date | None:
    """The first date that can be read. When none of several can, the one that should win is the error."""
    dates = values.found.get(_DATES)
    for one in dates if isinstance(dates, list) else ():
        if (moment := read_moment(one, now)) is not None:
            return moment
    if (value := values.found.get("published_at")) is not None:
        values.troubles.append(BadManuscript("source-date", value=_spelled(value)[:60], field="published_at"))
    return None


def _spelled(value: object) -> str:
    """A date as it was written; only of what is plain, since the text of a list may take all memory."""
    return str(value) if isinstance(value, (str, int, float, date)) else ""


def _tags(field: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        separated = value.replace("#", ",").replace(";", ",").split(",")
        return tuple(tag for part in separated if (tag := clean_line(part)))
    return tuple(tag.lstrip("#") for tag in as_names(field, value))


def _first_name(field: str, value: object) -> str:
    return next(iter(as_names(field, value)), "")


# How the fields are read that an article may lack, in the order in which their errors are told.
_FACTS: dict[str, Callable[[str, object], object]] = {
    "image": _first_name,
    "rubric": lambda field, value: normal_name(_first_name(field, value)),
    "language": lambda field, value: language_code(as_text(field, value)),
    "author": lambda field, value: normal_name(", ".join(as_names(field, value))),
    "tags": lambda field, value: normal_tags(_tags(field, value)),
    "views": as_count,
    "reading_minutes": lambda field, value: as_count(field, value) or None,
    "breaking": as_switch,
}
