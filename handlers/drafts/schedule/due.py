"""What is due is published by itself, exactly once; what cannot be is told to whoever scheduled it, and waits."""

from __future__ import annotations

import asyncio
import logging

from aiogram import Bot

from domain.buttons import Keyboard
from domain.draft import Draft, DraftState
from domain.errors import Rejected, StoreUnavailable, ZharshyError
from domain.newsroom import Scheduled
from handlers.core.colleagues import editors
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import SchedulePress
from handlers.core.notify import tell
from handlers.core.services import Parts
from handlers.drafts.publication import manuscript_of, publish
from handlers.drafts.schedule.planned import is_vouched_for
from handlers.drafts.session import rubric_of
from storage.prepare import PrepareContext, prepare

log = logging.getLogger(__name__)


async def publish_due(bot: Bot, parts: Parts) -> None:
    """Publishes every draft whose hour has come; one that breaks the program holds up no other."""
    for planned in await parts.store.schedule.due(parts.clock.now_ms()):
        try:
            await _publish(parts, planned)
        except StoreUnavailable:
            raise
        except ZharshyError as error:
            await _trouble(bot, parts, planned, error)
        except Exception:
            log.exception("schedule.failed draft=%d", planned.draft)
            await _trouble(bot, parts, planned, Rejected("schedule-defect"))


async def _publish(parts: Parts, planned: Scheduled) -> None:
    draft = await parts.store.drafts.get(planned.draft)
    if draft is None or draft.state is not DraftState.EDITING:
        async with parts.store.transaction() as work:
            await work.schedule.drop(planned.draft)
        return
    if draft.version != planned.version:
        raise Rejected("editor-changed-meanwhile")
    rubric = await rubric_of(parts.store, draft)
    if rubric is None:
        raise Rejected("editor-not-ready")
    if not await is_vouched_for(parts, planned, draft):
        raise Rejected("schedule-giver-left")
    context = PrepareContext(parts.clock.now_ms(), parts.zone, parts.default_language)
    prepared = await asyncio.to_thread(prepare, manuscript_of(draft, rubric), context)
    await publish(parts.store, draft, prepared, by=planned.given_by)
    log.info("schedule.published draft=%d late_ms=%d", draft.id, parts.clock.now_ms() - planned.due_at)


async def _trouble(bot: Bot, parts: Parts, planned: Scheduled, error: ZharshyError) -> None:
    async with parts.store.transaction() as work:
        if not await work.schedule.in_trouble(planned.draft, error.key):
            return
    draft = await _readable(parts, planned)
    title = draft.title if draft else ""
    log.warning("schedule.in_trouble draft=%d error=%s", planned.draft, error)

    def letter(language: str) -> tuple[str, Keyboard]:
        text = parts.phrases.say(language, "schedule-trouble", title=title)
        open_it = press(parts.phrases.plain(language, "schedule-look"), SchedulePress(do="show", draft=planned.draft))
        return f"{text}\n{parts.phrases.error(language, error)}", ((open_it,),)

    for user in await _to_tell(parts, planned, draft):
        await tell(bot, parts, user, letter)


async def _readable(parts: Parts, planned: Scheduled) -> Draft | None:
    """The draft, unless it is gone, or is itself what the program stumbles over."""
    try:
        return await parts.store.drafts.get(planned.draft)
    except StoreUnavailable:
        raise
    except Exception:
        return None


async def _to_tell(parts: Parts, planned: Scheduled, draft: Draft | None) -> list[int]:
    """Whoever gave the hour; in the place of somebody who may not publish it any more, everybody who may."""
    rubric = await rubric_of(parts.store, draft) if draft else None
    if draft is None or rubric is None or await is_vouched_for(parts, planned, draft):
        return [planned.given_by]
    return [one.user_id for one in await editors(parts, rubric)]
