"""Prepares manuscripts for the store in a thread, beside the event loop: words, summary, picture."""

from __future__ import annotations

import itertools
import logging
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from domain.article import LeftOut, Manuscript
from domain.errors import BadManuscript
from domain.photo import PICTURE_DAYS, Picture
from sources.parsed import Failure, FileEnd, IntakeItem, ParsedItem
from sources.sandbox.word_makers import WordMakers
from sources.values.pictures import is_beside, picture_error
from storage.prepare import PrepareContext, Prepared, prepare

# Manuscripts that are prepared in one go.
PREPARED_AT_ONCE = 64
# Batches that each process has before it: one that it works on, and the next.
_BATCHES_AHEAD = 2
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


class Preparation:
    """Prepares items in their order. With `makers` the words of articles are made side by side, some batches ahead.

    `next` waits: call it in a thread, never two at once.
    """

    def __init__(self, source: Iterator[IntakeItem], context: PrepareContext, makers: WordMakers | None = None) -> None:
        self._source = source
        self._context = context
        self._makers = makers
        self._ahead: deque[Future[list[Ready]]] = deque()
        self._pool: ThreadPoolExecutor | None = None
        self._first = True

    def next(self) -> list[Ready]:
        """The next items, prepared; empty at the end of the source."""
        if self._makers is None or (self._first and not self._is_large()):
            return _prepared_all(self._next_items(), self._context)
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._makers.processes, "words")
        while len(self._ahead) < self._makers.processes * _BATCHES_AHEAD and (items := self._next_items()):
            self._ahead.append(self._pool.submit(_prepared_beside, items, self._context, self._makers))
        return self._ahead.popleft().result() if self._ahead else []

    def close(self) -> None:
        """Drops what is ahead."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _is_large(self) -> bool:
        """Whether more than one batch comes: for a few articles no processes are worth their start."""
        self._first = False
        items = self._next_items()
        further = list(itertools.islice(self._source, 1))
        self._source = itertools.chain(items, further, self._source)
        return bool(further)

    def _next_items(self) -> list[IntakeItem]:
        items: list[IntakeItem] = []
        size = 0
        for item in itertools.islice(self._source, PREPARED_AT_ONCE):
            items.append(item)
            size += _size(item)
            if size > CHARACTERS_AT_ONCE:
                break
        return items


def _size(item: IntakeItem) -> int:
    if not isinstance(item, ParsedItem) or not isinstance(item.found, Manuscript):
        return 0
    return len(item.found.body.text) + (len(item.found.picture.jpeg) if item.found.picture else 0)


def _prepared_beside(items: list[IntakeItem], context: PrepareContext, makers: WordMakers) -> list[Ready]:
    found = [item.found for item in items if isinstance(item, ParsedItem) and isinstance(item.found, Manuscript)]
    made = iter(makers.with_words(found) if found else ())
    with_words = [
        replace(item, found=next(made)) if isinstance(item, ParsedItem) and isinstance(item.found, Manuscript) else item
        for item in items
    ]
    return _prepared_all(with_words, context)


def _prepared_all(items: list[IntakeItem], context: PrepareContext) -> list[Ready]:
    return [ready for item in items for ready in _prepared(item, context)]


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
