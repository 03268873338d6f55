"""Whoever published, corrected or recalled is told how it ended: delivered, blocked, failed and why, how long."""

from __future__ import annotations

import logging
from collections import Counter

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import SendMessage

from domain.article import ArticleState
from domain.buttons import Keyboard
from domain.delivery import Fate, IntentKind, IntentState
from domain.photo import PhotoState
from domain.sending import Failing, Reach, Sending
from handlers.broadcasts.board import Reader
from handlers.broadcasts.board_buttons import can_retry
from handlers.broadcasts.board_words import counts, kind_of, lasting, short
from handlers.broadcasts.unreached_copies import reached
from handlers.core.keyboards import markup, press
from handlers.core.newsroom_callbacks import QueuePress
from handlers.core.rights import member_of
from handlers.core.services import Parts

log = logging.getLogger(__name__)

_REASONS = 5
_CHATS = 10


async def tell_reports(bot: Bot, parts: Parts) -> None:
    """Tells what has ended since the last look; what Telegram could not take now is told at the next."""
    for sending, editor in await parts.store.sendings.reports_due():
        if not await _told(bot, parts, sending, editor):
            return
        async with parts.store.transaction() as work:
            await work.sendings.reported(sending)


async def _told(bot: Bot, parts: Parts, sending: Sending, editor: int) -> bool:
    """Whether this editor is done with: told, out of reach for good, or not in the newsroom any more."""
    reader = await report_reader(parts, editor)
    if reader is None:
        return True
    retry = press(reader.plain("queue-retry"), QueuePress(do="retry", intent=sending.intent))
    remarks = [*await _photo(parts, sending, reader), *await _reasons(parts, sending, reader)]
    return await send_report(bot, reader, _written(sending, remarks, reader), ((retry,),) if can_retry(sending) else ())


async def report_reader(parts: Parts, editor: int) -> Reader | None:
    """Whoever reads a report, in the own language; None for somebody who is of the newsroom no more."""
    member = await member_of(editor, parts.store, parts.owners)
    if member is None:
        return None
    language = await parts.store.recipients.language_of(editor) or parts.default_language
    return Reader(parts.phrases, language, parts.zone, parts.clock.now_ms(), member)


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


def _written(sending: Sending, remarks: list[str], reader: Reader) -> str:
    """How a broadcast ended. `remarks`: lines of HTML on what did not go as it was meant."""
    took = lasting(max(1.0, (sending.finished_at - sending.created_at) / 1000), reader)
    state = "cancelled" if sending.state is IntentState.CANCELLED else "done"
    head = reader.say("report-head", kind=kind_of(sending), state=state, title=short(sending))
    lines = [head, counts(sending, reader), reader.say("report-took", time=took)]
    if sending.tally.twice:
        lines.append(reader.say("report-twice", count=sending.tally.twice))
    return "\n".join([*lines, *remarks])


async def _photo(parts: Parts, sending: Sending, reader: Reader) -> list[str]:
    """That the photo which the article has now went to nobody, and why."""
    if sending.is_note or sending.kind is IntentKind.RECALL:
        return []
    article = await parts.store.articles.get(sending.article)
    photo = await parts.store.photos.of(article.key) if article.image else None
    if photo is None or photo.state is not PhotoState.REFUSED or photo.source != article.image:
        return []
    return [reader.say("report-photo-refused", reason=reader.why(photo.reason))]


async def _reasons(parts: Parts, sending: Sending, reader: Reader) -> list[str]:
    if sending.kind in (IntentKind.EDIT, IntentKind.RECALL):
        return await _unchanged(parts, sending, reader)
    return reasons(await failing_of(parts, sending), reader)


def reasons(all_failing: list[Failing], reader: Reader) -> list[str]:
    """A line of HTML a reason, most first."""
    failing = _by_reason(all_failing, reader)
    lines = [reader.say("report-reason", fate=fate, reason=why, count=count) for fate, why, count in failing[:_REASONS]]
    more = sum(count for *_, count in failing[_REASONS:])
    return [*lines, reader.say("report-more", count=more)] if more else lines


async def failing_of(parts: Parts, sending: Sending) -> list[Failing]:
    """Who was not reached, and why."""
    return _with_the_rest(sending, await parts.store.sendings.failing(sending.intent))


def _with_the_rest(sending: Sending, failing: list[Failing]) -> list[Failing]:
    """Of a cancelled push only those whose turn had come are written down; the others never got it either."""
    if sending.state is not IntentState.CANCELLED:
        return failing
    known = sum(one.count for one in failing if one.fate is Fate.CANCELLED)
    rest = sending.tally.total - sending.served - known
    return [*failing, Failing(Fate.CANCELLED, "cancelled", rest)] if rest > 0 else failing


def _by_reason(failing: list[Failing], reader: Reader) -> list[tuple[str, str, int]]:
    """(fate, reason in words, how many), most first: what reads the same is one line, however it was stored."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in failing:
        counted[one.fate.value, reader.why(one.reason)] += one.count
    return [(fate, why, count) for (fate, why), count in counted.most_common()]


async def _unchanged(parts: Parts, sending: Sending, reader: Reader) -> list[str]:
    """What a correction or a recall could not change: private chats by number and reason, groups and channels by name,
    and copies of which nobody knows where, or whether, they are."""
    private = _by_reason(await parts.store.sendings.unchanged_private(sending.intent), reader)
    shared = await parts.store.sendings.unchanged_shared(sending.intent, _CHATS + 1)
    lines = [
        reader.say("report-unchanged-private", fate=fate, reason=why, count=count)
        for fate, why, count in private[:_REASONS]
    ]
    lines += [reader.say("report-unchanged", chat=title[:64], reason=reader.why(why)) for title, why in shared[:_CHATS]]
    if len(shared) > _CHATS or len(private) > _REASONS:
        lines.append(reader.say("report-and-others"))
    reach = await parts.store.sendings.reach(sending.article)
    recalled = (await parts.store.articles.get(sending.article)).state is ArticleState.RECALLED
    # What a recall has deleted by now is not kept any more, and what was found deleted stands above.
    missing = 0 if recalled else max(0, reach.missing - sending.tally.refused)
    reach = Reach(reach.copies, unknown=reach.unknown, missing=missing)
    lines += reached(reader, reach)
    return [reader.say("report-unchanged-head"), *lines] if lines else []
