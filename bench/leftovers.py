"""What is left behind on PostgreSQL: an article goes through the troubles of bench/trouble.py, then each message in
each chat is held against its receipt.

`python -m bench.leftovers --rounds 10 --seed 1`: a round is a seed; one that is not clean tells what happened in it.
tests/delivery/cluster/test_leftovers.py asserts the same of one seed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections import Counter
from dataclasses import dataclass

import psycopg

from bench.nursery import nursed
from bench.stand_in import StandIn, stand_in
from bench.trouble import Trouble, version_of
from delivery.cluster.engine import Cluster
from domain.broadcast import BroadcastSummary
from domain.clock import SystemClock
from storage.store import Store
from tests.postgres_server import PostgresServer, private_server

RATE = 250
LATENCY = 0.06
WORKERS = 2
# What takes effect late, and is answered late, may be on its way for so long when all has ended (seconds).
LATE = 10.5
# A call may be read so long after it was sent, by a killed worker too, where the Bot API has much to do (seconds).
BUSY = 1.0
PATIENCE = 120.0
_AUDIENCE = """
INSERT INTO recipient (chat_id, topic, kind, state, language, created_at, changed_at)
SELECT n, 0, 'private', 'active', 'kk', 0, 0 FROM generate_series(1, {people}) n;
INSERT INTO subscription (recipient, rubric, mode, live, since)
SELECT id, 0, 'now', 1, 0 FROM recipient;
ANALYZE;
"""
_RECEIPTS = """
SELECT recipient.chat_id, receipt.message_id, receipt.version, article.shown_since, article.state = 'recalled'
FROM receipt JOIN recipient ON recipient.id = receipt.recipient JOIN article ON article.key = receipt.article
"""
_GIVEN_UP = "SELECT recipient FROM undelivered WHERE message_id = 0"


@dataclass(frozen=True, slots=True)
class Left:
    """What a round left in the chats.

    `known`: receipts. `behind`: known copies that are not as the article is now, with what they show. `unexplained`:
    copies without a receipt whose call was answered, with no kill after it. `cut`, `killed`: copies of unknown fate, by
    the version that they show; the answer was lost, or died with its process. `missing`: people without any copy of
    whom nothing is written down. `stuck`: what is still open. `twice` and `unknown`: as the broadcasts
    count them; `doubled`: chats with more than one copy.
    """

    known: int
    behind: list[str]
    unexplained: list[str]
    cut: dict[int, int]
    killed: dict[int, int]
    missing: int
    stuck: str
    possible_duplicates: int
    unknown: int
    doubled: int

    @property
    def is_clean(self) -> bool:
        return not (self.behind or self.unexplained or self.missing or self.stuck)


class Round:
    """One article on its way to `people`, with the trouble of a seed."""

    def __init__(self, server: PostgresServer, seed: int, people: int = 1000) -> None:
        self._server = server
        self._seed = seed
        self._people = people
        self.trouble: Trouble | None = None

    async def run(self) -> Left:
        url = self._server.fresh()
        self._server.run(_AUDIENCE.format(people=self._people), url.rsplit("/", 1)[1])
        store = await Store.open(url, SystemClock(), Cluster(url).engine)
        try:
            async with (
                stand_in(people=self._people, latency=LATENCY) as api,
                nursed(url, api.url, api.token, RATE) as workers,
            ):
                for _ in range(WORKERS):
                    await workers.begins()
                self.trouble = Trouble(self._seed, store, api, workers)
                await self.trouble.happens()
                stuck = await _quiet(store, self.trouble)
                return await self._look(api, url, stuck, await store.broadcasts.summaries())
        finally:
            await store.close()
            self._server.drop(url)

    async def _look(self, api: StandIn, url: str, stuck: str, broadcasts: list[BroadcastSummary]) -> Left:
        assert self.trouble is not None
        async with await psycopg.AsyncConnection.connect(url) as connection:
            receipts = await (await connection.execute(_RECEIPTS)).fetchall()
            given_up = {who for (who,) in await (await connection.execute(_GIVEN_UP)).fetchall()}
        stands = {(chat, number): version_of(text) for chat, number, text in (await api.ask("copies"))["copies"]}
        chats = Counter(chat for chat, _ in stands)
        behind = []
        for chat, number, version, wanted, recalled in receipts:
            shows = stands.pop((chat, number), 0)
            if recalled or shows != wanted or version < wanted:
                behind.append(f"chat {chat} message {number}: {wanted} wanted, receipt {version}, shows {shows}")
        unexplained, cut, killed = [], Counter[int](), Counter[int]()
        calls = await _calls(api)
        for (chat, number), shows in stands.items():
            at, status = calls.get((chat, number), (0.0, 200))
            if status != 200:
                cut[shows] += 1
            elif any(at - BUSY < kill < at + LATE for kill in self.trouble.kills):
                killed[shows] += 1
            else:
                when = self.trouble.since_begun(at)
                unexplained.append(f"chat {chat} message {number}: shows {shows}, its call of {when:.2f} was answered")
        owed = set() if self.trouble.recalled else set(range(1, self._people + 1)) - given_up - set(chats)
        maybe = sum(one.tally.possible_duplicates for one in broadcasts)
        doubled = sum(1 for count in chats.values() if count > 1)
        unknown = sum(one.tally.unknown for one in broadcasts)
        counted = (maybe, unknown, doubled)
        return Left(len(receipts), behind, unexplained, dict(cut), dict(killed), len(owed), stuck, *counted)


async def _quiet(store: Store, trouble: Trouble) -> str:
    """Waits until nothing is open; what still is after two minutes. Put aside after three kills: an owner's press."""
    until = time.monotonic() + PATIENCE
    while _open(found := await store.broadcasts.summaries()) and time.monotonic() < until:
        for one in found:
            if one.state in ("quarantined", "stopped"):
                trouble.tell(f"{one.kind} {one.id} is {one.state}: it goes on")
                async with store.transaction() as work:
                    await work.broadcasts.resume(one.id)
        await asyncio.sleep(0.2)
    await asyncio.sleep(LATE)
    while _open(found := await store.broadcasts.summaries()) and time.monotonic() < until:
        await asyncio.sleep(0.2)
    return ", ".join(f"{one.kind} {one.id} is {one.state}: {one.tally}" for one in _open(found))


def _open(found: list[BroadcastSummary]) -> list[BroadcastSummary]:
    return [one for one in found if one.state not in ("done", "cancelled", "superseded")]


async def _calls(api: StandIn) -> dict[tuple[int, int], tuple[float, int]]:
    """When each copy was asked for (monotonic seconds), and the status of the answer; 0: cut off."""
    found: dict[tuple[int, int], tuple[float, int]] = {}
    since = 0
    while True:
        page = await api.ask("calls", since=since)
        for at, method, chat, status, number in page["calls"]:
            if number and method == "sendMessage":
                found[chat, number] = (at, status)
        if page["next"] == since:
            return found
        since = page["next"]


def told(seed: int, one: Round, left: Left, took: float) -> str:
    assert one.trouble is not None
    unknown = f"unknown fate by version: {left.cut} cut, {left.killed} killed"
    counted = f"counted as maybe {left.possible_duplicates}, as unknown {left.unknown}"
    doubled = f"chats with two copies {left.doubled}, {counted}"
    line = f"seed {seed}: {len(one.trouble.kills)} kills, known {left.known}, {unknown}; {doubled}; {took:.0f} s"
    if left.is_clean:
        return line
    heads = [f"behind {len(left.behind)}, unexplained {len(left.unexplained)}, missing {left.missing}", left.stuck]
    return "\n".join([line, *one.trouble.told, *heads, *left.behind[:20], *left.unexplained[:20]])


async def main(seed: int, rounds: int, people: int) -> int:
    """How many rounds were not clean."""
    bad = 0
    with private_server() as server:
        for number in range(seed, seed + rounds):
            begun = time.monotonic()
            one = Round(server, number, people)
            left = await one.run()
            bad += not left.is_clean
            print(told(number, one, left, time.monotonic() - begun), flush=True)
    return bad


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int, default=1000)
    options = parser.parse_args()
    sys.exit(min(1, asyncio.run(main(options.seed, options.rounds, options.people))))
