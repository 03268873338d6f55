"""Delivery against the stand-in, beside aiogram's own send_message in the same run: `python -m bench.delivery`."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.stand_in import StandIn, busiest_second, stand_in
from delivery.content.bodies import Style
from delivery.engine.opening import open_context
from delivery.engine.runners import run_delivery
from delivery.http.client import BeforeSend, Telegram, do_nothing
from delivery.rate.limiter import LocalRateLimiter
from domain.article import Manuscript
from domain.audience import ChatKind
from domain.clock import SystemClock
from domain.outcomes import Outcome
from domain.rich import Rich
from storage.prepare import PrepareContext, prepare
from storage.repositories.recipients import NewRecipient
from storage.store import Store

ZONE = ZoneInfo("Asia/Almaty")
BODY = "Кеңес барысында тараптар өңір экономикасын жандандыру мәселелерін қарастырды. " * 20
LEAD = "Министрлер сауда мен инвестиция туралы келісті, келесі кездесу күзде өтеді."


class TimedTelegram(Telegram):
    """Notes when each call leaves."""

    departures: list[float]

    async def call(self, method: str, body: bytes, before_send: BeforeSend = do_nothing) -> Outcome:
        self.departures.append(time.monotonic())
        return await super().call(method, body, before_send)

    async def upload(
        self, method: str, body: bytes, picture: bytes | None, before_send: BeforeSend = do_nothing
    ) -> Outcome:
        self.departures.append(time.monotonic())
        return await super().upload(method, body, picture, before_send)


@dataclass(frozen=True, slots=True)
class Run:
    """`cpu`: seconds of this process a message; `rate`: messages a second from the first to the last departure."""

    rate: float
    cpu: float
    departures: int
    arrivals: int
    missing: int
    repeated: int
    first: float
    uploads: int


@asynccontextmanager
async def audience(folder: Path, people: int) -> AsyncIterator[Store]:
    """A store whose chats 1 … `people` follow one rubric."""
    store = await Store.open(f"sqlite:///{folder}/zharshy.db", SystemClock())
    try:
        async with store.transaction() as work:
            rubric = (await work.rubrics.named_or_new("Саясат")).key
        for start in range(1, people + 1, 2000):
            async with store.transaction() as work:
                for chat in range(start, min(start + 2000, people + 1)):
                    recipient = await work.recipients.met(NewRecipient(chat, ChatKind.PRIVATE, "kk"))
                    await work.recipients.follow(recipient.id, rubric)
        yield store
    finally:
        await store.close()


async def accept(store: Store, number: int, rubric: str = "Саясат", image: str = "") -> float:
    """Accepts one article to be pushed; seconds that its transaction took."""
    manuscript = Manuscript(f"bench-{number}", Rich(BODY), f"Мақала {number}", rubric, Rich(LEAD), image=image)
    prepared = prepare(manuscript, PrepareContext(time.time_ns() // 1_000_000, ZONE))
    begun = time.perf_counter()
    async with store.transaction() as work:
        await work.articles.accept(prepared, push=True)
    return time.perf_counter() - begun


async def ours(api: StandIn, people: int, rate: int, image: str = "") -> Run:
    """Pushes one article to everyone and waits until the broadcast is done."""
    with tempfile.TemporaryDirectory() as folder:
        async with audience(Path(folder), people) as store:
            async with TimedTelegram(api.url, api.token, connections=1000) as telegram:
                telegram.departures = []
                context = await open_context(
                    store, telegram, Style(ZONE, "zharshy_bot"), LocalRateLimiter(SystemClock(), rate)
                )
                driver = asyncio.create_task(run_delivery(context))
                await asyncio.sleep(1.5)
                cpu = time.process_time()
                await accept(store, 1, image=image)
                accepted = time.monotonic()
                while not [b for b in await store.broadcasts.summaries() if b.state == "done"]:
                    await asyncio.sleep(0.1)
                cpu = time.process_time() - cpu
                context.stop.set()
                await driver
            counts = await api.ask("counts", first=1, count=people)
            times = telegram.departures
            print([b.tally for b in await store.broadcasts.summaries()])
    return Run(
        rate=(len(times) - 1) / (times[-1] - times[0]),
        cpu=cpu / people,
        departures=busiest_second(times),
        arrivals=busiest_second(await api.arrivals("sendPhoto" if image else "sendMessage")),
        missing=len(counts["missing"]),
        repeated=len(counts["repeated"]),
        first=times[0] - accepted,
        uploads=telegram.counters.uploads,
    )


async def aiograms(api: StandIn, people: int) -> float:
    """CPU seconds a message of bare `bot.send_message`, 25 in flight, unpaced."""
    from aiogram import Bot
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    async with Bot(api.token, session=session) as bot:
        await bot.get_me()
        text = f"<b>Мақала</b>\n\n{LEAD}"
        cpu = time.process_time()
        for start in range(1, people + 1, 25):
            calls = [
                bot.send_message(chat, text, parse_mode="HTML") for chat in range(start, min(start + 25, people + 1))
            ]
            await asyncio.gather(*calls)
        return (time.process_time() - cpu) / people


async def main(people: int, rate: int, latency: float, *, photo: bool) -> None:
    async with stand_in(people=people, latency=latency) as api:
        run = await ours(api, people, rate)
    if photo:
        async with stand_in(people=people, latency=latency) as api:
            with_photo = await ours(api, people, rate, "https://example.kz/photo.jpg")
        ratio = with_photo.cpu / run.cpu
        print(
            f"with a photo: {with_photo.uploads} upload, missing {with_photo.missing}, repeated {with_photo.repeated}"
        )
        print(f"CPU a message: photo {with_photo.cpu * 1e6:.0f} us, text {run.cpu * 1e6:.0f} us, ratio {ratio:.2f}")
    sample = min(people, 4000)
    async with stand_in(people=sample, latency=latency) as api:
        bare = await aiograms(api, sample)
    print(f"people {people}, SEND_RATE {rate}, latency {latency * 1000:.0f} ms")
    print(f"rate {run.rate:.1f}/s ({run.rate / rate:.1%}), first message after {run.first * 1000:.0f} ms")
    print(f"busiest second: departures {run.departures}, arrivals {run.arrivals}")
    print(f"missing {run.missing}, repeated {run.repeated}")
    print(f"CPU a message: ours {run.cpu * 1e6:.0f} us, bare aiogram {bare * 1e6:.0f} us, ratio {run.cpu / bare:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--latency", type=float, default=0.06)
    parser.add_argument("--photo", action="store_true", help="the same once more, with a photo")
    options = parser.parse_args()
    asyncio.run(main(options.people, options.rate, options.latency, photo=options.photo))
