"""What is text and no article is refused by its kind; what only looks a little like it is an article."""

import pytest

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats.reading import read

KINDS = {
    "mail.txt": (
        "mail",
        "Return-Path: <a@b.kz>\nReceived: from x\nFrom: a@b.kz\nSubject: Hi\nMIME-Version: 1.0\n\nСәлем",
    ),
    "page.txt": (
        "MHTML",
        "From: <Saved by Blink>\nSubject: Бет\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x",
    ),
    "map.xml": ("sitemap", "<?xml version='1.0'?><urlset xmlns='x'><url><loc>https://a.kz</loc></url></urlset>"),
    "feeds.opml": ("feed-list", "<?xml version='1.0'?><opml><body><outline xmlUrl='https://a.kz/rss'/></body></opml>"),
    "data.xml": ("XML", "<?xml version='1.0'?><catalog><book>Кітап</book></catalog>"),
    "a.toml": ("settings", '[project]\nname = "x"\nversion = "1.0"\n\n[tool]\nline = 120\n'),
    "settings.txt": ("settings", "[main]\nhost = 127.0.0.1\nport = 80\nname = x\n"),
    "short-robots.txt": ("settings", "User-agent: *\nDisallow: /\n"),
    "robots.txt": ("settings", "User-agent: *\nDisallow: /admin\nDisallow: /tmp\nSitemap: https://a.kz/s.xml\n"),
    "a.txt": ("code", "import os\nimport sys\n\n\ndef main():\n    x = 1\n    return x\n\n\nmain()\n"),
    "b.txt": ("code", "var x = 1;\nfunction f() {\n  return x;\n}\nf();\n"),
    "c.py": ("code", "print('Қалада жаңа көпір ашылды')"),
    "style.css": ("code", "body { color: red; }"),
    "d.txt": (
        "log",
        "2026-03-10 10:00:01 INFO started\n2026-03-10 10:00:02 INFO listening\n2026-03-10 10:00:03 WARN x\n",
    ),
    "e.txt": (
        "log",
        '1.2.3.4 - - [10/Mar/2026:10:00:00 +0500] "GET / HTTP/1.1" 200 5\n' * 4,
    ),
    "f.txt": ("subtitles", "1\n00:00:01,000 --> 00:00:02,000\nСәлем\n\n2\n00:00:03,000 --> 00:00:04,000\nДос\n"),
    "g.txt": ("calendar", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR"),
    "h.txt": ("data", "".join(f"{n},{n * 7},{n / 3:.4f}\n" for n in range(200))),
    "i.txt": ("data", "QUJD" * 400),
}
ARTICLES = {
    "list": "Шешім:\n- мектеп салынсын\n- жол жөнделсін\n- саябақ ашылсын\n\nКелесі отырыс сәуірде өтеді.",
    "talk": "Тілші: Қалай басталды?\nДиректор: Екі жыл бұрын ауылға қайтып, кішкентай шеберхана аштық."
    " Содан кейін кеңейдік.\n"
    "Тілші: Қиын болды ма?\nДиректор: Иә, бірақ көмек болды.",
    "scores": "Турнирдің қорытындысы белгілі.\n\nҚайрат – Астана 2:1\nТобыл – Ақтөбе 0:0\nОрдабасы – Елімай 3:2\n\n"
    "Келесі тур сенбіде ойналады.",
    "english": "Date set for the vote\n\nThe council has set it. From now on, parties may register.",
    "notice": "From: the editors\n\nОқырмандарға хабарлама. Газет сәрсенбіде шықпайды, себебі мереке күні.",
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_article_is_refused_by_its_kind(name: str) -> None:
    kind, text = KINDS[name]
    [found] = read(text.encode(), name)
    assert isinstance(found, BadManuscript), found
    assert (found.key, found.values.get("kind")) == ("source-no-article", kind)


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_with_lists_talk_and_figures_is_an_article(name: str) -> None:
    [found] = read(ARTICLES[name].encode(), "a.txt")
    assert isinstance(found, Manuscript), found


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ("<html><head><meta charset='windows-1250'><body><p>Zażółć gęślą jaźń, powiedział minister.</p>",
         "cp1250", "Zażółć"),
        ("<?xml version='1.0' encoding='gbk'?><rss><channel><item><title>新闻</title><link>https://a.cn/1</link>"
         "<description>今天天气很好,我们去公园。</description></item></channel></rss>", "gbk", "今天天气很好"),
        ("<html><head><meta http-equiv='Content-Type' content='text/html; charset=koi8-r'></head><body><p>"
         "Правительство обсудило бюджет на следующий год.</p>", "koi8-r", "Правительство"),
        ("<html><head><meta charset=iso-8859-1></head><body><p>Le café a été rénové à Genève, déclara-t-il “hier”.</p>",
         "cp1252", "café"),
        ("<html><head><meta charset='windows-1251'></head><body><p>Қалада жаңа көпір ашылды, оған әкім қатысты.</p>",
         "kz1048", "Қалада"),
        ("<html><head><meta charset='windows-1251'></head><body><p>Қалада жаңа көпір ашылды, оған әкім қатысты.</p>",
         "utf-8", "Қалада"),
    ],
)  # fmt: skip
def test_a_declared_encoding_is_believed_unless_the_bytes_are_utf8(text: str, encoding: str, says: str) -> None:
    [found] = read(text.encode(encoding), "a.html")
    assert isinstance(found, Manuscript), found
    assert says in found.body.text


POLISH = "Zażółć gęślą jaźń, powiedział poważny człowiek. Łódź się kołysała, księżyc świecił, żółw był wściekły."
CHINESE = "今天天气很好,我们去公园散步。政府宣布了新的预算计划,专家表示支持,会议将于明天举行。"
KAZAKH = "Қалада жаңа көпір ашылды, оған қала әкімі мен тұрғындар қатысты деп хабарлайды тілші".encode()


@pytest.mark.parametrize(
    "data",
    [
        POLISH.encode("cp1250"),
        CHINESE.encode("gbk"),
        KAZAKH.decode("cp1251", "ignore").encode(),
        KAZAKH.decode("latin-1").encode(),
    ],
    ids=["Polish", "Chinese", "UTF-8 read as 1251", "UTF-8 read as Latin-1"],
)
def test_letters_of_a_wrong_code_page_are_refused(data: bytes) -> None:
    [found] = read(data, "a.txt")
    assert isinstance(found, BadManuscript), found
    assert found.key in {"source-encoding", "source-not-text"}
