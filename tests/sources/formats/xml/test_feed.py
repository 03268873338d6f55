"""RSS and Atom files, as sites export them and as attackers do."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest

from domain.article import Manuscript
from domain.errors import BadManuscript
from domain.rich import SpanKind
from sources.formats.reading import is_unfinished, read

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Арна</title><link>https://example.kz</link><language>kk-KZ</language>
<item>
  <title>Бірінші &amp;laquo;жаңалық&amp;raquo; &amp; тағы</title>
  <link>https://example.kz/1?a=1&amp;b=2</link>
  <guid isPermaLink="false">kz-1</guid>
  <description><![CDATA[<p>Қысқаша <b>мазмұны</b>.</p>]]></description>
  <content:encoded><![CDATA[<p>Толық мәтіннің басы.</p><p>Оның <a href="https://a.kz">жалғасы</a>.</p>]]></content:encoded>
  <pubDate>Tue, 10 Mar 2026 09:30:00 +0500</pubDate>
  <category>Қоғам</category><category>көпір</category>
  <dc:creator>Дана Оспан</dc:creator>
  <enclosure url="https://example.kz/1.jpg" type="image/jpeg" length="1"/>
</item>
<item><title>Екінші</title><link>https://example.kz/2</link>
<description>Жай мәтін &nbsp;AT&T туралы.</description></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Арна</title>
<entry><id>tag:example.kz,2026:7</id><title type="html">Жаңалық</title>
<link rel="self" href="https://example.kz/self"/><link href="https://example.kz/7"/>
<author><name>Ержан</name><email>e@example.kz</email></author>
<category term="sport" label="Спорт"/>
<updated>2026-03-11T00:00:00Z</updated><published>2026-03-10T04:30:00Z</published>
<summary>Қысқаша.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Бұл <b>қалың</b> &lt;сөз&gt;.</p><p>Соңы.</p></div></content>
</entry></feed>
"""


def entries(text: str) -> list[Manuscript | BadManuscript]:
    return list(read(text.encode(), "feed.xml"))


def test_an_rss_entry_is_read() -> None:
    first, second = entries(RSS)
    assert isinstance(first, Manuscript)
    assert (first.id, first.title, first.rubric) == ("kz-1", "Бірінші «жаңалық» & тағы", "Қоғам")
    assert (first.lead.text, first.body.text) == ("Қысқаша мазмұны.", "Толық мәтіннің басы.\n\nОның жалғасы.")
    assert [(span.kind, span.url) for span in first.body.spans] == [(SpanKind.LINK, "https://a.kz")]
    assert first.published == datetime(2026, 3, 10, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    assert (first.url, first.image) == ("https://example.kz/1?a=1&b=2", "https://example.kz/1.jpg")
    assert (first.author, first.tags, first.language) == ("Дана Оспан", ("көпір",), "kk")
    assert isinstance(second, Manuscript)
    assert (second.id, second.title) == ("example.kz/2", "Екінші")
    assert (second.lead.text, second.body.text) == ("", "Жай мәтін AT&T туралы.")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Көпір ашылды | Айна", "Көпір ашылды"),
        ("Көпір ашылды — Айна", "Көпір ашылды"),
        ("Көпір-Айна", "Көпір-Айна"),
        ("Сынған Айна", "Сынған Айна"),
        ("Айна", "Айна"),
    ],
)
def test_the_name_of_the_site_behind_a_title_is_taken_off(written: str, shown: str) -> None:
    [found] = entries(
        f"<rss><channel><title>Айна</title><item><title>{written}</title><description>Мәтін осы.</description></item>"
        "</channel></rss>"
    )
    assert isinstance(found, Manuscript)
    assert found.title == shown


def test_an_atom_entry_is_read() -> None:
    [found] = entries(ATOM)
    assert isinstance(found, Manuscript)
    assert (found.id, found.title, found.url) == ("tag:example.kz,2026:7", "Жаңалық", "https://example.kz/7")
    assert (found.author, found.rubric) == ("Ержан", "Спорт")
    assert found.published == datetime(2026, 3, 10, 4, 30, tzinfo=UTC)
    assert (found.lead.text, found.body.text) == ("Қысқаша.", "Бұл қалың <сөз>.\n\nСоңы.")
    assert [span.kind for span in found.body.spans] == [SpanKind.BOLD]


def test_links_that_are_only_paths_lead_to_the_site_of_the_entry() -> None:
    text = "<p>Оның <a href='/n/2?a=1'>жалғасы</a>, <a href='//b.kz/3'>тағы</a>, <a href='#end'>соңы</a>, {0}.</p>"
    rss = (
        "<rss><channel><title>Арна</title><link>https://a.kz</link><item><link>https://a.kz/2026/n/1</link><description>"
        f"<![CDATA[{text.format('<a href=more>әрі</a>')}]]></description></item></channel></rss>"
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.kz/"><title>Арна</title>'
        '<entry xml:base="blog/"><id>x</id><link href="1"/><content type="html" xml:base="texts/">'
        f"{text.format('<a href=more>әрі</a>').replace('<', '&lt;')}</content></entry>"
        '<entry><id>y</id><link href="2"/><summary type="html">&lt;a href="more">Әрі&lt;/a> оқу.</summary></entry>'
        "</feed>"
    )
    [of_rss], [nested, plain] = entries(rss), entries(atom)
    assert isinstance(of_rss, Manuscript)
    assert isinstance(nested, Manuscript)
    assert isinstance(plain, Manuscript)
    places = ["https://a.kz/n/2?a=1", "https://b.kz/3"]
    assert [span.url for span in of_rss.body.spans] == [*places, "https://a.kz/2026/n/more"]
    assert [span.url for span in nested.body.spans] == [*places, "https://a.kz/blog/texts/more"]
    assert (nested.url, plain.url) == ("https://a.kz/blog/1", "https://a.kz/2")
    assert [span.url for span in plain.body.spans] == ["https://a.kz/more"]


@pytest.mark.parametrize(
    ("inside", "image"),
    [
        ('<img alt="Көпір" src="/i/1.jpg?w=800&amp;h=600" width="800">', "https://a.kz/i/1.jpg?w=800&h=600"),
        ('<img src="https://s.kz/emoji/1.png"><img src="//i.kz/2.webp">', "https://i.kz/2.webp"),
        ('<img src="https://c.kz/1.png" width="1" height="1"/>', ""),
        ('<img src="data:image/png;base64,AAAA"><img src="https://c.kz/hit?id=1">', ""),
    ],
)
def test_an_entry_without_a_picture_of_its_own_has_the_first_of_its_text(inside: str, image: str) -> None:
    head = "<rss><channel><title>Арна</title><item><link>https://a.kz/1</link><description>"
    [html] = entries(f"{head}<![CDATA[<p>Мәтін бар.</p>{inside}]]></description></item></channel></rss>")
    assert isinstance(html, Manuscript)
    assert (html.image, html.body.text) == (image, "Мәтін бар.")
    own = '<enclosure url="https://a.kz/own.jpg" type="image/jpeg"/></item>'
    [enclosed] = entries(f"{head}<![CDATA[<p>Мәтін бар.</p>{inside}]]></description>{own}</channel></rss>")
    assert isinstance(enclosed, Manuscript)
    assert enclosed.image == "https://a.kz/own.jpg"


def test_a_feed_is_read_in_any_encoding_whatever_it_says_of_itself() -> None:
    text = RSS.replace("UTF-8", "windows-1251")
    for encoding in ("kz1048", "utf-16", "utf-8-sig"):
        first, _ = read(text.encode(encoding), "feed.xml")
        assert isinstance(first, Manuscript)
        assert first.rubric == "Қоғам"


def test_what_stands_before_a_cut_is_read_and_the_cut_looks_unfinished() -> None:
    cut = RSS[: RSS.index("Екінші")]
    first, second = entries(cut)
    assert isinstance(first, Manuscript)
    assert isinstance(second, BadManuscript)
    assert (second.key, second.values) == ("source-feed-cut", {"place": "#2"})
    assert is_unfinished(BytesIO(cut.encode()), "feed.xml")
    assert not is_unfinished(BytesIO(RSS.encode()), "feed.xml")


def test_control_characters_that_xml_forbids_are_dropped() -> None:
    first, _ = entries(RSS.replace("Толық мәтіннің", "Толық\x02 мәтіннің\x0b"))
    assert isinstance(first, Manuscript)
    assert first.body.text.startswith("Толық мәтіннің")


def test_broken_markup_is_named_with_its_line() -> None:
    [found] = entries("<rss><channel>\n<item></channel></rss>")
    assert isinstance(found, BadManuscript)
    assert (found.key, found.values) == ("source-feed-syntax", {"line": 2, "place": "#1"})


def test_a_feed_without_entries_is_named_so() -> None:
    [found] = entries("<rss><channel><title>x</title></channel></rss>")
    assert isinstance(found, BadManuscript)
    assert found.key == "source-feed-empty"


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{n} '{'&a' + str(n - 1 or '') + ';'}{'&a' + str(n - 1 or '') + ';'}'>" for n in range(1, 40)
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"<?xml version='1.0'?>{LAUGHS}]><rss><channel><item><title>&a39;</title></item></channel></rss>", "doctype"),
        ('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><title>&f;</title></item></rss>', "doctype"),
        ("<rss>" + "<a>" * 200_000, "deep"),
        ("<rss><item><content type='xhtml'>" + "<b>" * 200_000, "deep"),
    ],
)
def test_attacks_are_refused(text: str, key: str) -> None:
    [found] = entries(text)
    assert isinstance(found, BadManuscript)
    assert found.key == f"source-feed-{key}"


def test_what_stands_in_cdata_is_text_and_what_looks_like_it_in_a_comment_is_none() -> None:
    content = "<!-- <![CDATA[ --><![CDATA[<p>Бір & екі]]> <!-- ]]> --><![CDATA[<b>үш</b>]]>&nbsp;&amp;lt;төрт"
    found = entries(f"<rss><channel><item><guid><![CDATA[ a-1 ]]></guid><description>{content}</description></item>")
    assert isinstance(found[0], Manuscript)
    assert (found[0].id, found[0].body.text) == ("a-1", "Бір & екі үш <төрт")
    assert isinstance(found[-1], BadManuscript) and found[-1].key == "source-feed-cut"
    text = entries('<feed><entry><id>1</id><content type="text"><![CDATA[a <x> & c]]></content></entry></feed>')[0]
    assert isinstance(text, Manuscript)
    assert text.body.text == "a <x> & c"
    wrong = entries("<rss><channel><item><title><![CDATA[a\n\nb]]></title>\n</itm></channel></rss>")[-1]
    assert isinstance(wrong, BadManuscript)
    assert (wrong.key, wrong.values["line"]) == ("source-feed-syntax", 4)
