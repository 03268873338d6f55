"""The report to the editor who published, corrected or recalled: delivered, blocked, failed and why, how long."""

from __future__ import annotations

from aiogram import Bot

from domain.article import ArticleState
from domain.broadcast import BroadcastProgress, CopyCounts
from domain.buttons import Keyboard
from domain.delivery import BroadcastKind, BroadcastState
from domain.photo import PhotoState
from handlers.broadcasts.board_buttons import can_retry
from handlers.broadcasts.board_text import counts_line, kind_of, short_title
from handlers.broadcasts.failures import count_by_reason, failures_of, reason_lines
from handlers.broadcasts.report_recipient import ReportRecipient, find_recipient
from handlers.core.broadcast_words import duration, unreachable_copies
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import QueueCallback
from handlers.core.notify import Notifier, notifier_for
from handlers.core.services import Services

# Lines of a report for private chats, by reason, and for groups and channels, by name.
_REASONS = 5
_CHATS = 10


async def send_reports(bot: Bot, services: Services) -> None:
    """Reports the broadcasts that have ended. After a failure of Telegram the rest is tried at the next call."""
    notifier = notifier_for(bot, services)
    for broadcast, editor in await services.store.progress.reports_due():
        recipient = await find_recipient(services, editor)
        # An editor who has left the newsroom gets no report.
        if recipient is not None and not await _send(notifier, services, broadcast, recipient):
            return
        async with services.store.transaction() as work:
            await work.progress.reported(broadcast)


async def _send(
    notifier: Notifier, services: Services, broadcast: BroadcastProgress, recipient: ReportRecipient
) -> bool:
    """False when it has to be tried again."""
    remarks = [*await _photo_refused(services, broadcast, recipient), *await _failures(services, broadcast, recipient)]
    retry = button(recipient.plain("queue-retry"), QueueCallback(do="retry", broadcast=broadcast.id))
    keyboard: Keyboard = ((retry,),) if can_retry(broadcast) else ()
    message = _report(broadcast, remarks, recipient), keyboard
    return (await notifier.send(recipient.member.user_id, lambda _: message)).is_final


def _report(broadcast: BroadcastProgress, remarks: list[str], recipient: ReportRecipient) -> str:
    """How a broadcast ended. `remarks`: lines of HTML about failures."""
    seconds = max(1.0, (broadcast.finished_at - broadcast.created_at) / 1000)
    state = "cancelled" if broadcast.state is BroadcastState.CANCELLED else "done"
    lines = [
        recipient.say("report-head", kind=kind_of(broadcast), state=state, title=short_title(broadcast)),
        counts_line(broadcast, recipient),
        recipient.say("report-took", time=duration(seconds, recipient)),
    ]
    if broadcast.tally.possible_duplicates:
        lines.append(recipient.say("report-twice", count=broadcast.tally.possible_duplicates))
    return "\n".join([*lines, *remarks])


async def _photo_refused(services: Services, broadcast: BroadcastProgress, recipient: ReportRecipient) -> list[str]:
    """A line when Telegram refused the article's present photo."""
    if broadcast.is_note or broadcast.kind is BroadcastKind.RECALL:
        return []
    article = await services.store.articles.get(broadcast.article)
    photo = await services.store.photos.of(article.key) if article.image else None
    if photo is None or photo.state is not PhotoState.REFUSED or photo.source != article.image:
        return []
    return [recipient.say("report-photo-refused", reason=recipient.reason(photo.reason))]


async def _failures(services: Services, broadcast: BroadcastProgress, recipient: ReportRecipient) -> list[str]:
    if broadcast.kind in (BroadcastKind.EDIT, BroadcastKind.RECALL):
        return await _unchanged_copies(services, broadcast, recipient)
    return reason_lines(await failures_of(services, broadcast), recipient)


async def _unchanged_copies(services: Services, broadcast: BroadcastProgress, recipient: ReportRecipient) -> list[str]:
    """Copies that a correction or a recall did not change. Private chats are counted by reason, groups and channels are
    named. Copies whose place or existence is unknown are counted."""
    progress = services.store.progress
    private = count_by_reason(await progress.unchanged_private(broadcast.id), recipient)
    shared = await progress.unchanged_shared(broadcast.id, _CHATS + 1)
    lines = [
        recipient.say("report-unchanged-private", fate=fate, reason=why, count=count)
        for fate, why, count in private[:_REASONS]
    ]
    for title, reason in shared[:_CHATS]:
        lines.append(recipient.say("report-unchanged", chat=title[:64], reason=recipient.reason(reason)))
    if len(shared) > _CHATS or len(private) > _REASONS:
        lines.append(recipient.say("report-and-others"))
    lines += unreachable_copies(recipient, await _reach_after(services, broadcast))
    return [recipient.say("report-unchanged-head"), *lines] if lines else []


async def _reach_after(services: Services, broadcast: BroadcastProgress) -> CopyCounts:
    """The copies that are out of reach and not in a line of the report yet."""
    reach = await services.store.progress.count_copies(broadcast.article)
    recalled = (await services.store.articles.get(broadcast.article)).state is ArticleState.RECALLED
    # A recall forgets the copies that it deleted. Copies found deleted in the chat are in the lines above.
    missing = 0 if recalled else max(0, reach.missing - broadcast.tally.refused)
    return CopyCounts(reach.copies, unknown=reach.unknown, missing=missing)
