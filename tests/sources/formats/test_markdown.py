"""Markdown files with fields at their head, as editors write them."""

from datetime import date

import pytest

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import SpanKind
from sources.formats.reading import read
from sources.values.limits import MARKDOWN_CHARACTERS
from tests.growth import assert_in_proportion

BODY = "Түркістанда жаңа театр ашылды.\n\nАлғашқы қойылым ертең болады."


def article(text: str, name: str = "teatr.md") -> Manuscript:
    [found] = read(text.encode(), name)
    assert isinstance(found, Manuscript), found
    return found


def spans(found: Manuscript) -> set[tuple[SpanKind, str, str]]:
    text = found.body.text
    return {(span.kind, text[span.start : span.end], span.url) for span in found.body.spans}


def test_fields_and_body_are_read() -> None:
    found = article(
        f"""---
title: "Театр: жаңа маусым"
rubric: Мәдениет
lead: Қысқаша мазмұны осы.
date: 2026-03-10
lang: kk
url: https://example.kz/teatr
tags: [театр, Түркістан]
views: 15
breaking: yes
cover: https://example.kz/t.jpg
author: null
---

{BODY}
"""
    )
    assert (found.title, found.rubric, found.lead.text) == ("Театр: жаңа маусым", "Мәдениет", "Қысқаша мазмұны осы.")
    assert (found.published, found.language, found.url) == (date(2026, 3, 10), "kk", "https://example.kz/teatr")
    assert (found.tags, found.views, found.breaking) == (("театр", "Түркістан"), 15, True)
    assert (found.image, found.author, found.body.text) == ("https://example.kz/t.jpg", "", BODY)
    assert found.id == "example.kz/teatr"


def test_a_title_with_a_colon_and_no_quotes_is_understood() -> None:
    found = article(f"---\ntitle: Алматы: жаңа көпір\ntags:\n- көпір\n- 'қала'\nrubric: Қоғам\n---\n{BODY}")
    assert (found.title, found.tags, found.rubric) == ("Алматы: жаңа көпір", ("көпір", "қала"), "Қоғам")


def test_fields_that_cannot_be_read_are_an_error_with_the_line() -> None:
    [found] = read(f"---\ntitle: Алматы: көпір\n}}{{ ???\n---\n{BODY}".encode(), "a.md")
    assert isinstance(found, BadManuscript)
    assert (found.key, found.values) == ("source-front-matter", {"line": 3})


def test_a_first_heading_is_the_title_when_the_fields_name_none() -> None:
    found = article(f"# Театр **ашылды**\n\n{BODY}")
    assert (found.title, found.body.text) == ("Театр ашылды", BODY)
    assert article(f"# C# тілі ##\n\n{BODY}").title == "C# тілі"
    assert article(f"# Тіл C#\n\n{BODY}").title == "Тіл C#"
    found = article(f"---\nrubric: Мәдениет\n---\n\n# Театр ашылды\n\n{BODY}")
    assert (found.title, found.rubric, found.body.text) == ("Театр ашылды", "Мәдениет", BODY)


def test_a_heading_that_repeats_the_title_is_told_once() -> None:
    found = article(f"---\ntitle: Театр ашылды\n---\n# Театр ашылды\n\n{BODY}")
    assert (found.title, found.body.text) == ("Театр ашылды", BODY)


def test_formatting_becomes_spans() -> None:
    found = article(
        "Бұл **қалың *және* қисық**, _қисық_, `код_и_**`, ~~сызылған~~ пен [сілтеме](https://a.kz/x_y_z).\n"
        "Сол абзац жалғасы\\* snake_case_word.  \nЖаңа жол <https://b.kz>.\n\n"
        "> Дәйексөз осы.\n> Жалғасы.\n\n"
        "## Бөлім\n\n- бірінші\n- екінші **б**\n  жалғасы\n\n1. бір\n2. екі\n\n"
        "![сурет](https://a.kz/s.jpg)\n\n```python\nx = 1 < 2\n  y\n```\n\n---\n\nСоңы &amp; <b>болды</b> 2 < 3."
    )
    assert found.body.text == (
        "Бұл қалың және қисық, қисық, код_и_**, сызылған пен сілтеме. Сол абзац жалғасы* snake_case_word.\n"
        "Жаңа жол https://b.kz.\n\nДәйексөз осы. Жалғасы.\n\nБөлім\n\n• бірінші\n• екінші б жалғасы\n\n"
        "1. бір\n2. екі\n\nx = 1 < 2\n  y\n\nСоңы & болды 2 < 3."
    )
    assert spans(found) == {
        (SpanKind.BOLD, "қалың және қисық", ""),
        (SpanKind.ITALIC, "және", ""),
        (SpanKind.ITALIC, "қисық", ""),
        (SpanKind.CODE, "код_и_**", ""),
        (SpanKind.STRIKE, "сызылған", ""),
        (SpanKind.LINK, "сілтеме", "https://a.kz/x_y_z"),
        (SpanKind.LINK, "https://b.kz", "https://b.kz"),
        (SpanKind.QUOTE, "Дәйексөз осы. Жалғасы.", ""),
        (SpanKind.BOLD, "Бөлім", ""),
        (SpanKind.BOLD, "б", ""),
        (SpanKind.PRE, "x = 1 < 2\n  y", ""),
        (SpanKind.BOLD, "болды", ""),
    }
    assert found.image == "https://a.kz/s.jpg"


def test_an_ending_may_follow_bold_words_in_quotation_marks() -> None:
    found = article("**«Егемен Қазақстан»**ның редакторы келді.")
    assert found.body.text == "«Егемен Қазақстан»ның редакторы келді."
    assert spans(found) == {(SpanKind.BOLD, "«Егемен Қазақстан»", "")}


def test_each_item_of_a_list_has_one_line_with_its_bullet() -> None:
    assert article("• бірінші\n• екінші").body.text == "• бірінші\n• екінші"
    assert article("- бірінші\n\n- екінші\n\nСоңы.").body.text == "• бірінші\n• екінші\n\nСоңы."


def test_a_list_inside_a_list_has_no_empty_lines() -> None:
    assert article("- бір\n  - ішкі\n- екі").body.text == "• бір\n• ішкі\n• екі"


def test_a_note_at_the_foot_is_kept() -> None:
    assert article("Мәтін[^1] осы.\n\n[^1]: ескерту").body.text == "Мәтін[^1] осы.\n\n[^1]: ескерту"


def test_a_rule_alone_is_no_article() -> None:
    [found] = read(b"* * *", "a.md")
    assert isinstance(found, BadManuscript)


def test_an_indented_paragraph_is_no_code() -> None:
    found = article("    Абзац шегініспен басталды.\n\nЕкіншісі.")
    assert (found.body.text, spans(found)) == ("Абзац шегініспен басталды.\n\nЕкіншісі.", set())


def test_the_cells_of_a_table_stand_on_one_line() -> None:
    assert article("| Қала | Саны |\n|---|---|\n| Алматы | 2 |").body.text == "Қала Саны\nАлматы 2"


def test_only_a_link_that_telegram_may_show_is_a_link() -> None:
    found = article("[бір](javascript:alert(1)) [екі](https://a.kz) [үш](file:///etc/passwd) <b>төрт</b>")
    assert spans(found) == {(SpanKind.LINK, "екі", "https://a.kz"), (SpanKind.BOLD, "төрт", "")}


def test_a_picture_beside_the_article_keeps_its_name() -> None:
    assert article("Мәтін осы. ![сурет](суреттер/көпір.jpg)").image == "суреттер/көпір.jpg"


@pytest.mark.parametrize(
    "piece", ["`", "` ", "![", "[](", "[[]", "*a **b ", "_a_ ", "> x\n\n", "- a\n", "<a ", "a\n=\n"]
)
def test_hostile_signs_cost_in_proportion_to_their_number(piece: str) -> None:
    assert_in_proportion(lambda size: list(read(("Сөз " + piece * (size // len(piece))).encode(), "a.md")), 2_500)


def test_a_text_too_long_for_an_article_is_read_as_plain_paragraphs() -> None:
    long = "Бірінші *абзац* осы.\n\n" + "сөз " * (MARKDOWN_CHARACTERS // 4)
    assert article(long).body.text.startswith("Бірінші *абзац* осы.\n\nсөз")
    [found] = read(("`" * 200_000).encode(), "a.md")
    assert isinstance(found, BadManuscript)


def test_a_saved_page_under_a_markdown_name_is_a_page() -> None:
    found = article("Саясат • 13 Тамыз, 2020\n\nТақырып осы\n\nМәтін осы болады. Ол ұзақ.")
    assert (found.rubric, found.title) == ("Саясат", "Тақырып осы")


def test_windows_line_ends_change_nothing() -> None:
    text = f"---\ntitle: Театр\nrubric: Мәдениет\n---\n\n{BODY}"
    assert article(text.replace("\n", "\r\n")) == article(text)


@pytest.mark.parametrize(
    "fields",
    ["a: &a [x]\nb: [*a, *a]\ntitle: Т", "title: Т\n? [q]\n: w", "title: Т\nx: " + "[" * 5000, "x: " + "[" * 60_000],
)
def test_odd_fields_do_no_harm(fields: str) -> None:
    [found] = read(f"---\n{fields}\n---\n{BODY}".encode(), "a.md")
    assert isinstance(found, Manuscript) or found.key == "source-front-matter"
