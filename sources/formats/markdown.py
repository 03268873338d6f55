"""Markdown with fields at its head: parsed by markdown-it-py, reduced to the formatting that Telegram can show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from domain.article import Found, Manuscript
from domain.errors import BadManuscript
from sources.formats import page_text
from sources.formats.fields import manuscript_of
from sources.formats.front_matter import split_front_matter
from sources.formats.markup import from_html
from sources.formats.page_metadata import read_header
from sources.formats.unpublished import unpublished
from sources.values.identity import FileIds
from sources.values.limits import MARKDOWN_CHARACTERS, MARKUP_CHARACTERS

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# "•" begins no list by CommonMark; in texts that were copied from elsewhere it does.
_BULLET = re.compile(r"^[ \t]{0,12}•(?=[ \t])", re.MULTILINE)
# "[^1]: …" is a note to be read, and no address of a link "[^1]".
_NOTE = re.compile(r"^ {0,3}(?=\[\^)", re.MULTILINE)
# What site generators put into Markdown: Liquid and Hugo tags, attributes of kramdown, modules of MDX.
_TEMPLATE = re.compile(r"\{%[^{}%]{0,500}+%\}|\{\{[^{}]{0,500}+\}\}|\{:[^{}]{0,200}+\}")
_MODULE = re.compile(r"^(?:import [^\n]{1,200}+|export (?:const|default) [^\n]{1,500}+)$\n?", re.MULTILINE)
_TITLE_FIELDS = frozenset({"title", "headline", "тақырып"})
_IMAGE_FIELDS = frozenset({"image", "photo", "cover", "picture", "thumbnail"})


def read(text: str, name: str, now: datetime | None) -> Iterator[Found]:
    """The one article of a Markdown file; a saved page under a Markdown name is read as a page."""
    text = _LINE_ENDS.sub("\n", text)
    fields, body = split_front_matter(text)
    body = _TEMPLATE.sub("", body)
    if name.lower().endswith(".mdx"):
        body = _MODULE.sub("", body)
    if not fields and read_header(body.lstrip().partition("\n")[0], now):
        yield from page_text.read(text, name, now)
    else:
        yield unpublished(fields) or _manuscript(fields, body, name, now)


def _manuscript(fields: dict[str, object], body: str, name: str, now: datetime | None) -> Manuscript:
    if len(body) > MARKUP_CHARACTERS:
        raise BadManuscript("source-body-long", limit=MARKUP_CHARACTERS)
    found: dict[str, object] = dict(fields)
    names = {key.casefold() for key in fields}
    if len(body) > MARKDOWN_CHARACTERS:
        found["body"] = body
        return manuscript_of(found, FileIds(name), now, alone=True, beside=True)
    tokens = _parser().parse(_NOTE.sub(r"\\", _BULLET.sub("-", body)))
    if _opens_with_title(tokens) and names.isdisjoint(_TITLE_FIELDS):
        found["title"], tokens = {"rendered": _html(tokens[1:2])}, tokens[3:]
    image = next(_images(tokens), "")
    if image and names.isdisjoint(_IMAGE_FIELDS):
        found["image"] = image
    if tokens:
        found["body"] = from_html(_html(tokens))
    return manuscript_of(found, FileIds(name), now, alone=True, beside=True)


def _opens_with_title(tokens: Sequence[Token]) -> bool:
    """Whether the text begins with a heading of the first level ("# …") that says something."""
    return bool(tokens) and tokens[0].tag == "h1" and tokens[0].markup == "#" and bool(tokens[1].content)


def _images(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                yield str(child.attrs["src"])


def _html(tokens: Sequence[Token]) -> str:
    """HTML in which each item of a list has one line with its bullet, also in loose and in nested lists."""
    lists: list[str] = []
    for token, following in pairwise([*tokens, Token("", "", 0)]):
        if token.type == "list_item_open" and following.type == "paragraph_open":
            following.hidden = True
        elif token.tag in {"ul", "ol"}:
            outer = lists[:-1] if token.nesting < 0 else lists
            token.hidden = token.tag == "ul" and outer[-1:] == ["ul"]
            lists = outer if token.nesting < 0 else [*lists, token.tag]
    parser = _parser()
    return str(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    """CommonMark with strikethrough and tables. Shared: parsing keeps its state elsewhere."""
    parser = MarkdownIt("commonmark").enable(["strikethrough", "table"])
    # Editors indent paragraphs, and mean no code.
    parser.disable("code")
    parser.inline.ruler.before("emphasis", "stars", _stars)
    # An address is judged in one place, for all formats, where a link becomes a span.
    parser.normalizeLink = lambda url: url.replace(" ", "%20")  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _stars(state: StateInline, silent: bool) -> bool:
    """Stars open before a character and close behind one. By CommonMark those of "**«Егемен»**ге" would not close."""
    start = end = state.pos
    if silent or state.src[start] != "*":
        return False
    while end < state.posMax and state.src[end] == "*":
        end += 1
    opens = end < state.posMax and not state.src[end].isspace()
    closes = start > 0 and not state.src[start - 1].isspace()
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(Delimiter(ord("*"), end - start, len(state.tokens) - 1, -1, opens, closes))
    state.pos = end
    return True
