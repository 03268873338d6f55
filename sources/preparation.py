"""Prepares manuscripts for the store in a thread, beside the event loop: words, summary, picture."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.article import LeftOut, Manuscript
from domain.errors import BadManuscript
from domain.photo import PICTURE_DAYS, Picture
from sources.parsed import Failure, FileEnd, IntakeItem, ParsedItem
from sources.values.pictures import is_beside, picture_error
from storage.prepare import PrepareContext, Prepared, prepare

# Manuscripts that are prepared in one go.
PREPARED_AT_ONCE = 64
# Characters of bodies and bytes of pictures after which a go ends: memory stays small for articles of any length.
CHARACTERS_AT_ONCE = 500_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A manuscript ready for the store. `picture`: the JPEG, empty where there is none to send."""

    file: str
    prepared: Prepared
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class LeftOutOf:
    """What was left out of a file."""

    file: str
    left_out: LeftOut


Ready = PreparedArticle | Failure | FileEnd | LeftOutOf


def next_prepared(source: Iterator[IntakeItem], context: PrepareContext) -> list[Ready]:
    """The next manuscripts of the source, prepared; empty at its end."""
    ready: list[Ready] = []
    size = 0
    for item in itertools.islice(source, PREPARED_AT_ONCE):
        made = _prepared(item, context)
        ready += made
        if isinstance(item, ParsedItem) and isinstance(item.found, Manuscript):
            size += len(item.found.body.text)
        size += sum(len(one.picture) for one in made if isinstance(one, PreparedArticle))
        if size > CHARACTERS_AT_ONCE:
            break
    return ready


def _prepared(item: IntakeItem, context: PrepareContext) -> list[Ready]:
    if isinstance(item, FileEnd):
        return [item]
    if isinstance(item.found, BadManuscript):
        return [_failure(item.file, item.found)]
    if isinstance(item.found, LeftOut):
        return [LeftOutOf(item.file, item.found)]
    try:
        return _with_picture(item.file, item.found, context)
    except BadManuscript as error:
        return [_failure(item.file, error)]
    except Exception:
        log.exception("intake.prepare_failed file=%s", item.file)
        return [_failure(item.file, BadManuscript("source-unreadable"))]


def _with_picture(file: str, found: Manuscript, context: PrepareContext) -> list[Ready]:
    """The article with its picture, if that may still be sent. A bad picture is a failure; the article is taken."""
    picture = found.picture
    if picture is None and is_beside(found.image):
        # A document from the chat has no files beside it.
        picture = Picture(found.image, trouble=picture_error("missing"))
    trouble = picture.trouble if picture else None
    prepared = prepare(replace(found, image="") if trouble else found, context)
    may_be_sent = context.seen_at_ms - prepared.published_at < PICTURE_DAYS * 86_400_000
    content = picture.jpeg if picture is not None and may_be_sent else b""
    ready: list[Ready] = [PreparedArticle(file, prepared, content)]
    if picture is not None and trouble is not None and may_be_sent:
        ready.append(_failure(f"{file} → {picture.name}", trouble))
    return ready + [_field_failure(file, error) for error in found.troubles]


def _field_failure(file: str, error: BadManuscript) -> Failure:
    """A field that was left out: "a.json:12 → views"."""
    place, field = error.values.get("place", ""), error.values["field"]
    values = {name: value for name, value in error.values.items() if name != "place"}
    return Failure(f"{file}{place} → {field}", BadManuscript(error.key, **values))


def _failure(file: str, error: BadManuscript) -> Failure:
    """The place inside the file becomes part of its name."""
    values = dict(error.values)
    place = values.pop("place", "")
    return Failure(f"{file}{place}", BadManuscript(error.key, **values))
