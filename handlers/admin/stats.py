"""/stats: the last 30 days as a picture and a few numbers; the same for one article; everything as CSV."""

from __future__ import annotations

import asyncio
import csv
from datetime import datetime
from io import StringIO

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile, Message

from domain.buttons import Keyboard
from domain.team import Role
from handlers.admin.figures import Counted, article_chart, chart_of, count, growth_of
from handlers.core.access.rights import Staff
from handlers.core.article_buttons import named_article, no_such_article
from handlers.core.buttons.keyboards import button, markup
from handlers.core.buttons.newsroom_callbacks import StatsCallback
from handlers.core.lists import fit_lines
from handlers.core.responder import Responder
from text.charts import Chart, draw
from text.telegram.fit import cut_line

_ROWS = 5_000
_PAGE = 500
_QUERY = 120
_SOURCES = 50
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def build() -> Router:
    router = Router(name="stats")
    router.message.register(stats, F.text, Command("stats", ignore_case=True), Staff(Role.EDITOR))
    router.callback_query.register(show_part, StatsCallback.filter(), Staff(Role.EDITOR))
    return router


async def stats(event: Message, command: CommandObject, responder: Responder) -> None:
    article = await named_article(event, command, responder)
    if article is None and command.args:
        raise no_such_article(command)
    if article is None:
        await _show_all(responder)
    else:
        await _show_article(responder, article.key)


async def _show_all(responder: Responder) -> None:
    counted = await count(responder.store, responder.now_ms, responder.services.zone)
    rows = (
        (
            button(responder.plain("stats-csv"), StatsCallback(do="csv")),
            button(responder.plain("stats-searches"), StatsCallback(do="vain")),
        ),
        (
            button(responder.plain("stats-articles"), StatsCallback(do="articles")),
            button(responder.plain("stats-sources"), StatsCallback(do="sources")),
        ),
    )
    if counted.is_empty:
        rubrics = len(counted.rubrics)
        text = responder.say("stats-empty", chats=counted.chats, rubrics=rubrics, articles=counted.articles)
        await responder.send(text, rows)
        return
    await _send_picture(responder, chart_of(responder, counted), _caption(responder, counted), rows)


def _caption(responder: Responder, counted: Counted) -> str:
    growth, best = growth_of(counted.chats_by_day), counted.best_hours
    hours = ", ".join(f"{hour:02}:00–{(hour + 1) % 24:02}:00" for hour in best)
    return responder.say(
        "stats-numbers",
        chats=counted.chats,
        growth=f" ({growth})" if growth else "",
        hours=hours or "—",
        delivered=sum(counted.delivered),
        opens=sum(counted.opens),
        mutes=counted.mutes,
        stops=counted.stops,
    )


async def _send_picture(responder: Responder, chart: Chart, caption: str, keyboard: Keyboard) -> None:
    image = await asyncio.to_thread(draw, chart)
    photo = SendPhoto(
        chat_id=responder.context.chat_id,
        photo=BufferedInputFile(image, "zharshy.png"),
        caption=caption,
        parse_mode="HTML",
        reply_markup=markup(keyboard),
    )
    await responder.bot(photo)


async def _show_article(responder: Responder, key: int) -> None:
    figures = await responder.store.readership.article(key)
    assert figures is not None
    if not any((figures.delivered, figures.gone, figures.refused, figures.unknown, figures.opens)):
        await responder.send(responder.say("stats-article-empty", title=figures.title[:200]))
        return
    chart = article_chart(responder, figures, await responder.store.readership.opens_of(key))
    caption = responder.say(
        "stats-article",
        title=figures.title[:200],
        delivered=figures.delivered,
        gone=figures.gone,
        failed=figures.refused + figures.unknown,
        opens=figures.opens,
        mutes=figures.mutes,
        stops=figures.stops,
    )
    tested = await _title_test(responder, key)
    await _send_picture(responder, chart, f"{caption}\n\n{tested}" if tested else caption, ())


async def _title_test(responder: Responder, key: int) -> str:
    """What came of two titles; "" where there were none, or nothing was chosen."""
    result = await responder.store.title_tests.result(key)
    if result is None or result.chosen is None:
        return ""
    counts, say = result.counts, responder.say
    lines = (
        say("title-test-stats", title=result.title[:200], words=result.chosen.value),
        say(
            "title-test-counts",
            own=counts.own_reads,
            own_chats=counts.own_chats,
            other=counts.other_reads,
            other_chats=counts.other_chats,
        ),
        say("title-test-sure", sure="yes" if counts.is_sure else "no"),
    )
    return "\n".join(lines)


async def show_part(event: object, callback_data: StatsCallback, responder: Responder) -> None:
    await responder.answer_callback()
    if callback_data.do == "csv":
        await _send_csv(responder)
    elif callback_data.do == "article":
        await _show_article(responder, (await responder.store.articles.get(callback_data.article)).key)
    elif callback_data.do == "sources":
        await _show_sources(responder)
    elif callback_data.do == "articles":
        rows = tuple(
            (button(cut_line(one.title or one.id, 50), StatsCallback(do="article", article=one.key)),)
            for one in await responder.store.readership.articles(10)
        )
        await responder.send(responder.say("stats-which" if rows else "queue-empty"), rows)
    else:
        vain = await responder.store.search.unanswered(20)
        lines = [responder.say("stats-vain-line", query=cut_line(one.query, _QUERY), count=one.times) for one in vain]
        await responder.send(fit_lines(responder, lines, responder.say("stats-vain" if vain else "stats-vain-none")))


async def _show_sources(responder: Responder) -> None:
    """How many new readers each poster brought."""
    top = await responder.store.arrivals.top(_SOURCES)
    lines = [responder.say("stats-source-line", source=source, count=readers) for source, readers in top]
    head = "stats-from" if top else "stats-from-none"
    example = f"https://t.me/{responder.username}?start=r_{await _example_slug(responder)}-poster1"
    await responder.send(fit_lines(responder, lines, responder.say(head, link=example)))


async def _example_slug(responder: Responder) -> str:
    rubrics = await responder.store.rubrics.all()
    return rubrics[0].slug if rubrics else "sport"


async def _send_csv(responder: Responder) -> None:
    out = StringIO()
    writer = csv.writer(out)
    columns = ("id", "title", "rubric", "published", "delivered", "blocked", "refused", "unknown", "opens")
    writer.writerow((*columns, "mutes_within_an_hour", "stops_within_an_hour"))
    names = {rubric.key: rubric.slug for rubric in await responder.store.rubrics.all()}
    for offset in range(0, _ROWS, _PAGE):
        page = await responder.store.readership.articles(_PAGE, offset)
        for one in page:
            published = datetime.fromtimestamp(one.published_at // 1000, responder.zone).strftime("%Y-%m-%d %H:%M")
            head = (one.id, one.title, names.get(one.rubric, ""), published)
            tail = (one.delivered, one.gone, one.refused, one.unknown, one.opens, one.mutes, one.stops)
            writer.writerow((*(_cell(text) for text in head), *tail))
        if len(page) < _PAGE:
            break
    document = BufferedInputFile(out.getvalue().encode("utf-8-sig"), "zharshy-stats.csv")
    caption = (
        responder.say("stats-csv-newest", count=_ROWS) if await responder.store.readership.articles(1, _ROWS) else None
    )
    await responder.bot(
        SendDocument(chat_id=responder.context.chat_id, document=document, caption=caption, parse_mode="HTML")
    )


def _cell(text: str) -> str:
    """A title that begins like a formula must stay text in a spreadsheet."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
