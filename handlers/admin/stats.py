"""/stats: the last 30 days as a picture and a few numbers; of one article the same; everything as CSV."""

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
from handlers.admin.figures import Counted, article_sheet, count, growth_of, sheet_of
from handlers.core.article_buttons import named_article, no_such_article
from handlers.core.keyboards import markup, press
from handlers.core.lists import fitting
from handlers.core.newsroom_callbacks import StatsPress
from handlers.core.responder import Talk
from handlers.core.rights import Staff
from storage.store import Store
from text.charts import Sheet, draw
from text.telegram.fit import cut_line

_ROWS = 5_000
_PAGE = 500
_QUERY = 120
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def build() -> Router:
    router = Router(name="stats")
    router.message.register(stats, F.text, Command("stats", ignore_case=True), Staff(Role.EDITOR))
    router.callback_query.register(pressed, StatsPress.filter(), Staff(Role.EDITOR))
    return router


async def stats(event: Message, command: CommandObject, talk: Talk, store: Store) -> None:
    article = await named_article(event, command, talk, store)
    if article is None and command.args:
        raise no_such_article(command)
    if article is None:
        await _show_all(talk, store)
    else:
        await _show_article(talk, store, article.key)


async def _show_all(talk: Talk, store: Store) -> None:
    counted = await count(store, talk.now_ms, talk.zone)
    rows = (
        (
            press(talk.plain("stats-csv"), StatsPress(do="csv")),
            press(talk.plain("stats-searches"), StatsPress(do="vain")),
        ),
        (press(talk.plain("stats-articles"), StatsPress(do="articles")),),
    )
    await _picture(talk, sheet_of(talk, counted), _caption(talk, counted), rows)


def _caption(talk: Talk, counted: Counted) -> str:
    growth, best = growth_of(counted.chats_by_day), counted.best_hours
    hours = ", ".join(f"{hour:02}:00–{(hour + 1) % 24:02}:00" for hour in best)
    return talk.say(
        "stats-numbers",
        chats=counted.chats,
        growth=f" ({growth})" if growth else "",
        hours=hours or "—",
        delivered=sum(counted.delivered),
        opens=sum(counted.opens),
        mutes=counted.mutes,
        stops=counted.stops,
    )


async def _picture(talk: Talk, sheet: Sheet, caption: str, keyboard: Keyboard) -> None:
    image = await asyncio.to_thread(draw, sheet)
    photo = SendPhoto(
        chat_id=talk.here.chat_id,
        photo=BufferedInputFile(image, "zharshy.png"),
        caption=caption,
        parse_mode="HTML",
        reply_markup=markup(keyboard),
    )
    await talk.voice.bot(photo)


async def _show_article(talk: Talk, store: Store, key: int) -> None:
    figures = await store.readership.article(key)
    assert figures is not None
    sheet = article_sheet(talk, figures, await store.readership.opens_of(key))
    caption = talk.say(
        "stats-article",
        title=figures.title[:200],
        delivered=figures.delivered,
        gone=figures.gone,
        failed=figures.refused + figures.unknown,
        opens=figures.opens,
        mutes=figures.mutes,
        stops=figures.stops,
    )
    await _picture(talk, sheet, caption, ())


async def pressed(event: object, callback_data: StatsPress, talk: Talk, store: Store) -> None:
    await talk.toast()
    if callback_data.do == "csv":
        await _send_csv(talk, store)
    elif callback_data.do == "article":
        await _show_article(talk, store, (await store.articles.get(callback_data.article)).key)
    elif callback_data.do == "articles":
        rows = tuple(
            (press(cut_line(one.title or one.id, 50), StatsPress(do="article", article=one.key)),)
            for one in await store.readership.articles(10)
        )
        await talk.says(talk.say("stats-which" if rows else "queue-empty"), rows)
    else:
        vain = await store.search.unanswered(20)
        lines = [talk.say("stats-vain-line", query=cut_line(one.query, _QUERY), count=one.times) for one in vain]
        await talk.says(fitting(talk, lines, talk.say("stats-vain" if vain else "stats-vain-none")))


async def _send_csv(talk: Talk, store: Store) -> None:
    out = StringIO()
    writer = csv.writer(out)
    columns = ("id", "title", "rubric", "published", "delivered", "blocked", "refused", "unknown", "opens")
    writer.writerow((*columns, "mutes_within_an_hour", "stops_within_an_hour"))
    names = {rubric.key: rubric.slug for rubric in await store.rubrics.all()}
    for offset in range(0, _ROWS, _PAGE):
        page = await store.readership.articles(_PAGE, offset)
        for one in page:
            published = datetime.fromtimestamp(one.published_at // 1000, talk.zone).strftime("%Y-%m-%d %H:%M")
            head = (one.id, one.title, names.get(one.rubric, ""), published)
            tail = (one.delivered, one.gone, one.refused, one.unknown, one.opens, one.mutes, one.stops)
            writer.writerow((*(_cell(text) for text in head), *tail))
        if len(page) < _PAGE:
            break
    document = BufferedInputFile(out.getvalue().encode("utf-8-sig"), "zharshy-stats.csv")
    caption = talk.say("stats-csv-newest", count=_ROWS) if await store.readership.articles(1, _ROWS) else None
    await talk.voice.bot(SendDocument(chat_id=talk.here.chat_id, document=document, caption=caption, parse_mode="HTML"))


def _cell(text: str) -> str:
    """A title that begins like a formula must not be one in a spreadsheet."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
