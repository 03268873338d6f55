"""One asking of a feed: the answer, what is new in it, and the feed's row in the transaction of its last entry."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin

from domain.article import Manuscript
from domain.clock import Clock
from domain.errors import BadManuscript, NotFound, StoreUnavailable
from domain.feed import Feed, FeedAnswer, FeedState, FeedTrouble
from sources.feeds.asking import PAGE_TYPES, Asked, Fetched
from sources.feeds.entries import Change, changes
from sources.feeds.fetching import Fetcher
from sources.feeds.last_bodies import LastBodies
from sources.feeds.pages import WholePages, is_complete
from sources.feeds.timing import FAILURES, after_failure, after_success
from sources.held import announce_held, push_of
from sources.intake import Intake
from sources.intake_rules import IntakeRules, Origin, Push
from sources.parsed import Failure, FileEnd, IntakeItem, ParsedItem, Report
from sources.sandbox.messages import Only, Request
from sources.sandbox.readers import Readers
from storage.store import Store, UnitOfWork

# Processes that ended while they read what a feed gave; then that counts as a failure, and the feed rests for a while.
_DEATHS = 3
# Entries of a feed that are taken; the newest stand first. A large feed has 500.
_ENTRIES = 1_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FeedRules:
    """`every`: FEEDS_EVERY in seconds. `owners`: ADMIN_IDS names one."""

    intake: IntakeRules
    every: float
    owners: bool = False


@dataclass(frozen=True, slots=True)
class FeedTools:
    """What an asking works with."""

    store: Store
    clock: Clock
    readers: Readers
    fetcher: Fetcher
    pages: WholePages


@dataclass(frozen=True, slots=True)
class _FeedEnd(FileEnd):
    """The feed and its entries as they are after this asking: written with the last article, so that a kill before it
    makes the feed be read again, and one after it does not."""

    feed: Feed
    taken: Sequence[Change]

    async def write(self, work: UnitOfWork, failures: tuple[Failure, ...]) -> None:
        if await work.feeds.put(self.feed):
            await work.feeds.put_entries(self.feed.id, [change.entry for change in self.taken])

    def done(self, failures: tuple[Failure, ...]) -> None:
        for failure in failures[:5]:
            log.info("feed.entry_bad entry=%s reason=%s", failure.file, failure.error)


class FeedPoll:
    """Asks feeds. Two feeds may be asked at once; what they bring is taken in one after the other."""

    def __init__(self, tools: FeedTools, rules: FeedRules) -> None:
        self._tools = tools
        self._store = tools.store
        self._clock = tools.clock
        self._rules = rules
        self._taking = asyncio.Lock()
        self._bodies = LastBodies()
        self._intake: Intake | None = None

    def stop(self) -> None:
        """Lets an intake end after its present transaction; the next start reads the feed again."""
        if self._intake is not None:
            self._intake.stop()

    async def ask(self, feed: Feed) -> FeedAnswer:
        """Asks a feed and takes what is new. Raises StoreUnavailable, and NotFound for a feed that was removed."""
        try:
            if feed.begun >= _DEATHS:
                raise FeedTrouble("feed-ended-program")
            asked = Asked(feed.url, etag=feed.etag, modified=feed.modified, home=feed.typed_url)
            fetched = await self._tools.fetcher.get(asked)
            if fetched.body is None:
                return await self._unchanged(feed)
            if feed.read_at and self._bodies.is_last(feed, fetched):
                return await self._unchanged(replace(feed, etag=fetched.etag, modified=fetched.modified))
            answer = await self._take(feed, fetched)
            self._bodies.keep(feed, fetched, is_complete=answer.is_complete)
            return answer
        except FeedTrouble as trouble:
            return await self._failed(feed, trouble)
        except (StoreUnavailable, NotFound):
            raise
        except Exception as error:
            # A fault of ours costs this feed, and does not ask its server every second.
            log.exception("feed.fault url=%s", feed.shown)
            return await self._failed(feed, FeedTrouble("feed-broken", reason=type(error).__name__))

    async def feed_of_page(self, url: str) -> str:
        """The address of the first feed that a web page names; "" for none. Raises FeedTrouble."""
        fetched = await self._tools.fetcher.get(Asked(url, PAGE_TYPES))
        request = Request("page", data=fetched.body or b"", only=Only.FEED_LINKS)
        found = await asyncio.to_thread(lambda: list(self._tools.readers.read(request)))
        first = next((one for one in found if isinstance(one, Manuscript)), None)
        return "" if first is None else urljoin(urljoin(fetched.url, first.url), first.id)

    async def _unchanged(self, feed: Feed) -> FeedAnswer:
        feed = self._read_well(feed)
        async with self._store.transaction() as work:
            await work.feeds.put(feed)
        return FeedAnswer(feed)

    async def _take(self, feed: Feed, fetched: Fetched) -> FeedAnswer:
        async with self._begun(feed):
            return await self._take_begun(feed, fetched)

    @asynccontextmanager
    async def _begun(self, feed: Feed) -> AsyncIterator[None]:
        """Marks the feed while its bytes are read; a stop meanwhile is no fault of theirs."""
        async with self._store.transaction() as work:
            await work.feeds.begin(feed.id)
        try:
            yield
        except asyncio.CancelledError:
            async with self._store.transaction() as work:
                await work.feeds.put(replace(feed, begun=0))
            raise

    async def _take_begun(self, feed: Feed, fetched: Fetched) -> FeedAnswer:
        now = datetime.fromtimestamp(self._clock.now_ms() / 1000, self._rules.intake.zone)
        found = await self._read(feed, fetched, now)
        if feed.whole_pages:
            # Pages take their time, in which a kill is no fault of what was read.
            async with self._store.transaction() as work:
                await work.feeds.read(feed.id)
            listed = await changes(found, feed, self._store)
            listed = await self._tools.pages.add_to(listed, feed, now)
            async with self._taking:
                return await self._take_in(feed, fetched, listed)
        async with self._taking:
            # Inside, so that of two feeds with one article only the first is its owner.
            return await self._take_in(feed, fetched, await changes(found, feed, self._store))

    async def _read(self, feed: Feed, fetched: Fetched, now: datetime) -> list[Manuscript]:
        """The entries. Raises FeedTrouble when there is no feed, or it breaks off before the first."""
        request = Request(feed.known_as, now, data=fetched.body or b"", only=Only.FEED, charset=fetched.charset)
        found = await asyncio.to_thread(lambda: list(islice(self._tools.readers.read(request), _ENTRIES)))
        entries = [one for one in found if isinstance(one, Manuscript)]
        wrong = next((one for one in found if isinstance(one, BadManuscript)), None)
        if wrong is not None and not entries and wrong.key not in ("source-feed-empty", "source-no-body"):
            trouble = FeedTrouble(wrong.key, **{name: v for name, v in wrong.values.items() if name != "place"})
            trouble.lasting = wrong.key in ("source-no-feed", "source-not-text")
            raise trouble
        return entries

    async def _take_in(self, feed: Feed, fetched: Fetched, listed: list[Change]) -> FeedAnswer:
        feed = await self._store.feeds.get(feed.id)
        mine = [change for change in listed if change.is_taken]
        fresh = sum(change.is_new for change in mine)
        read = self._read_well(feed, news=fresh > 0)
        if is_complete(listed):
            read = replace(read, etag=fetched.etag, modified=fetched.modified)
        else:
            read = replace(read, etag="", modified="")
        read = await self._moved(read, fetched)
        push = await self._push_of(feed, fresh)
        self._intake = Intake(self._store, self._clock, self._rules.intake, origin=Origin(of_feed=True))
        try:
            report = await self._intake.take(_items(read, mine, listed), push)
        finally:
            self._intake = None
        if report.held and push is Push.HOLD:
            await announce_held(self._store, self._clock, feed.shown, report.held)
        self._log(read, report)
        counts = (report.added, report.updated, report.unchanged, report.pushed, report.held)
        return FeedAnswer(read, *counts, is_complete=is_complete(listed) and not report.failed)

    async def _push_of(self, feed: Feed, fresh: int) -> Push:
        """What a feed holds when it is read for the first time is no news."""
        if not feed.read_at:
            return Push.ARCHIVE
        return await push_of(self._store, fresh, owners=self._rules.owners)

    async def _moved(self, feed: Feed, fetched: Fetched) -> Feed:
        """A feed whose server says that it moved for good follows; what it gave there was read as a feed."""
        if not fetched.moved_to or await self._store.feeds.with_url(fetched.moved_to):
            return feed
        moved = replace(feed, url=fetched.moved_to)
        log.info("feed.moved from=%s to=%s", feed.shown, moved.shown)
        return moved

    async def _failed(self, feed: Feed, trouble: FeedTrouble) -> FeedAnswer:
        now = self._clock.now_ms()
        failures = feed.failures + (0 if trouble.is_wait else 1)
        is_dead = trouble.gone or failures >= FAILURES
        state = FeedState.DEAD if is_dead else feed.state if trouble.is_wait else FeedState.FAILING
        due = after_failure(now, failures, self._rules.every, trouble)
        after = replace(feed, state=state, failures=failures, due_at=due, trouble=trouble)
        async with self._store.transaction() as work:
            known = await work.feeds.put(after)
            # One that dies at the first question was just typed: who typed it is told there.
            if is_dead and known and feed.state is not FeedState.DEAD and (feed.read_at or feed.trouble):
                values: dict[str, str | int] = {"url": feed.shown, "trouble": trouble.key, **trouble.values}
                await work.notices.add(f"feed-dead:{feed.id}:{now}", "feed-told-dead", values)
        if not known:
            raise NotFound("feed-unknown", url=feed.shown)
        level = logging.WARNING if is_dead and (feed.read_at or feed.trouble) else logging.INFO
        log.log(level, "feed.failed url=%s state=%s failures=%d reason=%s", feed.shown, state, failures, trouble)
        return FeedAnswer(after, trouble=trouble)

    def _read_well(self, feed: Feed, *, news: bool = False) -> Feed:
        now = self._clock.now_ms()
        # A clock that was ahead when news came must not keep the feed from being asked less often.
        news_at = now if news or not 0 < feed.news_at <= now else feed.news_at
        due = after_success(now, news_at, self._rules.every)
        changed = replace(feed, state=FeedState.ACTIVE, due_at=due, failures=0, begun=0, trouble=None)
        return replace(changed, news_at=news_at, read_at=now)

    def _log(self, feed: Feed, report: Report) -> None:
        if report.added or report.updated or report.failed:
            log.info(
                "feed.taken url=%s added=%d updated=%d pushed=%d held=%d failed=%d",
                *(feed.shown, report.added, report.updated, report.pushed, report.held, len(report.failed)),
            )


def _items(feed: Feed, mine: Sequence[Change], taken: Sequence[Change]) -> Iterator[IntakeItem]:
    for change in mine:
        yield ParsedItem(change.found.url or f"{feed.shown} {change.found.id}", change.found)
    yield _FeedEnd(feed, taken)
