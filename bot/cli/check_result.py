"""One line of the report of `zharshy check`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`text`: what was found; if it is not `ok`, also the remedy."""

    subject: str
    ok: bool
    text: str
