"""Bad input of every kind, which tests give to each of the ways in: a folder, a document, the command line, a feed, the
door for a CMS."""

from __future__ import annotations

import io
import json
import zipfile

TEXT = "Қалада жаңа көпір ашылды, оған тұрғындар келді."
LONG_TITLE = "а" * 5_000_000


def zipped(name: str | zipfile.ZipInfo, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def laughs() -> bytes:
    names = "".join(f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>" for n in range(1, 40))
    return f"<!DOCTYPE rss [<!ENTITY a0 'ha'>{names}]><rss><item><title>&a39;</title></item></rss>".encode()


def link_inside() -> bytes:
    """An archive with a link to a file outside of it."""
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    return zipped(link, b"/etc/passwd")


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "cut JSON": ("cut.json", b'{"body": "\xd2\x9a', "source-json-cut"),
    "a wrong charset": (
        "gbk.txt",
        "今天天气很好,我们去公园散步。政府宣布了新的预算。".encode("gbk"),
        "source-encoding",
    ),
    "NUL bytes": ("nul.txt", b"\0" * 5_000, "source-not-text"),
    "a title of 10 MB": ("title.json", json.dumps({"title": LONG_TITLE, "body": TEXT}).encode(), "source-title-long"),
    "a page with a title of 10 MB": (
        "title.html",
        f"<html><head><title>{LONG_TITLE}</title></head><body><p>{TEXT}</p></body></html>".encode(),
        "source-body-long",
    ),
    "an empty body": ("body.json", b'{"title": "x", "body": "  "}', "source-no-body"),
    "an empty file": ("empty.txt", b"", "source-empty"),
    "a zip bomb": ("bomb.zip", zipped("a.txt", b" " * 60_000_000), "source-zip-big"),
    "a nested zip": ("nested.zip", zipped("b.zip", zipped("a.txt", TEXT.encode())), "source-zip-nested"),
    "a link in an archive": ("link.zip", link_inside(), "source-empty"),
    "a gzip": ("gzip.txt", b"\x1f\x8b\x08\x00" + b"x" * 100, "source-not-text"),
    "billion laughs": ("laughs.xml", laughs(), "source-feed-doctype"),
    "an external entity": (
        "external.xml",
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><item><title>&f;</title></item></rss>',
        "source-feed-doctype",
    ),
    "200,000 tags inside each other": ("tags.xml", b"<rss>" + b"<a>" * 200_000, "source-feed-deep"),
    "200,000 brackets": ("brackets.json", b"[" * 200_000, "source-json-deep"),
}
TAKEN: dict[str, tuple[str, bytes]] = {
    "a date in the year 20202": ("year.json", json.dumps({"body": TEXT, "published_at": "20202-01-01"}).encode()),
    "a number of 100,000 digits": ("digits.json", f'{{"body": "{TEXT}", "views": {"9" * 100_000}}}'.encode()),
    "names that climb": ("climb.zip", zipped("../../x.txt", TEXT.encode())),
    "a .jpg that is a page": ("page.jpg", f"<html><body><p>{TEXT}</p></body></html>".encode()),
    "a page of 200,000 tags": ("tags.html", f"<html><body><p>{TEXT}</p>{'<div>' * 200_000}".encode()),
}
