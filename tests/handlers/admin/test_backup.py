"""/backup: an owner gets a whole copy or its path; others get nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.handlers.newsroom import Newsroom


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Newsroom]:
    async with Newsroom(tmp_path) as newsroom:
        yield newsroom


@pytest.mark.postgres
async def test_postgresql_is_backed_up_by_its_own_tools(tmp_path: Path, postgres_url: str) -> None:
    async with Newsroom(tmp_path, url=postgres_url) as chat:
        owner = chat.owner()
        await owner.says("/backup")
        told = await owner.hears("pg_dump")
        assert postgres_url not in told.text
        assert await chat.store.audit.page(3) == []


async def test_an_owner_gets_a_whole_copy_as_a_document(chat: Newsroom, tmp_path: Path) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/backup")
    sent = await owner.hears("Тексерілген көшірме")
    copy = tmp_path / "copy.db"
    stored = sent.content.file
    assert stored is not None
    copy.write_bytes(stored.data)
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("SELECT title FROM article").fetchall() == [("Үкімет отырысы өтті",)]
    await chat.tg.until(lambda: not list(tmp_path.glob("*.backup.db")))
    (entry,) = await chat.store.audit.page(3)
    assert entry.what == "backed-up"


async def test_a_large_copy_stays_on_the_server(chat: Newsroom, tmp_path: Path) -> None:
    make_copy = chat.services.make_copy

    async def make_large_copy() -> Path:
        copy = await make_copy()
        os.truncate(copy, 46 * 1024 * 1024)
        return copy

    chat.dispatcher["make_copy"] = make_large_copy
    owner = chat.owner()
    await owner.says("/backup")
    told = await owner.hears("Telegram үшін тым үлкен")
    (copy,) = tmp_path.glob("*.backup.db")
    assert str(copy) in told.text


async def test_only_owners_get_a_copy(chat: Newsroom, tmp_path: Path) -> None:
    for person in (chat.reader(1001), await chat.author(), await chat.editor()):
        await person.says("/backup")
        await person.hears("Мұндай пәрмен жоқ")
    assert list(tmp_path.glob("*.backup.db")) == []
