"""From manuscripts to the store: accepted in short transactions, pushed by one rule."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from domain.article import Accepted, Article
from domain.clock import Clock
from domain.errors import BadManuscript, StoreUnavailable
from sources.import_rights import NotPermitted, check_may_import
from sources.intake_rules import OWN_FILES, PUSHES, IntakeRules, LargeImport, Origin, Outcome, Push
from sources.ownership import move_feeds_aside
from sources.parsed import Failure, FileEnd, IntakeItem, Report
from sources.preparation import LeftOutOf, Preparation, PreparedArticle, Ready
from sources.twins import TITLE, hold_twin, same_story
from storage.prepare import PrepareContext, Prepared
from storage.repositories.article_versions import Acceptance
from storage.repositories.articles import Offer
from storage.store import Store, UnitOfWork

# Seconds that a transaction should take at most: with the commit it stays below 50 ms.
TRANSACTION_SECONDS = 0.03
# The same while no other process waits for the store: 512 articles together cost 0.35 ms each, 256 cost 0.53 ms, since
# they share their words, and how many articles hold a word is written once a transaction.
_ALONE_SECONDS = 0.5
# Articles of the first transaction; how many further ones take follows from the time of those before.
_FIRST, _AT_MOST = 8, 512

# Articles of one document that are compared with earlier ones: each takes two searches, and its sender waits.
_LOOKED_AT = 200
log = logging.getLogger(__name__)


class _Undo(Exception):
    """Rolls the transaction of a dry run back."""


@dataclass(slots=True)
class _Batch:
    """What one transaction has done. `open_failures`: of the file that has not ended yet."""

    open_failures: list[Failure]
    report: Report = field(default_factory=Report)
    ended: list[tuple[FileEnd, tuple[Failure, ...]]] = field(default_factory=list)

    def fail(self, failure: Failure) -> None:
        self.open_failures.append(failure)
        self.report += Report(failed=(failure,))


class Intake:
    """Takes manuscripts in. `stop()` ends a long intake after the transaction under way; the rest is not taken."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        rules: IntakeRules,
        *,
        dry: bool = False,
        origin: Origin = OWN_FILES,
        large: LargeImport | None = None,
    ) -> None:
        """`dry`: nothing is kept."""
        self._store = store
        self._clock = clock
        self._rules = rules
        self._dry = dry
        self._by = origin.by
        self._origin = origin
        self._large = large
        self._preparation: Preparation | None = None
        # Articles (by id) of the transaction to come that repeat an earlier one.
        self._twins: dict[str, Article] = {}
        # A document is taken article by article: the rights to one depend on those before it.
        self._at_once = 1 if origin.by else _FIRST
        self.stopping = False
        self.outcomes: dict[str, Outcome] = {}
        """What became of each article (its id) at first; kept for somebody's document, not for thousands of files."""

    def stop(self) -> None:
        """Ends the intake under way, for a clean end of the program."""
        self.stopping = True
        if self._preparation is not None:
            self._preparation.stop()

    async def take(
        self, items: Iterable[IntakeItem], push: Push, progress: Callable[[Report], None] | None = None
    ) -> Report:
        """Takes all items in; `progress` gets the report so far after every transaction.

        `items` is walked in a thread, so a generator may read files. What cannot be read or accepted is in the report,
        and the rest goes on. Raises StoreUnavailable when the store takes nothing now: the same items may be given
        again, and those that were taken are unchanged then. Raises NotPermitted at the first article that `by` has no
        right to.
        """
        report = Report()
        failures: list[Failure] = []
        self._preparation = preparation = Preparation(iter(items), self._context(), ahead=self._large is not None)
        try:
            while ready := await asyncio.to_thread(preparation.next):
                await self._keep_pictures(ready)
                while ready and not self.stopping:
                    taken, part = await self._take_some(ready, push, failures)
                    ready = ready[taken:]
                    report += part
                    if progress:
                        progress(report)
                if self.stopping:
                    break
        finally:
            self._preparation = None
            await asyncio.to_thread(preparation.close)
        return report

    def _context(self) -> PrepareContext:
        return PrepareContext(self._clock.now_ms(), self._rules.zone, self._rules.default_language)

    async def _keep_pictures(self, ready: list[Ready]) -> None:
        """Stores pictures before the articles that name them, one a transaction: one takes about 20 ms."""
        for item in ready:
            if isinstance(item, PreparedArticle) and item.picture and not self._dry:
                async with self._store.transaction() as work:
                    work.is_effect = False
                    await work.photos.keep(item.prepared.image.partition(":")[2], item.picture)

    async def _take_some(self, ready: list[Ready], push: Push, failures: list[Failure]) -> tuple[int, Report]:
        """One transaction. If an article breaks it, that article is a failure and the others go on."""
        try:
            some = _distinct(ready[: self._at_once])
            if push is not Push.ARCHIVE and not (self._origin.of_feed or self._dry):
                await move_feeds_aside(self._store, [one for one in _prepared(some) if self._is_young(one)])
            if push in PUSHES and not self._origin.with_twins and len(self.outcomes) < _LOOKED_AT:
                # One young article at a time: whether it repeats another one is seen once that is in the store.
                some = self._up_to_young(some)
                async with self._store.news:
                    await self._note_twins(some)
                    return await self._transaction(some, push, failures)
            return await self._transaction(some, push, failures)
        except (StoreUnavailable, NotPermitted):
            raise
        except Exception:
            if len(ready) > 1:
                return await self._take_some(ready[:1], push, failures)
            first = ready[0]
            if not isinstance(first, PreparedArticle):
                raise
            log.exception("intake.article_failed file=%s", first.file)
            return await self._take_some([Failure(first.file, BadManuscript("source-unreadable"))], push, failures)

    async def _transaction(self, ready: list[Ready], push: Push, failures: list[Failure]) -> tuple[int, Report]:
        """One short transaction for all of `ready`: how many, and the report. `failures`: of the file so far."""
        batch = _Batch(list(failures))
        begun = self._clock.monotonic()
        try:
            async with self._store.transaction() as work:
                # An intake may be repeated safely, and a document from the chat takes several transactions.
                work.is_effect = False
                accepted = iter(await self._accept_all(work, ready, push))
                for item in ready:
                    if isinstance(item, PreparedArticle):
                        await self._count(work, item, next(accepted), push, batch)
                    else:
                        await self._take_other(work, item, batch)
                if self._dry:
                    raise _Undo
        except _Undo:
            pass
        failures[:] = batch.open_failures
        for end, of_file in batch.ended:
            end.done(of_file)
        self._adapt(len(ready), self._clock.monotonic() - begun)
        return len(ready), batch.report

    def _adapt(self, taken: int, seconds: float) -> None:
        """As many articles to the next transaction as fit, at most twice as many as to this one."""
        if self._by is None and seconds > 0:
            is_alone = self._large is not None and self._large.is_alone()
            fitting = int(taken * (_ALONE_SECONDS if is_alone else TRANSACTION_SECONDS) / seconds)
            self._at_once = max(1, min(fitting, 2 * taken if taken >= self._at_once else self._at_once, _AT_MOST))

    async def _take_other(self, work: UnitOfWork, item: Failure | FileEnd | LeftOutOf, batch: _Batch) -> None:
        if isinstance(item, Failure):
            batch.fail(item)
        elif isinstance(item, LeftOutOf):
            batch.report += Report(left_out=((item.file, item.left_out),))
        else:
            of_file = tuple(batch.open_failures)
            batch.ended.append((item, of_file))
            await item.write(work, of_file)
            batch.open_failures.clear()

    async def _accept_all(
        self, work: UnitOfWork, ready: list[Ready], push: Push
    ) -> Sequence[Acceptance | BadManuscript]:
        """What the store did with each article among these; an error where it changed nothing."""
        prepared = _prepared(ready)
        if self._by is not None:
            for one in prepared:
                await check_may_import(work, one, self._by)
        pushes = push in PUSHES
        offers = [Offer(one, push=pushes and self._is_young(one) and one.id not in self._twins) for one in prepared]
        return await work.articles.accept_all(offers) if offers else ()

    def _up_to_young(self, ready: list[Ready]) -> list[Ready]:
        """The first items, up to the first article that would be pushed."""
        young = (
            place
            for place, item in enumerate(ready)
            if isinstance(item, PreparedArticle) and self._is_young(item.prepared)
        )
        return ready[: next(young, len(ready)) + 1]

    async def _note_twins(self, ready: list[Ready]) -> None:
        """Notes which articles among these repeat one that readers got, or are getting."""
        self._twins.clear()
        for item in ready:
            if isinstance(item, PreparedArticle) and self._is_young(item.prepared):
                for earlier in await same_story(self._store, item.prepared, of_feed=self._origin.of_feed):
                    if await self._store.broadcasts.push_of(earlier.key):
                        self._twins[item.prepared.id] = earlier
                        break

    def _is_young(self, prepared: Prepared) -> bool:
        age_ms = self._clock.now_ms() - prepared.published_at
        return not prepared.archive_only and age_ms <= self._rules.push_max_age.total_seconds() * 1000

    async def _count(
        self, work: UnitOfWork, item: PreparedArticle, done: Acceptance | BadManuscript, push: Push, batch: _Batch
    ) -> None:
        if isinstance(done, BadManuscript):
            # The store changed nothing; the transaction goes on with the others.
            batch.fail(Failure(item.file, done))
        else:
            batch.report += await self._reported(work, item.prepared, done, push)

    async def _reported(self, work: UnitOfWork, prepared: Prepared, acceptance: Acceptance, push: Push) -> Report:
        twin = self._twins.get(prepared.id) if acceptance.kind is Accepted.ADDED else None
        if self._by is not None:
            repeats = (twin.title or twin.body.text[:TITLE]) if twin else ""
            outcome = Outcome(acceptance, prepared.rubric, prepared.language, repeats)
            self.outcomes.setdefault(prepared.id, outcome)
        if acceptance.kind is Accepted.ADDED:
            hold = twin is not None or (push is Push.HOLD and self._is_young(prepared))
            if twin is not None:
                await hold_twin(work, acceptance.key, prepared, twin)
            elif hold:
                await work.held.add(acceptance.key)
            return Report(added=1, pushed=int(acceptance.pushed), held=int(hold))
        pushed = push is Push.WORD and await work.held.let_go(acceptance.key)
        if acceptance.kind is Accepted.UPDATED:
            if not self._origin.of_feed:
                await work.feeds.give_up(prepared.id)
            return Report(updated=1, pushed=int(pushed))
        return Report(unchanged=1, pushed=int(pushed))


def _prepared(ready: list[Ready]) -> list[Prepared]:
    return [item.prepared for item in ready if isinstance(item, PreparedArticle)]


def _distinct(ready: list[Ready]) -> list[Ready]:
    """The first items, up to the second of two articles with one id: it is a version of the first."""
    seen: set[str] = set()
    for place, item in enumerate(ready):
        if isinstance(item, PreparedArticle):
            if item.prepared.id in seen:
                return ready[:place]
            seen.add(item.prepared.id)
    return ready
