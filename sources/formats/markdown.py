"""Markdown with fields at its head; what Telegram can show of the formatting is kept."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime

from domain.article import Manuscript
from domain.errors import BadManuscript
from sources.formats import page_text
from sources.formats.fields import manuscript_of
from sources.formats.front_matter import divided
from sources.formats.page_head import header
from sources.values.identity import FileIds
from sources.values.limits import MARKUP_CHARACTERS

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"[ \t]{0,12}(?:([-*+•])|(\d{1,6})[.)])[ \t]+(.*)")
_QUOTE = re.compile(r" {0,3}>[ \t]?(.*)")

_CODE = re.compile(r"(`+)([^`\n]+)\1")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([ \t]*<?([^\s()<>]{1,2000})>?[^()\n]{0,300}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\([ \t]*<?([^\s()<>]{1,2000}(?:\([^\s()]{0,100}\))?)>?[^()\n]{0,300}\)")
_SIGNS = re.compile(r"[\\*_~\[<]")
_ADDRESS = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_MARKS = (
    (re.compile(r"(?<!\*)\*(?![\s*])([^*\n]{1,2000})(?<!\s)\*(?!\*)"), "i"),
    (re.compile(r"\*\*(?!\s)([^*\n]{1,5000})(?<!\s)\*\*"), "b"),
    (re.compile(r"(?<![\w_])_(?![\s_])([^_\n]{1,2000})(?<!\s)_(?![\w_])"), "i"),
    (re.compile(r"(?<![\w_])__(?!\s)([^_\n]{1,5000})(?<!\s)__(?![\w_])"), "b"),
    (re.compile(r"~~(?!\s)([^~\n]{1,5000})(?<!\s)~~"), "s"),
)


def read(text: str, name: str, now: datetime | None) -> Iterator[Manuscript | BadManuscript]:
    """The one article of a Markdown file; a saved page under a Markdown name is read as a page."""
    text = _LINE_ENDS.sub("\n", text)
    try:
        fields, body = divided(text)
        if not fields and header(body.lstrip().partition("\n")[0], now):
            yield from page_text.read(text, name, now)
            return
        yield _manuscript(fields, body, name, now)
    except BadManuscript as error:
        yield error


def to_html(text: str) -> str:
    """Markdown as HTML of the tags that `markup` knows; HTML inside it stays as it is."""
    return "\n".join(_blocks(text.split("\n")))


def _manuscript(fields: dict[str, object], body: str, name: str, now: datetime | None) -> Manuscript:
    if len(body) > MARKUP_CHARACTERS:
        raise BadManuscript("source-body-long", limit=MARKUP_CHARACTERS)
    found: dict[str, object] = dict(fields)
    title, rest = _opening_heading(body)
    if title and not any(key.casefold() in {"title", "headline", "тақырып"} for key in fields):
        found["title"], body = {"rendered": _inline(title)}, rest
    image = _IMAGE.search(body)
    if image and not any(key.casefold() in {"image", "photo", "cover", "picture", "thumbnail"} for key in fields):
        found["image"] = image[2]
    if body.strip():
        found["body"] = {"rendered": to_html(body)}
    return manuscript_of(found, FileIds(name), now, alone=True, beside=True)


def _opening_heading(body: str) -> tuple[str, str]:
    """The heading that a text begins with, and the text after it."""
    first, _, rest = body.lstrip().partition("\n")
    heading = _HEADING.fullmatch(first)
    if heading and len(heading[1]) == 1 and heading[2]:
        return _without_closing(heading[2]), rest
    return "", body


def _without_closing(heading: str) -> str:
    """ "# Title #" may be closed by the sign that opened it."""
    bare = heading.rstrip().rstrip("#")
    return (bare if bare.endswith((" ", "\t")) or not bare else heading).strip()


def _blocks(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if paragraph and _UNDERLINE.fullmatch(line):
            yield f"<h2>{_inline(' '.join(paragraph))}</h2>"
            paragraph = []
            continue
        if line.strip() and not _starts_block(line):
            paragraph.append(line)
            continue
        if paragraph:
            yield _paragraph(paragraph)
            paragraph = []
        if fence := _FENCE.match(line):
            code, place = _fenced(lines, place, fence[1])
            yield f"<pre>{html.escape(code)}</pre>"
        elif heading := _HEADING.fullmatch(line):
            yield f"<h2>{_inline(_without_closing(heading[2] or ''))}</h2>"
        elif _QUOTE.match(line):
            quoted, place = _run(lines, place - 1, _QUOTE)
            yield f"<blockquote>{_paragraph(quoted)}</blockquote>"
        elif not _RULE.fullmatch(line) and _ITEM.match(line):
            items, place = _items(lines, place - 1)
            yield items
    if paragraph:
        yield _paragraph(paragraph)


def _starts_block(line: str) -> bool:
    return any(form.match(line) for form in (_FENCE, _QUOTE, _ITEM)) or any(
        form.fullmatch(line) for form in (_HEADING, _RULE)
    )


def _paragraph(lines: list[str]) -> str:
    """Lines are joined; two spaces or a backslash at the end of one keep its end."""
    parts = []
    for line in lines:
        hard = line.endswith(("  ", "\\"))
        parts.append(_inline(line.strip().removesuffix("\\")) + ("<br>" if hard else " "))
    return f"<p>{''.join(parts)}</p>"


def _fenced(lines: list[str], place: int, fence: str) -> tuple[str, int]:
    """Code up to the closing fence, and the line after that; an unclosed one ends with the text."""
    end = next((at for at in range(place, len(lines)) if lines[at].strip().startswith(fence)), len(lines))
    return "\n".join(lines[place:end]), end + 1


def _run(lines: list[str], place: int, form: re.Pattern[str]) -> tuple[list[str], int]:
    """The lines of one form from here on, without its sign."""
    found = []
    while place < len(lines) and (line := form.match(lines[place])):
        item = _ITEM.fullmatch(line[1])
        found.append(f"• {item[3]}" if item else line[1])
        place += 1
    return found, place


def _items(lines: list[str], place: int) -> tuple[str, int]:
    """A list: its items with what is indented under them."""
    items: list[tuple[bool, list[str]]] = []
    while place < len(lines):
        line = lines[place]
        if item := _ITEM.match(line):
            items.append((item[2] is not None, [item[3]]))
        elif line.strip() and line.startswith((" ", "\t")):
            items[-1][1].append(line.strip())
        else:
            break
        place += 1
    kind = "ol" if items[0][0] else "ul"
    entries = "".join(f"<li>{_inline(' '.join(text))}</li>" for _, text in items)
    return f"<{kind}>{entries}</{kind}>", place


def _inline(text: str) -> str:
    """Code first, since nothing inside it is formatting."""
    done, at = [], 0
    for code in _CODE.finditer(text):
        done.append(_formatted(text[at : code.start()]))
        done.append(f"<code>{html.escape(code[2])}</code>")
        at = code.end()
    done.append(_formatted(text[at:]))
    return "".join(done)


def _formatted(text: str) -> str:
    if not _SIGNS.search(text):
        return text
    text = _ESCAPE.sub(lambda escaped: f"&#{ord(escaped[1])};", text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(lambda link: f'<a href="{_attribute(link[2])}">{link[1]}</a>', text)
    text = _ADDRESS.sub(lambda link: f'<a href="{_attribute(link[1])}">{link[1]}</a>', text)
    for form, tag in _MARKS:
        text = form.sub(rf"<{tag}>\1</{tag}>", text)
    return text


def _attribute(address: str) -> str:
    """Stars and underscores of an address are no formatting."""
    return address.replace('"', "%22").replace("*", "%2A").replace("_", "&#95;").replace("~", "%7E")
