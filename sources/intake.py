"""From manuscripts to the store: prepared beside the event loop, accepted in short transactions, pushed by one rule."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.article import Accepted, Manuscript
from domain.clock import Clock
from domain.errors import BadManuscript, StoreUnavailable
from domain.photo import Picture
from domain.team import Member
from sources.parsed import Failure, FileEnd, Item, Report, Sheet
from sources.rights import NotYours, refuse_foreign
from sources.values.pictures import fault, is_beside
from storage.prepare import PrepareContext, Prepared, prepare
from storage.repositories.articles import Acceptance
from storage.repositories.photos import PICTURE_DAYS
from storage.store import Store, UnitOfWork

TRANSACTION_SECONDS = 0.03
"""After this long in a transaction no further article is begun: with the commit it stays below 50 ms."""

PREPARED_AT_ONCE = 64
"""Manuscripts read and prepared in one go in a thread."""

CHARACTERS_AT_ONCE = 500_000
"""Characters of bodies after which no further one is prepared in the same go: memory stays small for any articles."""

log = logging.getLogger(__name__)


class Push(StrEnum):
    """What becomes of a new article beyond the archive.

    `archive`: nothing. `fresh`: it is pushed if it is younger than PUSH_MAX_AGE. `hold`: if it is that young, it waits
    for an owner's word. `word`: this is an owner's word: as `fresh`, and what was held before is let go.
    """

    ARCHIVE = "archive"
    FRESH = "fresh"
    HOLD = "hold"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """The settings that say how manuscripts are understood: TIMEZONE, DEFAULT_LANGUAGE, PUSH_MAX_AGE."""

    zone: ZoneInfo
    default_language: str
    push_max_age: timedelta


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the store did with an article, or would do; its rubric as written, "" without one, and its language."""

    acceptance: Acceptance
    rubric: str
    language: str


@dataclass(frozen=True, slots=True)
class _Copy:
    """A manuscript ready for the store."""

    file: str
    prepared: Prepared
    picture: bytes = b""


_Ready = _Copy | Failure | FileEnd


class _Undo(Exception):
    """Takes a transaction of a dry run back."""


class Intake:
    """Takes manuscripts in. `stop()` lets a long intake end after the transaction under way; the rest stays left."""

    def __init__(
        self, store: Store, clock: Clock, rules: IntakeRules, *, dry: bool = False, by: Member | None = None
    ) -> None:
        """`by`: whose rights are asked; None for the newsroom's own files. `dry`: nothing is kept."""
        self._store = store
        self._clock = clock
        self._rules = rules
        self._dry = dry
        self._by = by
        self.stopping = False
        self.outcomes: dict[str, Outcome] = {}
        """What became of each article (its id) at first; kept for somebody's document, not for thousands of files."""

    def stop(self) -> None:
        """Ends what is under way soon; for a clean end of the program."""
        self.stopping = True

    async def take(self, items: Iterable[Item], push: Push, progress: Callable[[Report], None] | None = None) -> Report:
        """Takes all of it in; `progress` hears the report so far after every transaction.

        `items` is walked in a thread, so a generator may read files. What cannot be read or accepted is in the report,
        and the rest goes on. Raises StoreUnavailable when the store cannot take anything now; asking again with the
        same items is safe then, since what was taken is unchanged the second time. Raises NotYours at the first article
        that whoever brings it has no right to.
        """
        source = iter(items)
        report = Report()
        failures: list[Failure] = []
        while ready := await asyncio.to_thread(self._ready, source):
            await self._keep_pictures(ready)
            while ready and not self.stopping:
                taken, part = await self._insisted(ready, push, failures)
                ready = ready[taken:]
                report += part
                if progress:
                    progress(report)
            if self.stopping:
                break
        return report

    def _ready(self, source: Iterator[Item]) -> list[_Ready]:
        """The next manuscripts, prepared."""
        context = PrepareContext(self._clock.now_ms(), self._rules.zone, self._rules.default_language)
        ready: list[_Ready] = []
        characters = 0
        for item in itertools.islice(source, PREPARED_AT_ONCE):
            made = _prepared(item, context)
            ready += made
            if isinstance(item, Sheet) and isinstance(item.found, Manuscript):
                characters += len(item.found.body.text)
            characters += sum(len(one.picture) for one in made if isinstance(one, _Copy))
            if characters > CHARACTERS_AT_ONCE:
                break
        return ready

    async def _keep_pictures(self, ready: list[_Ready]) -> None:
        """Before the articles that name them, one a transaction: the bytes of one take some 20 ms."""
        for item in ready:
            if isinstance(item, _Copy) and item.picture and not self._dry:
                async with self._store.transaction() as work:
                    work.is_effect = False
                    await work.photos.keep(item.prepared.image.partition(":")[2], item.picture)

    async def _insisted(self, ready: list[_Ready], push: Push, failures: list[Failure]) -> tuple[int, Report]:
        """One transaction; if an article breaks it, that one is a failure and the others go on."""
        try:
            return await self._transaction(ready, push, failures)
        except (StoreUnavailable, NotYours):
            raise
        except Exception:
            if len(ready) > 1:
                return await self._insisted(ready[:1], push, failures)
            first = ready[0]
            if not isinstance(first, _Copy):
                raise
            log.exception("intake.article_failed file=%s", first.file)
            return await self._insisted([Failure(first.file, BadManuscript("source-unreadable"))], push, failures)

    async def _transaction(self, ready: list[_Ready], push: Push, failures: list[Failure]) -> tuple[int, Report]:
        """How many of `ready` one short transaction took, and what became of them. `failures`: of the file so far."""
        started = self._clock.monotonic()
        report, taken, open_failures = Report(), 0, list(failures)
        ended: list[tuple[FileEnd, tuple[Failure, ...]]] = []
        try:
            async with self._store.transaction() as work:
                # Of a document from the chat: safe to be taken again, and only a part of it.
                work.is_effect = False
                for item in ready:
                    taken += 1
                    if isinstance(item, Failure):
                        open_failures.append(item)
                        report += Report(failed=(item,))
                    elif isinstance(item, FileEnd):
                        ended.append((item, tuple(open_failures)))
                        await item.write(work, tuple(open_failures))
                        open_failures.clear()
                    else:
                        report += await self._accept(work, item.prepared, push)
                    if self._clock.monotonic() - started > TRANSACTION_SECONDS:
                        break
                if self._dry:
                    raise _Undo
        except _Undo:
            pass
        failures[:] = open_failures
        for end, of_file in ended:
            end.done(of_file)
        return taken, report

    async def _accept(self, work: UnitOfWork, prepared: Prepared, push: Push) -> Report:
        if self._by is not None:
            await refuse_foreign(work, prepared, self._by)
        young = self._clock.now_ms() - prepared.published_at <= self._rules.push_max_age.total_seconds() * 1000
        acceptance = await work.articles.accept(prepared, push=push in (Push.FRESH, Push.WORD) and young)
        if self._by is not None:
            self.outcomes.setdefault(prepared.id, Outcome(acceptance, prepared.rubric, prepared.language))
        if acceptance.kind is Accepted.ADDED:
            hold = push is Push.HOLD and young
            if hold:
                await work.held.add(acceptance.key)
            return Report(added=1, pushed=int(acceptance.pushed), held=int(hold))
        pushed = push is Push.WORD and await work.held.let_go(acceptance.key)
        if acceptance.kind is Accepted.UPDATED:
            return Report(updated=1, pushed=int(pushed))
        return Report(unchanged=1, pushed=int(pushed))


def _prepared(item: Item, context: PrepareContext) -> list[_Ready]:
    if isinstance(item, FileEnd):
        return [item]
    if isinstance(item.found, BadManuscript):
        return [_failure(item.file, item.found)]
    try:
        return _with_picture(item.file, item.found, context)
    except BadManuscript as error:
        return [_failure(item.file, error)]
    except Exception:
        log.exception("intake.prepare_failed file=%s", item.file)
        return [_failure(item.file, BadManuscript("source-unreadable"))]


def _with_picture(file: str, found: Manuscript, context: PrepareContext) -> list[_Ready]:
    """The article; its picture if it may still be sent; and what is wrong with that, which costs it nothing else."""
    picture = found.picture
    if picture is None and is_beside(found.image):
        # From a chat, where nothing lies beside a document.
        picture = Picture(found.image, trouble=fault("missing"))
    trouble = picture.trouble if picture else None
    prepared = prepare(replace(found, image="") if trouble else found, context)
    may_be_sent = context.seen_at_ms - prepared.published_at < PICTURE_DAYS * 86_400_000
    content = b""
    if picture is not None and picture.jpeg is not None and may_be_sent:
        try:
            content = picture.jpeg()
        except BadManuscript as error:
            trouble = error
            prepared = prepare(replace(found, image=""), context)
    copy = _Copy(file, prepared, content)
    if picture is None or trouble is None or not may_be_sent:
        return [copy]
    return [copy, _failure(f"{file} → {picture.name}", trouble)]


def _failure(file: str, error: BadManuscript) -> Failure:
    """The place in the file belongs to the file's name."""
    values = dict(error.values)
    place = values.pop("place", "")
    return Failure(f"{file}{place}", BadManuscript(error.key, **values))
