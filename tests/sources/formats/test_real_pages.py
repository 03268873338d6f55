"""Pages, feeds and notes as real sites write them: title, date, language and text against what a reader would say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.article import Manuscript
from sources.formats.reading import read

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=ZoneInfo("Asia/Almaty"))
TITLE = "Шымкентте жаңа зауыт іске қосылды"
FIRST = (
    "Кәсіпорын жылына он мың дана жиһаз шығарады деп жоспарланған. Шикізаттың жартысынан көбі отандық, "
    "қалғаны көрші елдерден әкелінеді. Өнімнің бір бөлігі экспортқа жіберіледі."
)
SECOND = "Зауыт басшысы Қайрат Әлиевтің сөзінше, келесі жылы екінші кезең басталады, тағы жүз жұмыс орны ашылады."


def page(title: str, head: str = "", body: str = "", lang: str = "kk", h1: str = TITLE) -> bytes:
    text = body or f"<p>{FIRST}</p><p>{SECOND}</p>"
    heading = f"<h1>{h1}</h1>" if h1 else ""
    menu = "".join(f"<li><a href='/{n}'>Бөлім {n}</a></li>" for n in range(12))
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><title>{title}</title>{head}</head><body><nav><ul>{menu}</ul></nav>"
        f"<div id='main'><article>{heading}{text}</article></div><footer>© Айна</footer></body></html>"
    ).encode()


def article(data: bytes, name: str = "page.html") -> Manuscript:
    found = next(iter(read(data, name, NOW)))
    assert isinstance(found, Manuscript), found
    return found


SITE = '<meta property="og:site_name" content="Айна.kz">'


@pytest.mark.parametrize(
    ("title", "head", "h1"),
    [
        (f"{TITLE} | Айна.kz", "", TITLE),
        (f"{TITLE} - Айна", SITE, ""),
        (f"Айна.kz: {TITLE}", SITE, TITLE),
        (f"{TITLE} » Экономика » Айна.kz", SITE, TITLE),
        (f"{TITLE} — Айна ақпарат порталы", "", TITLE),
        ("Айна.kz", f'{SITE}<meta property="og:title" content="{TITLE} | Айна.kz">', ""),
        ("Айна", f'<link rel="canonical" href="https://aina.kz"><meta name="og:title" content="{TITLE} - aina.kz">',
         ""),
        (TITLE, "<script>var t = '<title>Жалған</title><h1>Жалған</h1>';</script>", ""),
        ("Басты бет", "", TITLE),
        (f"{TITLE} / Айна", SITE, "Айна"),
    ],
)  # fmt: skip
def test_the_title_of_a_page_is_the_article_s_without_the_site_s(title: str, head: str, h1: str) -> None:
    found = article(page(title, head, h1=h1))
    assert found.title == TITLE
    assert FIRST in found.body.text
    assert "Бөлім 3" not in found.body.text


def test_a_title_with_a_dash_and_no_site_stays_whole() -> None:
    whole = "Алматы – Астана бағытында жаңа пойыз жүреді"
    assert article(page(whole, f'<meta property="og:title" content="{whole}">', h1="")).title == whole


@pytest.mark.parametrize(
    "before",
    [
        "<script>" + "if (a < b) { document.write('<div><div><div>'); }\n" * 400 + "</script>",
        "<style>.a > .b { color: red }</style>" + "<meta name='x' content='y'>" * 200,
        "<!-- " + "<div>" * 300 + " -->",
        "\n" * 6_000,
    ],
)
def test_scripts_comments_and_blanks_before_a_page_hide_nothing(before: str) -> None:
    html = page(f"{TITLE} | Айна.kz").decode()
    for text in (html.replace("<head>", f"<head>{before}"), before + html):
        found = article(text.encode())
        assert (found.title, "Бөлім 3" in found.body.text) == (TITLE, False)


def test_tags_that_are_never_closed_do_not_make_a_page_deep() -> None:
    body = "".join(f"<p>{FIRST}<p><font>{SECOND}" for _ in range(3)) + "<p><i>жай" * 260
    found = article(page(TITLE, body=body))
    assert "Бөлім 3" not in found.body.text


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("16:14, 16 Қаңтар 2026 | GMT +5", date(2026, 1, 16)),
        ("Saıasat • 16 Naýryz, 2026", date(2026, 3, 16)),
        ("3 Sáýir, 2025 • Qoǵam", date(2025, 4, 3)),
        ("Экономика • 28.01.20", date(2020, 1, 28)),
        ("2020-1-8", date(2020, 1, 8)),
    ],
)
def test_the_date_line_of_a_page_is_its_date(line: str, meant: date) -> None:
    text = f"{line}\n\n{TITLE}\n\n407 ret kórsetildi\n2 mın oqý úshin\n\n{FIRST}\n\n{SECOND}"
    found = article(text.encode(), "page.txt")
    assert found.published is not None
    assert (found.title, found.rubric in {"", "Saıasat", "Qoǵam", "Экономика"}) == (TITLE, True)
    published = found.published.date() if isinstance(found.published, datetime) else found.published
    assert (published, found.views, found.reading_minutes) == (meant, 407, 2)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue Jan 28 15:28:56 CET 2020", "2020-01-28T15:28:56+01:00"),
        ("Tue, 28 Jan 2020 15:28:56 EST", "2020-01-28T15:28:56-05:00"),
        ("28 de março de 2020", "2020-03-28"),
        ("20200128T101500Z", "2020-01-28T10:15:00+00:00"),
        ("13 grudnia 2020", "2020-12-13"),
        ("28 janvier 2020", "2020-01-28"),
        ("2020年1月28日 15:28", "2020-01-28T15:28:00"),
        ("2020년 1월 28일", "2020-01-28"),
        ("2020年13月28日", None),
        ("20202-01-01", None),
        ("2020-02-30", None),
    ],
)
def test_dates_of_feeds_are_read_and_one_that_cannot_be_makes_an_archive(written: str, meant: str | None) -> None:
    feed = f"<rss><channel><item><title>{TITLE}</title><pubDate>{written}</pubDate><description>{FIRST}</description>"
    found = article(f"{feed}</item></channel></rss>".encode(), "feed.xml")
    assert (found.published.isoformat() if found.published else None) == meant
    assert found.archive_only is (meant is None)


@pytest.mark.parametrize(
    ("text", "lang", "language"),
    [
        (FIRST, "kk", "kk"),
        (FIRST, "en-US", ""),
        ("Завод выпустит десять тысяч изделий, сообщил директор.", "ru-RU", "ru"),
        ("Der Rat hat den Plan gebilligt, sagte der Bürgermeister am Montag.", "de", "other"),
        ("Завод розпочав роботу, повідомив його директор Іван Їжак.", "uk", "other"),
    ],
)
def test_the_language_that_a_page_declares_is_believed_unless_its_letters_rule_it_out(
    text: str, lang: str, language: str
) -> None:
    assert article(page(TITLE, body=f"<p>{text}</p>" * 4, lang=lang)).language == language


def test_front_matter_in_toml_with_templates_and_the_day_in_the_name() -> None:
    text = (
        f'+++\ntitle = "{TITLE}"\ntags = ["зауыт"]\n[taxonomies]\ncategories = ["Экономика"]\n+++\n\n'
        f"{{% include top.html %}}\n\n{FIRST} {{{{ site.name }}}}\n\n**Оқыңыз:** [Басқа жаңалық](https://a.kz)\n\n{SECOND}\n"
    )
    found = article(text.encode(), "2026-03-10-zauyt.md")
    assert (found.title, found.rubric, found.tags) == (TITLE, "Экономика", ("зауыт",))
    assert (found.published, found.body.text) == (date(2026, 3, 10), f"{FIRST}\n\n{SECOND}")


def test_feeds_with_a_document_type_base64_subjects_and_entries_without_text() -> None:
    rss = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://a.com/rss.dtd">'
        '<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/" xmlns:x="http://purl.org/dc/elements/1.1/">'
        f"<item><title>{TITLE}</title><link>https://www.a.kz/7/?utm_source=rss</link><x:subject>Экономика</x:subject>"
        "<x:date>2026-03-10</x:date></item></rdf:RDF>"
    )
    found = article(rss.encode(), "feed.xml")
    assert (found.id, found.title, found.body.text, found.rubric) == ("a.kz/7", TITLE, TITLE, "Экономика")
    atom = (
        '<feed xmlns="http://purl.org/atom/ns#" xml:lang="ru"><entry><title>Завод</title><id>t:1</id>'
        '<content mode="base64" type="text/html">PHA+0J/QtdGA0LLRi9C5LjwvcD4=</content></entry></feed>'
    )
    found = article(atom.encode(), "atom.xml")
    assert (found.body.text, found.language) == ("Первый.", "ru")


def test_letters_and_sentences_are_mended() -> None:
    found = article("Тақырып кеңесiнiң\n\nОл болды.Келесi күнi iPhone сатылды, Windowsта да.".encode(), "a.txt")
    assert (found.title, found.body.text) == (
        "Тақырып кеңесінің",
        "Ол болды. Келесі күні iPhone сатылды, Windowsта да.",
    )
