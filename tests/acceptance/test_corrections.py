"""A file, its correction and a recall on the real process, on each database: one message, edited, then gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.server import Playground
from tests.acceptance.conftest import OWNER, Program
from tests.postgres_server import PostgresServer


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def each_program(request: pytest.FixtureRequest, tmp_path: Path, telegram: Playground) -> AsyncIterator[Program]:
    made = Program(tmp_path, telegram)
    server: PostgresServer | None = None
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        made.settings["DATABASE_URL"] = server.fresh()
    yield made
    for running in made.started:
        if running.process.returncode is None:
            await running.is_killed()
    if server is not None:
        server.drop(made.settings["DATABASE_URL"])


async def test_a_corrected_file_edits_and_a_recall_deletes(each_program: Program, telegram: Playground) -> None:
    program = each_program
    reader, owner = telegram.add_person(1, "Әлия"), telegram.person(OWNER)
    await program.audience("1,kk,*\n")
    running = await program.runs(until="")
    await running.logs("folder.first_look", 60)
    program.writes("new.json", id="new", title="Қате тақырып", body="Мәтін осы.")
    await telegram.until(lambda: telegram.sent(1), 60)
    program.writes("new.json", id="new", title="Түзетілген тақырып", body="Мәтін осы.")
    await telegram.until(lambda: telegram.calls.of("editMessageText"), 60)
    assert [message.text.split("\n")[0] for message in reader.from_bot] == ["Түзетілген тақырып"]
    await owner.says("/recall new")
    await owner.presses(await owner.hears("Түзетілген тақырып"), "Yes")
    await telegram.until(lambda: telegram.calls.of("deleteMessage"), 60)
    assert reader.from_bot == []
    assert len(telegram.sent(1)) == 1
    assert await running.stops() == 0
