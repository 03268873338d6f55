"""`zharshy search`: what the bot would find, for a person and for a program."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.bot.conftest import Zharshy

SAMPLES = Path(__file__).parents[3] / "playground" / "demo" / "samples"
ARTICLES = (
    {"id": "japan", "title": "Жапониямен келісім", "rubric": "Саясат", "body": "Министр Жапонияға барды. Келісім бар."},
    {"id": "match", "title": "Футбол", "rubric": "Спорт", "body": "Ұлттық құрама ойынды жеңіспен аяқтады."},
    {"id": "bare", "body": "Тақырыбы жоқ мақалада қонақүй туралы айтылады. Тағы бір сөйлем."},
)


@pytest.fixture(autouse=True)
def archive(zharshy: Zharshy) -> None:
    Path("all.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ARTICLES))
    assert zharshy("import", "all.jsonl").code == 0


def ids(answer: str) -> list[str]:
    return [hit["id"] for hit in json.loads(answer)["hits"]]


def test_an_inflected_word_finds_the_article(zharshy: Zharshy) -> None:
    ended = zharshy("search", "Жапонияның")
    assert ended.code == 0
    assert "Жапониямен келісім" in ended.out
    assert "Саясат" in ended.out


def test_json_has_id_title_rubric_and_score(zharshy: Zharshy) -> None:
    answer = json.loads(zharshy("search", "--json", "футбол").out)
    assert answer["query"] == "футбол"
    [hit] = answer["hits"]
    assert (hit["id"], hit["title"], hit["rubric"]) == ("match", "Футбол", "Спорт")
    assert hit["score"] > 0
    assert set(hit) == {"id", "title", "rubric", "score"}


def test_words_need_no_quotes_and_the_limit_holds(zharshy: Zharshy) -> None:
    assert ids(zharshy("search", "--json", "ұлттық", "құрама").out) == ["match"]
    assert len(ids(zharshy("search", "--json", "--limit", "1", "бар туралы").out)) <= 1


def test_a_file_of_queries_gives_a_line_for_each_line(zharshy: Zharshy, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("queries.txt").write_text("\ufeffЖапония\n\nxyzzyq\nқонақүйде\n")
    lines = zharshy("search", "--queries", "queries.txt").out.splitlines()
    assert [ids(line) for line in lines] == [["japan"], [], [], ["bare"]]
    monkeypatch.setattr(sys, "stdin", io.StringIO("футбол\n"))
    assert ids(zharshy("search", "--queries", "-").out) == ["match"]


def test_what_is_not_there_is_said(zharshy: Zharshy) -> None:
    ended = zharshy("search", "xyzzyq")
    assert (ended.code, ended.out.startswith("nothing was found")) == (0, True)


def test_explain_shows_what_was_searched_for(zharshy: Zharshy) -> None:
    assert "explain" in json.loads(zharshy("search", "--json", "--explain", "футболға").out)
    shown = zharshy("search", "--explain", "футболға").out
    assert "read as: typed" in shown
    assert "word “футболға”, weight 1: футб4 in " in shown
    assert "hit " in shown
    explained = zharshy("search", "--explain", "жапоиня").out
    assert "no article holds it; taken for " in explained
    assert "жапони6" in explained


@pytest.mark.parametrize("words", [(), ("x", "--queries", "-")])
def test_one_query_or_a_file_of_them(zharshy: Zharshy, words: tuple[str, ...]) -> None:
    assert zharshy("search", *words).code == 2


def test_a_new_index_finds_what_the_old_one_found(zharshy: Zharshy) -> None:
    ended = zharshy("reindex")
    assert (ended.code, ended.out, ended.err) == (0, "3 articles in the new index\n", "")
    assert ids(zharshy("search", "--json", "Жапонияның").out) == ["japan"]
    assert zharshy("reindex").code == 0


def test_questions_about_the_sample_articles_find_them(zharshy: Zharshy, tmp_path: Path) -> None:
    """In other inflections, without Kazakh letters, in Latin ones, on the wrong keyboard, with slips, as questions."""
    articles = tmp_path / "samples"
    articles.mkdir()
    for file in SAMPLES.rglob("*.*"):
        # Pictures stay pictures.
        content = file.read_bytes()
        if file.suffix != ".jpg":
            content = content.replace(b"{date}", "24 қараша, 2026".encode())
        (articles / file.name).write_bytes(content)
    assert zharshy("import", str(articles)).code == 0
    lines = (Path(__file__).parent / "sample_questions.tsv").read_text("utf-8").splitlines()
    asked = [tuple(line.split("\t")) for line in lines]
    (tmp_path / "asked").write_text("\n".join(question for _, question in asked), "utf-8")
    ended = zharshy("search", "--queries", str(tmp_path / "asked"))
    answers = [json.loads(line)["hits"] for line in ended.out.splitlines()]
    found = [hits[0]["id"] if hits else "" for hits in answers]
    missed = [question for (right, question), first in zip(asked, found, strict=True) if first != right]
    assert len(missed) <= len(asked) * 0.05, missed


def test_what_is_said_to_the_bot_is_no_search(zharshy: Zharshy) -> None:
    asked = [json.loads(zharshy("search", "--json", text).out) for text in ("рахмет", "как отписаться", "ghbdtn", "🙂")]
    assert [one.get("request", "") for one in asked] == ["thanks", "unsubscribe", "greeting", ""]
    assert all(one["found"] is False and not one["hits"] for one in asked)
