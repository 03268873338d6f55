"""A digest as one message: by rubric, each title with one sentence, a button to read each, and one for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from domain.article import Article
from domain.audience import ChatKind
from domain.buttons import Button, Keyboard, article_link, digest_data, read_data
from domain.rich import Rich, SpanKind
from text.i18n import Phrases
from text.summary import DIGEST, summarise
from text.telegram.card import Look
from text.telegram.fit import cut
from text.words.hostile import tame_line
from text.words.near_copies import Stories

# Articles on a page: ten titles of 120 units with a sentence of 200 stay below the 4,096 of a message.
A_PAGE = 10
_TITLE, _RUBRIC, _A_ROW = 120, 48, 5


def collapsed(articles: Iterable[Article], stories: Stories | None = None) -> list[Article]:
    """By rubric in the order in which they first come; of near-copies of one story the first alone.

    `stories`: where many parts of one digest are collapsed, what is known of their articles already.
    """
    known = Stories() if stories is None else stories
    rubrics: dict[int, list[Article]] = {}
    told = set()
    for article in articles:
        if article.key not in known:
            known.add(article.key, _title(article), f"{article.lead.text}\n{article.body.text}")
        story = known.story(article.key)
        if story not in told:
            told.add(story)
            rubrics.setdefault(article.rubric.key, []).append(article)
    return [article for group in rubrics.values() for article in group]


def channel_digest(articles: Sequence[Article], look: Look, bot_username: str, left_out: int = 0) -> Rich:
    """As a post in a channel: one page, since a pager would turn it for all readers, and signed like every post."""
    card = _page(articles[:A_PAGE], look, 0, len(articles[A_PAGE:]) + left_out, f"@{bot_username}")
    return Rich.join([card, Rich(f"📰 @{bot_username}")], "\n\n")


def digest_card(articles: Sequence[Article], look: Look, page: int = 0, left_out: int = 0) -> Rich:
    """A page of it. `articles`: as `collapsed` gives them. `left_out`: how many more were too many for it."""
    return _page(articles, look, page, left_out)


def _page(articles: Sequence[Article], look: Look, page: int = 0, left_out: int = 0, where: str = "/latest") -> Rich:
    """`where`: the articles that are left out stand there."""
    phrases = Phrases.load()
    head = phrases.plain(look.language, "digest-head", count=len(articles) + left_out)
    blocks, rubric = [Rich(head).marked(SpanKind.BOLD)], 0
    for number, article in _numbered(articles, page):
        lines = [Rich(f"{number}. ") + cut(Rich(_title(article)), _TITLE).marked(SpanKind.BOLD)]
        if article.rubric.key != rubric:
            rubric = article.rubric.key
            name = cut(Rich(tame_line(article.rubric.name(look.language))), _RUBRIC)
            lines.insert(0, Rich(f"{article.rubric.emoji or '▪️'} ") + name.marked(SpanKind.ITALIC))
        if article.title and (sentence := _sentence(article.title, article.lead, article.body)):
            lines.append(sentence)
        blocks.append(Rich.join(lines, "\n"))
    if left_out:
        blocks.append(Rich(phrases.plain(look.language, "digest-left-out", count=left_out, where=where)))
    return Rich.join(blocks, "\n\n")


@lru_cache(maxsize=512)
def _sentence(title: str, lead: Rich, body: Rich) -> Rich:
    """The sentence below a title. A digest shows it to a hundred thousand chats, so it is looked for once."""
    return summarise(title, lead, body, DIGEST)


def digest_buttons(
    digest: int, articles: Sequence[Article], kind: ChatKind, language: str, bot_username: str, page: int = 0
) -> Keyboard:
    """Numbers that open the articles of a page, and a pager, which a channel has none of."""
    numbers = [_read(number, article, kind, bot_username) for number, article in _numbered(articles, page)]
    rows = tuple(tuple(numbers[start : start + _A_ROW]) for start in range(0, len(numbers), _A_ROW))
    pages = -(-len(articles) // A_PAGE)
    if pages < 2 or kind is ChatKind.CHANNEL:
        return rows
    back = [Button("‹", data=digest_data(digest, page - 1))] if page else []
    on = [Button("›", data=digest_data(digest, page + 1))] if page + 1 < pages else []
    return (*rows, (*back, Button(f"{page + 1}/{pages}", data=digest_data(digest, 0)), *on))


def _numbered(articles: Sequence[Article], page: int) -> list[tuple[int, Article]]:
    first = page * A_PAGE
    return list(enumerate(articles[first : first + A_PAGE], start=first + 1))


def _read(number: int, article: Article, kind: ChatKind, bot_username: str) -> Button:
    if kind is ChatKind.PRIVATE:
        return Button(f"📖 {number}", data=read_data(article.key))
    return Button(f"📖 {number}", url=article_link(bot_username, article.key))


def _title(article: Article) -> str:
    """An article without one has the beginning of its summary in its place."""
    return tame_line(article.title or article.summary.text)
