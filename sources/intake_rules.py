"""What an intake is told: what happens to new articles, by which settings, and where they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.team import Member
from storage.repositories.article_versions import Acceptance


class Push(StrEnum):
    """What happens to a new article besides the archive.

    `archive`: nothing. `fresh`: it is pushed if it is younger than PUSH_MAX_AGE. `hold`: if it is that young, it waits
    for an owner's word. `word`: an owner's word; as `fresh`, and articles that were held are pushed too.
    """

    ARCHIVE = "archive"
    FRESH = "fresh"
    HOLD = "hold"
    WORD = "word"


# With these new articles are pushed.
PUSHES = (Push.FRESH, Push.WORD)


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """TIMEZONE, DEFAULT_LANGUAGE and PUSH_MAX_AGE."""

    zone: ZoneInfo
    default_language: str
    push_max_age: timedelta


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the store did with an article, or would do in a dry run. `rubric` as written, "" without one. `repeats`: the
    title of the earlier article whose story it tells, so that it was not pushed."""

    acceptance: Acceptance
    rubric: str
    language: str
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where articles come from. `by`: the member whose rights are checked, None for the newsroom's own files.
    `of_feed`: they are not the newsroom's own. `with_twins`: who sends them has seen which repeat an earlier story."""

    by: Member | None = None
    of_feed: bool = False
    with_twins: bool = False


# The newsroom's own files.
OWN_FILES = Origin()


@dataclass(frozen=True, slots=True)
class LargeImport:
    """Further items are read while articles are written. `is_alone`: whether nobody else writes to the store now."""

    is_alone: Callable[[], bool]
