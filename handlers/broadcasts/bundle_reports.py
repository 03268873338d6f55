"""One report on a document, or on what waited for an owner's word: how all of it ended, and what to try again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from aiogram import Bot

from domain.broadcast import BroadcastProgress
from domain.buttons import Keyboard
from domain.delivery import BroadcastKind, Tally
from handlers.broadcasts.board import Reader
from handlers.broadcasts.board_buttons import can_retry
from handlers.broadcasts.board_words import counts, lasting, short
from handlers.broadcasts.reports import failing_of, reasons, report_reader, send_report
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import QueuePress
from handlers.core.services import Services
from storage.repositories.bundles import Bundle
from text.telegram.fit import cut_line
from text.words.hostile import escape

_SHOWN = 8


async def tell_bundles(bot: Bot, services: Services) -> None:
    """Tells what has ended since the last look; what Telegram could not take now is told at the next."""
    for bundle in await services.store.bundles.due():
        if not await _told(bot, services, bundle):
            return
        async with services.store.transaction() as work:
            await work.bundles.told(bundle.id)


async def _told(bot: Bot, services: Services, bundle: Bundle) -> bool:
    """Whether its editor is done with."""
    reader = await report_reader(services, bundle.editor)
    broadcasts = await services.store.bundles.broadcasts(bundle.id)
    if reader is None or not broadcasts:
        return True
    return await send_report(
        bot, reader, await _written(services, bundle, broadcasts, reader), _again(broadcasts, reader)
    )


async def _written(services: Services, bundle: Bundle, broadcasts: Sequence[BroadcastProgress], reader: Reader) -> str:
    lines = [reader.say("report-bundle", name=bundle.name)]
    for kind in (BroadcastKind.PUSH, BroadcastKind.EDIT):
        if found := [one for one in broadcasts if one.kind is kind]:
            lines.append(reader.say("report-bundle-kind", kind=kind.value, count=len(found)))
            lines.append(counts(replace(found[0], tally=_sum(one.tally for one in found)), reader))
    ended = [one for one in broadcasts if one.finished_at]
    if ended:
        began, end = min(one.created_at for one in ended), max(one.finished_at for one in ended)
        lines.append(reader.say("report-took", time=lasting(max(1.0, (end - began) / 1000), reader)))
    pushes = [one for one in ended if one.kind is BroadcastKind.PUSH]
    lines += reasons([failing for one in pushes for failing in await failing_of(services, one)], reader)
    return "\n".join([*lines, *_odd(broadcasts, reader)])


def _odd(broadcasts: Sequence[BroadcastProgress], reader: Reader) -> list[str]:
    """A line for each article that did not reach everybody it could, or was stopped."""
    lines = []
    for one in broadcasts:
        if not one.finished_at:
            why = reader.say("queue-state", state=one.state.value, reason=reader.why(one.reason))
            lines.append(f"• {escape(short(one))}: {why}")
        elif one.tally.refused or one.tally.unknown:
            lines.append(f"• {escape(short(one))}: {counts(one, reader)}")
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], reader.say("report-more", count=more)] if more > 0 else lines


def _again(broadcasts: Sequence[BroadcastProgress], reader: Reader) -> Keyboard:
    """A button for each that can be sent again to those not reached."""
    labels = {one.id: cut_line(one.title, 30) for one in [one for one in broadcasts if can_retry(one)][:_SHOWN]}
    return tuple(
        (press(reader.plain("queue-retry-of", title=label), QueuePress(do="retry", broadcast=broadcast)),)
        for broadcast, label in labels.items()
    )


def _sum(tallies: Iterable[Tally]) -> Tally:
    columns = zip(
        *((t.total, t.delivered, t.gone, t.refused, t.unknown, t.possible_duplicates) for t in tallies), strict=True
    )
    return Tally(*(sum(column) for column in columns))
