"""One report on a bundle, that is on all broadcasts of one document or of one decision about held articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace

from aiogram import Bot

from domain.broadcast import BroadcastProgress
from domain.buttons import Keyboard
from domain.delivery import BroadcastKind, Tally
from handlers.broadcasts.board_buttons import can_retry, retry_button
from handlers.broadcasts.board_text import counts_line, short_title
from handlers.broadcasts.failures import failures_of, reason_lines
from handlers.broadcasts.report_recipient import ReportRecipient, find_recipient
from handlers.core.broadcast_words import duration
from handlers.core.notify import Notifier, notifier_for
from handlers.core.services import Services
from storage.repositories.reports import Bundle
from text.words.hostile import escape

# Broadcasts that have a line or a button of their own.
_SHOWN = 8


async def send_bundle_reports(bot: Bot, services: Services) -> None:
    """Reports the bundles that have ended. After a failure of Telegram the rest is tried at the next call."""
    notifier = notifier_for(bot, services)
    for bundle in await services.store.bundles.due():
        if not await _send(notifier, services, bundle):
            return
        async with services.store.transaction() as work:
            await work.bundles.mark_told(bundle.id)


async def _send(notifier: Notifier, services: Services, bundle: Bundle) -> bool:
    """False when it has to be tried again."""
    recipient = await find_recipient(services, bundle.editor)
    broadcasts = await services.store.bundles.broadcasts(bundle.id)
    if recipient is None or not broadcasts:
        return True
    text = await _report(services, bundle, broadcasts, recipient)
    message = text, _retry_buttons(broadcasts, recipient)
    return (await notifier.send(bundle.editor, lambda _: message)).is_final


async def _report(
    services: Services, bundle: Bundle, broadcasts: Sequence[BroadcastProgress], recipient: ReportRecipient
) -> str:
    lines = [recipient.say("report-bundle", name=bundle.name)]
    for kind in (BroadcastKind.PUSH, BroadcastKind.EDIT):
        if found := [one for one in broadcasts if one.kind is kind]:
            lines.append(recipient.say("report-bundle-kind", kind=kind.value, count=len(found)))
            lines.append(counts_line(replace(found[0], tally=_sum(one.tally for one in found)), recipient))
    ended = [one for one in broadcasts if one.finished_at]
    if ended:
        began, end = min(one.created_at for one in ended), max(one.finished_at for one in ended)
        lines.append(recipient.say("report-took", time=duration(max(1.0, (end - began) / 1000), recipient)))
    pushes = [one for one in ended if one.kind is BroadcastKind.PUSH]
    failures = [failure for one in pushes for failure in await failures_of(services, one)]
    return "\n".join([*lines, *reason_lines(failures, recipient), *_incomplete(broadcasts, recipient)])


def _incomplete(broadcasts: Sequence[BroadcastProgress], recipient: ReportRecipient) -> list[str]:
    """A line for each broadcast that was stopped or missed recipients."""
    lines = []
    for one in broadcasts:
        if not one.finished_at:
            state = recipient.say("queue-state", state=one.state.value, reason=recipient.reason(one.reason))
            lines.append(f"• {escape(short_title(one))}: {state}")
        elif one.tally.refused or one.tally.unknown:
            lines.append(f"• {escape(short_title(one))}: {counts_line(one, recipient)}")
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], recipient.say("report-more", count=more)] if more > 0 else lines


def _retry_buttons(broadcasts: Sequence[BroadcastProgress], recipient: ReportRecipient) -> Keyboard:
    retriable = {one.id: one for one in broadcasts if can_retry(one)}
    return tuple((retry_button(one, recipient),) for one in list(retriable.values())[:_SHOWN])


def _sum(tallies: Iterable[Tally]) -> Tally:
    return Tally(*(sum(column) for column in zip(*map(astuple, tallies), strict=True)))
