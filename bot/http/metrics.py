"""`/metrics` for Prometheus: figures of the store, and of this process."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from importlib.metadata import version
from typing import Any, Protocol

from prometheus_client import CollectorRegistry, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from delivery.engine.context import DeliveryContext
from domain.audience import RecipientState
from domain.delivery import Urgency
from domain.errors import StoreUnavailable
from domain.feed import FeedState
from storage.store import Store

# Seconds: from what no reader notices to what no reader waits for.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_OUTCOMES = ("delivered", "blocked", "failed", "unknown")
_CLASSES = tuple(urgency for urgency in Urgency if urgency is not Urgency.ANSWER)
_WHOLE = re.compile(rb"(?<=\d)\.0$", re.MULTILINE)

# The time of each series' start: not among our metrics.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Throttled(Protocol):
    """What counts the 429s that answers to people met."""

    throttled: int


class Metrics:
    """The metrics of one process. `answers` and `searches` take durations; the rest is read when a monitor asks."""

    def __init__(
        self,
        context: DeliveryContext,
        last_success: Mapping[str, float],
        budget: Throttled | None = None,
        owners: Collection[int] = (),
    ) -> None:
        """`last_success`: of each periodic task, monotonic. `budget`: of answers, in a process that answers people.

        `owners`: ADMIN_IDS.
        """
        self._owners = owners
        self._held_up = 0
        self._context = context
        self._last_success = last_success
        self._budget = budget
        # What became of asking feeds, and of what came through the door; set by who has them.
        self.feed_answers: Mapping[str, int] = {}
        self.door_counts: Mapping[str, int] = {}
        self._of_store: list[Metric] = []
        self._registry = CollectorRegistry()
        self._registry.register(self)
        self.answers = self._histogram("answer", "From an update's arrival to the end of its handling")
        self.searches = self._histogram("search", "Duration of a search")

    def _histogram(self, name: str, help_text: str) -> Histogram:
        return Histogram(f"zharshy_{name}_seconds", help_text, buckets=BUCKETS, registry=self._registry)

    async def render(self, held_up: int = 0) -> bytes:
        """All metrics as text. While the store is away, `zharshy_store_up` is 0 and those of the process are there.

        `held_up`: for how many reasons the process is not ready.
        """
        self._held_up = held_up
        store, now_ms = self._context.store, self._context.clock.now_ms()
        try:
            self._of_store = [metric async for metric in _read_store(store, now_ms)]
            self._of_store.append(await _count_owners_out_of_reach(store, self._owners))
        except StoreUnavailable:
            self._of_store = []
        # Counts stay written as whole numbers, as they were before prometheus_client wrote them.
        return _WHOLE.sub(b"", generate_latest(self._registry))

    def collect(self) -> Iterator[Metric]:
        """What `generate_latest` asks of a collector."""
        yield _gauge("info", "The version that runs", {(version("zharshy"),): 1}, "version")
        yield _gauge("store_up", "Whether the store answers", int(bool(self._of_store)))
        yield _gauge("held_up", "Reasons why the process is not ready, which /readyz names", self._held_up)
        yield from self._of_store
        yield from self._of_delivery()
        now = self._context.clock.monotonic()
        ages = {(name,): round(now - at, 3) for name, at in sorted(self._last_success.items())}
        yield _gauge("job_age_seconds", "Since a job of the timetable last ended well", ages, "job")

    def _of_delivery(self) -> Iterator[Metric]:
        context, counters = self._context, self._context.telegram.counters
        calls = {(outcome,): count for outcome, count in sorted(counters.calls.items())}
        throttled = {
            ("delivery",): counters.calls["retry_after"],
            ("answers",): self._budget.throttled if self._budget else 0,
        }
        yield _counter("calls", "Calls of this process's delivery by outcome", calls, "outcome")
        yield _counter("photo_uploads", "Photos that this process sent up to Telegram", counters.uploads)
        yield _counter("photos_refused", "Photos that went to nobody", counters.photos_refused)
        yield _counter("limited", "Answers 429 that this process met", throttled, "of")
        feeds = {(answer,): count for answer, count in sorted(self.feed_answers.items())}
        yield _counter("feed_polls", "Feeds that this process asked, by what came of it", feeds, "answer")
        door = {(status,): count for status, count in sorted(self.door_counts.items())}
        yield _counter("door_articles", "Articles that came through POST /articles of this process", door, "status")
        limiter = context.limiter
        yield _gauge("rate_limit", "Messages a second that may leave at present", round(limiter.rate, 3))
        throttled_seconds = round(limiter.throttle.seconds_left)
        yield _gauge("cautious_seconds", "How long the limit is still a tenth lower", throttled_seconds)
        yield _gauge("departures", "Messages that left this process in the last second", limiter.window.departed())
        yield _gauge("in_flight", "Calls without an answer yet", len(context.in_flight))


async def _read_store(store: Store, now_ms: int) -> AsyncIterator[Metric]:
    yield _gauge("articles", "Articles in the store", await store.articles.count())
    feeds = await store.feeds.count_by_state()
    yield _gauge("feeds", "Feeds by state", {(one,): feeds.get(one, 0) for one in FeedState}, "state")
    states = await store.recipients.count_by_state()
    yield _gauge("chats", "Chats by state", {(one,): states.get(one, 0) for one in RecipientState}, "state")
    outcomes = await store.figures.outcomes()
    sent = {(one.kind, outcome): getattr(one, outcome) for one in outcomes for outcome in _OUTCOMES}
    yield _counter("messages", "Messages of all time by outcome; all processes", sent, "kind", "outcome")
    twice = {(one.kind,): one.possible_duplicates for one in outcomes}
    yield _counter("maybe_twice", "Delivered messages that may have come twice; all processes", twice, "kind")
    depth = {one.urgency: one for one in await store.figures.depth()}
    waiting = {(one,): depth[one].messages if one in depth else 0 for one in _CLASSES}
    yield _gauge("waiting_messages", "Messages that are still to leave, about", waiting, "class")
    unfinished = {(one,): depth[one].broadcasts if one in depth else 0 for one in _CLASSES}
    yield _gauge("broadcasts_unfinished", "Broadcasts that are not at their end", unfinished, "class")
    ages = {(one,): max(0, now_ms - depth[one].oldest_at) / 1000 if one in depth else 0 for one in _CLASSES}
    yield _gauge("broadcast_age_seconds", "Age of the oldest unfinished broadcast", ages, "class")


async def _count_owners_out_of_reach(store: Store, owners: Collection[int]) -> Metric:
    """Of ADMIN_IDS and of those made owners in the chat: who never pressed Start, or blocked the bot."""
    out_of_reach = 0
    for owner in {*owners, *await store.team.owners()}:
        recipient = await store.recipients.find(owner)
        out_of_reach += recipient is None or recipient.state in (RecipientState.BLOCKED, RecipientState.GONE)
    return _gauge("owners_out_of_reach", "Owners who can't be told what goes wrong", out_of_reach)


# One value, or a value for each tuple of labels (strings).
Values = float | Mapping[Any, float]


def _gauge(name: str, help_text: str, values: Values, *labels: str) -> Metric:
    return _filled(GaugeMetricFamily(f"zharshy_{name}", help_text, labels=labels), values)


def _counter(name: str, help_text: str, values: Values, *labels: str) -> Metric:
    """prometheus_client adds `_total` to the name."""
    return _filled(CounterMetricFamily(f"zharshy_{name}", help_text, labels=labels), values)


def _filled(family: GaugeMetricFamily | CounterMetricFamily, values: Values) -> Metric:
    by_labels = values if isinstance(values, Mapping) else {(): values}
    for labels, value in by_labels.items():
        family.add_metric(labels, value)
    return family
