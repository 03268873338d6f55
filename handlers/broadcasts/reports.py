"""Whoever published, corrected or recalled is told how it ended: delivered, blocked, failed and why, how long."""

from __future__ import annotations

import logging
from collections import Counter

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import SendMessage

from domain.article import ArticleState
from domain.broadcast import BroadcastProgress, Failing, Reach
from domain.buttons import Keyboard
from domain.delivery import BroadcastKind, BroadcastState, Fate
from domain.photo import PhotoState
from domain.reason import ReasonCode
from handlers.broadcasts.board import Reader
from handlers.broadcasts.board_buttons import can_retry
from handlers.broadcasts.board_words import counts, kind_of, lasting, short
from handlers.broadcasts.unreached_copies import reached
from handlers.core.keyboards import markup, press
from handlers.core.newsroom_callbacks import QueuePress
from handlers.core.rights import member_of
from handlers.core.services import Services

log = logging.getLogger(__name__)

_REASONS = 5
_CHATS = 10


async def tell_reports(bot: Bot, services: Services) -> None:
    """Tells what has ended since the last look; what Telegram could not take now is told at the next."""
    for broadcast, editor in await services.store.progress.reports_due():
        if not await _told(bot, services, broadcast, editor):
            return
        async with services.store.transaction() as work:
            await work.progress.reported(broadcast)


async def _told(bot: Bot, services: Services, broadcast: BroadcastProgress, editor: int) -> bool:
    """Whether this editor is done with: told, out of reach for good, or not in the newsroom any more."""
    reader = await report_reader(services, editor)
    if reader is None:
        return True
    retry = press(reader.plain("queue-retry"), QueuePress(do="retry", broadcast=broadcast.id))
    remarks = [*await _photo(services, broadcast, reader), *await _reasons(services, broadcast, reader)]
    return await send_report(
        bot, reader, _written(broadcast, remarks, reader), ((retry,),) if can_retry(broadcast) else ()
    )


async def report_reader(services: Services, editor: int) -> Reader | None:
    """Whoever reads a report, in the own language; None for somebody who is of the newsroom no more."""
    member = await member_of(editor, services.store, services.owners)
    if member is None:
        return None
    language = await services.store.recipients.language_of(editor) or services.default_language
    return Reader(services.phrases, language, services.zone, services.clock.now_ms(), member)


async def send_report(bot: Bot, reader: Reader, text: str, keyboard: Keyboard) -> bool:
    """Whether this editor is done with: told, or out of reach for good."""
    editor = reader.member.user_id
    message = SendMessage(chat_id=editor, text=text, parse_mode="HTML", reply_markup=markup(keyboard))
    try:
        await bot(message)
    except (TelegramForbiddenError, TelegramBadRequest) as error:
        log.warning("report.editor_out_of_reach editor=%d reason=%s", editor, error.message)
    except AiogramError as error:
        log.warning("report.not_sent editor=%d reason=%s", editor, type(error).__name__)
        return False
    return True


def _written(broadcast: BroadcastProgress, remarks: list[str], reader: Reader) -> str:
    """How a broadcast ended. `remarks`: lines of HTML on what did not go as it was meant."""
    took = lasting(max(1.0, (broadcast.finished_at - broadcast.created_at) / 1000), reader)
    state = "cancelled" if broadcast.state is BroadcastState.CANCELLED else "done"
    head = reader.say("report-head", kind=kind_of(broadcast), state=state, title=short(broadcast))
    lines = [head, counts(broadcast, reader), reader.say("report-took", time=took)]
    if broadcast.tally.possible_duplicates:
        lines.append(reader.say("report-twice", count=broadcast.tally.possible_duplicates))
    return "\n".join([*lines, *remarks])


async def _photo(services: Services, broadcast: BroadcastProgress, reader: Reader) -> list[str]:
    """That the photo which the article has now went to nobody, and why."""
    if broadcast.is_note or broadcast.kind is BroadcastKind.RECALL:
        return []
    article = await services.store.articles.get(broadcast.article)
    photo = await services.store.photos.of(article.key) if article.image else None
    if photo is None or photo.state is not PhotoState.REFUSED or photo.source != article.image:
        return []
    return [reader.say("report-photo-refused", reason=reader.why(photo.reason))]


async def _reasons(services: Services, broadcast: BroadcastProgress, reader: Reader) -> list[str]:
    if broadcast.kind in (BroadcastKind.EDIT, BroadcastKind.RECALL):
        return await _unchanged(services, broadcast, reader)
    return reasons(await failing_of(services, broadcast), reader)


def reasons(all_failing: list[Failing], reader: Reader) -> list[str]:
    """A line of HTML a reason, most first."""
    failing = _by_reason(all_failing, reader)
    lines = [reader.say("report-reason", fate=fate, reason=why, count=count) for fate, why, count in failing[:_REASONS]]
    more = sum(count for *_, count in failing[_REASONS:])
    return [*lines, reader.say("report-more", count=more)] if more else lines


async def failing_of(services: Services, broadcast: BroadcastProgress) -> list[Failing]:
    """Who was not reached, and why."""
    return _with_the_rest(broadcast, await services.store.progress.failing(broadcast.id))


def _with_the_rest(broadcast: BroadcastProgress, failing: list[Failing]) -> list[Failing]:
    """Of a cancelled push only those whose turn had come are written down; the others never got it either."""
    if broadcast.state is not BroadcastState.CANCELLED:
        return failing
    known = sum(one.count for one in failing if one.fate is Fate.CANCELLED)
    rest = broadcast.tally.total - broadcast.served - known
    return [*failing, Failing(Fate.CANCELLED, ReasonCode.CANCELLED, rest)] if rest > 0 else failing


def _by_reason(failing: list[Failing], reader: Reader) -> list[tuple[str, str, int]]:
    """(fate, reason in words, how many), most first: what reads the same is one line, however it was stored."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in failing:
        counted[one.fate.value, reader.why(one.reason)] += one.count
    return [(fate, why, count) for (fate, why), count in counted.most_common()]


async def _unchanged(services: Services, broadcast: BroadcastProgress, reader: Reader) -> list[str]:
    """What a correction or a recall could not change: private chats by number and reason, groups and channels by name,
    and copies of which nobody knows where, or whether, they are."""
    private = _by_reason(await services.store.progress.unchanged_private(broadcast.id), reader)
    shared = await services.store.progress.unchanged_shared(broadcast.id, _CHATS + 1)
    lines = [
        reader.say("report-unchanged-private", fate=fate, reason=why, count=count)
        for fate, why, count in private[:_REASONS]
    ]
    lines += [reader.say("report-unchanged", chat=title[:64], reason=reader.why(why)) for title, why in shared[:_CHATS]]
    if len(shared) > _CHATS or len(private) > _REASONS:
        lines.append(reader.say("report-and-others"))
    reach = await services.store.progress.reach(broadcast.article)
    recalled = (await services.store.articles.get(broadcast.article)).state is ArticleState.RECALLED
    # What a recall has deleted by now is not kept any more, and what was found deleted stands above.
    missing = 0 if recalled else max(0, reach.missing - broadcast.tally.refused)
    reach = Reach(reach.copies, unknown=reach.unknown, missing=missing)
    lines += reached(reader, reach)
    return [reader.say("report-unchanged-head"), *lines] if lines else []
