"""The list of feeds for owners, and the card of one with its buttons."""

from __future__ import annotations

from domain.buttons import Button
from domain.feed import Feed, FeedState
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.newsroom_callbacks import FeedCallback
from handlers.core.lists import fit_lines
from handlers.core.responder import Responder
from text.telegram.fit import cut_line
from text.time.dates import show_moment

# Feeds on a page; characters of an address on a button and in a line.
PER_PAGE = 10
_LABEL, _LINE = 34, 120
# Categories of a card.
_MAPPED = 20


async def show_feeds(responder: Responder, page: int = 0) -> None:
    """Shows the list, in the pressed message if there is one. A page after the last shows the last."""
    feeds, counts = await responder.store.feeds.all(), await responder.store.feeds.count_articles()
    add = (button(responder.plain("feeds-add"), FeedCallback(do="add")),)
    if not feeds:
        await responder.edit(responder.say("feeds-none"), (add,))
        return
    pages = -(-len(feeds) // PER_PAGE)
    page = min(page, pages - 1)
    shown = feeds[page * PER_PAGE : (page + 1) * PER_PAGE]
    lines = [_line(responder, one, counts.get(one.id, 0)) for one in shown]
    rows: list[tuple[Button, ...]] = [
        (button(cut_line(one.shown.partition("://")[2], _LABEL), FeedCallback(do="show", feed=one.id)),)
        for one in shown
    ]
    rows.append(pager(page, pages, lambda to: FeedCallback(do="list", value=to)))
    rows.append(add)
    await responder.edit(fit_lines(responder, lines, f"{responder.say('feeds-head', count=len(feeds))}\n"), tuple(rows))


def _line(responder: Responder, feed: Feed, count: int) -> str:
    url = cut_line(feed.shown.partition("://")[2], _LINE)
    return responder.say("feeds-line", state=feed.state, url=url, rubric=_rubric(responder, feed), count=count)


def _rubric(responder: Responder, feed: Feed) -> str:
    return feed.rubric or responder.plain("feeds-any-rubric")


async def show_feed(responder: Responder, feed: Feed) -> None:
    counts = await responder.store.feeds.count_articles()
    is_dead = feed.state is FeedState.DEAD
    due = responder.plain("feeds-not-asked") if is_dead else _moment(responder, max(feed.due_at, responder.now_ms))
    text = responder.say(
        "feeds-card",
        url=cut_line(feed.shown, _LINE * 2),
        state=feed.state,
        rubric=_rubric(responder, feed),
        count=counts.get(feed.id, 0),
        read=_moment(responder, feed.read_at) if feed.read_at else responder.plain("feeds-never"),
        due=due,
    )
    mapped = [
        responder.say("feeds-card-map", category=category, rubric=rubric)
        for category, rubric in list(feed.categories.items())[:_MAPPED]
    ]
    why = []
    if feed.trouble is not None:
        reason = responder.phrases.plain_error(responder.language, feed.trouble)
        why = ["", responder.say("feeds-card-trouble", reason=reason)]
    await responder.edit(fit_lines(responder, [*mapped, *why], text), _buttons(responder, feed))


def _moment(responder: Responder, at: int) -> str:
    return show_moment(at, responder.language, responder.zone)


def _buttons(responder: Responder, feed: Feed) -> tuple[tuple[Button, ...], ...]:
    def action(key: str, do: str, value: int = 0) -> Button:
        return button(responder.plain(key), FeedCallback(do=do, feed=feed.id, value=value))

    whole = action("feeds-part", "whole", 0) if feed.whole_pages else action("feeds-whole", "whole", 1)
    return (
        (action("feeds-check", "check"),),
        (whole,),
        (action("feeds-remove", "remove"),),
        (button(responder.plain("reader-back"), FeedCallback(do="list")),),
    )


async def ask_remove(responder: Responder, feed: Feed) -> None:
    yes = button(responder.plain("feeds-remove-yes"), FeedCallback(do="removed", feed=feed.id))
    no = button(responder.plain("reader-no"), FeedCallback(do="show", feed=feed.id))
    await responder.edit(responder.say("feeds-remove-sure", url=feed.shown), ((yes,), (no,)))
