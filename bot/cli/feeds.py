"""`zharshy feeds`: the feeds that the bot polls: add, list, remove, ask now."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bot.cli.console import explain, say, warn
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED
from bot.cli.open_store import with_store
from bot.clock.known import command_clock
from bot.config import Settings
from bot.feeds import open_feeds
from domain.article import Manuscript
from domain.clock import SystemClock
from domain.errors import BadManuscript, CannotStart, ZharshyError
from domain.feed import Feed, FeedTrouble, NewFeed, shown_address
from sources.feeds.asking import check_address
from sources.feeds.connections import AT_ONCE
from sources.feeds.poller import FeedPoller
from sources.sandbox.messages import Only, Request
from sources.sandbox.readers import Readers
from storage.store import Store


def main(args: argparse.Namespace) -> int:
    ways = {"add": _add, "list": _list, "remove": _remove, "check": _check}

    clock = command_clock() if args.way in ("add", "check") else None

    async def task(settings: Settings, store: Store) -> int:
        with closing(Readers()) as readers:
            async with open_feeds(settings, store, clock or SystemClock(), readers) as poller:
                return await ways[args.way](_Tools(store, poller, readers), args)

    return with_store(task, create=args.way == "add", migrate=args.way == "add", clock=clock)


@dataclass(frozen=True, slots=True)
class _Tools:
    store: Store
    poller: FeedPoller
    readers: Readers


async def _add(tools: _Tools, args: argparse.Namespace) -> int:
    categories = _categories(args.map)
    if (file := Path(args.what)).is_file():
        return await _add_list(tools, file, NewFeed("", args.rubric, categories, args.full))
    answer = await tools.poller.add(NewFeed(args.what, args.rubric, categories, args.full))
    if answer.trouble is not None:
        warn(f"{answer.feed.shown}: {explain(answer.trouble)}")
        say(f"added {answer.feed.shown}; it could not be read just now, `zharshy run` asks again")
        return ALL_WELL
    say(f"added {answer.feed.shown}: {answer.added + answer.unchanged} articles into the archive")
    return ALL_WELL


def _categories(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        category, equals, rubric = (part.strip() for part in pair.rpartition("="))
        if not (category and equals and rubric):
            raise CannotStart("feed-map", value=pair)
        found[category.casefold()] = rubric
    return found


async def _add_list(tools: _Tools, file: Path, like: NewFeed) -> int:
    """The feeds of an OPML file, some at once: a slow server does not hold the others up. A bad one is named and the
    others are added."""
    places = asyncio.Semaphore(AT_ONCE)

    async def added(found: Manuscript | BadManuscript) -> bool:
        if isinstance(found, BadManuscript):
            warn(f"{file}: {explain(found)}")
            return False
        async with places:
            rubric = like.rubric or found.rubric
            return await _add_listed(tools.poller, replace(like, url=found.id, rubric=rubric))

    done = await asyncio.gather(*map(added, _feeds_in(file, tools.readers)))
    return ALL_WELL if all(done) else SOME_FAILED


async def _add_listed(poller: FeedPoller, new: NewFeed) -> bool:
    """Whether the feed is in the list now."""
    try:
        answer = await poller.add(new)
    except FeedTrouble as trouble:
        warn(f"{shown_address(new.url)}: {explain(trouble)}")
        return trouble.key == "feed-known"
    why = f" ({explain(answer.trouble)})" if answer.trouble else ""
    say(f"added {answer.feed.shown}: {answer.added + answer.unchanged} articles into the archive{why}")
    return True


def _feeds_in(file: Path, readers: Readers) -> Iterator[Manuscript | BadManuscript]:
    for found in readers.read(Request(file.name, path=str(file.absolute()), only=Only.FEEDS)):
        if isinstance(found, (Manuscript, BadManuscript)):
            yield found


async def _list(tools: _Tools, args: argparse.Namespace) -> int:
    feeds, counts = await tools.store.feeds.all(), await tools.store.feeds.count_articles()
    if args.json:
        rows = [
            {"url": one.shown, "rubric": one.rubric, "state": one.state, "articles": counts.get(one.id, 0)}
            for one in feeds
        ]
        say(json.dumps(rows, ensure_ascii=False))
        return ALL_WELL
    for one in feeds:
        why = f"  ({explain(one.trouble)})" if one.trouble else ""
        say(f"{one.state:<8} {counts.get(one.id, 0):>6}  {one.shown}  {one.rubric or '*'}{why}")
    if not feeds:
        say("no feed: add one with `zharshy feeds add URL`")
    return ALL_WELL


async def _remove(tools: _Tools, args: argparse.Namespace) -> int:
    feed = _named(args.url, await tools.store.feeds.all())
    if feed is None:
        raise FeedTrouble("feed-unknown", url=shown_address(args.url))
    async with tools.store.transaction() as work:
        await work.feeds.drop(feed.id)
    say(f"removed {feed.shown}; its articles stay")
    return ALL_WELL


def _named(url: str, feeds: list[Feed]) -> Feed | None:
    """By its address, with or without the password in it, written as one likes."""
    try:
        wanted = check_address(url)
    except FeedTrouble:
        wanted = url
    return next((one for one in feeds if one.url == wanted or one.shown == shown_address(wanted)), None)


async def _check(tools: _Tools, args: argparse.Namespace) -> int:
    feeds = await tools.store.feeds.all()
    wanted = {url: _named(url, feeds) for url in args.urls} if args.urls else {one.shown: one for one in feeds}
    results = await asyncio.gather(*(_ask(tools.poller, url, feed) for url, feed in wanted.items()))
    if args.json:
        say(json.dumps(results, ensure_ascii=False))
    else:
        for one in results:
            text = one["error"] or f"added {one['added']}, updated {one['updated']}"
            (warn if one["error"] else say)(f"{one['url']}: {text}")
    return SOME_FAILED if any(one["error"] for one in results) else ALL_WELL


async def _ask(poller: FeedPoller, url: str, feed: Feed | None) -> dict[str, object]:
    try:
        if feed is None:
            raise FeedTrouble("feed-unknown", url=shown_address(url))
        answer = await poller.ask(feed.id)
    except ZharshyError as error:
        return _result(shown_address(url), 0, 0, error)
    return _result(answer.feed.shown, answer.added, answer.updated, answer.trouble)


def _result(url: str, added: int, updated: int, error: ZharshyError | None) -> dict[str, object]:
    return {"url": url, "added": added, "updated": updated, "error": explain(error) if error else None}
