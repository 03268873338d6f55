"""What handlers work with, made by bot/app.py and handed to them by parameter name."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.clock import Clock
from storage.store import Store
from text.i18n import Phrases


@dataclass(frozen=True, slots=True)
class Parts:
    """`owners`: ADMIN_IDS; `zone`: the newsroom's time zone; `default_language`: where nothing better is known;
    `rate`: messages a second (SEND_RATE)."""

    store: Store
    phrases: Phrases
    clock: Clock
    owners: frozenset[int]
    zone: ZoneInfo
    default_language: str
    rate: int = 28
