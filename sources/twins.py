"""Articles that tell the story of another one, whichever source they come from: found, and held for an owner's word."""

from __future__ import annotations

from domain.article import Article, ArticleState
from storage.prepare import Prepared
from storage.search.answer import SearchOptions
from storage.store import Store, UnitOfWork
from text.addresses import bare_address
from text.telegram.fit import cut_line
from text.words.near_copies import tells_same_story

# Days between two articles of one story at most.
_DAYS = 7
_DAY_MS = 86_400_000
# Between a short notice in a feed and the same one that came by another way.
_NOTICE_MS = 3 * 3_600_000
# Candidates of each search: more than there are sources that tell one story. Characters of the beginning to search for.
_CANDIDATES, _BEGINNING = 20, 160
# Characters of a title in a notice.
TITLE = 80


async def same_story(store: Store, article: Article | Prepared, *, of_feed: bool = False) -> list[Article]:
    """Live articles that tell the story of this one within a week, oldest first. `of_feed`: a feed brings it.

    Candidates are what a search for its title, and for its beginning, finds; then the texts are compared.
    """
    text = f"{article.lead.text}\n{article.body.text}"
    since, until = article.published_at - _DAYS * _DAY_MS, article.published_at + _DAYS * _DAY_MS
    keys: set[int] = set()
    for query in (article.title, text.strip()[:_BEGINNING].rpartition(" ")[0]):
        if query.strip():
            # With copies: of three in a row the first was pushed, and the second may stand before it.
            options = SearchOptions(limit=_CANDIDATES, since_ms=since, until_ms=until, copies=True)
            keys.update(hit.article_key for hit in (await store.search.find(query, options)).hits)
    found = []
    for key in sorted(keys):
        other = await store.articles.get(key)
        if other.id == article.id or other.state is not ArticleState.LIVE:
            continue
        if _is_twin(article, text, other) or (
            _is_same_notice(article, text, other) and (of_feed or await store.feeds.brought(other.id))
        ):
            found.append(other)
    return found


def _is_same_notice(article: Article | Prepared, text: str, other: Article) -> bool:
    """Whether title and words are the same within hours. Of one source such short ones may be two: it writes them so
    each time. Of two, a feed among them, they are one."""
    return (
        bool(article.title)
        and article.title == other.title
        and abs(article.published_at - other.published_at) <= _NOTICE_MS
        and text.split() == f"{other.lead.text}\n{other.body.text}".split()
    )


def _is_twin(article: Article | Prepared, text: str, other: Article) -> bool:
    same_page = bool(article.url) and bare_address(article.url) == bare_address(other.url)
    if same_page and article.title == other.title:
        return True
    return tells_same_story((article.title, text), (other.title, f"{other.lead.text}\n{other.body.text}"))


async def hold_twin(work: UnitOfWork, key: int, prepared: Prepared, earlier: Article) -> None:
    """The article waits for an owner's word, who is asked at once."""
    await work.held.add_announced(key)
    values: dict[str, str | int] = {
        "title": cut_line(prepared.title or prepared.id, TITLE),
        "earlier": cut_line(earlier.title or earlier.id, TITLE),
        "id": earlier.id,
    }
    await work.notices.add(f"twin:{key}", "source-twin", values)
