"""A saved news page becomes an article, with all, some or none of the usual metadata."""

import tracemalloc
from datetime import date, datetime
from pathlib import Path

import pytest

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.reading import read

SAMPLE = Path(__file__).parents[4] / "shared" / "samples" / "real-page.txt"

TITLE = "Қостанайда жаңа кітапхана есігін ашты"
LEAD = (
    "Қостанай қаласында облыстық балалар кітапханасының жаңа ғимараты пайдалануға берілді. "
    "Салтанатты шараға қала тұрғындары жиналды."
)
FIRST = (
    "Үш қабатты ғимаратта екі жүз орындық оқу залы, шеберхана және шағын кинозал бар. "
    "Кітап қорында қырық мыңнан астам басылым сақталған."
)
SECOND = (
    "Кітапхана директоры Айгүл Серікованың айтуынша, келушілердің дені мектеп оқушылары. "
    "«Балалар кешке дейін отырады», дейді ол."
)
BODY = f"{FIRST}\n\n{SECOND}"
COUNTERS = "512 рет\nкөрсетілді\n3 мин\nоқу үшін"


def article(text: str, name: str = "page.txt") -> Manuscript:
    [found] = read(text.encode(), name)
    assert isinstance(found, Manuscript), found
    return found


def page(
    header: str = "Мәдениет • 21 Ақпан, 2025",
    title: str = TITLE,
    counters: str = COUNTERS,
    lead: str = LEAD,
    repeat: str = TITLE,
    body: str = BODY,
) -> str:
    return "\n\n".join(part for part in (header, title, counters, lead, repeat, body) if part)


def test_the_whole_page_is_read() -> None:
    found = article(page())
    assert found.rubric == "Мәдениет"
    assert found.published == date(2025, 2, 21)
    assert not isinstance(found.published, datetime)
    assert found.title == TITLE
    assert found.lead.text == LEAD
    assert found.body.text == BODY
    assert (found.views, found.reading_minutes) == (512, 3)
    assert found.id == "page"


def test_the_real_page_is_read_where_it_is_at_hand() -> None:
    if not SAMPLE.exists():
        return
    [found] = read(SAMPLE.read_bytes(), SAMPLE.name)
    assert isinstance(found, Manuscript)
    assert (found.rubric, found.published, found.views, found.reading_minutes) == ("Саясат", date(2020, 8, 13), 407, 2)
    assert found.title == "Орталық Азия-Жапония: Әріптестік жандана береді"
    assert found.lead.text.startswith("Қазақстан Сыртқы істер министрі")
    assert found.lead.text.endswith("ерекше маңызға ие.")
    assert found.body.text.startswith("Кеңес барысында тараптар")
    assert found.body.text.endswith("жоспарланып отыр.")
    assert found.body.text.count("\n\n") == 3
    assert found.title not in found.body.text


@pytest.mark.parametrize(
    ("header", "rubric", "published"),
    [
        ("Мәдениет • 13 Тамыз, 2020", "Мәдениет", date(2020, 8, 13)),
        ("Мәдениет · 3 мамыр 2021", "Мәдениет", date(2021, 5, 3)),
        ("Мәдениет | 15 Қазан, 2015", "Мәдениет", date(2015, 10, 15)),
        ("Мәдениет – 5 желтоқсан, 2022", "Мәдениет", date(2022, 12, 5)),
        ("Мәдениет - 5 желтоқсан, 2022", "Мәдениет", date(2022, 12, 5)),
        ("Мәдениет / 5 желтоқсан, 2022", "Мәдениет", date(2022, 12, 5)),
        ("Мәдениет, 2020 жылғы 13 тамыз", "Мәдениет", date(2020, 8, 13)),
        ("13 Тамыз, 2020 • Мәдениет", "Мәдениет", date(2020, 8, 13)),
        ("Культура • 13 августа 2020", "Культура", date(2020, 8, 13)),
        ("Culture • 13 August 2020", "Culture", date(2020, 8, 13)),
        ("Білім және ғылым • 13 Тамыз, 2020", "Білім және ғылым", date(2020, 8, 13)),
        ("Басты бет › Мәдениет › 13 Тамыз, 2020", "Мәдениет", date(2020, 8, 13)),
        ("Мәдениет • 13.08.2020", "Мәдениет", date(2020, 8, 13)),
        ("Мәдениет\n13 Тамыз, 2020", "Мәдениет", date(2020, 8, 13)),
        ("Мәдениет\n\n13 Тамыз, 2020", "Мәдениет", date(2020, 8, 13)),
        ("13 Тамыз, 2020", "", date(2020, 8, 13)),
        ("Айдар: Мәдениет\nЖарияланды: 13 Тамыз, 2020", "Мәдениет", date(2020, 8, 13)),
        ("30 қаңтар, 2026 сағат 13:48", "", datetime.fromisoformat("2026-01-30T13:48")),
        ("Мәдениет • 30 қаңтар, 2026 сағат 13:48", "Мәдениет", datetime.fromisoformat("2026-01-30T13:48")),
        ("", "", None),
    ],
)
def test_rubric_and_date_stand_in_many_forms(header: str, rubric: str, published: date | None) -> None:
    found = article(page(header))
    assert (found.rubric, found.published) == (rubric, published)
    assert (found.title, found.lead.text, found.body.text) == (TITLE, LEAD, BODY)


@pytest.mark.parametrize(
    ("counters", "views", "minutes"),
    [
        ("", None, None),
        ("512 рет көрсетілді 3 мин оқу үшін", 512, 3),
        ("512 рет көрсетілді\n3 мин оқу үшін", 512, 3),
        ("512 рет көрсетілді • 3 мин оқу үшін", 512, 3),
        ("512\n\nрет\n\nкөрсетілді\n\n3\n\nмин\n\nоқу үшін", 512, 3),
        ("4 236 рет\nкөрсетілді", 4236, None),
        ("1,2 мың рет көрсетілді", 1200, None),
        ("Қаралым: 512", 512, None),
        ("👁 512", 512, None),
        ("3 минут оқу үшін", None, 3),
        ("512 просмотров\n3 мин на чтение", 512, 3),
        ("Просмотров: 512\nВремя чтения: 3 минуты", 512, 3),
        ("512 views · 3 min read", 512, 3),
    ],
)
def test_counters_stand_in_many_forms(counters: str, views: int | None, minutes: int | None) -> None:
    found = article(page(counters=counters))
    assert (found.views, found.reading_minutes) == (views, minutes)
    assert (found.title, found.lead.text, found.body.text) == (TITLE, LEAD, BODY)


def test_counters_may_follow_the_lead_or_the_header() -> None:
    for parts in (
        ("Мәдениет • 21 Ақпан, 2025", COUNTERS, TITLE, LEAD, TITLE, BODY),
        ("Мәдениет • 21 Ақпан, 2025", TITLE, LEAD, COUNTERS, TITLE, BODY),
    ):
        found = article("\n\n".join(parts))
        assert (found.title, found.lead.text, found.body.text, found.views) == (TITLE, LEAD, BODY, 512)


def test_the_date_may_stand_under_the_title() -> None:
    found = article(f"{TITLE}\n30 қаңтар, 2026 сағат 13:48\n{COUNTERS}\n\n{BODY}")
    assert found.title == TITLE
    assert found.published == datetime.fromisoformat("2026-01-30T13:48")
    assert FIRST in found.lead.text + found.body.text


def test_a_title_that_is_repeated_at_once_means_that_there_is_no_lead() -> None:
    found = article(page(lead=""))
    assert (found.title, found.lead.text, found.body.text) == (TITLE, "", BODY)


def test_a_page_without_the_repeat_has_its_opening_as_lead() -> None:
    found = article(page(repeat=""))
    assert (found.title, found.lead.text, found.body.text) == (TITLE, LEAD, BODY)


def test_the_repeat_may_differ_in_quotes_case_and_dashes() -> None:
    title = "«Алтын дән» – Ақмола облысында егін ору басталды"
    found = article(page(title=title, repeat='"АЛТЫН ДӘН" - Ақмола облысында егін ору басталды'))
    assert (found.title, found.lead.text, found.body.text) == (title, LEAD, BODY)


def test_a_lead_repeated_in_the_body_is_told_once() -> None:
    found = article(page(body=f"{LEAD}\n\n{BODY}"))
    assert (found.lead.text, found.body.text) == (LEAD, BODY)


def test_windows_line_ends_blank_lines_and_spaces_change_nothing() -> None:
    text = page().replace("\n", "\r\n").replace("\r\n\r\n", "\r\n \t\r\n\r\n\r\n").replace(". ", ".\u00a0 ")
    found = article("\ufeff\r\n\r\n" + text + "\r\n\r\n")
    assert (found.title, found.lead.text, found.body.text) == (TITLE, LEAD, BODY)
    assert (found.rubric, found.views) == ("Мәдениет", 512)


def test_a_page_without_blank_lines_has_a_paragraph_a_line() -> None:
    found = article(page().replace("\n\n", "\n"))
    assert (found.title, found.lead.text, found.body.text) == (TITLE, LEAD, BODY)


def test_only_a_body_is_an_article_without_a_title() -> None:
    found = article(BODY)
    assert (found.title, found.lead.text, found.body.text) == ("", "", BODY)


def test_one_paragraph_is_a_body() -> None:
    found = article(FIRST)
    assert (found.title, found.body.text) == ("", FIRST)


def test_a_header_and_one_paragraph_are_rubric_and_body() -> None:
    found = article(f"Спорт • 21 Ақпан, 2025\n\n{FIRST}")
    assert (found.rubric, found.title, found.body.text) == ("Спорт", "", FIRST)


def test_menus_and_rates_above_the_header_are_left_out() -> None:
    found = article(
        page(header="Басты сайтқа өту\n\nUSD 512.30\nEUR 601.15\n\nАстана -12°\n\nМәдениет • 21 Ақпан, 2025")
    )
    assert (found.rubric, found.title, found.lead.text, found.body.text) == ("Мәдениет", TITLE, LEAD, BODY)


def test_a_title_above_the_header_stays_the_title() -> None:
    found = article(f"{TITLE}\n\nМәдениет • 21 Ақпан, 2025\n\n{COUNTERS}\n\n{BODY}")
    assert (found.title, found.rubric) == (TITLE, "Мәдениет")


def test_a_page_of_today_may_name_the_day_by_a_word_or_leave_out_the_year() -> None:
    now = datetime.fromisoformat("2026-03-10T12:00:00+05:00")
    for written, moment in (
        ("Бүгін, 09:30", datetime.fromisoformat("2026-03-10T09:30:00+05:00")),
        ("Кеше", date(2026, 3, 9)),
        ("7 наурыз", date(2026, 3, 7)),
        ("2 сағат бұрын", datetime.fromisoformat("2026-03-10T10:00:00+05:00")),
    ):
        [found] = read(page(header=f"Мәдениет • {written}").encode(), "page.txt", now)
        assert isinstance(found, Manuscript)
        assert (found.rubric, found.published, found.title) == ("Мәдениет", moment, TITLE)


def test_a_page_in_latin_letters_is_read() -> None:
    found = article(
        "Mádenıet • 13 Tamyz, 2020\n\nQostanaıda kitaphana ashyldy\n\nQala turǵyndary jınaldy. Olar quandy.\n\nSońy."
    )
    assert (found.rubric, found.published) == ("Mádenıet", date(2020, 8, 13))
    assert found.title == "Qostanaıda kitaphana ashyldy"


def test_lines_broken_at_a_margin_are_joined() -> None:
    wrapped = (
        "Үш қабатты ғимаратта екі жүз орындық оқу залы, шеберхана және\n"
        "шағын кинозал бар. Кітап қорында қырық мыңнан астам басылым\n"
        "сақталған, оның жартысы қазақ тілінде жарық көрген\n"
        "еңбектер."
    )
    found = article(wrapped)
    assert found.title == ""
    assert "\n" not in found.body.text
    assert "шеберхана және шағын" in found.body.text


def test_author_tags_and_source_at_the_foot_are_fields() -> None:
    found = article(
        page() + "\n\nАвторы: Айдос Нұрлан\nТегтер: кітап, Қостанай\nДереккөз: https://example.kz/news/77?utm_source=x"
    )
    assert found.author == "Айдос Нұрлан"
    assert found.tags == ("кітап", "Қостанай")
    assert found.url == "https://example.kz/news/77?utm_source=x"
    assert found.id == "example.kz/news/77"
    assert found.body.text == BODY


def test_a_dash_and_a_year_in_a_title_do_not_make_it_a_header() -> None:
    title = "Тәуелсіздік күні – 16 желтоқсан 2021"
    found = article(page(header="", title=title, repeat=title))
    assert found.title == title


def test_a_hostile_title_stays_the_title() -> None:
    for title in ('<b>&"\u202e тақырып', "😀" * 4000):
        found = article(page(title=title, repeat=title))
        assert found.title == title.replace("\u202e", "")
        assert found.body.text == BODY


def test_nul_and_control_characters_disappear() -> None:
    found = article(page(body=BODY.replace("кітап", "кі\x00т\x07ап")))
    assert found.body.text == BODY


def test_decomposed_letters_are_composed() -> None:
    found = article(page(body="И\u0306од пен е\u0308лка туралы әңгіме. Екінші сөйлем."))
    assert found.body.text == "Йод пен ёлка туралы әңгіме. Екінші сөйлем."


def test_a_text_of_millions_of_words_is_refused_before_it_is_taken_apart() -> None:
    text = page(body="сөз " * 3_000_000)
    tracemalloc.start()
    try:
        [error] = read(text.encode(), "page.txt")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(error, BadManuscript)
    assert error.key == "source-body-long"
    assert peak < 150 * 2**20
