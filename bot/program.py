"""What every part of a running program shares: made once at the start, closed at the end."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock.guard import ClockGuard
from bot.config import Settings
from bot.delivering import OpenDelivery
from bot.http.readiness import Readiness
from bot.periodic import TaskGuard
from bot.updates.leader_lease import LeaderLease
from sources.sandbox.readers import Readers
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Program:
    """`guard`: calls the periodic tasks. `readiness`: what /readyz tells.

    `readers`: read files and pictures from outside, for the folder and chats.
    """

    settings: Settings
    clock: ClockGuard
    store: Store
    delivery: OpenDelivery
    lease: LeaderLease
    guard: TaskGuard
    readiness: Readiness
    readers: Readers
