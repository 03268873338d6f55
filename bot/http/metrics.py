"""The text of `/metrics`, in the format of Prometheus: figures of the store, and of this process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version

from delivery.engine.context import Desk
from domain.audience import RecipientState
from domain.clock import Clock
from domain.delivery import Urgency
from domain.errors import StoreUnavailable
from domain.meters import METERS, Timing
from storage.store import Store

Values = Mapping[str, float]
"""Labels as they are written (`state="active"`, "" for none) -> value."""


async def metrics(store: Store, desk: Desk, clock: Clock) -> str:
    """All figures; while the store is away, `zharshy_store_up` is 0 and those of the process are there."""
    try:
        of_the_store = list(await _of_the_store(store, clock))
    except StoreUnavailable:
        of_the_store = []
    lines = [
        *_one("info", "gauge", "The version that runs", {f'version="{version("zharshy")}"': 1}),
        *_one("store_up", "gauge", "Whether the store answers", {"": int(bool(of_the_store))}),
        *of_the_store,
        *_of_delivery(desk),
        *_of_people(),
        *_one("job_age_seconds", "gauge", "Since a job of the timetable last ended well", _ages(clock)),
    ]
    return "\n".join([*lines, ""])


async def _of_the_store(store: Store, clock: Clock) -> Iterable[str]:
    states = await store.recipients.count_by_state()
    depth = {one.urgency: one for one in await store.figures.depth()}
    outcomes = await store.figures.outcomes()
    sent = {
        f'kind="{one.kind}",outcome="{outcome}"': getattr(one, outcome)
        for one in outcomes
        for outcome in ("delivered", "blocked", "failed", "unknown")
    }
    maybe_twice = {f'kind="{one.kind}"': one.possible_duplicates for one in outcomes}
    classes = [urgency for urgency in Urgency if urgency is not Urgency.ANSWER]
    waiting = {f'class="{one}"': depth[one].messages if one in depth else 0 for one in classes}
    unfinished = {f'class="{one}"': depth[one].broadcasts if one in depth else 0 for one in classes}
    now = clock.now_ms()
    ages = {f'class="{one}"': max(0, now - depth[one].oldest_at) / 1000 if one in depth else 0 for one in classes}
    return [
        *_one("articles", "gauge", "Articles in the store", {"": await store.articles.count()}),
        *_one("chats", "gauge", "Chats by state", {f'state="{one}"': states.get(one, 0) for one in RecipientState}),
        *_one("messages_total", "counter", "Messages of all time by outcome; all processes", sent),
        *_one(
            "maybe_twice_total", "counter", "Delivered messages that may have come twice; all processes", maybe_twice
        ),
        *_one("waiting_messages", "gauge", "Messages that are still to leave, about", waiting),
        *_one("broadcasts_unfinished", "gauge", "Broadcasts that are not at their end", unfinished),
        *_one("broadcast_age_seconds", "gauge", "Age of the oldest unfinished broadcast", ages),
    ]


def _of_delivery(desk: Desk) -> Iterable[str]:
    calls = {f'outcome="{outcome}"': count for outcome, count in sorted(METERS.calls.items())}
    limited = {'of="delivery"': METERS.calls["retry_after"], 'of="answers"': METERS.limited}
    return [
        *_one("calls_total", "counter", "Calls of this process's delivery by outcome", calls),
        *_one("photo_uploads_total", "counter", "Photos that this process sent up to Telegram", {"": METERS.uploads}),
        *_one("photos_refused_total", "counter", "Photos that went to nobody", {"": METERS.photos_refused}),
        *_one("limited_total", "counter", "Answers 429 that this process met", limited),
        *_one("rate_limit", "gauge", "Messages a second that may leave at present", {"": round(desk.gate.rate, 3)}),
        *_one(
            "cautious_seconds",
            "gauge",
            "How long the limit is still a tenth lower",
            {"": round(desk.gate.cautious_for)},
        ),
        *_one("departures", "gauge", "Messages that left this process in the last second", {"": desk.gate.rate_now()}),
        *_one("in_flight", "gauge", "Calls without an answer yet", {"": len(desk.flying)}),
    ]


def _of_people() -> Iterable[str]:
    return [
        *_timing("answer_seconds", "From an update's arrival to the end of its handling", METERS.answers),
        *_timing("search_seconds", "Duration of a search", METERS.searches),
    ]


def _ages(clock: Clock) -> Values:
    now = clock.monotonic()
    return {f'job="{name}"': round(now - at, 3) for name, at in sorted(METERS.looked.items())}


def _one(name: str, kind: str, help_text: str, values: Values) -> list[str]:
    shown = [f"zharshy_{name}{'{' + labels + '}' if labels else ''} {value}" for labels, value in values.items()]
    return [f"# HELP zharshy_{name} {help_text}", f"# TYPE zharshy_{name} {kind}", *shown]


def _timing(name: str, help_text: str, timing: Timing) -> list[str]:
    lines, so_far = [f"# HELP zharshy_{name} {help_text}", f"# TYPE zharshy_{name} histogram"], 0
    for bound, count in zip((*timing.bounds, "+Inf"), timing.counts, strict=True):
        so_far += count
        lines.append(f'zharshy_{name}_bucket{{le="{bound}"}} {so_far}')
    return [*lines, f"zharshy_{name}_sum {round(timing.total, 6)}", f"zharshy_{name}_count {so_far}"]
