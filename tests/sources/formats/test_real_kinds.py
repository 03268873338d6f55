"""Fields as sites and tools really write them: relative addresses, drafts, dates without a sign, HTML's names."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.article import LeftOut, Manuscript
from sources.formats.reading import read

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=ZoneInfo("Asia/Almaty"))
TEXT = "Қалада жаңа көпір ашылды, оған тұрғындар келді."
PARAGRAPHS = "".join(f"<p>Балабақшада {n} бөлме мен спорт залы бар, — дейді меңгеруші. {TEXT}</p>" for n in range(2, 6))


def one(data: str, name: str) -> Manuscript:
    [found] = list(read(data.encode(), name, NOW))
    assert isinstance(found, Manuscript), found
    return found


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.md", f"---\ntitle: Т\ndraft: true\n---\n{TEXT}", "draft"),
        ("a.md", f"---\ntitle: Т\npublished: false\n---\n{TEXT}", "draft"),
        ("a.md", f'+++\ntitle = "Т"\ndraft = true\n+++\n{TEXT}', "draft"),
        ("a.json", json.dumps({"title": "Т", "body": TEXT, "status": "draft"}), "draft"),
        ("a.json", json.dumps([{"title": "Т", "body": TEXT, "post_status": "future"}]), "scheduled"),
        ("a.csv", f"title;text;status\nТ;{TEXT};private\n", "private"),
    ],
)
def test_what_its_source_has_not_published_is_counted_and_no_news(name: str, text: str, kind: str) -> None:
    assert list(read(text.encode(), name, NOW)) == [LeftOut(((kind, 1),))]


@pytest.mark.parametrize("value", ["true", "2026-03-10"])
def test_published_is_a_switch_or_a_date(value: str) -> None:
    found = one(f"---\ntitle: Т\npublished: {value}\ndate: 2026-03-10\nstatus: publish\n---\n{TEXT}", "a.md")
    assert (found.published, found.archive_only, found.troubles) == (date(2026, 3, 10), False, ())


def test_a_json_feed_has_its_rubric_among_the_tags_and_names_of_html_in_titles() -> None:
    entry = {"id": "1", "title": "Мост &amp; дорога", "content_text": TEXT, "tags": ["мост", "Общество"]}
    found = one(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [entry]}), "feed.json")
    assert (found.title, found.rubric, found.tags) == ("Мост & дорога", "Общество", ("мост",))
    entry |= {"url": "/n/1", "image": "i/1.jpg", "date_modified": "2026-03-11T00:00:00Z"}
    frame = {"home_page_url": "https://qut.kz/", "authors": [{"name": "Редакция"}]}
    found = one(json.dumps({"version": "https://jsonfeed.org/version/1.1", **frame, "items": [entry]}), "feed.json")
    assert (found.url, found.image) == ("https://qut.kz/n/1", "https://qut.kz/i/1.jpg")
    assert (found.author, found.published) == ("Редакция", datetime(2026, 3, 11, tzinfo=UTC))


@pytest.mark.parametrize(
    "frame",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://qut.kz/">{}</feed>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://qut.kz/atom.xml"/>{}</feed>',
        "<rss><channel><title>Т</title><link>https://qut.kz</link>{}</channel></rss>",
    ],
)
def test_a_relative_link_of_an_entry_belongs_to_the_site_of_its_feed(frame: str) -> None:
    is_rss = frame.startswith("<rss")
    link = "<link>/news/12</link>" if is_rss else '<link href="news/12"/>'
    entry = f"<title>Т</title>{link}<summary>{TEXT}</summary><thumbnail url='x'/>"
    found = one(frame.format(f"<item>{entry}</item>" if is_rss else f"<entry>{entry}</entry>"), "a.xml")
    assert (found.url, found.id) == ("https://qut.kz/news/12", "qut.kz/news/12")


def test_a_date_and_counters_that_run_into_each_other_are_no_text() -> None:
    head = "<span>12 ақпан, 2026</span><span>351 рет көрсетілді</span>"
    page = f"<html><head><title>Т</title></head><body><article><h1>Балабақша ашылды</h1>{head}{PARAGRAPHS}</article>"
    found = one(f"{page}</body></html>", "a.html")
    assert (found.published, found.views) == (date(2026, 2, 12), 351)
    assert found.body.text.startswith("Балабақшада 2 бөлме")


def test_the_date_beside_the_title_counts_and_a_pictures_path_belongs_to_the_site() -> None:
    head = "<meta property='og:image' content='/i/9.jpg'><link rel='canonical' href='https://lat.egemen.kz/article/9'>"
    menu = "<div class='today-date'>29 Qarasha, 2026</div>" + "<a href='/x'>Basty bet</a>" * 40
    shown = "<div class='date'>14 Naýryz, 2019</div><h1>Beıjińdegi qazaq radıosy</h1>"
    body = f"{menu}<div>{shown}<div class='text'>{PARAGRAPHS}</div></div>"
    found = one(f"<html><head>{head}<title>Beıjińdegi qazaq radıosy</title></head><body>{body}</body></html>", "a.html")
    assert (found.published, found.image) == (date(2019, 3, 14), "https://lat.egemen.kz/i/9.jpg")
