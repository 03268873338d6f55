"""The entries of a feed as articles of ours: which are new, whose they are, and in which rubric they go."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.article import Manuscript
from domain.feed import Feed, host_of
from sources.feeds.new_rubrics import NewRubrics
from sources.values.identity import named_by_words
from storage.repositories.feeds import FeedEntry
from storage.store import Store

# How often the page of an entry is asked for in vain; then the teaser stays.
PAGE_TRIES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that is not as the feed last gave it.

    `is_new`: the feed never gave it before. `is_here`: its article was in the store before the feed gave it.
    """

    found: Manuscript
    entry: FeedEntry
    is_new: bool
    is_here: bool = False

    @property
    def is_taken(self) -> bool:
        """What the newsroom itself has brought stays as it is until the feed changes it."""
        return self.entry.own and not self.is_here

    @property
    def wants_page(self) -> bool:
        return bool(self.found.url) and self.entry.page_tries < PAGE_TRIES and not self.is_here


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
    listed = [await rubrics.within(as_of_feed(one, feed)) for one in found]
    entries = await store.feeds.entries(feed.id, (one.id for one in listed))
    for one in listed:
        manuscript, known = one, await _known(one, feed, store, entries.get(one.id))
        is_ours = host_of(manuscript.id) == host_of(feed.url)
        if not known.own and is_ours and await _is_of_another_site(manuscript, feed, store):
            # Another's feed was first with an address of this site. Nobody shall keep its articles from readers so.
            manuscript = replace(manuscript, id=f"{feed.known_as}#{manuscript.id}")
            entry = await store.feeds.entry(feed.id, manuscript.id)
            known = await _known(manuscript, feed, store, entry)
        if (change := _change(manuscript, known, feed)) is not None:
            # The newest stands first in a feed; of two with one id the first counts.
            changed.setdefault(manuscript.id, change)
    return list(changed.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Known:
    """`entry`: as the feed last gave it. `own`: the article is the feed's to change. `is_here`: as in Change."""

    entry: FeedEntry | None
    own: bool
    is_here: bool = False


def _change(found: Manuscript, known: _Known, feed: Feed) -> Change | None:
    """None for an entry that is as it was."""
    digest, tries = digest_of(found), known.entry.page_tries if known.entry else 0
    waits_for_page = feed.whole_pages and 0 < tries < PAGE_TRIES
    if known.entry is not None and known.entry.digest == digest and not waits_for_page:
        return None
    return Change(found, FeedEntry(found.id, digest, known.own, tries), known.entry is None, known.is_here)


async def _known(found: Manuscript, feed: Feed, store: Store, entry: FeedEntry | None) -> _Known:
    """A feed may change what it brought, and what is of its own site: not the article of another source, whose id
    anybody can write into a feed. What another site's feed says of an article's address is not believed."""
    if entry is not None:
        return _Known(entry, entry.own)
    brought_by = await store.feeds.that_brought(found.id, feed.id)
    if brought_by and host_of(brought_by) != host_of(feed.url):
        return _Known(None, own=False)
    url = await store.feeds.url_of_article(found.id)
    own = url is None or (bool(url) and host_of(url) == host_of(feed.url))
    return _Known(None, own, is_here=url is not None and not brought_by)


async def _is_of_another_site(found: Manuscript, feed: Feed, store: Store) -> bool:
    """Whether the feed of another site brought the article with this id."""
    brought_by = await store.feeds.that_brought(found.id, feed.id)
    return bool(brought_by) and host_of(brought_by) != host_of(feed.url)


def digest_of(found: Manuscript) -> str:
    """Of what a change of means another version; not of counters."""
    parts = (found.title, found.rubric, found.url, found.author, found.image, str(found.published), *found.tags)
    lead, body = found.lead, found.body
    # The long texts as bytes: to write them out as a repr took more time than the rest of looking at an entry.
    frame = repr((parts, lead.spans, body.spans, len(lead.text)))
    digest = hashlib.blake2b(digest_size=16)
    for text in (frame, lead.text, body.text):
        digest.update(text.encode("utf-8", "replace"))
    return digest.hexdigest()
