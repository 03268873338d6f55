"""A list of articles as one message: its title in the reader's language, and a numbered line an article."""

from __future__ import annotations

from domain.article import Article, Listed
from domain.rich import Rich, SpanKind
from text.i18n import Phrases
from text.telegram.fit import cut
from text.words.hostile import tame_line

# Articles of a list in a chat: with their buttons they stay on one screen or two; behind one more are all of them.
SHOWN = 20
A_PAGE = 10
# UTF-16 units of a title in a line: twenty of them are far below the limit of a message.
_TITLE = 120


def listing_card(article: Article, language: str) -> Rich:
    """As it is pushed."""
    lines = [_line(number, one) for number, one in enumerate(article.listed[:SHOWN], start=1)]
    more = len(article.listed) - SHOWN
    if more > 0:
        lines.append(Rich(Phrases.load().plain(language, "list-more", count=more)))
    return Rich.join([_head(article, language), Rich.join(lines, "\n")], "\n\n")


def listing_pages(article: Article, language: str) -> list[Rich]:
    """All of it, `A_PAGE` articles a page."""
    numbered = [_line(number, one) for number, one in enumerate(article.listed, start=1)]
    starts = range(0, len(numbered), A_PAGE)
    return [
        Rich.join([_head(article, language), Rich.join(numbered[start : start + A_PAGE], "\n")], "\n\n")
        for start in starts
    ] or [_head(article, language)]


def _head(article: Article, language: str) -> Rich:
    name, count = tame_line(article.rubric.name(language)), len(article.listed)
    return Rich(Phrases.load().plain(language, "list-title", rubric=name, count=count)).marked(SpanKind.BOLD)


def _line(number: int, listed: Listed) -> Rich:
    return Rich(f"{number}. ") + cut(Rich(tame_line(listed.title)), _TITLE)
