"""`zharshy stats`: articles, chats by state, every broadcast with its counts."""

from __future__ import annotations

import argparse
import json
from typing import Any

from bot.config import Settings
from bot.console import say
from bot.opened import on_store
from domain.audience import RecipientState
from storage.intents import Broadcast
from storage.store import Store

_SHOWN = 20


def main(args: argparse.Namespace) -> int:
    async def task(_: Settings, store: Store) -> int:
        figures = await gather(store)
        if args.json:
            say(json.dumps(figures, ensure_ascii=False))
        else:
            _print(figures)
        return 0

    return on_store(task)


async def gather(store: Store) -> dict[str, Any]:
    """The figures in the form that `stats --json` prints; broadcasts oldest first."""
    states = await store.recipients.count_by_state()
    return {
        "articles": await store.articles.count(),
        "chats": {state.value: states.get(state, 0) for state in RecipientState},
        "broadcasts": [_broadcast(one) for one in await store.intents.broadcasts()],
    }


def _broadcast(one: Broadcast) -> dict[str, Any]:
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
    }


def _print(figures: dict[str, Any]) -> None:
    say(f"articles  {figures['articles']}")
    known = [f"{count} {state}" for state, count in figures["chats"].items() if count]
    say(f"chats     {', '.join(known) or 0}")
    broadcasts = figures["broadcasts"]
    if not broadcasts:
        say("broadcasts: none yet")
        return
    say(f"broadcasts: {len(broadcasts)}" + (f", the last {_SHOWN}" if len(broadcasts) > _SHOWN else ""))
    say(f"{'kind':<7} {'state':<10} {'total':>9} {'delivered':>9} {'blocked':>8} {'failed':>7} {'unknown':>7}  article")
    for one in broadcasts[-_SHOWN:]:
        counts = f"{one['total']:>9} {one['delivered']:>9} {one['blocked']:>8} {one['failed']:>7} {one['unknown']:>7}"
        say(f"{one['kind']:<7} {one['state']:<10} {counts}  {one['article']}")
