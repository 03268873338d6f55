"""Looking at a folder of any size costs little and overlooks nothing."""

import os
import time
from pathlib import Path

from sources.folder.tree import Tree
from tests.growth import assert_much_cheaper


def aged(folder: Path) -> None:
    """As if nothing had happened in the folder for a while."""
    past = time.time() - 3600
    os.utime(folder, (past, past))


def filled(folder: Path, files: int) -> Tree:
    for number in range(files):
        (folder / f"{number}.txt").write_text("x")
    aged(folder)
    tree = Tree(folder)
    assert len(tree.changes(sweep=False)) == files
    return tree


def test_a_new_file_is_seen_by_a_quick_look_and_only_once(tmp_path: Path) -> None:
    tree = filled(tmp_path, 3)
    (tmp_path / "new.txt").write_text("x")
    assert list(tree.changes(sweep=False)) == ["new.txt"]
    assert tree.changes(sweep=False) == {}
    assert tree.changes(sweep=True) == {}


def test_a_file_replaced_by_another_is_seen_by_a_quick_look(tmp_path: Path) -> None:
    tree = filled(tmp_path, 3)
    (tmp_path / ".new").write_text("y")
    (tmp_path / ".new").rename(tmp_path / "1.txt")
    assert list(tree.changes(sweep=False)) == ["1.txt"]


def test_a_file_written_anew_in_place_is_seen_by_a_sweep(tmp_path: Path) -> None:
    tree = filled(tmp_path, 3)
    (tmp_path / "1.txt").write_text("longer")
    aged(tmp_path)
    assert list(tree.changes(sweep=True)) == ["1.txt"]


def test_new_subfolders_are_looked_into_and_lost_ones_forgotten(tmp_path: Path) -> None:
    tree = filled(tmp_path, 1)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "1.txt").write_text("x")
    assert list(tree.changes(sweep=False)) == ["a/b/1.txt"]
    (tmp_path / "a" / "b" / "1.txt").unlink()
    tree.changes(sweep=False)
    assert not tree.present("a/b/1.txt")
    (tmp_path / "a" / "b" / "1.txt").write_text("x")
    assert list(tree.changes(sweep=False)) == ["a/b/1.txt"]


def test_a_quick_look_at_ten_thousand_files_is_far_cheaper_than_a_sweep(tmp_path: Path) -> None:
    tree = filled(tmp_path, 10_000)
    assert_much_cheaper(lambda: tree.changes(sweep=False), lambda: tree.changes(sweep=True), 20)


def test_a_change_right_after_a_look_is_not_lost_in_the_grain_of_the_clock(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text("x")
        assert list(tree.changes(sweep=False)) == [f"{number}.txt"]
