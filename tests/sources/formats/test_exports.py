"""Exports of whole publications: WordPress, Telegram channels, tables, JSON Feed, and lists of feeds."""

import json
from datetime import UTC, datetime

import pytest

from domain.article import Found, LeftOut, Manuscript
from domain.errors import BadManuscript
from domain.feed import ListedFeed
from domain.rich import SpanKind
from sources.formats.reading import read
from sources.formats.xml.feed_list import listed_feeds

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Айна</title><language>en-US</language>
 <wp:author><wp:author_login>admin</wp:author_login></wp:author>
 <wp:category><wp:cat_name>Қоғам</wp:cat_name></wp:category>"""


def post(number: int, kind: str = "post", state: str = "publish", password: str = "", body: str = "Мәтін бар.") -> str:
    return f"""<item><title>Жаңалық {number}</title><link>https://a.kz/{number}</link><dc:creator>Дана</dc:creator>
<guid isPermaLink="false">https://a.kz/?p={number}</guid><description></description>
<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date>2026-03-10 14:30:00</wp:post_date>
<wp:post_date_gmt>2026-03-10 09:30:00</wp:post_date_gmt><wp:post_name>zhanalyk-{number}</wp:post_name>
<wp:status>{state}</wp:status><wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password>
<category domain="post_tag" nicename="k"><![CDATA[көпір]]></category>
<category domain="category" nicename="q"><![CDATA[Қоғам]]></category></item>"""


def test_of_a_wordpress_export_only_published_posts_come_in() -> None:
    body = (
        '<!-- wp:paragraph --><p>Бірінші.</p><!-- /wp:paragraph -->\n[gallery ids="1,2"][caption id="a"]'
        '<img src="x.jpg"/> Сурет[/caption]<p>Екінші [сілтеме].</p>'
    )
    posts = [
        post(1, body=body),
        post(2, state="draft"),
        post(3, state="future"),
        post(4, password="x"),
        post(5, kind="attachment", state="inherit"),
        post(6, kind="page"),
        post(7, kind="nav_menu_item"),
        post(8, body="Классикалық мәтін.\n\nЕкінші абзац."),
    ]
    first, second, left = read(f"{_HEAD}{''.join(posts)}</channel></rss>".encode(), "wp.xml")
    assert isinstance(first, Manuscript)
    assert first.body.text == "Бірінші.\n\nЕкінші [сілтеме]."
    assert (first.id, first.url, first.rubric, first.tags) == (
        "https://a.kz/?p=1", "https://a.kz/1", "Қоғам", ("көпір",)
    )  # fmt: skip
    assert first.published == datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    assert first.language == ""
    assert isinstance(second, Manuscript)
    assert second.body.text == "Классикалық мәтін.\n\nЕкінші абзац."
    kinds = (("attachment", 1), ("draft", 1), ("nav_menu_item", 1), ("page", 1), ("password", 1), ("scheduled", 1))
    assert left == LeftOut(kinds)


def test_the_picture_of_a_wordpress_post_is_the_one_chosen_for_it_wherever_it_stands() -> None:
    meta = (
        "<wp:postmeta><wp:meta_key><![CDATA[{0}]]></wp:meta_key>"
        "<wp:meta_value><![CDATA[{1}]]></wp:meta_value></wp:postmeta>"
    )
    address = "<wp:attachment_url><![CDATA[https://a.kz/uploads/kopir.jpg]]></wp:attachment_url>"
    chosen = post(1, body='<p>Мәтін бар.</p><img src="/uploads/basqa.jpg">')
    chosen = chosen.replace("</item>", meta.format("_edit_last", 9) + meta.format("_thumbnail_id", 5) + "</item>")
    attachment = post(5, kind="attachment", state="inherit").replace("</item>", f"{address}</item>")
    inside = post(6, body='<p>Мәтін бар.</p><img src="/uploads/basqa.jpg">')
    first, second, _ = read(f"{_HEAD}{chosen}{attachment}{inside}</channel></rss>".encode(), "wp.xml")
    assert isinstance(first, Manuscript)
    assert isinstance(second, Manuscript)
    assert (first.image, second.image) == ("https://a.kz/uploads/kopir.jpg", "https://a.kz/uploads/basqa.jpg")


def test_a_telegram_channel_is_read_with_its_formatting_and_without_service_messages() -> None:
    entities = [
        {"type": "bold", "text": "Жаңа көпір ашылды"},
        {"type": "plain", "text": "\n\nОл "},
        {"type": "text_link", "text": "қалада", "href": "https://a.kz"},
        {"type": "plain", "text": " тұр. "},
        {"type": "hashtag", "text": "#көпір"},
    ]
    channel = {
        "name": "Айна", "type": "public_channel", "id": 77,
        "messages": [
            {"id": 1, "type": "service", "action": "create_channel", "text": ""},
            {"id": 2, "type": "message", "date": "2026-03-10T14:30:00", "date_unixtime": "1773135000",
             "edited": "2026-03-10T15:00:00", "photo": "photos/2.jpg", "text_entities": entities, "text": []},
            {"id": 3, "type": "message", "date": "2026-03-10T14:40:00", "text": "", "text_entities": []},
            {"id": 4, "type": "message", "date": "2026-03-10T14:50:00", "text": [
                "Қысқа ", {"type": "bold", "text": "хабар"}]},
        ],
    }  # fmt: skip
    first, second, left = read(json.dumps(channel, ensure_ascii=False, indent=1).encode(), "result.json")
    assert isinstance(first, Manuscript)
    assert (first.id, first.title, first.body.text) == ("telegram-77-2", "Жаңа көпір ашылды", "Ол қалада тұр. #көпір")
    assert [(span.kind, span.url) for span in first.body.spans] == [(SpanKind.LINK, "https://a.kz")]
    assert (first.tags, first.image) == (("көпір",), "photos/2.jpg")
    assert first.published == datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    assert isinstance(second, Manuscript)
    assert (second.title, second.body.text) == ("", "Қысқа хабар")
    assert left == LeftOut((("service", 1), ("without text", 1)))


def _first(found: list[Found]) -> Manuscript:
    assert isinstance(found[0], Manuscript), found
    return found[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "kz1048", "utf-16"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'тақырып,мәтін,айдар,күні\n"Көпір, жол","Бірінші.\nЕкінші",Қоғам,10.03.2026\n'),
        ("a.csv", 'sep=;\nЗаголовок;Текст;Рубрика;Дата\nКөпір, жол;"Бірінші.\nЕкінші";Қоғам;2026-03-10\n'),
        ("a.tsv", 'Title\tBody\tSection\tPublished\nКөпір, жол\t"Бірінші.\nЕкінші"\tҚоғам\t10 наурыз 2026\n'),
        ("table.txt", 'title|body|rubric|date\nКөпір, жол|"Бірінші.\nЕкінші"|Қоғам|2026-03-10\n'),
    ],
)
def test_a_table_is_read_by_the_names_of_its_columns(name: str, text: str, encoding: str) -> None:
    found = _first(list(read(text.encode(encoding), name)))
    assert (found.title, found.body.text, found.rubric) == ("Көпір, жол", "Бірінші.\n\nЕкінші", "Қоғам")
    assert str(found.published) == "2026-03-10"


def test_a_table_without_a_column_of_text_and_a_row_without_text_are_named() -> None:
    [found] = read("аты,жасы\nДана,20\n".encode(), "people.csv")
    assert isinstance(found, BadManuscript)
    assert (found.key, found.values["columns"]) == ("source-table-columns", "аты, жасы")
    bad, good = read("id;body\n1;\n2;Мәтін бар.\n".encode(), "a.csv")
    assert isinstance(bad, BadManuscript)
    assert (bad.key, bad.values["place"]) == ("source-no-body", ":2")
    assert isinstance(good, Manuscript)
    assert good.id == "2"


def test_a_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Айна", "language": "kk",
        "items": [{"id": "7", "url": "https://a.kz/7", "title": "Көпір", "content_html": "<p>Мәтін <b>бар</b>.</p>",
                   "date_published": "2026-03-10T14:30:00+05:00", "authors": [{"name": "Дана"}], "tags": ["көпір"],
                   "image": "https://a.kz/7.jpg"}],
    }  # fmt: skip
    found = _first(list(read(json.dumps(feed).encode(), "feed.json")))
    assert (found.id, found.title, found.body.text, found.language) == ("7", "Көпір", "Мәтін бар.", "kk")
    assert (found.author, found.tags, found.image) == ("Дана", ("көпір",), "https://a.kz/7.jpg")


def test_a_list_of_feeds_gives_their_addresses_with_their_folders() -> None:
    opml = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Спорт">
    <outline text="Айна" type="rss" xmlUrl="https://a.kz/rss"/><outline xmlUrl="file:///etc/passwd"/></outline>
    <outline title="Таң" xmlUrl="https://b.kz/feed" category="Қоғам"/></body></opml>"""
    assert listed_feeds(opml) == [
        ListedFeed("https://a.kz/rss", "Айна", "Спорт"),
        ListedFeed("https://b.kz/feed", "Таң", "Қоғам"),
    ]
    with pytest.raises(BadManuscript, match="source-feed-list-empty"):
        listed_feeds("<opml><body/></opml>")
