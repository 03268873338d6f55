"""A store whose pages are rubbish is refused in one line with the remedy, and left as it is."""

from __future__ import annotations

import random
from pathlib import Path

from storage.store import Store
from tests import builders
from tests.acceptance.conftest import Program

PAGE = 4096


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


async def fill(file: Path) -> None:
    store = await Store.open(f"sqlite:///{file}", builders.JumpingClock())
    await builders.crowd(store, 1, 2000)
    for number in range(10):
        await builders.accept(store, f"a{number}")
    await store.close()
