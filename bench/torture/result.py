"""What a case measured, and the bounds that it has to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Seconds from the end of a fault to the first message: after one of up to ten seconds, and after a longer one.
SHORT, LONG, TEN = 2.0, 6.0, 10.0
# Messages of unknown fate that a fault may cost beyond those in flight at its start.
BEYOND = 3
# A busy machine starts a timer late (seconds).
LATE = 0.3


@dataclass(frozen=True, slots=True)
class Result:
    """`lasted`: seconds of the fault; `silence`: from its end to the next message; `tried`: messages that left
    meanwhile; `why`: which bounds did not hold, "" when all did."""

    name: str
    lasted: float = 0.0
    silence: float = 0.0
    tried: int = 0
    lost: int = 0
    repeated: int = 0
    unknown: int = 0
    why: str = ""

    @property
    def well(self) -> bool:
        return not self.why


def silence_bound(seconds: float) -> float:
    return (SHORT if seconds <= TEN else LONG) + LATE


def joined(*reasons: str) -> str:
    return "; ".join(reason for reason in reasons if reason)


def counted(figures: Mapping[str, object], lost: int, repeated: int, most: float) -> str:
    """Which counts are wrong. Whoever has no copy is counted as unknown, and at most `most` copies are doubled."""
    unknown = int(str(figures.get("unknown", 0)))
    return joined(
        "" if figures.get("state") == "done" else f"the push is {figures.get('state')}",
        "" if lost <= unknown else f"{lost} lost, of which {unknown} are of unknown fate",
        "" if repeated <= most else f"{repeated} copies too many, at most {most:.0f}",
    )
