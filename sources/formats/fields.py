"""Named fields, as JSON and front matter bring them, to a manuscript: many names for one thing, types checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import Rich
from sources.formats.markup import from_html, is_markup
from sources.formats.normalize import normalize
from sources.values.cleaning import clean_line, clean_text, paragraphs
from sources.values.coercion import as_count, as_names, as_picture, as_switch, as_text, as_web_address, language_code
from sources.values.dates import read_moment
from sources.values.identity import FileIds, article_id, has_own_id
from sources.values.limits import MARKUP_CHARACTERS

ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uid", "uuid", "articleid", "newsid", "postid", "identifier"),
    "title": ("title", "headline", "heading", "subject", "name", "тақырып", "тақырыбы", "заголовок"),
    "rubric": ("rubric", "section", "category", "articlesection", "topic", "rubrics", "sections", "categories",
               "айдар", "рубрика", "раздел", "категория"),
    "lead": ("lead", "lede", "summary", "description", "excerpt", "annotation", "standfirst", "subtitle", "anons",
             "announce", "preview", "аннотация", "анонс", "лид"),
    "body": ("body", "text", "content", "articlebody", "bodyhtml", "contenthtml", "html", "contenttext", "bodytext",
             "fulltext", "article", "story", "мәтін", "мәтіні", "текст"),
    "published_at": ("publishedat", "published", "datepublished", "publishdate", "publicationdate", "pubdate", "date",
                     "datetime", "datetxt", "dategmt", "createdat", "created", "datecreated", "timestamp", "time",
                     "күні", "уақыты", "дата"),
    "language": ("language", "lang", "locale", "inlanguage", "тілі", "язык"),
    "url": ("url", "link", "href", "permalink", "canonicalurl", "sourceurl", "сілтеме", "ссылка"),
    "author": ("author", "authors", "byline", "creator", "writer", "авторы", "автор"),
    "image": ("image", "imageurl", "photo", "photourl", "picture", "cover", "thumbnail", "img", "images",
              "сурет", "фото"),
    "tags": ("tags", "keywords", "hashtags", "labels", "тегтер", "теги"),
    "views": ("views", "viewscount", "viewcount", "pageviews", "hits", "қаралым", "просмотры"),
    "reading_minutes": ("readingminutes", "readingtime", "readtime", "minutes", "timetoread"),
    "breaking": ("breaking", "isbreaking", "urgent", "isurgent", "шұғыл", "срочно"),
}  # fmt: skip
"""Names under which a field is looked for, first the ones that win; compared without case, "_", "-" and spaces."""


def manuscript_of(
    fields: Mapping[str, object], ids: FileIds, now: datetime | None, *, alone: bool, beside: bool = False
) -> Manuscript:
    """One article. `alone`: it is the only one of its file, whose name is its id when it has no other.

    `beside`: its image may be a file beside it; in a saved page such a path is one of the site.
    Raises BadManuscript that names the field when a value cannot be what the field is for.
    """
    found = _by_field(fields)
    title = clean_line(_plain(found, "title"))
    lead, body = _rich(found, "lead"), _rich(found, "body")
    url = as_text("url", found.get("url"))
    published = _moment(found.get("published_at"), now)
    marks = (title or body.text[:500], str(found.get("published_at") or ""))
    own, fallback_id = as_text("id", found.get("id")), ids.of_file if alone else ids.of(marks)
    manuscript = Manuscript(
        id=article_id(own, url, fallback_id),
        own_id=has_own_id(own, url),
        title=title,
        lead=lead,
        body=body,
        published=published,
        url=as_web_address(url),
    )
    return normalize(_with_facts(manuscript, found, beside=beside))


def _with_facts(manuscript: Manuscript, found: Mapping[str, object], *, beside: bool) -> Manuscript:
    return replace(
        manuscript,
        rubric=next(iter(as_names("rubric", found.get("rubric"))), ""),
        language=language_code(as_text("language", found.get("language"))),
        author=", ".join(as_names("author", found.get("author"))),
        image=as_picture(next(iter(as_names("image", found.get("image"))), ""), beside=beside),
        tags=_tags(found.get("tags")),
        views=as_count("views", found.get("views")),
        reading_minutes=as_count("reading_minutes", found.get("reading_minutes")) or None,
        breaking=as_switch("breaking", found.get("breaking")),
    )


def _by_field(fields: Mapping[str, object]) -> dict[str, object]:
    """Our field names to the first value among their aliases that says something."""
    folded: dict[str, object] = {}
    for name, given in fields.items():
        value = _unwrapped(given)
        if value is not None and value != "" and value != []:
            folded.setdefault(_folded(name), value)
    return {
        field: next(folded[alias] for alias in aliases if alias in folded)
        for field, aliases in ALIASES.items()
        if not folded.keys().isdisjoint(aliases)
    }


def _unwrapped(value: object) -> object:
    """The value in {"$oid": …} and {"$date": …}, as MongoDB exports write them."""
    if isinstance(value, Mapping) and len(value) == 1:
        [(name, inner)] = value.items()
        return inner if str(name).startswith("$") else value
    return value


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")


def _plain(found: Mapping[str, object], field: str) -> str:
    """A title; only a "rendered" one (as WordPress gives it) is HTML, since a title may well be about <b>."""
    value = found.get(field)
    if isinstance(value, Mapping) and "rendered" in value:
        return from_html(as_text(field, value["rendered"])).text
    return as_text(field, value)


def _rich(found: Mapping[str, object], field: str) -> Rich:
    """Text with formatting; a list is its paragraphs."""
    value = found.get(field)
    if isinstance(value, Rich):
        return value
    if isinstance(value, Mapping) and "rendered" in value:
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


def _moment(value: object, now: datetime | None) -> datetime | date | None:
    if value is None:
        return None
    moment = read_moment(value, now)
    if moment is None:
        raise BadManuscript("source-date", value=str(value)[:60])
    return moment


def _tags(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        separated = value.replace("#", ",").replace(";", ",").split(",")
        return tuple(tag for part in separated if (tag := clean_line(part)))
    return tuple(tag.lstrip("#") for tag in as_names("tags", value))
