"""Tells the format of a text by its content, and by the file's name only in doubt."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from sources.formats.csv_table import is_table
from sources.formats.front_matter import front_matter_end
from sources.formats.not_articles import refuse_other_kinds, refuse_other_text
from sources.formats.text_file import SAMPLE
from sources.formats.xml.root import xml_root
from text.words.stopwords import word_set


class Format(StrEnum):
    """The formats of the contract that are text."""

    PAGE = "page"
    JSON = "json"
    TELEGRAM = "telegram"
    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    FEED = "feed"
    WORDPRESS = "wordpress"
    FEED_LIST = "feed list"


_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# "{%" and "{{" begin templates.
_JSON_START = re.compile(r"\{(?![%:#<]|\{[ <%\w])|\[\s*+[\"{\[\]]")
# What stands first in an export of Telegram Desktop, whatever else is in it.
_TELEGRAM = re.compile(r"\"type\"\s*+:\s*+\"(?:public|private)_(?:channel|supergroup|group)\"")
_MESSAGES = re.compile(r"\"messages\"\s*+:\s*+\[")
_WORDPRESS = "wordpress.org/export/"
_HTML_ROOTS = frozenset({"html", "head", "body"})
_FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_FRAGMENT = re.compile(r"\A<([a-zA-Z][a-zA-Z0-9]{0,11}+)[\s/>]")
_FRAGMENT_TAGS = word_set("""
    p div article section main h1 h2 h3 h4 h5 h6 table meta title script style link header nav body ul ol center
    font span figure img br a b strong em i blockquote noscript form
""")


def format_of(text: str, name: str) -> Format:
    """The format of a text file; `name` helps where the text leaves a doubt. A zip archive has no text: `is_zip`.

    Raises BadManuscript, with its kind, for what is no article: mail, program text, logs, settings.
    """
    head = text[:SAMPLE].lstrip()
    suffix = PurePath(name).suffix.lower()
    if _JSON_START.match(head):
        telegram = _TELEGRAM.search(head[:4_096]) and _MESSAGES.search(head[:4_096])
        return Format.TELEGRAM if telegram else Format.JSON
    if head.startswith("<") and (found := _markup(head, suffix)):
        return found
    if front_matter_end(head.replace("\r\n", "\n")):
        return Format.MARKDOWN
    refuse_other_text(head, suffix)
    if is_table(head, suffix):
        return Format.TABLE
    return _BY_NAME.get(suffix, Format.PAGE)


def _markup(head: str, suffix: str) -> Format | None:
    root = xml_root(head)
    if root in _HTML_ROOTS:
        return Format.HTML
    if root in _FEED_ROOTS:
        return Format.WORDPRESS if _WORDPRESS in head[:4_096] else Format.FEED
    if root == "opml":
        return Format.FEED_LIST
    tag = _FRAGMENT.match(head)
    if (tag and tag[1].lower() in _FRAGMENT_TAGS) or suffix in {".html", ".htm", ".xhtml"}:
        return Format.HTML
    refuse_other_kinds(head, root)
    return None


def is_zip(file: BinaryIO) -> bool:
    """Whether this is a zip archive, which has no text of its own."""
    file.seek(0)
    return file.read(4).startswith(_ZIP)


# For text of no visible format: broken JSON must not be published as a page.
_BY_NAME = {
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), Format.JSON),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf"), Format.FEED),
    **dict.fromkeys((".md", ".markdown", ".mdx"), Format.MARKDOWN),
    **dict.fromkeys((".csv", ".tsv"), Format.TABLE),
}
