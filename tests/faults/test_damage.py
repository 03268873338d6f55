"""A store whose pages are rubbish: refused at the start; met later, it is named, told, and nothing is judged by it."""

from __future__ import annotations

import random
from pathlib import Path

import aiohttp

from playground.server import Playground
from storage.store import Store
from tests import builders
from tests.acceptance.conftest import OWNER, Program
from tests.damage import PAGE, damage_table
from tests.ports import free_port


async def test_run_refuses_a_damaged_store_names_the_remedy_and_touches_nothing(program: Program) -> None:
    file = program.folder / "data" / "zharshy.db"
    file.parent.mkdir()
    await fill(file)
    content = bytearray(file.read_bytes())
    for page in range(3, len(content) // PAGE, 3):
        content[page * PAGE : (page + 1) * PAGE] = random.randbytes(PAGE)
    file.write_bytes(content)
    code, out, err = await program.call("run")
    assert (code, out) == (1, "")
    assert "damaged" in err
    assert "zharshy restore" in err
    assert "Traceback" not in err
    assert file.read_bytes() == bytes(content)


async def test_a_damaged_page_that_a_push_meets_is_named_and_the_push_is_not_to_blame(
    program: Program, telegram: Playground
) -> None:
    telegram.add_range(1001, 20)
    await program.audience("".join(f"{person},kk,*\n" for person in range(1001, 1021)))
    damage_table(program.folder / "data" / "zharshy.db", "follower")
    port = free_port()
    program.settings["HTTP_LISTEN"] = f"127.0.0.1:{port}"
    running = await program.runs(until="folder.first_look")
    program.writes("new.json", id="new", title="Жаңа", body="Мәтін.")
    await running.logs("store.damaged", 30)
    await telegram.until(lambda: telegram.sent(OWNER), 30)
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/readyz") as answer:
        assert (answer.status, await answer.text()) == (503, "store-damaged\n")
    [push] = (await program.stats())["broadcasts"]
    assert push["state"] == "open", "a defect of the disk is no crash of the article"
    [told] = [str((call.params or {})["text"]) for call in telegram.sent(OWNER)]
    assert "zharshy restore" in told
    assert not [one for one in running.events if one["event"] in ("folder.bad_file", "delivery.step_failed")]
    assert (await program.call("check"))[0] == 1


async def fill(file: Path) -> None:
    store = await Store.open(f"sqlite:///{file}", builders.JumpingClock())
    await builders.crowd(store, 1, 2000)
    for number in range(10):
        await builders.accept(store, f"a{number}")
    await store.close()
