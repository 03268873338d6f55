"""The small parts: typed text and its offsets, an article in one message, links, dialogues, buckets, phrases."""

from __future__ import annotations

import ast
import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import Chat, Message, MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import SystemClock
from domain.rich import Rich, SpanKind
from handlers.core import reader_callbacks as presses
from handlers.core.dialogue_state import OneAtATime, StoredDialogues
from handlers.core.flood import REMEMBERED, FloodMiddleware
from handlers.core.newsroom_callbacks import DraftPress
from handlers.core.typed_text import split_article, typed
from handlers.readers.deep_links import DeepLink, LinkKind, read_link
from storage.store import Store
from text.i18n import LANGUAGES, Phrases

HANDLERS = Path(presses.__file__).parents[1]


def message(text: str, *entities: tuple[str, int, int]) -> Message:
    marks = [MessageEntity(type=kind, offset=offset, length=length) for kind, offset, length in entities]
    return Message(
        message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"), text=text, entities=marks or None
    )


def test_offsets_count_characters_where_telegram_counts_units() -> None:
    rich = typed(message("😀а😀бв", ("bold", 3, 3)))
    (span,) = rich.spans
    assert rich.text[span.start : span.end] == "😀б"
    assert span.kind is SpanKind.BOLD


@given(st.text(max_size=40), st.integers(-5, 90), st.integers(-5, 90))
def test_no_entity_however_wrong_breaks_the_text(text: str, offset: int, length: int) -> None:
    rich = typed(message(text, ("italic", offset, length)))
    assert all(0 <= span.start < span.end <= len(rich.text) for span in rich.spans)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Тақырып", ("Тақырып", "", "")),
        ("Тақырып\n\nМәтін", ("Тақырып", "", "Мәтін")),
        ("Тақырып\n\nКіріспе\n\nМәтін", ("Тақырып", "Кіріспе", "Мәтін")),
        ("Тақырып\n\nКіріспе\nМәтін", ("Тақырып", "Кіріспе", "Мәтін")),
        ("Тақырып\nКіріспе\n \nБірінші\n\nЕкінші", ("Тақырып", "Кіріспе", "Бірінші\n\nЕкінші")),
        ("Тақырып\n\n" + "к" * 50 + "\n\nМәтін", ("Тақырып", "", "к" * 50 + "\n\nМәтін")),
        ("т" * 41 + "\n\nМәтін", ("", "", "т" * 41 + "\n\nМәтін")),
    ],
)
def test_an_article_in_one_message_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    title, lead, body = split_article(Rich(text), title_limit=40, lead_limit=49)
    assert (title, lead.text, body.text) == parts


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("r_sport", DeepLink(LinkKind.RUBRIC, "sport")),
        ("a_12", DeepLink(LinkKind.ARTICLE, "12")),
        ("a_real-page", DeepLink(LinkKind.ARTICLE, "real-page")),
        ("a_-12", DeepLink(LinkKind.KEY, "12")),
        ("q_0JbQsNC_0L7QvdC40Y8", DeepLink(LinkKind.QUERY, "Жапония")),
        ("q_Tokyo", DeepLink(LinkKind.QUERY, "Tokyo")),
        ("q_new_school", DeepLink(LinkKind.QUERY, "new school")),
        ("a_", None),
        ("a_ә", None),
        ("b_1", None),
        ("", None),
        (None, None),
        ("r_" + "x" * 63, None),
    ],
)
def test_links_mean_what_they_say(payload: str | None, link: DeepLink | None) -> None:
    assert read_link(payload) == link


async def test_a_dialogue_survives_a_restart_and_keeps_topics_apart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'd.db'}"
    here, there = StorageKey(1, -5, 7, 11), StorageKey(1, -5, 7, 12)
    store = await Store.open(url, SystemClock())
    dialogues = StoredDialogues(store)
    await dialogues.set_state(here, "Writing:title")
    await dialogues.update_data(here, {"draft": 3})
    await store.close()
    store = await Store.open(url, SystemClock())
    dialogues = StoredDialogues(store)
    assert await dialogues.get_state(here) == "Writing:title"
    assert await dialogues.get_data(here) == {"draft": 3}
    assert await dialogues.get_state(there) is None
    await dialogues.set_state(here, None)
    await dialogues.set_data(here, {})
    assert await store._rows.fetch("dialogue_get", -5, 7, 11) == []
    await store.close()


async def test_changes_of_one_dialogue_at_the_same_moment_are_all_kept(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'd.db'}", SystemClock())
    dialogues, key = StoredDialogues(store), StorageKey(1, 5, 5)
    await asyncio.gather(*(dialogues.update_data(key, {str(number): number}) for number in range(20)))
    assert len(await dialogues.get_data(key)) == 20
    await store.close()


async def test_locks_of_people_who_are_done_are_forgotten() -> None:
    isolation = OneAtATime()
    for number in range(50):
        async with isolation.lock(StorageKey(1, number, number)):
            assert len(isolation._locks) == 1
    assert len(isolation._locks) == 0


async def test_updates_of_one_person_wait_for_each_other() -> None:
    isolation, key, order = OneAtATime(), StorageKey(1, 5, 5), []

    async def update(name: str) -> None:
        async with isolation.lock(key):
            order.append(f"{name} begins")
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    await asyncio.gather(update("first"), update("second"))
    assert order == ["first begins", "first ends", "second begins", "second ends"]


def test_a_flood_by_many_people_takes_bounded_memory() -> None:
    flood = FloodMiddleware(SystemClock())
    for who in range(REMEMBERED + 500):
        flood._bucket(who)
    assert len(flood._buckets) == REMEMBERED


def test_the_longest_callback_data_fits_into_64_bytes() -> None:
    largest = 2**53 - 1
    data = DraftPress(do="continue", draft=largest, version=largest, rubric=largest).pack()
    assert len(data.encode()) <= 64


def said(tree: ast.AST) -> list[tuple[str, set[str] | None]]:
    """Keys and names of values of every phrase that a handler says."""
    found: list[tuple[str, set[str] | None]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in {"say", "plain", "tells"} or len(node.args) != 1:
            continue
        names = {word.arg for word in node.keywords if word.arg}
        if isinstance(node.args[0], ast.JoinedStr):
            # Keys that are put together: tests/text/test_locales.py.
            continue
        words = (each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant))
        found += [(word, names) for word in words if isinstance(word, str)]
    return found


def test_every_phrase_that_handlers_say_is_there_with_all_its_places(caplog: pytest.LogCaptureFixture) -> None:
    phrases = Phrases.load()
    calls: list[tuple[str, Any]] = []
    for file in sorted(HANDLERS.rglob("*.py")):
        calls += said(ast.parse(file.read_text("utf-8")))
    assert len(calls) > 60
    for key, names in calls:
        if key == "private":
            continue
        for language in LANGUAGES:
            phrases.say(language, key, **dict.fromkeys(names or set(), 1))
    assert caplog.text == ""
