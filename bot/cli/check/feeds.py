"""What `zharshy check` says of feeds, where there are any, and of the door for a CMS."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from bot.cli.check.result import CheckResult, ok, warning
from bot.cli.console import explain
from bot.config import Settings
from bot.parsing import LONG_TOKEN
from domain.clock import SystemClock
from domain.errors import ZharshyError
from domain.feed import Feed, FeedState
from storage.store import Store


def check_door(settings: Settings) -> Iterator[CheckResult]:
    """Nothing where there is no door."""
    token = settings.ingest_token.get_secret_value()
    if not token:
        return
    if not settings.http_listen:
        yield warning("door", "INGEST_TOKEN is set, but HTTP_LISTEN is not: POST /articles is nowhere; set both")
    elif len(token) < LONG_TOKEN:
        yield warning("door", f"INGEST_TOKEN is short: take {LONG_TOKEN} letters and digits at least")
    else:
        yield ok("door", f"POST /articles at {settings.http_listen}")


def check_feeds(settings: Settings) -> Iterator[CheckResult]:
    """Nothing where there is no store yet, or no feed. Whether the store is sound, others say."""
    if not settings.on_postgres and not settings.database_file.exists():
        return
    try:
        feeds = asyncio.run(_feeds(settings))
    except (ZharshyError, OSError):
        return
    if not feeds:
        return
    dead = [one for one in feeds if one.state is FeedState.DEAD]
    failing = [one for one in feeds if one.state is FeedState.FAILING]
    words = f"{len(feeds)} feed{'' if len(feeds) == 1 else 's'}"
    if dead or failing:
        worst = (dead or failing)[0]
        why = f" ({explain(worst.trouble)})" if worst.trouble else ""
        counts = f"{len(dead)} stopped, {len(failing)} failing"
        yield warning("feeds", f"{words}, {counts}: {worst.shown}{why}; `zharshy feeds list` names all")
    else:
        yield ok("feeds", words)


async def _feeds(settings: Settings) -> list[Feed]:
    store = await Store.open(settings.database, SystemClock(), may_upgrade=False)
    try:
        return await store.feeds.all()
    finally:
        await store.close()
