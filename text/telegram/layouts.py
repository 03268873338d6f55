"""A pushed article in the other layouts: the title alone, or the whole text, also as a rich message (Bot API 10.1)."""

from __future__ import annotations

import re
from typing import Any

from domain.article import Article
from domain.rich import Rich, SpanKind
from text.i18n import Phrases
from text.telegram.card import Look, facts_line, reading_pages, title_and_summary
from text.telegram.fit import MESSAGE, cut, parts
from text.telegram.links import safe_url
from text.telegram.render import html, units
from text.words.hostile import escape, tame_rich

# UTF-16 units and paragraphs of a rich message: it may have 32,768 and 500 blocks.
RICH_MESSAGE, _PARAGRAPHS = 32_000, 400
_LINES = re.compile(r"\n[^\S\n]*\n|\n")
# What is a block of its own in a rich message, and cannot stand inside a paragraph.
_BLOCKS = {SpanKind.QUOTE: "blockquote", SpanKind.PRE: "pre"}


def compact_card(article: Article, look: Look, link: str) -> Rich:
    """The title, which leads to the article; where there is one, the word for breaking news or for a correction."""
    title, _ = title_and_summary(article, look)
    lines = [title.marked(SpanKind.LINK, safe_url(article.url) or link).marked(SpanKind.BOLD)]
    if article.breaking:
        lines.insert(0, _breaking(look).marked(SpanKind.BOLD))
    if article.corrected_at:
        lines.append(Rich(facts_line(article, look, lasting=True).text.rpartition(" · ")[2]))
    return Rich.join(lines, "\n")


def long_card(article: Article, look: Look, limit: int = MESSAGE) -> Rich:
    """As much of the whole text as one ordinary message takes; "…" where it goes on."""
    room = limit - units(_breaking(look).text) - 2
    pages = reading_pages(article, look, lasting=True)
    first = parts(pages[0], room)[0] if pages else title_and_summary(article, look)[0]
    cut_off = len(pages) > 1 or units(first.text) < units(pages[0].text if pages else first.text)
    text = cut(first, room - 2) + "\n…" if cut_off else first
    return Rich.join([_breaking(look).marked(SpanKind.BOLD), text], "\n") if article.breaking else text


def rich_message(article: Article, look: Look, photo: str = "") -> dict[str, Any]:
    """The whole text as `InputRichMessage`. `photo`: a file_id or an address, "" for none."""
    title, _ = title_and_summary(article, look)
    lead, body = tame_rich(article.lead).strip(), tame_rich(article.body).strip()
    if body.text.startswith(lead.text):
        lead = Rich()
    blocks = [f"<h3>{html(title)}</h3>", f"<p>{escape(facts_line(article, look, lasting=True).text)}</p>"]
    if article.breaking:
        blocks.insert(0, f"<p><b>{escape(_breaking(look).text)}</b></p>")
    if photo:
        blocks.insert(0, '<img src="tg://photo?id=photo"/>')
    room = RICH_MESSAGE - units("".join(blocks))
    text = [lead.marked(SpanKind.ITALIC), *_paragraphs(body)] if lead else _paragraphs(body)
    for number, paragraph in enumerate(text):
        room -= units(paragraph.text)
        if room < 0 or number == _PARAGRAPHS:
            blocks.append("<p>…</p>")
            break
        blocks.append(_block(paragraph))
    media = {"media": [{"id": "photo", "media": {"type": "photo", "media": photo}}]} if photo else {}
    return {"html": "".join(blocks), **media}


def _breaking(look: Look) -> Rich:
    return Rich(Phrases.load().plain(look.language, "card-breaking"))


def _paragraphs(body: Rich) -> list[Rich]:
    """Its lines. A longer one than a rich message takes is divided."""
    found, start = [], 0
    for end in (*(match.span() for match in _LINES.finditer(body.text)), (len(body.text), len(body.text))):
        found += parts(body.slice(start, end[0]), RICH_MESSAGE // 2)
        start = end[1]
    return found


def _block(paragraph: Rich) -> str:
    """A paragraph, or the quotation or the code that all of it is."""
    whole = (0, len(paragraph.text))
    tags = [_BLOCKS[span.kind] for span in paragraph.spans if span.kind in _BLOCKS and (span.start, span.end) == whole]
    inline = tuple(span for span in paragraph.spans if span.kind not in _BLOCKS)
    tag = tags[0] if tags else "p"
    return f"<{tag}>{html(Rich(paragraph.text, inline))}</{tag}>"
