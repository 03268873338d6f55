"""`zharshy stats`: articles, chats by state, every broadcast with its counts."""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from typing import Any

from bot.cli.console import say
from bot.cli.open_store import with_store
from bot.config import Settings
from domain.audience import RecipientState
from domain.broadcast import BroadcastSummary
from domain.delivery import BroadcastState
from storage.store import Store

_SHOWN = 20
# Seconds between the two readings that tell the speed.
_LOOK = 2.0
_LINE = (
    "{kind:<7} {state:<10} {total:>9} {delivered:>9} {blocked:>8} {failed:>7} {unknown:>7} {maybe_twice:>7}  {article}"
)


def main(args: argparse.Namespace) -> int:
    async def task(_: Settings, store: Store) -> int:
        figures = await gather(store)
        if args.json:
            say(json.dumps(figures, ensure_ascii=False))
            return 0
        _print(figures)
        await _print_live(store)
        return 0

    return with_store(task)


async def gather(store: Store) -> dict[str, Any]:
    """The figures in the form that `stats --json` prints; broadcasts oldest first."""
    states = await store.recipients.count_by_state()
    return {
        "articles": await store.articles.count(),
        "recalled": await store.articles.recalled(),
        "chats": {state.value: states.get(state, 0) for state in RecipientState},
        "broadcasts": [_broadcast(one) for one in await store.broadcasts.summaries()],
    }


async def _print_live(store: Store) -> None:
    """What is being sent, how fast and until when: from two readings of the counts, `_LOOK` seconds apart."""
    if await store.facts.is_halted():
        say("pushes are halted by an owner")
    left = await store.facts.throttled_until() / 1000 - time.time()
    if left > 0:
        say(f"the rate is a tenth lower for {_minutes(left)} more: Telegram found the token too fast")
    before = _served(await store.broadcasts.summaries())
    if not before:
        return
    await asyncio.sleep(_LOOK)
    after = _served(await store.broadcasts.summaries())
    if not after:
        say("under way: nothing more, the last one has just ended")
        return
    rate = sum(after.get(broadcast, (done, 0))[0] - done for broadcast, (done, _) in before.items()) / _LOOK
    left = sum(total - done for done, total in after.values())
    until = f", done in about {_minutes(left / rate)}" if rate > 0 and left else ""
    say(f"under way: {rate:.0f}/s, {left} to go{until}")


def _served(broadcasts: list[BroadcastSummary]) -> dict[int, tuple[int, int]]:
    """(finished, all) recipients of each open broadcast."""
    found = {}
    for one in broadcasts:
        if one.state is BroadcastState.OPEN:
            tally = one.tally
            found[one.id] = (tally.delivered + tally.gone + tally.refused + tally.unknown, tally.total)
    return found


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _broadcast(one: BroadcastSummary) -> dict[str, Any]:
    tally = one.tally
    return {
        "article": one.article,
        "kind": one.kind.value,
        "state": one.state.value,
        "total": tally.total,
        "delivered": tally.delivered,
        "blocked": tally.gone,
        "failed": tally.refused,
        "unknown": tally.unknown,
        "maybe_twice": tally.possible_duplicates,
    }


def _print(figures: dict[str, Any]) -> None:
    recalled = f", {figures['recalled']} more recalled" if figures["recalled"] else ""
    say(f"articles  {figures['articles']}{recalled}")
    known = [f"{count} {state}" for state, count in figures["chats"].items() if count]
    say(f"chats     {', '.join(known) or 0}")
    broadcasts = figures["broadcasts"]
    if not broadcasts:
        say("broadcasts: none yet")
        return
    say(f"broadcasts: {len(broadcasts)}" + (f", the last {_SHOWN}" if len(broadcasts) > _SHOWN else ""))
    headings = {name: name for name in broadcasts[0]} | {"maybe_twice": "twice?"}
    for one in (headings, *broadcasts[-_SHOWN:]):
        say(_LINE.format(**one))
