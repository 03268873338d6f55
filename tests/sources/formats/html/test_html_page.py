"""Saved HTML pages: whole ones from a browser, and fragments."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest

from domain.article import Manuscript
from domain.rich import SpanKind
from sources.formats.reading import read
from tests.growth import assert_in_proportion

TITLE = "Шымкентте жаңа зауыт іске қосылды"
LEAD = "Шымкент қаласының шығысында жиһаз шығаратын жаңа зауыт іске қосылды, онда екі жүз адам жұмыс істейді."
FIRST = (
    "Кәсіпорын жылына он мың дана жиһаз шығарады деп жоспарланған. Шикізаттың жартысынан көбі отандық, "
    "қалғаны көрші елдерден әкелінеді. Өнімнің бір бөлігі экспортқа жіберіледі."
)
SECOND = (
    "Зауыт басшысы Қайрат Әлиевтің сөзінше, келесі жылы екінші кезең басталады. Сол кезде тағы жүз елу "
    "жұмыс орны ашылады, ал жас мамандар арнайы курста оқытылады."
)


def page(head: str = "", top: str = f"<h1>{TITLE}</h1>", body: str | None = None) -> str:
    if body is None:
        body = f"<p>{FIRST}</p><p>{SECOND} <b>Бұл маңызды</b> <a href='https://a.kz'>жаңалық</a>.</p>"
    return f"""<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>{TITLE} | Айна.kz</title>{head}</head>
<body><nav><ul><li><a href="/">Басты бет</a></li><li><a href="/s">Спорт</a></li></ul></nav>
<main><article>{top}{body}</article></main>
<aside><h3>Оқи отырыңыз</h3><a href="/2">Басқа жаңалықтың тақырыбы</a></aside>
<footer>© 2026 Айна.kz. Барлық құқық қорғалған</footer><script>var x = "<p>жоқ</p>";</script></body></html>"""


def article(text: str, name: str = "page.html") -> Manuscript:
    [found] = read(text.encode(), name)
    assert isinstance(found, Manuscript), found
    return found


def test_the_article_is_found_among_menus_and_advertisements() -> None:
    found = article(page())
    assert found.title == TITLE
    assert found.body.text == f"{FIRST}\n\n{SECOND} Бұл маңызды жаңалық."
    assert found.language == "kk"
    kinds = {(span.kind, span.url) for span in found.body.spans}
    assert kinds == {(SpanKind.BOLD, ""), (SpanKind.LINK, "https://a.kz")}


def test_open_graph_says_what_it_is() -> None:
    head = f"""<meta property="og:title" content="{TITLE}"><meta content="{LEAD}" property="og:description">
<meta property="article:published_time" content="2026-03-10T09:30:00+05:00">
<meta property="article:section" content="Экономика">
<meta property="article:tag" content="зауыт"><meta property="article:tag" content="Шымкент">
<meta property="og:image" content="https://example.kz/z.jpg">
<link rel="canonical" href="https://example.kz/zauyt?utm_source=x">
<meta name="author" content="Дана Оспан">"""
    found = article(page(head))
    assert (found.title, found.lead.text, found.rubric) == (TITLE, LEAD, "Экономика")
    assert found.published == datetime(2026, 3, 10, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    assert (found.tags, found.author, found.image) == (("зауыт", "Шымкент"), "Дана Оспан", "https://example.kz/z.jpg")
    assert found.id == "example.kz/zauyt"


def test_linked_data_wins_over_meta_tags() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "Айна"},
            {
                "@type": ["NewsArticle"],
                "headline": f"{TITLE} &amp; тағы",
                "datePublished": "2026-03-10T04:30:00Z",
                "articleSection": ["Экономика"],
                "author": [{"@type": "Person", "name": "Ержан"}],
                "image": {"url": "https://example.kz/l.jpg"},
                "keywords": "зауыт, жиһаз",
            },
        ]
    }
    head = f'<meta property="og:title" content="Басқа"><script type="application/ld+json">{json.dumps(data)}</script>'
    found = article(page(head))
    assert (found.title, found.rubric, found.author) == (f"{TITLE} & тағы", "Экономика", "Ержан")
    assert (found.tags, found.image) == (("зауыт", "жиһаз"), "https://example.kz/l.jpg")


def test_the_metadata_of_a_news_site_is_read_and_a_lead_between_two_titles_is_the_lead() -> None:
    top = (
        f"<p>Экономика • 10 Наурыз, 2026</p><h1>{TITLE}</h1><p>512 рет көрсетілді</p><p>3 мин оқу үшін</p>"
        f"<p><b>{LEAD}</b></p><h2>{TITLE}</h2>"
    )
    found = article(page(top=top))
    assert (found.title, found.lead.text) == (TITLE, LEAD)
    assert found.body.text.startswith(FIRST)
    assert found.published == date(2026, 3, 10)


def test_a_description_cut_from_the_opening_gives_way_to_the_whole_opening() -> None:
    head = f'<meta property="og:description" content="{LEAD[:70]}...">'
    found = article(page(head, body=f"<p>{LEAD}</p><p>{FIRST}</p><p>{SECOND}</p>"))
    assert (found.lead.text, found.body.text) == (LEAD, f"{FIRST}\n\n{SECOND}")


def test_lead_and_date_that_only_the_template_names_are_found() -> None:
    top = (
        f'<h1>{TITLE}</h1><div class="meta">Автор: Дана Оспан | 10 наурыз, 2026 | Экономика</div>'
        f'<div class="news-lead"><b>{LEAD}</b></div>'
    )
    found = article(page(top=top))
    assert found.published == date(2026, 3, 10)
    assert f"{found.lead.text}\n{found.body.text}".count(LEAD) == 1


def test_a_description_of_the_site_is_no_lead() -> None:
    of_site = '<meta name="description" content="Айна – қоғамдық-саяси газет. Соңғы жаңалықтар, сараптама, пікірлер">'
    assert article(page(of_site)).lead.text == ""


def test_title_and_date_in_lines_above_the_text_are_no_text() -> None:
    body = f"<table><tr><td><b>{TITLE}</b><br><i>10 наурыз 2026</i><p>{FIRST}</p><p>{SECOND}</p></td></tr></table>"
    assert article(page(top="", body=body)).body.text == f"{FIRST}\n\n{SECOND}"


def test_what_a_page_says_to_those_who_do_not_pay_is_left_out() -> None:
    asks = (
        "Бұл мақала жазылушыларға арналған.",
        "Оформите подписку, чтобы читать дальше.",
        "Subscribe to continue reading",
    )
    found = article(page(body=f"<p>{FIRST}</p><p>{SECOND}</p>" + "".join(f"<p>{one}</p>" for one in asks)))
    assert found.body.text == f"{FIRST}\n\n{SECOND}"


def test_a_fragment_is_read_with_its_heading_as_title() -> None:
    found = article(f"<h1>{TITLE}</h1>\n<p>{FIRST}</p><p>{SECOND}</p>")
    assert (found.title, found.body.text) == (TITLE, f"{FIRST}\n\n{SECOND}")


def test_a_short_page_in_which_nothing_can_be_found_is_read_whole() -> None:
    found = article(f"<html><body><h1>{TITLE}</h1><p>Қысқа мәтін.</p></body></html>")
    assert (found.title, found.body.text) == (TITLE, "Қысқа мәтін.")


def test_a_date_that_cannot_be_read_costs_only_itself() -> None:
    found = article(page('<meta property="article:published_time" content="жақында">'))
    assert found.published is None
    assert found.title == TITLE


@pytest.mark.parametrize(
    "hostile",
    [
        "<div><p>сөз",
        "<p>a",
        "<table><tr><td>",
        "<a href=x>",
        "<b>x</i>",
        "<meta property='",
        '<script type="application/ld+json">',
        "<h1>",
        "<title>",
        "<meta a=",
    ],
)
def test_a_hostile_page_costs_its_share(hostile: str) -> None:
    def reads(times: int) -> None:
        for text in (page(body=hostile * times), f"<html><head>{hostile * times}<body><p>{FIRST}"):
            assert list(read(text.encode(), "a.html"))

    assert_in_proportion(reads, 3_000)
