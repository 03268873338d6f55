"""One line of the report of `zharshy check`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """`WARNING`: it works, and somebody should look at it. The exit code does not change."""

    OK = "ok"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`text`: what was found; if it is not ok, also the remedy."""

    subject: str
    state: State
    text: str


def ok(subject: str, text: str) -> CheckResult:
    return CheckResult(subject, State.OK, text)


def warning(subject: str, text: str) -> CheckResult:
    return CheckResult(subject, State.WARNING, text)


def bad(subject: str, text: str) -> CheckResult:
    return CheckResult(subject, State.BAD, text)


def ok_if(sound: bool, subject: str, text: str) -> CheckResult:
    return CheckResult(subject, State.OK if sound else State.BAD, text)
