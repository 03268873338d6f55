"""The schema repeats the enums of the domain, and both databases have the same tables."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from domain.article import ArticleState
from domain.audience import Absence, ChatKind, Layout, Mode, RecipientState, Sound
from domain.delivery import BroadcastKind, BroadcastState, ClaimState, Fate, Urgency
from domain.draft import DraftState
from domain.feed import FeedState
from domain.newsroom import ApprovalState, BanState, Leaving, LetterState
from domain.photo import PhotoState
from domain.readers.alerts import StoryChoice
from domain.readers.nudge import NudgeKind
from domain.readers.place import PlaceEvent
from domain.team import Role
from domain.title_test import TestState
from storage.migrate import migrations
from storage.repositories.files import FileState

# An answer to a person belongs to no broadcast.
BROADCAST = {urgency.value for urgency in Urgency} - {Urgency.ANSWER.value}
ENUMS: dict[tuple[str, str], type[StrEnum] | set[str]] = {
    ("article", "state"): ArticleState,
    ("photo", "state"): PhotoState,
    ("recipient", "kind"): ChatKind,
    ("recipient", "state"): RecipientState,
    ("recipient", "absence"): Absence,
    ("recipient", "sound"): Sound,
    ("recipient", "layout"): Layout,
    ("subscription", "mode"): Mode,
    ("story_choice", "choice"): StoryChoice,
    ("place_news", "what"): PlaceEvent,
    ("broadcast", "kind"): BroadcastKind,
    ("broadcast", "urgency"): BROADCAST,
    ("broadcast", "state"): BroadcastState,
    ("circuit_breaker", "urgency"): BROADCAST,
    ("run", "state"): {"live", "lapsed", "ended"},
    ("claim", "state"): ClaimState,
    ("undelivered", "fate"): Fate,
    ("draft", "state"): DraftState,
    ("source_file", "state"): FileState,
    ("feed", "state"): FeedState,
    ("update_taken", "state"): {"taken", "done"},
    ("member", "role"): Role,
    ("invitation", "role"): Role,
    ("letter", "state"): LetterState,
    ("ban", "state"): BanState,
    ("approval", "state"): ApprovalState,
    ("leaving", "what"): Leaving,
    ("nudge", "what"): NudgeKind,
    ("title_test", "state"): TestState,
    ("search_index", "role"): {"serving", "building"},
}
_TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\)", re.DOTALL)
_CHECK = re.compile(r"CHECK \((\w+) IN \(('[^)]*)\)\)")
_COLUMN = re.compile(r'^    "?(\w+)"?\s+(?:[A-Z]|tsvector)', re.MULTILINE)
_NO_COLUMN = {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"}


def tables(dialect: str) -> dict[str, str]:
    """The inside of every CREATE TABLE."""
    return {name: inside for _, _, sql in migrations(dialect) for name, inside in _TABLE.findall(sql)}


def columns(inside: str) -> list[str]:
    return [name for name in _COLUMN.findall(inside) if name not in _NO_COLUMN]


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_every_check_repeats_its_enum_and_no_enum_goes_unchecked(dialect: str) -> None:
    checks = {
        (table, column): {value.strip(" '\n") for value in values.split(",")}
        for table, inside in tables(dialect).items()
        for column, values in _CHECK.findall(inside)
    }
    wanted = {place: {str(value) for value in enum} for place, enum in ENUMS.items()}
    assert checks == wanted


def test_both_databases_have_the_same_tables_and_columns() -> None:
    ours, theirs = (
        {table: columns(inside) for table, inside in tables(name).items()} for name in ("sqlite", "postgres")
    )
    # Full text lies in a virtual table of SQLite's own and in a tsvector of PostgreSQL's.
    theirs.pop("search_words", None)
    assert ours == theirs
    assert "recipient" in ours and ours["recipient"][:3] == ["id", "chat_id", "topic"]


def test_the_migrations_of_both_databases_have_the_same_names() -> None:
    assert [name for _, name, _ in migrations("sqlite")] == [name for _, name, _ in migrations("postgres")]


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_migrations_are_numbered_without_a_gap(dialect: str) -> None:
    numbers = [number for number, _, _ in migrations(dialect)]
    assert numbers == list(range(1, len(numbers) + 1))
