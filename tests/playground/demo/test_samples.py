"""The sample articles: enough of them, of the right length, in the formats of the contract, dated and dropped whole."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playground.demo.samples import archive_into, next_fresh

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
RUBRICS = {"Саясат", "Қоғам", "Экономика", "Спорт", "Мәдениет", "Әлем"}


def _page(text: str) -> dict[str, Any]:
    blocks = text.strip().split("\n\n")
    rubric, date = blocks[0].split(" • ")
    views, shown, minutes, reading = blocks[2].split("\n")
    assert (shown, reading) == ("көрсетілді", "оқу үшін")
    assert blocks[4] == blocks[1]
    return {
        "rubric": rubric,
        "date": date,
        "title": blocks[1],
        "views": int(views.removesuffix(" рет")),
        "reading_minutes": int(minutes.removesuffix(" мин")),
        "lead": blocks[3],
        "body": "\n\n".join(blocks[5:]),
    }


def _read(folder: Path) -> list[dict[str, Any]]:
    found = []
    for path in sorted(path for path in folder.iterdir() if path.suffix != ".jpg"):
        text = path.read_text(encoding="utf-8")
        found += [_page(text)] if path.suffix == ".txt" else [json.loads(line) for line in _objects(path, text)]
    return found


def _objects(path: Path, text: str) -> list[str]:
    return text.splitlines() if path.suffix == ".jsonl" else [text]


def test_the_archive_holds_enough_articles_of_every_rubric_language_and_format(tmp_path: Path) -> None:
    archive_into(tmp_path, NOW)
    articles = _read(tmp_path)
    assert len(articles) >= 24
    assert {article["rubric"] for article in articles} == RUBRICS
    languages = Counter(article.get("language") for article in articles)
    assert languages["ru"] >= 4
    assert languages["en"] >= 4
    assert {path.suffix for path in tmp_path.iterdir()} == {".txt", ".json", ".jsonl"}
    for article in articles:
        words = len(f"{article['lead']} {article['body']}".split())
        assert 120 <= words <= 300, article["title"]
        assert article["body"].count("\n\n") >= 2
    ids = [article["id"] for article in articles if "id" in article]
    assert len(set(ids)) == len(ids)
    assert len({article["title"] for article in articles}) == len(articles)


def test_dates_are_spread_over_the_last_two_weeks(tmp_path: Path) -> None:
    archive_into(tmp_path, NOW)
    articles = _read(tmp_path)
    moments = sorted(datetime.fromisoformat(a["published_at"]) for a in articles if "published_at" in a)
    assert NOW - timedelta(days=14, hours=3) <= moments[0] <= NOW - timedelta(days=12)
    assert NOW - timedelta(days=2) <= moments[-1] <= NOW - timedelta(hours=4)
    assert {article["date"].split(" ", 1)[1] for article in articles if "date" in article} <= {"Қараша, 2026"}
    assert archive_into(tmp_path, NOW) == []


def test_fresh_articles_are_dropped_one_by_one_with_todays_date_and_come_again_as_new_ones(tmp_path: Path) -> None:
    titles = [next_fresh(tmp_path, NOW) for _ in range(9)]
    assert len(set(titles)) == 8
    assert titles[8] == titles[0]
    articles = _read(tmp_path)
    assert len(articles) == 9
    assert all(a.get("published_at", "2026-11-24")[:10] == "2026-11-24" for a in articles)
    assert all(a.get("date", "24 Қараша, 2026") == "24 Қараша, 2026" for a in articles)
    ids = [article["id"] for article in articles if "id" in article]
    assert len(set(ids)) == len(ids)
    pictures = {path.name for path in tmp_path.glob("*.jpg")}
    assert pictures and {article["image"] for article in articles if "image" in article} == pictures
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
