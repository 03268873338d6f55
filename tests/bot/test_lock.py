"""Two `run`s of one database never work at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.lock import is_locked, process_lock
from domain.errors import CannotStart

HOLD = """
import sys
from pathlib import Path
from bot.lock import process_lock
with process_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_and_told_who_holds_the_store(tmp_path: Path) -> None:
    database = tmp_path / "data" / "zharshy.db"
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(CannotStart) as caught, process_lock(database):
            pass
        assert caught.value.key == "start-second-run"
        assert caught.value.values["pid"] == str(other.pid)
        assert is_locked(database)
        other.kill()
    assert not is_locked(database)
    with process_lock(database):
        assert database.with_name("zharshy.db.lock").exists()


def test_the_lock_is_free_again_afterwards_and_holds_for_every_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "alias").symlink_to(tmp_path / "real")
    with (
        process_lock(tmp_path / "real" / "a.db"),
        pytest.raises(CannotStart),
        process_lock(tmp_path / "alias" / "a.db"),
    ):
        pass
    with process_lock(tmp_path / "alias" / "a.db"):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart) as caught, process_lock(tmp_path / "file" / "a.db"):
        pass
    assert caught.value.key == "start-folder-locked"


FULL = """
import resource, sys
from pathlib import Path
from bot.lock import process_lock
from domain.errors import CannotStart
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try:
    with process_lock(Path(sys.argv[1])):
        print("held")
except CannotStart as error:
    print(error.key, error.values["path"], bool(error.values["why"]))
"""


def test_a_disk_that_takes_not_one_byte_more_is_told_with_the_file(tmp_path: Path) -> None:
    database = tmp_path / "zharshy.db"
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run([sys.executable, "-c", FULL, str(database)], capture_output=True, text=True, cwd=root)
    assert ended.stdout == f"store-unusable {database} True\n", ended.stderr
