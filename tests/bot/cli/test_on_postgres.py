"""The commands on a PostgreSQL store: the same answers as on SQLite, or the line of the tool that is right there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Zharshy

pytestmark = pytest.mark.postgres

ARTICLES = [
    {"id": "1", "title": "Жаңа көпір ашылды", "rubric": "Қоғам", "body": "Қалада жаңа көпір ашылды."},
    {"id": "2", "title": "Мектеп жөнделді", "rubric": "Қоғам", "body": "Ауылдағы мектепке спортзал салынды."},
]


@pytest.fixture
def here(postgres_url: str, zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> Zharshy:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    Path("news.json").write_text(json.dumps(ARTICLES, ensure_ascii=False), "utf-8")
    Path("audience.csv").write_text("chat_id,language,rubrics\n5,kk,*\n-6,ru,Қоғам\n", "utf-8")
    assert zharshy("import", "news.json").code == 0
    assert zharshy("chats", "import", "audience.csv").code == 0
    return zharshy


def test_import_search_stats_and_chats_answer_as_on_sqlite(here: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    def answers() -> list[object]:
        again = json.loads(here("import", "--json", "news.json").out)
        found = json.loads(here("search", "--json", "көпірлер").out)
        figures = json.loads(here("stats", "--json").out)
        return [again, [hit["id"] for hit in found["hits"]], figures, here("chats", "export", "-").out]

    on_postgres = answers()
    assert on_postgres[1] == ["1"]
    monkeypatch.setenv("DATABASE_URL", "sqlite:///same.db")
    here("import", "news.json")
    here("chats", "import", "audience.csv")
    assert answers() == on_postgres


def test_reindex_makes_the_index_anew(here: Zharshy) -> None:
    ended = here("reindex")
    assert (ended.code, ended.err) == (0, "")
    assert "2 articles" in ended.out
    assert "мектеп" in here("search", "мектептегі").out.lower()


@pytest.mark.parametrize(("command", "tool"), [("backup", "pg_dump"), ("restore", "pg_restore")])
def test_copies_are_made_by_postgresqls_own_tools(here: Zharshy, command: str, tool: str) -> None:
    ended = here(command, "copy.db")
    assert ended.code == 1
    assert f"{tool} --" in ended.err
    assert not Path("copy.db").exists()


def test_a_dry_run_changes_nothing(here: Zharshy) -> None:
    Path("more.json").write_text(json.dumps([{"id": "3", "body": "Тағы бір хабар."}]), "utf-8")
    assert "1" in here("import", "--dry-run", "more.json").out
    assert json.loads(here("stats", "--json").out)["articles"] == 2
