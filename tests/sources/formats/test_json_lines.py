"""JSON in the shapes that people export: object, list, wrapper, lines; many names for a field; clear errors."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO

import pytest

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import SpanKind
from sources.formats.reading import is_unfinished, read

BODY = "Семейде жаңа көпір салынып жатыр. Құрылыс күзде аяқталады."


def found(value: object, name: str = "news.json") -> list[Manuscript | BadManuscript]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return list(read(text.encode(), name))


def article(value: object, name: str = "news.json") -> Manuscript:
    [one] = found(value, name)
    assert isinstance(one, Manuscript), one
    return one


def error(value: object, name: str = "news.json") -> BadManuscript:
    [one] = found(value, name)
    assert isinstance(one, BadManuscript), one
    return one


def test_the_contracts_fields_are_read() -> None:
    read_article = article(
        {
            "id": "kz-17",
            "title": "Семейде көпір салынып жатыр",
            "rubric": "Қоғам",
            "lead": "Құрылыс күзде аяқталады.",
            "body": BODY,
            "published_at": "2025-02-21T09:30:00+05:00",
            "language": "kk",
            "url": "https://example.kz/news/17",
            "author": "Дана Оспан",
            "image": "https://example.kz/17.jpg",
            "tags": ["көпір", "Семей"],
            "views": 120,
            "reading_minutes": 2,
            "breaking": True,
        }
    )
    assert read_article.id == "kz-17"
    assert read_article.title == "Семейде көпір салынып жатыр"
    assert read_article.rubric == "Қоғам"
    assert read_article.lead.text == "Құрылыс күзде аяқталады."
    assert read_article.body.text == BODY
    assert read_article.published == datetime(2025, 2, 21, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    assert (read_article.language, read_article.author) == ("kk", "Дана Оспан")
    assert (read_article.url, read_article.image) == ("https://example.kz/news/17", "https://example.kz/17.jpg")
    assert read_article.tags == ("көпір", "Семей")
    assert (read_article.views, read_article.reading_minutes, read_article.breaking) == (120, 2, True)


def test_other_names_for_the_fields_are_understood() -> None:
    read_article = article(
        {
            "guid": "abc",
            "headline": "Тақырып осы",
            "section": {"name": "Спорт"},
            "description": "Қысқаша мазмұны.",
            "content": BODY,
            "pubDate": "Fri, 21 Feb 2025 09:30:00 +0500",
            "lang": "kk-KZ",
            "link": "https://example.kz/a",
            "authors": [{"name": "Дана"}, "Ержан"],
            "photo": {"url": "https://example.kz/p.jpg"},
            "keywords": "көпір, Семей",
            "views_count": "1 204",
            "readingTime": "3 мин",
            "urgent": "yes",
        }
    )
    assert (read_article.id, read_article.title, read_article.rubric) == ("abc", "Тақырып осы", "Спорт")
    assert (read_article.lead.text, read_article.body.text) == ("Қысқаша мазмұны.", BODY)
    assert read_article.published == datetime(2025, 2, 21, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    assert (read_article.language, read_article.author) == ("kk", "Дана, Ержан")
    assert (read_article.image, read_article.tags) == ("https://example.kz/p.jpg", ("көпір", "Семей"))
    assert (read_article.views, read_article.reading_minutes, read_article.breaking) == (1204, 3, True)


def test_wordpress_objects_are_read() -> None:
    read_article = article(
        {
            "id": 5,
            "title": {"rendered": "Жаңалық &#8212; бүгін"},
            "content": {"rendered": "<p>Бірінші абзац.</p>\n<p>Екінші абзац.</p>"},
            "excerpt": {"rendered": "<p>Қысқаша.</p>"},
            "date": "2025-02-21T09:30:00",
        }
    )
    assert read_article.id == "5"
    assert read_article.title == "Жаңалық — бүгін"
    assert read_article.body.text == "Бірінші абзац.\n\nЕкінші абзац."
    assert read_article.lead.text == "Қысқаша."
    assert read_article.published == datetime.fromisoformat("2025-02-21T09:30")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2020-08-13", date(2020, 8, 13)),
        ("2020-08-13T10:15:00Z", datetime(2020, 8, 13, 10, 15, tzinfo=UTC)),
        ("2020-08-13 10:15", datetime.fromisoformat("2020-08-13T10:15")),
        ("13 тамыз 2020", date(2020, 8, 13)),
        (1597313700, datetime(2020, 8, 13, 10, 15, tzinfo=UTC)),
        (1597313700000, datetime(2020, 8, 13, 10, 15, tzinfo=UTC)),
        ({"$date": "2020-08-13T10:15:00Z"}, datetime(2020, 8, 13, 10, 15, tzinfo=UTC)),
        (None, None),
        ("", None),
    ],
)
def test_dates_are_read_as_written(written: object, moment: object) -> None:
    assert article({"body": BODY, "published_at": written}).published == moment


@pytest.mark.parametrize("written", ["ертең бе екен", "2020-13-45", "99999-01-01", "0001-01-01", 1e300, True, 10**400])
def test_a_date_that_cannot_be_read_is_shown_and_makes_the_article_archive(written: object) -> None:
    taken = article({"body": BODY, "date": written})
    assert (taken.published, taken.archive_only) == (None, True)
    [wrong] = taken.troubles
    assert (wrong.key, wrong.values) == ("source-date", {"field": "published_at", "value": str(written)[:60]})


def test_what_is_no_plain_value_is_never_asked_for_its_text() -> None:
    taken = article({"body": BODY, "date": [[1] * 1000] * 1000, "breaking": {"a": 1}})
    assert [wrong.values["field"] for wrong in taken.troubles] == ["published_at", "breaking"]
    assert taken.troubles[0].values["value"] == ""


@pytest.mark.parametrize(
    ("fields", "field", "wanted"),
    [
        ({"title": ["a"]}, "title", "text"),
        ({"views": "көп"}, "views", "count"),
        ({"views": -1}, "views", "count"),
        ({"views": True}, "views", "count"),
        ({"reading_minutes": [2]}, "reading_minutes", "count"),
        ({"breaking": "мүмкін"}, "breaking", "switch"),
        ({"id": {"a": 1}}, "id", "text"),
        ({"rubric": False}, "rubric", "text"),
    ],
)
def test_a_field_of_the_wrong_kind_is_named_and_costs_itself_alone(
    fields: dict[str, object], field: str, wanted: str
) -> None:
    taken = article({"body": BODY, **fields})
    assert (taken.body.text, taken.archive_only) == (BODY, False)
    [wrong] = taken.troubles
    assert (wrong.key, wrong.values) == ("source-field-type", {"field": field, "wanted": wanted})


@pytest.mark.parametrize("body", [{"blocks": []}, [1, {"a": 2}]])
def test_a_body_that_is_no_text_is_refused(body: object) -> None:
    wrong = error({"title": "Тақырып", "body": body})
    assert (wrong.key, wrong.values) == ("source-field-type", {"field": "body", "wanted": "text"})


def test_a_field_in_one_of_many_lines_is_named_with_its_line() -> None:
    lines = "\n".join(json.dumps({"body": BODY, "views": views}) for views in (1, "көп"))
    first, second = read(lines.encode(), "a.jsonl")
    assert isinstance(first, Manuscript) and isinstance(second, Manuscript)
    assert [(wrong.values["place"], wrong.values["field"]) for wrong in second.troubles] == [(":2", "views")]
    assert not first.troubles


def test_a_picture_or_an_address_that_cannot_be_used_costs_only_itself() -> None:
    read_article = article(
        {"body": BODY, "image": {"id": 3}, "url": "javascript:alert(1)", "tags": [{"x": 1}, "көпір"]}
    )
    assert (read_article.image, read_article.url, read_article.tags) == ("", "", ("көпір",))


def test_an_article_without_a_body_is_refused() -> None:
    assert error({"title": "Тек тақырып"}).key == "source-no-body"


def test_a_lead_alone_is_the_body() -> None:
    read_article = article({"title": "Тақырып", "description": BODY})
    assert (read_article.lead.text, read_article.body.text) == ("", BODY)


def test_repeats_of_title_and_lead_open_no_body() -> None:
    read_article = article({"title": "Тақырып осы", "lead": "Лид осы.", "text": f"Тақырып осы\n\nЛид осы.\n\n{BODY}"})
    assert (read_article.lead.text, read_article.body.text) == ("Лид осы.", BODY)


def test_html_in_the_body_becomes_text_with_formatting() -> None:
    read_article = article(
        {
            "body": '<h2>Бөлім</h2><p>Бұл <b>маңызды</b> хабар &laquo;иә&raquo;.<script>alert("x")</script></p>'
            '<ul><li>бірінші</li><li><a href="https://example.kz/?a=1&amp;b=2">екінші</a></li></ul>'
            '<p onclick="x()">Соңы <a href="javascript:x()">осы</a>.<br>Жол.</p>'
        }
    )
    text = read_article.body.text
    assert text == "Бөлім\n\nБұл маңызды хабар «иә».\n\n• бірінші\n• екінші\n\nСоңы осы.\nЖол."
    formatted = {(span.kind, text[span.start : span.end], span.url) for span in read_article.body.spans}
    assert formatted == {
        (SpanKind.BOLD, "Бөлім", ""),
        (SpanKind.BOLD, "маңызды", ""),
        (SpanKind.LINK, "екінші", "https://example.kz/?a=1&b=2"),
    }


def test_lists_in_lists_spoilers_and_addresses_without_a_scheme_are_what_their_author_meant() -> None:
    read_article = article(
        {
            "body": "<p>Тізім:</p><ul><li>бір<ul><li>ішкі</li></ul></li><li>екі</li></ul><ol start='3'><li>үш</li></ol>"
            "<p><span class='tg-spoiler'>Сыр</span> <a href='//a.kz/x'>осы</a></p>"
        }
    )
    text = read_article.body.text
    assert text == "Тізім:\n\n• бір\n• ішкі\n• екі\n\n3. үш\n\nСыр осы"
    formatted = [(span.kind, text[span.start : span.end], span.url) for span in read_article.body.spans]
    assert formatted == [(SpanKind.SPOILER, "Сыр", ""), (SpanKind.LINK, "осы", "https://a.kz/x")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Бірінші &quot;абзац&quot;.\n\nЕкінші &amp; соңғы.", 'Бірінші "абзац".\n\nЕкінші & соңғы.'),
        ("Бұл <b>маңызды</b>.\r\n \r\nЕкінші абзац.\r\nЖаңа жол.", "Бұл маңызды.\n\nЕкінші абзац.\nЖаңа жол."),
        ("<p>Бірінші\nабзац.</p>\n\n<p>Екінші.</p>", "Бірінші абзац.\n\nЕкінші."),
        ("&lt;p&gt;Екі рет &lt;b&gt;жасырылған&lt;/b&gt;.&lt;/p&gt;", "Екі рет жасырылған."),
        ("Бірінші жол.\nЕкінші жол.", "Бірінші жол.\n\nЕкінші жол."),
        ("Есеп: 5 < 6 & 7 > 3", "Есеп: 5 < 6 & 7 > 3"),
    ],
)
def test_paragraphs_survive_in_plain_text_and_in_any_kind_of_html(body: str, text: str) -> None:
    assert article({"body": body}).body.text == text


def test_a_title_about_a_tag_keeps_its_signs() -> None:
    assert article({"title": '<b>&"x" &amp; тег', "body": BODY}).title == '<b>&"x" &amp; тег'


def test_several_articles_stand_in_a_list_in_a_wrapper_or_on_lines() -> None:
    articles = [{"id": "1", "body": BODY}, {"id": "2", "body": BODY}]
    lines = "\n".join(json.dumps(one) for one in articles)
    for text in (
        json.dumps(articles),
        json.dumps({"total": 2, "articles": articles}),
        lines,
        lines.replace("\n", "\r\n\r\n"),
    ):
        assert [one.id for one in found(text) if isinstance(one, Manuscript)] == ["1", "2"]


def test_objects_written_one_after_another_over_several_lines_are_read() -> None:
    text = "\n".join(json.dumps({"id": str(n), "body": BODY}, indent=2) for n in (1, 2))
    assert [one.id for one in found(text) if isinstance(one, Manuscript)] == ["1", "2"]


def test_one_bad_line_costs_one_article() -> None:
    lines = [json.dumps({"id": str(n), "body": BODY}) for n in range(4)]
    lines[1] = '{"id": "1", "body": oops}'
    lines[2] = '{"id": "2"}'
    first, second, third, fourth = found("\n".join(lines), "news.jsonl")
    assert isinstance(first, Manuscript)
    assert isinstance(fourth, Manuscript)
    assert isinstance(second, BadManuscript)
    assert (second.key, second.values) == ("source-json-syntax", {"line": 2, "column": 21, "place": ":2"})
    assert isinstance(third, BadManuscript)
    assert (third.key, third.values) == ("source-no-body", {"place": ":3"})


def test_a_first_line_that_is_bad_does_not_hide_the_others() -> None:
    good = json.dumps({"id": "2", "body": BODY})
    first, second = found('{"id": "1", oops\n' + good, "feed.txt")
    assert isinstance(first, BadManuscript)
    assert isinstance(second, Manuscript)


def test_a_bad_element_of_a_list_costs_one_article() -> None:
    first, second, third = found([{"id": "1", "body": BODY}, 17, {"id": "3", "body": BODY}])
    assert isinstance(first, Manuscript)
    assert isinstance(third, Manuscript)
    assert isinstance(second, BadManuscript)
    assert (second.key, second.values) == ("source-json-shape", {"place": "#2"})


def test_what_stands_before_a_cut_is_read_and_the_cut_is_named() -> None:
    whole = json.dumps([{"id": "1", "body": BODY}, {"id": "2", "body": BODY}])
    first, second = found(whole[:-20])
    assert isinstance(first, Manuscript)
    assert isinstance(second, BadManuscript)
    assert second.key == "source-json-cut"


def test_a_json_file_cut_anywhere_looks_unfinished_and_a_whole_one_does_not() -> None:
    for value in ({"body": BODY, "tags": ["а", None, True, 1.5e3, "\u00e9\\"]}, [{"body": BODY}, {"body": BODY}]):
        whole = json.dumps(value).encode()
        assert not is_unfinished(BytesIO(whole), "a.json")
        assert not is_unfinished(BytesIO(whole + b"\n"), "a.json")
        assert all(is_unfinished(BytesIO(whole[:end]), "a.json") for end in range(len(whole)))


def test_wrong_json_does_not_look_unfinished() -> None:
    for wrong in ('{"title": oops}', '{"a": 1 "b": 2}', "[" * 100 + "x" + "]" * 100, "title: x}"):
        assert not is_unfinished(BytesIO(wrong.encode()), "a.json"), wrong


@pytest.mark.parametrize("text", ["[" * 200_000, "{" * 200_000, '{"a":' * 200_000, '[{"body": ' + "[" * 100_000])
def test_deep_nesting_is_an_error_like_any_other(text: str) -> None:
    assert error(text).key in {"source-json-deep", "source-json-syntax"}
    assert is_unfinished(BytesIO(text.encode()), "a.json")


def test_deep_nesting_on_one_line_costs_that_line() -> None:
    deep, good = found('{"a":' * 100_000 + "\n" + json.dumps({"id": "2", "body": BODY}), "a.jsonl")
    assert isinstance(deep, BadManuscript)
    assert isinstance(good, Manuscript)


@pytest.mark.parametrize("text", ["17", '"сөз"', "null", "title: x", "{'id': 1}"])
def test_a_json_file_without_json_articles_is_refused(text: str) -> None:
    assert error(text).key in {"source-json-shape", "source-json-syntax"}


@pytest.mark.parametrize("value", [[], {"articles": []}])
def test_an_empty_list_is_an_empty_file(value: object) -> None:
    assert error(value).key == "source-empty"


def test_a_title_of_ten_megabytes_is_refused() -> None:
    assert error({"title": "т" * 10_000_000, "body": BODY}).key == "source-title-long"


def test_a_body_of_more_than_a_million_characters_is_refused() -> None:
    assert error({"body": "сөз " * 300_000}).key == "source-body-long"


def test_a_number_of_ten_thousand_digits_costs_its_field() -> None:
    read_article = article('{"body": "x", "views": ' + "1" * 10_000 + "}")
    assert (read_article.views, [wrong.values["field"] for wrong in read_article.troubles]) == (None, ["views"])


def test_a_lone_surrogate_and_nul_do_no_harm() -> None:
    read_article = article('{"title": "Тақы\\u0000рып \\ud800", "body": "Мәтін \\udfff осы."}')
    assert read_article.title == "Тақырып \ufffd"
    read_article.body.text.encode()


def test_ids_come_from_the_source_else_the_address_else_the_file() -> None:
    assert article({"id": " 7 ", "url": "https://a.kz/1", "body": BODY}).id == "7"
    assert article({"url": "https://www.a.kz/1/?utm_source=tg&p=2#c", "body": BODY}).id == "a.kz/1?p=2"
    assert article({"body": BODY}, "2025/ақпан/хабар.json").id == "2025/ақпан/хабар"


def test_ids_of_articles_that_share_a_file_hang_on_title_and_date() -> None:
    first, second = {"title": "А", "body": BODY}, {"title": "Ә", "body": BODY}
    before = {one.title: one.id for one in found([first, second]) if isinstance(one, Manuscript)}
    corrected = {"title": "Ә", "body": BODY + " Түзетілді."}
    after = {
        one.title: one.id
        for one in found([{"title": "Б", "body": BODY}, first, corrected])
        if isinstance(one, Manuscript)
    }
    assert len({*before.values(), *after.values()}) == 3
    assert (before["А"], before["Ә"]) == (after["А"], after["Ә"])


def test_two_articles_of_one_title_in_a_file_are_two() -> None:
    ids = [
        one.id
        for one in found([{"title": "Ауа райы", "body": "Ашық."}, {"title": "Ауа райы", "body": "Бұлтты."}])
        if isinstance(one, Manuscript)
    ]
    assert len(set(ids)) == 2
