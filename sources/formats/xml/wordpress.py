"""WordPress exports (WXR): published posts are articles; drafts, pages, attachments and menu items are counted."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.article import Found, LeftOut
from domain.errors import BadManuscript
from sources.formats.fields import manuscript_of
from sources.formats.places import placed
from sources.formats.xml.feed import entries_of
from sources.formats.xml.feed_entries import FIELDS, FeedEntries
from sources.values.identity import FileIds

_OWN = {
    **dict.fromkeys(("wp:post_id", "wp:post_name", "wp:status", "wp:post_type", "wp:post_password"), ""),
    **dict.fromkeys(("wp:post_date", "wp:post_date_gmt"), ""),
}
# What a post has besides, one name and value after the other; the number of its picture is among it.
_META, _PICTURE = frozenset({"wp:meta_key", "wp:meta_value"}), "_thumbnail_id"
_NUMBER_OR_ADDRESS = re.compile(r"<wp:(post_id|attachment_url)>\s*+(?:<!\[CDATA\[)?+\s*+([^<>\s\]]{1,2000}+)")
# Kinds of entries that themes and plugins make for news; all others than these are no articles.
_ARTICLES = frozenset({"", "post", "news", "article", "articles", "story", "novosti", "zhanalyk"})
_STATES = {"future": "scheduled", "inherit": "attachment", "auto-draft": "draft"}
_NO_DATE = "0000-00-00"
# What WordPress files a post under that was given no category.
_NO_CATEGORY = frozenset({"uncategorized", "без рубрики", "санатсыз", "айдарсыз"})
# Attachments of a file: 20 MB of addresses.
_MOST_PICTURES = 100_000
_CAPTION = re.compile(r"\[caption\b[^\[\]]*+\][^\[\]]*+\[/caption\]", re.IGNORECASE)
_SHORTCODE = re.compile(r"(?<!\[)\[/?[a-z][\w-]{1,40}+(?:[ /][^\[\]]*+)?\](?!\])")
_EMBED = re.compile(r"\[(embed|youtube|video|audio)\b[^\[\]]*+\]\s*+https?://[^\s\[\]]*+\s*+\[/\1\]", re.IGNORECASE)
_BLANK_LINES = re.compile("\n[ \t\r]*+\n")


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The published posts in order, and last how many entries of which kind were left out."""
    ids, left_out, pictures = FileIds(name), Counter[str](), _pictures(text)
    number = 0
    for number, entry in enumerate(entries_of(text, _Posts()), 1):
        try:
            if isinstance(entry, BadManuscript):
                raise entry
            if kind := _why_left_out(entry):
                left_out[kind] += 1
            else:
                yield placed(manuscript_of(_fields(entry, pictures), ids, now, alone=False), f"#{number}")
        except BadManuscript as error:
            yield placed(error, f"#{number}")
    if not number:
        yield BadManuscript("source-feed-empty")
    elif left_out:
        yield LeftOut(tuple(sorted(left_out.items())))


@dataclass(slots=True)
class _Posts(FeedEntries):
    """The entries with what only an export has: state, kind, and categories apart from tags."""

    domain: str = ""
    meta: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "category":
            self.domain = attributes.get("domain", "category")
        FeedEntries.start(self, tag, attributes)
        own = self._known_as(tag)
        if self.entry is not None and not self.reading:
            inside = len(self.path) - self.level
            if (inside == 1 and own in _OWN) or (inside == 2 and own in _META):
                self._begin(own, attributes)

    def _put(self, tag: str, text: str) -> None:
        assert self.entry is not None
        if tag == "wp:meta_key":
            self.meta = text.strip()
        elif tag == "wp:meta_value" and self.meta == _PICTURE:
            self.entry["wp:picture"] = text.strip()
        elif tag in _OWN:
            self.entry[tag] = text.strip()
        elif tag in FIELDS:
            FeedEntries._put(self, tag, text)

    def _category(self, name: str) -> None:
        assert self.entry is not None
        names = self.entry.setdefault("categories" if self.domain == "category" else "tags", [])
        if isinstance(names, list) and name.casefold() not in _NO_CATEGORY:
            names.append(name)

    def _finish_entry(self) -> None:
        assert self.entry is not None
        categories, tags = self.entry.get("categories"), self.entry.get("tags")
        FeedEntries._finish_entry(self)
        more = categories[1:] if isinstance(categories, list) else []
        self.done[-1]["tags"] = more + (tags if isinstance(tags, list) else [])


def _why_left_out(entry: dict[str, object]) -> str:
    """The kind of an entry that is no published post; "" for one that is."""
    kind, state = entry.get("wp:post_type", ""), str(entry.get("wp:status") or "publish")
    if kind not in _ARTICLES:
        return str(kind)[:40]
    if entry.get("wp:post_password"):
        return "password"
    return "" if state == "publish" else _STATES.get(state, state[:40])


def _pictures(text: str) -> dict[str, str]:
    """The addresses of the attachments by their numbers; a post may stand before its picture."""
    pictures: dict[str, str] = {}
    number = ""
    for found in _NUMBER_OR_ADDRESS.finditer(text) if _PICTURE in text else ():
        if found[1] == "post_id":
            number = found[2]
        elif len(pictures) < _MOST_PICTURES:
            pictures[number] = html.unescape(found[2])
    return pictures


def _fields(entry: dict[str, object], pictures: dict[str, str]) -> dict[str, object]:
    fields = {name: value for name, value in entry.items() if not name.startswith("wp:")}
    for name in ("body", "lead"):
        if isinstance(part := fields.get(name), dict):
            fields[name] = {"rendered": _without_shortcodes(str(part["rendered"]))}
    utc, local = str(entry.get("wp:post_date_gmt", "")), str(entry.get("wp:post_date", ""))
    if utc and not utc.startswith(_NO_DATE):
        fields["published"] = f"{utc}+00:00"
    elif local and not local.startswith(_NO_DATE):
        fields.setdefault("published", local)
    if picture := pictures.get(str(entry.get("wp:picture", ""))):
        fields["image"] = picture
    if not fields.get("id"):
        fields["id"] = str(entry.get("wp:post_name") or entry.get("wp:post_id") or "")
    return fields


def _without_shortcodes(source: str) -> str:
    """Without what only WordPress understands; its paragraphs are divided by blank lines where it has no tags."""
    source = _SHORTCODE.sub("", _EMBED.sub("", _CAPTION.sub("", source.replace("\r\n", "\n"))))
    return source if "<p" in source else _BLANK_LINES.sub("<p>", source)
