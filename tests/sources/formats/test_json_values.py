"""Large objects are walked through: what is said of them is what a parser of the whole text would say."""

from __future__ import annotations

import json

import pytest

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.reading import read

TEXT = "Қалада жаңа көпір ашылды, оған тұрғындар келді."
ARTICLE = json.dumps({"id": "a", "body": TEXT}, ensure_ascii=False)


def found(text: str) -> list[object]:
    return [
        (one.key, one.values.get("line"), one.values.get("column")) if isinstance(one, BadManuscript) else one.language
        for one in read(text.encode(), "a.json")
        if isinstance(one, (Manuscript, BadManuscript))
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f'{{"articles": [{ARTICLE}, {ARTICLE}], "language": "kk", "n": 2}}', ["kk", "kk"]),
        (f'{{"meta": {{"items": []}}, "data": [{ARTICLE}]}}', [""]),
        (f'{{"data": [1], "articles": [{ARTICLE}]}}', [""]),
        (f'{{"tags": ["x"], "items": [{ARTICLE}], "text": "{TEXT}"}}', [""]),
        ('{"articles": []}', [("source-empty", None, None)]),
        (f'{{"articles": [{ARTICLE}, {{"id"', [("source-json-cut", None, None)]),
        (f'{{"articles": [{ARTICLE}]', [("source-json-cut", None, None)]),
        ('{"articles": [1, x]}', [("source-json-syntax", 1, 18)]),
        ('{"articles"\n [1]}', [("source-json-syntax", 2, 2)]),
        ('{"body": "x",\n  body: 1}', [("source-json-syntax", 2, 3)]),
        (
            "{" + ",".join(f'"k{n}": 1' for n in range(20_000)) + f', "body": "{TEXT}"}}',
            [("source-json-shape", None, None)],
        ),
    ],
)
def test_an_object_with_a_list_of_articles(text: str, said: list[object]) -> None:
    assert found(text) == said


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("[\n", "\n]\n")])
def test_a_list_with_an_article_in_each_line_is_a_list(name: str, opening: str, closing: str) -> None:
    text = opening + ",\n".join([ARTICLE] * 4) + closing
    assert [type(one) for one in read(text.encode(), name)] == [Manuscript] * 4
