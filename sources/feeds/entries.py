"""The entries of a feed as articles of ours: which are new, whose they are, and in which rubric they go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from domain.article import Manuscript
from domain.feed import Feed
from sources.feeds.new_rubrics import NewRubrics
from sources.values.identity import named_by_words
from storage.repositories.feeds import FeedEntry
from storage.store import Store

# How often the page of an entry is asked for in vain; then the teaser stays.
PAGE_TRIES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that is not as the feed last gave it. `is_new`: the feed never gave it before."""

    found: Manuscript
    entry: FeedEntry
    is_new: bool

    @property
    def wants_page(self) -> bool:
        return bool(self.found.url) and self.entry.page_tries < PAGE_TRIES


def as_of_feed(found: Manuscript, feed: Feed) -> Manuscript:
    """An entry with the feed's rubric, and an id that no other feed can have by chance."""
    named = named_by_words(found)
    return replace(named, id=_id(named.id, feed), rubric=_rubric(found, feed))


def _id(own: str, feed: Feed) -> str:
    """Many feeds number their articles; "17" is the seventeenth of this one."""
    is_unique = any(mark in own for mark in ("/", ":", ".")) or own.startswith("document-") or len(own) > 30
    return own if is_unique else f"{feed.known_as}#{own}"


def _rubric(found: Manuscript, feed: Feed) -> str:
    """By a category that goes to a rubric of its own, else the feed's, else its first category."""
    categories = [name for name in (found.rubric, *found.tags) if name]
    sent = (feed.categories[name.casefold()] for name in categories if name.casefold() in feed.categories)
    return next(sent, feed.rubric or found.rubric)


async def changes(found: Iterable[Manuscript], feed: Feed, store: Store) -> list[Change]:
    """Entries that are new or changed, oldest first; those that belong to others are only noted."""
    changed: dict[str, Change] = {}
    rubrics = NewRubrics(store, feed)
    for one in found:
        manuscript = await rubrics.within(as_of_feed(one, feed))
        known, own = await _known(manuscript, feed, store)
        if not own and _site(manuscript.id) == _site(feed.url) and await _is_of_another_site(manuscript, feed, store):
            # Another's feed was first with an address of this site. Nobody shall keep its articles from readers so.
            manuscript = replace(manuscript, id=f"{feed.known_as}#{manuscript.id}")
            known, own = await _known(manuscript, feed, store)
        digest = digest_of(manuscript)
        waits_for_page = feed.whole_pages and known is not None and 0 < known.page_tries < PAGE_TRIES
        if known is not None and known.digest == digest and not waits_for_page:
            continue
        entry = FeedEntry(manuscript.id, digest, own, known.page_tries if known else 0)
        # The newest stands first in a feed; of two with one id the first counts.
        changed.setdefault(manuscript.id, Change(manuscript, entry, known is None))
    return list(changed.values())[::-1]


async def _known(found: Manuscript, feed: Feed, store: Store) -> tuple[FeedEntry | None, bool]:
    """The entry as the feed last gave it, and whether the article is the feed's to change."""
    known = await store.feeds.entry(feed.id, found.id)
    return known, known.own if known else await _may_change(found, feed, store)


async def _may_change(found: Manuscript, feed: Feed, store: Store) -> bool:
    """A feed may change what it brought, and what is of its own site: not the article of another source, whose id
    anybody can write into a feed. What another site's feed says of an article's address is not believed."""
    if await _is_of_another_site(found, feed, store):
        return False
    url = await store.feeds.url_of_article(found.id)
    return url is None or (bool(url) and _site(url) == _site(feed.url))


async def _is_of_another_site(found: Manuscript, feed: Feed, store: Store) -> bool:
    """Whether the feed of another site brought the article with this id."""
    brought_by = await store.feeds.that_brought(found.id, feed.id)
    return bool(brought_by) and _site(brought_by) != _site(feed.url)


def _site(url: str) -> str:
    """The host of an address, also of one without a scheme, as ids are; "" for what is none."""
    try:
        return (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def digest_of(found: Manuscript) -> str:
    """Of what a change of means another version; not of counters."""
    parts = (found.title, found.rubric, found.url, found.author, found.image, str(found.published), *found.tags)
    texts = (found.lead, found.body)
    packed = repr((parts, [(text.text, text.spans) for text in texts])).encode("utf-8", "replace")
    return hashlib.blake2b(packed, digest_size=16).hexdigest()
