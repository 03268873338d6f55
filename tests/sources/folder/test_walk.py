"""A folder that a person names is walked by name, one file after another, and each file comes once."""

from __future__ import annotations

import os
from pathlib import Path

from sources.folder.walk import walk
from sources.named_files import files_in


def test_files_come_in_the_order_of_their_paths_and_links_only_where_they_lead_inside(tmp_path: Path) -> None:
    root = tmp_path / "in"
    for path in ("a/2.txt", "a.txt", "a-b/1.txt", ".hidden/h.txt", "b.jpg", "z.txt"):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Мәтін.")
    (tmp_path / "outside.txt").write_text("Мәтін.")
    for link, target in (
        ("out.txt", "../outside.txt"),
        ("loop", "."),
        ("self", "self"),
        ("gone.txt", "nowhere"),
        ("k", "z.txt"),
    ):
        (root / link).symlink_to(target)
    os.mkfifo(root / "pipe.txt")
    assert list(walk(str(root))) == [
        ("a-b/1.txt", False), ("a.txt", False), ("a/2.txt", False), ("k", True), ("z.txt", False),
    ]  # fmt: skip


def test_a_file_behind_several_names_comes_once(tmp_path: Path) -> None:
    for path in ("in/b.txt", "in/.kept/c.txt", "alone.txt"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("Мәтін.")
    for link, target in (("a.txt", "b.txt"), ("c.txt", "b.txt"), ("d.txt", ".kept/c.txt"), ("e.txt", ".kept/c.txt")):
        (tmp_path / "in" / link).symlink_to(target)
    given = [tmp_path / "alone.txt", tmp_path / "in" / "b.txt", tmp_path, tmp_path / "in"]
    assert [file.label.removeprefix(f"{tmp_path}/") for file in files_in(given)] == [
        "alone.txt",
        "in/b.txt",
        "in/d.txt",
    ]
    again = files_in([tmp_path / "in", tmp_path / "in" / "a.txt"])
    assert [file.name for file in again] == ["a.txt", "d.txt"]
