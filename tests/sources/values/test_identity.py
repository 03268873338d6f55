"""Ids of articles that bring none: by title and date, whatever their number."""

import tracemalloc

from sources.values.identity import FileIds


def test_articles_with_one_title_and_date_are_numbered_and_all_others_differ() -> None:
    ids = FileIds("2026/archive.jsonl")
    first, other, again, third = (ids.of((title, "2026-03-10")) for title in ("Көпір", "Мектеп", "Көпір", " көпір "))
    assert first.startswith("2026/archive#")
    assert (again, third) == (f"{first}-2", f"{first}-3")
    assert other != first
    assert FileIds("2026/archive.jsonl").of(("Көпір", "2026-03-10")) == first
    assert len({ids.of((f"Тақырып {number}", "")) for number in range(3_000)}) == 3_000


def test_ids_of_a_large_file_take_little_memory() -> None:
    ids = FileIds("archive.jsonl")
    tracemalloc.start()
    try:
        for number in range(6_000):
            ids.of((str(number), ""))
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # As text in a dictionary each takes 130 bytes: a million of them took more than the reading process may.
    assert taken < 6_000 * 40
