"""The cases: a fault, how long it lasts, what is measured, and the bound that it has to keep."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TypeAlias

from bench.torture.api import Fault, FaultyApi
from bench.torture.faults import LINE, STORM, for_all, for_chat
from bench.torture.subject import OWNER, Subject, until

# Messages of unknown fate that a fault may cost beyond those in flight at its start (CONTRACT §6).
BEYOND = 3
SHORT, LONG = 2.0, 6.0


@dataclass(frozen=True, slots=True)
class Result:
    """`silence`: from the end of the fault to the next message, seconds; `tried`: messages that left meanwhile;
    `well`: whether every bound held; `why`: which did not."""

    name: str
    lasted: float
    silence: float
    tried: int
    lost: int
    repeated: int
    unknown: int
    why: str = ""

    @property
    def well(self) -> bool:
        return not self.why


Trouble: TypeAlias = Callable[[Subject], AbstractAsyncContextManager[None]]


def of_line(fault: Fault) -> Trouble:
    """Every call meets the fault."""

    @asynccontextmanager
    async def stands(subject: Subject) -> AsyncIterator[None]:
        subject.api.fault = fault
        try:
            yield
        finally:
            subject.api.fault = None

    return stands


@asynccontextmanager
async def _nobody(subject: Subject) -> AsyncIterator[None]:
    await subject.api.closes()
    try:
        yield
    finally:
        await subject.api.opens()


@asynccontextmanager
async def _frozen(subject: Subject) -> AsyncIterator[None]:
    subject.signals(signal.SIGSTOP)
    try:
        yield
    finally:
        subject.signals(signal.SIGCONT)


@asynccontextmanager
async def _locked(subject: Subject) -> AsyncIterator[None]:
    async with subject.locked():
        yield


@asynccontextmanager
async def _full(subject: Subject) -> AsyncIterator[None]:
    async with subject.full():
        yield


TROUBLES: dict[str, Trouble] = {name: of_line(fault) for name, fault in LINE.items()} | {
    "nobody there": _nobody,
    "429 storm": of_line(STORM),
    "process frozen": _frozen,
}
SQLITE_TROUBLES: dict[str, Trouble] = {"store locked": _locked, "disk full": _full}


async def passing(subject: Subject, name: str, trouble: Trouble, seconds: float) -> Result:
    """A fault in the middle of a push: it lasts so long, and everything goes on by itself."""
    api, people = subject.api, subject.people
    article = subject.publishes()
    assert await subject.until_sent(article, len(people) // 4), "the push did not begin"
    before = len(api.seen.arrivals)
    in_flight = api.seen.in_flight
    async with trouble(subject):
        await asyncio.sleep(seconds)
    ended = time.monotonic()
    tried = len(api.seen.arrivals) - before
    answered = len(api.seen.answered)
    await until(lambda: len(api.seen.answered) > answered, 90)
    silence = next((t for t in api.seen.answered if t >= ended), ended + 90) - ended
    figures = await subject.done(article)
    lost, repeated = api.copies(article, people)
    bound = SHORT if seconds <= 10 else LONG
    why = _why(silence, bound, lost, tried, in_flight, figures, counts_tries=name not in ("429 storm",))
    unknown = int(figures.get("unknown", 0))
    return Result(name, seconds, silence, tried, lost, repeated, unknown, why)


def _why(
    silence: float,
    bound: float,
    lost: int,
    tried: int,
    in_flight: int,
    figures: dict[str, object],
    *,
    counts_tries: bool,
) -> str:
    found = []
    if silence > bound:
        found.append(f"silent for {silence:.1f} s, at most {bound:.0f}")
    if lost:
        found.append(f"lost {lost}")
    if figures.get("state") != "done":
        found.append(f"the broadcast is {figures.get('state')}")
    if counts_tries and tried > in_flight + BEYOND + 2:
        found.append(f"{tried} left while it lasted, {in_flight} were in flight")
    return "; ".join(found)


async def one_chat(subject: Subject, kind: str) -> Result:
    """One chat fails for ever: the rest of its rubric, another rubric and breaking news go on."""
    api, people = subject.api, subject.people
    api.fault = for_chat(people[3], kind)
    begun = time.monotonic()
    first = subject.publishes()
    second, other = subject.publishes(), subject.publishes("Спорт")
    others = len(people) - 1
    patience = 3 * others / subject.rate + 20
    whole = [await subject.until_sent(one, others, patience) for one in (first, second, other)]
    took = time.monotonic() - begun
    figures = await subject.done(first, patience=200)
    api.fault = None
    rest = [person for person in people if person != people[3]]
    lost = sum(api.copies(one, rest)[0] for one in (first, second, other))
    repeated = sum(api.copies(one, rest)[1] for one in (first, second, other))
    why = "" if all(whole) and not lost else f"reached all others of the three articles: {whole}"
    if figures.get("state") != "done":
        why += f" the broadcast is {figures.get('state')}"
    excess = max(0.0, took - 3 * others / subject.rate)
    return Result(f"one chat: {kind}", took, excess, 0, lost, repeated, int(figures.get("unknown", 0)), why)


async def mass(subject: Subject, kind: str) -> Result:
    """Chats in a row refuse for a reason of the sender's: the broadcast stops itself and the owners are asked."""
    api = subject.api
    api.fault = for_all(kind)
    calls = len(api.seen.arrivals)
    article = subject.publishes()
    begun = time.monotonic()
    await until(lambda: len(api.seen.arrivals) - calls > 50, 30)
    await asyncio.sleep(4)
    tried = len(api.seen.arrivals) - calls
    api.fault = None
    told = await until(lambda: any(chat == OWNER for _, chats in api.seen.copies.items() for chat in chats), 30)
    figures = await subject.broadcast(article)
    why = "" if figures.get("state") not in ("done", "open") else f"the broadcast is {figures.get('state')}"
    why += "" if told else " the owner was not told"
    return Result(f"mass refusal: {kind}", time.monotonic() - begun, 0, tried, 0, 0, 0, why.strip())


async def clock(subject: Subject, days: float, seconds: float) -> Result:
    """The wall clock is ahead for a while: nothing is deleted, and nothing stands still."""
    api, people = subject.api, subject.people
    first = subject.publishes()
    await subject.done(first)
    subject.sets_clock(days * 86_400)
    second = subject.publishes(published_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    begun = time.monotonic()
    await asyncio.sleep(seconds)
    subject.sets_clock(0)
    third = subject.publishes()
    sent = await subject.until_sent(third, len(people), 60)
    took = time.monotonic() - begun - seconds
    calls = api.seen.edits.total()
    corrected = subject.folder / "articles" / f"{first}.json"
    corrected.write_text(corrected.read_text("utf-8").replace("Мәтін бар.", "Мәтін түзетілді."), "utf-8")
    await until(lambda: api.seen.edits.total() - calls >= len(people), 60)
    edited = api.seen.edits.total() - calls
    lost, repeated = api.copies(third, people)
    why = "" if sent and edited >= len(people) else f"third article sent: {sent}; {edited} of {len(people)} corrected"
    return Result(f"clock {days:+.0f} days", seconds, took, second and 0, lost, repeated, 0, why)


async def stop(subject: Subject, name: str, fault: Fault | None, number: signal.Signals) -> Result:
    """A stop in the middle of a push while calls meet a fault; the next start ends the push."""
    api, people = subject.api, subject.people
    article = subject.publishes()
    assert await subject.until_sent(article, len(people) // 4), "the push did not begin"
    api.fault = fault
    await asyncio.sleep(0.3 if fault is None else 1.0)
    code, took = await subject.stops(number)
    api.fault = None
    await subject.starts()
    figures = await subject.done(article)
    lost, repeated = api.copies(article, people)
    unknown = int(figures.get("unknown", 0))
    gentle = number is signal.SIGTERM
    bound = 0 if gentle else max(2.0, subject.rate * (api.latency + 0.1))
    why = [] if not gentle or (code == 0 and took <= 10) else [f"ended with {code} after {took:.1f} s"]
    if repeated > bound:
        why.append(f"{repeated} copies too many, at most {bound:.0f}")
    if lost > unknown:
        why.append(f"lost {lost}; {unknown} of them are of unknown fate")
    return Result(f"{number.name} {name}", took, 0, 0, lost, repeated, unknown, "; ".join(why))


async def stop_without_store(subject: Subject, name: str, trouble: Trouble) -> Result:
    """A stop while the store refuses: within 10 s, code 1, one line, and the next start knows what it cost."""
    people = subject.people
    article = subject.publishes()
    assert await subject.until_sent(article, len(people) // 4), "the push did not begin"
    async with trouble(subject):
        await asyncio.sleep(1.0)
        code, took = await subject.stops()
    await subject.starts()
    figures = await subject.done(article)
    lost, repeated = subject.api.copies(article, people)
    unknown = int(figures.get("unknown", 0))
    why = [] if code == 1 and took <= 10 else [f"ended with {code} after {took:.1f} s"]
    if repeated > max(2.0, subject.rate * (subject.api.latency + 0.1)) or lost > unknown:
        why.append(f"lost {lost}, repeated {repeated}")
    return Result(f"SIGTERM while {name}", took, 0, 0, lost, repeated, unknown, "; ".join(why))


def new_api() -> FaultyApi:
    return FaultyApi()
