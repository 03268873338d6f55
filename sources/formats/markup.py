"""Reduces HTML inside an article's text to what Telegram can show: plain text and spans, by an allow-list.

A tokenizer of our own: the standard library's needs 65 seconds for 90 KB of `<a <a <a` (Python 3.11), and everything
here comes from outside. This one takes time in proportion to any text.
"""

from __future__ import annotations

import html
import re

from domain.rich import Rich
from sources.formats.rich_builder import RichBuilder
from sources.values.cleaning import clean_line, with_line_ends, with_single_spaces
from text.words.plain_text import is_plain

_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noembed"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)([^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+)>")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*+)")
_KNOWN = re.compile(
    # By first letters, so that a wrong name costs one step and not forty.
    r"</?+(?:a(?:rticle)?+|b(?:r|lockquote)?+|c(?:ode|enter)|div|em|f(?:igure|ont)|h[1-6]|i(?:mg|frame)?+|li|ol|p(?:re)?+|"
    r"s(?:pan|trong|cript|tyle|ection)?+|t(?:able|r|d)|ul?+)\b[^<>]{0,2000}+>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|span|b|strong|i|em|a|ul|li|h[1-6])\b", re.IGNORECASE)
_BLOCK = re.compile(r"<(?:p|div|li|ul|ol|table|tr|h[1-6]|pre|blockquote|section|article|body|html)\b", re.IGNORECASE)
_BLANK_LINES = re.compile("\n{2,}")
# Tags with unclosed quotes that are matched; each costs a walk over the rest of the text.
_BROKEN_TAGS = 20


def is_markup(text: str) -> bool:
    """Whether a text holds tags or character references, which a reader would see as code."""
    return bool(_KNOWN.search(text) or _ENTITY.search(text))


def from_html(source: str, base: str = "") -> Rich:
    """The text of an HTML fragment with paragraphs two line ends apart and spans for what Telegram knows.

    Scripts, styles, frames and menus are left out with what is in them; any other unknown tag is left out alone. In
    text that has only tags for formatting, as chats and many sites' databases hold it, line ends are line ends.
    `base`: the address of the text, to which links that are only paths belong.
    """
    if "<" not in source and "&" not in source and "\n" not in source and is_plain(source):
        # A title, as a rule.
        return Rich(clean_line(source))
    if "&" not in source and (parts := _only_paragraphs(source)):
        return Rich("\n\n".join(line for part in parts if (line := clean_line(part))))
    if not _KNOWN.search(source) and _ESCAPED.search(source):
        source = html.unescape(source)
    if not _BLOCK.search(source):
        source = _with_line_ends(source)
    builder = RichBuilder(base)
    _Reader(source, builder).read()
    return builder.rich()


def _only_paragraphs(source: str) -> list[str]:
    """The paragraphs of a text without any other tags, as most teasers are; of any other, or of one alone, none."""
    first, *rest = source.split("<")
    parts = [first]
    for part in rest:
        name, _, text = part.partition(">")
        if name not in ("p", "/p"):
            return []
        parts.append(text)
    return parts if "<p>" in source else []


def _with_line_ends(source: str) -> str:
    source = with_single_spaces(with_line_ends(source)).strip()
    return _BLANK_LINES.sub("<p>", source).replace("\n", "<br>")


class _Reader:
    """Walks over the source once and calls the builder for each tag and text."""

    def __init__(self, source: str, builder: RichBuilder) -> None:
        self._source = source
        self._builder = builder
        self._at = 0
        self._broken = 0

    def read(self) -> None:
        source = self._source
        while self._at < len(source):
            opening = source.find("<", self._at)
            if opening < 0:
                opening = len(source)
            if opening > self._at:
                self._builder.text(source[self._at : opening])
            self._at = opening
            if opening < len(source):
                self._tag()

    def _tag(self) -> None:
        source, start = self._source, self._at
        if source.startswith("<!--", start):
            self._skip_past("-->", start + 4)
        elif source.startswith(("<!", "<?"), start):
            self._skip_past(">", start + 2)
        elif self._broken < _BROKEN_TAGS and (tag := _TAG.match(source, start)):
            self._at = tag.end()
            self._met(tag[2].lower(), tag[3], closing=bool(tag[1]))
        elif name := _NAME.match(source, start):
            self._broken += 1
            self._skip_past(">", name.end())
        else:
            self._builder.text("<")
            self._at = start + 1

    def _skip_past(self, end: str, start: int) -> None:
        found = self._source.find(end, start)
        self._at = len(self._source) if found < 0 else found + len(end)

    def _met(self, name: str, attributes: str, *, closing: bool) -> None:
        if closing:
            self._builder.close(name)
        elif name in _RAW:
            end = re.compile(f"</{name}", re.IGNORECASE).search(self._source, self._at)
            self._skip_past(">", end.end() if end else len(self._source))
        else:
            self._builder.open(name, attributes)
