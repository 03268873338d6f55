"""What a process counts of its delivery, from 0 at its start. The program exports it as metrics."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class DeliveryCounters:
    """`calls`: calls to Telegram by outcome. `uploads`: those that took a photo along. `photos_refused`: photos that
    Telegram refused."""

    calls: Counter[str] = field(default_factory=Counter)
    uploads: int = 0
    photos_refused: int = 0
