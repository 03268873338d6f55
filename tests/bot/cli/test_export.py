"""`zharshy export`, `show`, and an import that is run again: what goes out comes in as the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Zharshy

ARTICLES = [
    {"id": "one", "title": "Көпір: «жаңа» # 1", "rubric": "Саясат", "lead": "Қысқаша мазмұны.", "language": "kk",
     "body": "Бірінші абзац * жұлдызбен.\n\n1. тізім\n- сызық\n\n<тег> & {{ үлгі }} | «тырнақша» | C:\\жол",
     "published_at": "2026-03-10T09:30:00+05:00", "tags": ["көпір", "жол"], "author": "Дана", "views": 12},
    {"id": "https://a.kz/2?x=1", "title": "Екінші", "url": "https://a.kz/2?x=1", "breaking": True,
     "body": "<p>Мәтін <b>қалың</b> мен <a href='https://a.kz'>сілтеме</a>.</p><blockquote>Дәйексөз</blockquote>"
     "<pre>код\n  шегініс</pre><ul><li>бір</li><li>екі</li></ul>"},
    {"id": "../../../etc/passwd", "body": "Атауы жоқ мақаланың бірінші сөйлемі. Екінші сөйлемі де бар."},
    # Two that want one name, and one whose letters are more bytes than a file's name may have.
    {"id": "a/b", "body": "Бір атауға таласқан мақаланың біріншісі осы."},
    {"id": "a-b-9a159f8121", "body": "Ал мынау басқа біреудің файлының атын иемденгісі келеді."},
    {"id": "𐌰" * 80, "body": "Бұл мақаланың идентификаторы тым ұзын әріптерден тұрады."},
    {"id": "en", "title": "News", "body": "The council has approved the plan, said the mayor.", "language": "en"},
]  # fmt: skip


@pytest.mark.parametrize("format", ["jsonl", "markdown"])
def test_an_export_imported_into_another_store_and_exported_again_is_the_same_bytes(
    zharshy: Zharshy, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("in.jsonl").write_text("\n".join(json.dumps(one) for one in ARTICLES))
    assert zharshy("import", "in.jsonl").code == 0
    assert zharshy("export", "first", "--format", format).code == 0
    monkeypatch.setenv("DATABASE_URL", "sqlite:///other.db")
    if format == "jsonl":
        Path("first").rename("first.jsonl")
    taken = zharshy("import", "first" if format == "markdown" else "first.jsonl")
    assert taken.out == "added 7, updated 0, unchanged 0, failed 0\n", taken.err
    assert zharshy("export", "again", "--format", format).code == 0
    if format == "jsonl":
        assert Path("again").read_bytes() == Path("first.jsonl").read_bytes()
        first = json.loads(Path("again").read_text().splitlines()[0])
        assert {name: first[name] for name in ARTICLES[0]} == {
            **ARTICLES[0],
            "published_at": "2026-03-10T04:30:00+00:00",
        }
    else:
        files = {file.name: file.read_bytes() for file in Path("first").iterdir()}
        assert {file.name: file.read_bytes() for file in Path("again").iterdir()} == files
        assert sum(name.endswith(".md") for name in files) == 7
    monkeypatch.setenv("DATABASE_URL", "sqlite:///data/zharshy.db")


def test_nothing_is_written_through_a_link(zharshy: Zharshy) -> None:
    """Who may write into the folder of exports could else choose which file of the operator's is overwritten."""
    theirs, folder = Path("theirs.txt"), Path("out")
    theirs.write_text("маңызды")
    folder.mkdir()
    Path("in.jsonl").write_text(json.dumps(ARTICLES[0]))
    zharshy("import", "in.jsonl")
    for link in (Path("all.jsonl"), Path("all.jsonl.part"), folder / "one.md"):
        link.symlink_to(theirs.absolute())
    Path("linked").symlink_to(folder.absolute())
    for way in (["all.jsonl"], ["linked", "--format", "markdown"]):
        ended = zharshy("export", *way)
        assert (ended.code, ended.err.count("\n")) == (1, 1)
        assert "a link" in ended.err
    refused = zharshy("chats", "export", "all.jsonl")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert zharshy("export", "out", "--format", "markdown").code == 0
    assert "Көпір" in (folder / "one.md").read_text()
    assert theirs.read_text() == "маңызды"


def test_an_article_is_shown_with_its_versions_and_its_twins(zharshy: Zharshy) -> None:
    story = (
        "Қостанайда жаңа кітапхана ашылды, оған қала тұрғындары мен облыс әкімі қатысты. Үш қабатты ғимаратта екі жүз "
        "орындық оқу залы, шеберхана және шағын кинозал бар. Кітап қорында қырық мыңнан астам басылым сақталған."
    )
    other = "Ұлттық банк бүгінгі бағамды жариялады. Доллар бір теңгеге арзандады, еуро мен рубль өзгермеді."
    lines = [
        {"id": "a", "title": "Кітапхана ашылды", "body": f"{story} Кеше."},
        {"id": "b", "title": "Қостанайда кітапхана", "body": f"{story} Бұл туралы әкімдік хабарлады."},
        {"id": "c", "title": "Бағам", "body": other},
    ]
    Path("in.jsonl").write_text("\n".join(json.dumps(one) for one in lines))
    zharshy("import", "in.jsonl")
    Path("new.json").write_text(json.dumps({**lines[0], "body": f"{story} Бүгін."}))
    zharshy("import", "new.json")
    shown = json.loads(zharshy("show", "a", "--json").out)
    assert (shown["id"], shown["title"], shown["same_story"]) == ("a", "Кітапхана ашылды", ["b"])
    assert [one["body"][-6:] for one in shown["versions"]] == [" Кеше.", "Бүгін."]
    assert json.loads(zharshy("show", "c", "--json").out)["same_story"] == []
    assert "same_story: b" in zharshy("show", "a").out
    missing = zharshy("show", "nothing")
    assert (missing.code, missing.err.count("\n")) == (1, 1)


def test_an_import_again_reads_only_what_changed_and_writes_nothing_else(zharshy: Zharshy) -> None:
    folder = Path("many")
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Мақала {number}\n\nМәтіні осында жазылған, нөмірі {number}.")
    (folder / "bad.json").write_text('{"body": ')
    first = json.loads(zharshy("import", "many", "--json", "--report", "report.jsonl").out)
    assert (first["added"], len(first["failed"])) == (30, 1)
    [reported] = [json.loads(line) for line in Path("report.jsonl").read_text().splitlines()]
    assert reported == first["failed"][0]
    (folder / "bad.json").unlink()
    before = Path("data/zharshy.db").read_bytes()
    again = json.loads(zharshy("import", "many", "--json").out)
    assert again == {"added": 0, "updated": 0, "unchanged": 30, "pushed": 0, "failed": []}
    assert Path("data/zharshy.db").read_bytes() == before
    (folder / "7.txt").write_text("Мақала 7\n\nМәтіні енді басқаша жазылған.")
    changed = json.loads(zharshy("import", "many", "--json").out)
    assert (changed["updated"], changed["unchanged"]) == (1, 29)
    elsewhere = json.loads(zharshy("import", "many", "--rubric", "Спорт", "--json").out)
    assert elsewhere["updated"] == 30
