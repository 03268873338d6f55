"""The cases: a fault around a running push, what it cost, and whether every bound held."""

from __future__ import annotations

import asyncio
import signal
import time
from dataclasses import replace

from bench.torture.api import Fault
from bench.torture.busy import Lateness
from bench.torture.faults import REFUSALS, for_all, for_chat
from bench.torture.result import BEYOND, Result, counted, joined, silence_bound
from bench.torture.subject import OWNER, Subject, until
from bench.torture.troubles import Trouble
from tests.damage import damage_table

# Seconds after which the first message must have come, whatever the bound is.
_GIVE_UP = 90.0
# What a stop has (seconds).
_STOP = 10.0


async def passing(subject: Subject, name: str, trouble: Trouble, seconds: float) -> Result:
    """A fault in the middle of a push: it lasts so long, and everything goes on by itself."""
    api, people = subject.api, subject.people
    article = await _begun(subject)
    before, in_flight = len(api.seen.arrivals), api.seen.in_flight
    async with Lateness() as late:
        async with trouble(subject):
            began = time.monotonic()
            await asyncio.sleep(seconds)
        ended = time.monotonic()
        tried, answered = len(api.seen.arrivals) - before, len(api.seen.answered)
        await until(lambda: len(api.seen.answered) > answered, _GIVE_UP)
    silence = next((moment for moment in api.seen.answered if moment >= ended), ended + _GIVE_UP) - ended
    figures = await subject.done(article)
    lost, repeated = api.copies(article, people)
    # Until the first answer that fails, nothing is known: a round trip, and what a busy machine adds.
    most = in_flight + BEYOND + subject.rate * (api.latency + 0.1 + late.seconds)
    bound = silence_bound(seconds) + late.seconds
    why = joined(
        "" if silence <= bound else f"at most {bound:.1f} s of silence",
        counted(figures, lost, repeated, in_flight + tried),
        "" if name in _ANSWERS or tried <= most else f"at most {most:.0f} to leave",
    )
    return Result(name, ended - began, silence, tried, lost, repeated, int(figures.get("unknown", 0)), why)


# Faults that are no silence: each answer says that nothing was done, or the store alone is in trouble.
_ANSWERS = ("429 storm", "process frozen", "store locked", "disk full", "database frozen")


async def _begun(subject: Subject) -> int:
    article = subject.publish()
    assert await subject.until_sent(article, len(subject.people) // 4), "the push did not begin"
    return article


async def one_chat(subject: Subject, kind: str) -> Result:
    """One chat fails for ever: the rest of its rubric, another rubric and breaking news go on."""
    api, people = subject.api, subject.people
    # Another chat for each kind: what one learned of a chat must not help the next.
    bad = people[3 + list(REFUSALS).index(kind)]
    api.fault = for_chat(bad, kind)
    begun = time.monotonic()
    articles = [subject.publish(), subject.publish(), subject.publish("Спорт"), subject.publish("Спорт", breaking=True)]
    others = len(people) - 1
    least = len(articles) * others / subject.rate
    whole = [await subject.until_sent(one, others, least + 20) for one in articles]
    delay = max(0.0, time.monotonic() - begun - least)
    figures = await subject.done(articles[0], patience=200)
    took = time.monotonic() - begun
    api.fault = None
    rest = [person for person in people if person != bad]
    counts = [api.copies(one, rest) for one in articles]
    lost, repeated = sum(one for one, _ in counts), sum(one for _, one in counts)
    ends = kind == "429 for a day" or figures.get("state") == "done"
    why = joined(
        "" if all(whole) and delay <= 5 else f"all others had the four articles: {whole}, {delay:.0f} s late",
        "" if ends else f"the push is {figures.get('state')}",
        "" if not lost and not repeated else "the others are not to notice",
    )
    return Result(f"one chat: {kind}", took, delay, 0, lost, repeated, int(figures.get("unknown", 0)), why)


async def mass(subject: Subject, kind: str) -> Result:
    """Chats in a row refuse for a reason of the sender's: the broadcast stops itself and the owners are asked."""
    api = subject.api
    api.fault = for_all(kind, but=OWNER)
    calls, begun = len(api.seen.arrivals), time.monotonic()
    article = subject.publish()
    await until(lambda: len(api.seen.arrivals) - calls > 50, 30)
    told = await until(lambda: any(OWNER in chats for chats in api.seen.copies.values()), 30)
    tried = len(api.seen.arrivals) - calls
    state = (await subject.broadcast(article)).get("state")
    api.fault = None
    why = joined("" if state not in ("done", "open") else f"the push is {state}", "" if told else "no owner was told")
    return Result(f"mass refusal: {kind}", time.monotonic() - begun, 0, tried, why=why)


async def clock(subject: Subject, days: float, seconds: float) -> Result:
    """The wall clock is ahead for a while: no receipt is deleted, news stays news, and nothing stands still."""
    people = subject.people
    first = subject.publish()
    await subject.done(first)
    subject.set_clock(days * 86_400)
    begun = time.monotonic()
    await asyncio.sleep(2)
    second = subject.publish(published_at=_days_ago(0))
    meanwhile = await subject.until_sent(second, len(people), 30)
    await asyncio.sleep(max(0.0, begun + seconds - time.monotonic()))
    subject.set_clock(0)
    lasted = time.monotonic() - begun
    return await _after_the_clock(subject, f"clock {days:+.0f} days", lasted, (first, second), meanwhile=meanwhile)


async def clock_at_start(subject: Subject, days: float) -> Result:
    """The program starts, and cleans, with a clock that was set while it was down; then the clock is set right."""
    first = subject.publish()
    await subject.done(first)
    # The time that the last process saw is a minute old at most; that it was seen at all takes a second.
    await asyncio.sleep(2)
    await subject.stop()
    subject.set_clock(days * 86_400)
    await subject.start()
    begun = time.monotonic()
    await subject.logs("chat.started")
    await asyncio.sleep(5)
    subject.set_clock(0)
    return await _after_the_clock(subject, f"clock {days:+.0f} days at a start", time.monotonic() - begun, (first,))


async def clock_behind_at_start(subject: Subject, days: float) -> Result:
    """A board without a battery: it starts in 1970, and files come before its clock is set. None is news too early."""
    first = subject.publish()
    await subject.done(first)
    await asyncio.sleep(2)
    await subject.stop()
    subject.set_clock(-days * 86_400)
    await subject.start()
    begun = time.monotonic()
    await subject.logs("chat.started")
    old, fresh = (subject.publish(published_at=_days_ago(ago)) for ago in (3, 0))
    await asyncio.sleep(5)
    waits = not subject.api.seen.copies.get(old) and not subject.api.seen.copies.get(fresh)
    subject.set_clock(0)
    lasted = time.monotonic() - begun
    is_told = any("clock.behind" in line for line in subject.log)
    news = await subject.until_sent(fresh, len(subject.people), 30)
    name = f"clock -{days:.0f} days at a start"
    found = await _after_the_clock(subject, name, lasted, (first, fresh), meanwhile=news)
    early = "" if waits else "a file was taken by a clock that was behind"
    archived = "" if not subject.api.seen.copies.get(old) else "an article of three days ago was news"
    return replace(found, why=joined(found.why, early, archived, "" if is_told else "the log is silent"))


def _days_ago(days: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 86_400))


async def _after_the_clock(
    subject: Subject, name: str, lasted: float, sent: tuple[int, ...], *, meanwhile: bool = True
) -> Result:
    """The first article is corrected in every chat, and a fresh one reaches all."""
    api, people = subject.api, subject.people
    ended = time.monotonic()
    third = subject.publish()
    await until(lambda: len(api.seen.copies.get(third, {})) > 0, _GIVE_UP)
    silence = time.monotonic() - ended
    reached = await subject.until_sent(third, len(people))
    edits = api.seen.edits.total()
    subject.write(sent[0], rubric="Саясат", body="Мәтін түзетілді.")
    await until(lambda: api.seen.edits.total() - edits >= len(people), 60)
    corrected = api.seen.edits.total() - edits
    counts = [api.copies(one, people) for one in (*sent, third)]
    why = joined(
        "" if reached else "the article after it reached not all",
        "" if meanwhile else "an article of the same hour was no news",
        "" if corrected >= len(people) else f"{corrected} of {len(people)} copies corrected",
    )
    return Result(name, lasted, silence, 0, sum(lost for lost, _ in counts), sum(more for _, more in counts), 0, why)


async def stop(subject: Subject, name: str, fault: Fault | None, number: signal.Signals) -> Result:
    """A stop in the middle of a push while calls meet a fault; the next start ends the push."""
    api, people = subject.api, subject.people
    article = await _begun(subject)
    api.fault = fault
    await asyncio.sleep(0.3 if fault is None else 1.0)
    code, took = await subject.stop(number)
    api.fault = None
    await subject.start()
    figures = await subject.done(article)
    lost, repeated = api.copies(article, people)
    gentle = number is signal.SIGTERM
    most = 0 if gentle else max(2.0, subject.rate * (api.latency + 0.1))
    why = joined(
        "" if not gentle or (code == 0 and took <= _STOP) else f"ended with {code} after {took:.1f} s",
        counted(figures, lost, repeated, most),
    )
    return Result(f"{number.name} {name}", took, 0, 0, lost, repeated, int(figures.get("unknown", 0)), why)


async def three_kills(subject: Subject) -> Result:
    """SIGKILL three times in a push: what was in flight then does not hold up the rest."""
    api, people = subject.api, subject.people
    article = subject.publish()
    for part in (1, 2, 3):
        assert await subject.until_sent(article, part * len(people) // 12), "the push did not go on"
        await subject.stop(signal.SIGKILL)
        killed = time.monotonic()
        await subject.start()
    left = len(people) - len(api.seen.copies[article])
    first = await _first_answer_after(subject, killed)
    figures = await subject.done(article)
    took = time.monotonic() - killed - first
    lost, repeated = api.copies(article, people)
    # Last tries rest for five seconds from the start; the chat's import and a busy machine take some of the rate.
    most = max(5.0, left / subject.rate) + 3.0
    why = joined(
        "" if took <= most else f"{left} chats in {took:.1f} s, at most {most:.1f}",
        counted(figures, lost, repeated, 3 * subject.rate * (api.latency + 0.1)),
    )
    return Result("three kills at 1,000/s", took, first, left, lost, repeated, int(figures.get("unknown", 0)), why)


async def _first_answer_after(subject: Subject, moment: float) -> float:
    """Seconds from then to the first message."""
    answered = subject.api.seen.answered
    await until(lambda: bool(answered) and answered[-1] > moment, _GIVE_UP)
    return next(one for one in answered if one > moment) - moment


async def stop_without_store(subject: Subject, name: str, trouble: Trouble) -> Result:
    """A stop while the store refuses: within 10 s, code 1, one line, and the next start knows what it cost."""
    people = subject.people
    article = await _begun(subject)
    async with trouble(subject):
        await asyncio.sleep(1.0)
        code, took = await subject.stop()
    await subject.start()
    figures = await subject.done(article)
    lost, repeated = subject.api.copies(article, people)
    why = joined(
        "" if code == 1 and took <= _STOP else f"ended with {code} after {took:.1f} s",
        counted(figures, lost, repeated, 0),
    )
    return Result(f"SIGTERM while {name}", took, 0, 0, lost, repeated, int(figures.get("unknown", 0)), why)


async def damaged(subject: Subject) -> Result:
    """A page is rubbish when the program starts again: named, told, and the article is not to blame."""
    await subject.stop()
    await subject.let_go()
    damage_table(subject.file, "follower")
    await subject.start()
    begun = time.monotonic()
    article = subject.publish()
    named = await until(lambda: any("store.damaged" in line for line in subject.log), 30)
    told = await until(lambda: any(OWNER in chats for chats in subject.api.seen.copies.values()), 30)
    took = time.monotonic() - begun
    state = (await subject.broadcast(article)).get("state")
    code, seconds = await subject.stop()
    why = joined(
        "" if named and told else f"named: {named}, told: {told}",
        # None: the store could not take the article, whose file waits.
        "" if state in ("open", None) else f"the push is {state}",
        "" if code is not None and seconds <= _STOP else f"ended with {code} after {seconds:.1f} s",
    )
    return Result("damaged page", took, 0, 0, why=why)
