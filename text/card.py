"""An article as readers see it: the pushed card, a line in a list, a search answer, the pages of the full text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from domain.article import Article
from domain.rich import Rich, Span, SpanKind
from text.dates import show_date
from text.fit import CAPTION, MESSAGE, cut, parts
from text.hostile import tame_line, tame_rich
from text.i18n import Phrases
from text.render import units
from text.sentences import sentences

TITLE_LIMIT = 256
"""UTF-16 units of a title; longer ones are cut at a word, so that the lead keeps its room."""
SUMMARY_LIMIT = 1200
"""UTF-16 units of the lead in a card; a marked lead may be longer than our own summaries."""
# Room for what handlers add to a page: the number of the page, an empty line.
_PAGE_ROOM = 32
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Look:
    """For whom: `language` of the labels, the chat's zone, and the time of looking (UTC milliseconds)."""

    language: str
    zone: tzinfo
    now_ms: int


def push_card(article: Article, look: Look, limit: int = MESSAGE) -> Rich:
    """Title in bold, the lead or summary, and the line of facts; at most `limit` UTF-16 units (CAPTION for a photo)."""
    title, summary = _head(article)
    facts = facts_line(article, look)
    room = min(limit, MESSAGE) - units(title.text) - units(facts.text) - 2 * len(_GAP)
    return Rich.join([title, cut(summary, max(0, min(room, SUMMARY_LIMIT))), facts], _GAP)


def photo_caption(article: Article, look: Look) -> Rich:
    """The card below a photo."""
    return push_card(article, look, CAPTION)


def list_card(article: Article, look: Look) -> Rich:
    """A card in a list: the same, with less of a long lead."""
    title, summary = _head(article)
    return Rich.join([title, cut(summary, 400), facts_line(article, look)], "\n")


def search_card(article: Article, look: Look, best_sentence: Rich | None, is_match: Callable[[str], bool]) -> Rich:
    """A search answer: title, lead, the sentence that answers; every word that matches in bold."""
    title, summary = _head(article, bold=False)
    lead = cut(summary, 400)
    shown = [_matching(title, is_match), _matching(lead, is_match)]
    if best_sentence and best_sentence.text.strip() not in summary.text:
        shown.append(Rich("… ") + _matching(cut(tame_rich(best_sentence.strip()), 400), is_match))
    return Rich.join([*shown, facts_line(article, look)], "\n")


def reading_pages(article: Article, look: Look) -> list[Rich]:
    """The full text in parts of at most MESSAGE units, cut at paragraphs; title and facts stand on the first."""
    title = tame_line(article.title)
    head = [cut(Rich(title), TITLE_LIMIT).marked(SpanKind.BOLD), facts_line(article, look)]
    lead = tame_rich(article.lead)
    if lead and not article.body.text.lstrip().startswith(article.lead.text):
        head.append(lead.marked(SpanKind.ITALIC))
    whole = Rich.join([*head, tame_rich(article.body)], _GAP)
    return parts(whole, MESSAGE - _PAGE_ROOM) or [Rich("…")]


def facts_line(article: Article, look: Look) -> Rich:
    """`rubric · date · views · minutes`; views only when the source tells them."""
    phrases = Phrases.load()
    facts = [
        tame_line(article.rubric.name(look.language)),
        show_date(article.published_at, look.language, look.zone, look.now_ms),
    ]
    if article.views is not None:
        facts.append(phrases.plain(look.language, "card-views", views=article.views))
    facts.append(phrases.plain(look.language, "card-minutes", minutes=article.reading_minutes))
    return Rich(" · ".join(fact for fact in facts if fact))


def _head(article: Article, *, bold: bool = True) -> tuple[Rich, Rich]:
    """Title and summary. Without a title the first sentence is shown as one, and not repeated."""
    title = Rich(tame_line(article.title))
    summary = tame_rich(article.summary)
    if not title:
        first, *rest = sentences(summary) or [Rich()]
        title = Rich(tame_line(first.text))
        summary = Rich.join(rest, " ")
    if not title:
        title = Rich(Phrases.load().plain(article.language, "card-untitled"))
    title = cut(title, TITLE_LIMIT)
    return (title.marked(SpanKind.BOLD) if bold else title), summary


def _matching(rich: Rich, is_match: Callable[[str], bool]) -> Rich:
    found = [
        Span(word.start(), word.end(), SpanKind.BOLD) for word in _WORD.finditer(rich.text) if is_match(word.group())
    ]
    spans = sorted((*rich.spans, *found), key=lambda span: (span.start, -span.end))
    return Rich(rich.text, tuple(spans))
