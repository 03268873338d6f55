"""How long an inline answer takes us over a large archive: `python -m bench.inline`.

From the arrival of `@bot words` to the answer that would go out, by the real handler on a real SQLite store; Telegram
is left out. The figure to reach: at most 60 ms at p99 over 100,000 articles.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.types import InlineQuery, User

from bench.search import SHARED, fill, judged
from domain.clock import SystemClock
from handlers.core.services import Services
from handlers.readers.inline import offer
from storage.store import Store
from text.i18n import Phrases

BOUND_MS = 60.0


class Outgoing:
    """In the place of the bot: takes the answer, as it would be sent."""

    def __init__(self) -> None:
        self.cards = 0

    async def me(self) -> User:
        return User(id=1, is_bot=True, first_name="Жаршы", username="zharshy_bot")

    async def __call__(self, method: Any) -> bool:
        self.cards += len(method.model_dump()["results"])
        return True


def as_typed(words: str, dice: random.Random) -> str:
    """What Telegram sends while a person types: the beginning of a query, cut anywhere behind its third letter."""
    return words[: dice.randint(3, max(3, len(words)))]


async def main(options: argparse.Namespace) -> int:
    dice = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/zharshy.db", SystemClock())
        try:
            await fill(store, options.data, options.copies)
            services = Services(store, Phrases.load(), SystemClock(), frozenset(), ZoneInfo("Asia/Almaty"), "kk")
            texts = [query["text"] for query in judged(options.data).queries]
            asked = ["", *(as_typed(dice.choice(texts), dice) for _ in range(options.count))]
            outgoing = Outgoing()
            both = [await one(outgoing, services, query, dice) for query in (*asked[:20], *asked)][20:]
            found = f"{await store.articles.count()} articles, {len(both)} queries, {outgoing.cards} cards"
        finally:
            await store.close()
    print(found)
    most = 0.0
    for name, column in (("wall clock", 0), ("CPU", 1)):
        took = sorted(pair[column] for pair in both)
        half, most = took[len(took) // 2], took[int(len(took) * 0.99)]
        print(f"{name}: p50 {half:.1f} ms, p99 {most:.1f} ms (bound {BOUND_MS:.0f} ms)")
    return int(most > BOUND_MS)


async def one(outgoing: Outgoing, services: Services, query: str, dice: random.Random) -> tuple[float, float]:
    """Milliseconds of one answer by the clock, and of CPU; every tenth is a later page."""
    who = User(id=1000 + dice.randrange(1000), is_bot=False, first_name="Ә", language_code="kk")
    offset = "10" if dice.random() < 0.1 else ""
    event = InlineQuery(id="1", from_user=who, query=query[:256], offset=offset)
    begun, worked = time.perf_counter(), time.process_time()
    await offer(event, cast(Bot, outgoing), services)
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=type(SHARED), default=SHARED, help="the folder of the judged queries")
    parser.add_argument("--copies", type=int, default=23, metavar="N", help="every passage so many times (23)")
    parser.add_argument("--count", type=int, default=1000, help="queries")
    raise SystemExit(asyncio.run(main(parser.parse_args())))
