"""What every part of a running program shares: made once at the start, closed at the end."""

from __future__ import annotations

from dataclasses import dataclass

from bot.config import Settings
from bot.delivering import OpenDelivery
from bot.periodic import TaskGuard
from bot.updates.leader_lease import LeaderLease
from domain.clock import Clock
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Program:
    """`guard`: calls the periodic tasks."""

    settings: Settings
    clock: Clock
    store: Store
    delivery: OpenDelivery
    lease: LeaderLease
    guard: TaskGuard
