"""Prepares manuscripts for the store in a thread, beside the event loop: words, summary, picture."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from domain.article import LeftOut, Manuscript
from domain.errors import BadManuscript
from domain.photo import PICTURE_DAYS, Picture
from sources.parsed import Failure, FileEnd, IntakeItem, ParsedItem
from sources.values.pictures import is_beside, picture_error
from storage.prepare import PrepareContext, Prepared, prepare

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Go:
    """What is prepared in one go, at most.

    `characters` of bodies and bytes of pictures: memory stays small for articles of any length. `seconds`: saved pages
    take 25 ms each, and a person watches.
    """

    items: int
    characters: int
    seconds: float


# Of an import ahead of the store as many as one transaction takes (`intake.py`): their 20 KB each are 10 MB.
_USUAL, _AHEAD = _Go(64, 500_000, 0.5), _Go(512, 1_000_000, 1.0)


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


class Preparation:
    """Prepares items in their order. `ahead`: the next ones are read and prepared while those before are written.

    `next` waits: call it in a thread, never two at once.
    """

    def __init__(self, source: Iterator[IntakeItem], context: PrepareContext, *, ahead: bool = False) -> None:
        self._source = source
        self._context = context
        self._coming: Future[list[Ready]] | None = None
        # One thread: a source is a generator, and its order counts.
        self._thread = ThreadPoolExecutor(1, "prepare") if ahead else None
        self._go = _AHEAD if ahead else _USUAL
        self._stopped = False

    def next(self) -> list[Ready]:
        """The next items, prepared; empty at the end of the source."""
        if self._thread is None:
            return self._prepared()
        coming = self._coming or self._thread.submit(self._prepared)
        ready = coming.result()
        self._coming = self._thread.submit(self._prepared) if ready else None
        return ready

    def stop(self) -> None:
        """Nothing is read any more, but for the item under way."""
        self._stopped = True

    def close(self) -> None:
        """Drops what is ahead, and waits for the item that is read just now."""
        self.stop()
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)

    def _prepared(self) -> list[Ready]:
        return [ready for item in self._next_items() for ready in _prepared(item, self._context)]

    def _next_items(self) -> list[IntakeItem]:
        items: list[IntakeItem] = []
        size, begun = 0, time.monotonic()
        for item in itertools.islice(self._source, self._go.items):
            items.append(item)
            size += _size(item)
            if size > self._go.characters or time.monotonic() - begun > self._go.seconds or self._stopped:
                break
        return items


def _size(item: IntakeItem) -> int:
    if not isinstance(item, ParsedItem) or not isinstance(item.found, Manuscript):
        return 0
    return len(item.found.body.text) + (len(item.found.picture.jpeg) if item.found.picture else 0)


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
