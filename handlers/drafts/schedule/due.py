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
from handlers.core.services import Services
from handlers.drafts.publication import manuscript_of, publish
from handlers.drafts.schedule.planned import is_vouched_for
from handlers.drafts.session import rubric_of
from storage.prepare import PrepareContext, prepare

log = logging.getLogger(__name__)


async def publish_due(bot: Bot, services: Services) -> None:
    """Publishes every draft whose hour has come; one that breaks the program holds up no other."""
    for planned in await services.store.schedule.due(services.clock.now_ms()):
        try:
            await _publish(services, planned)
        except StoreUnavailable:
            raise
        except ZharshyError as error:
            await _trouble(bot, services, planned, error)
        except Exception:
            log.exception("schedule.failed draft=%d", planned.draft)
            await _trouble(bot, services, planned, Rejected("schedule-defect"))


async def _publish(services: Services, planned: Scheduled) -> None:
    draft = await services.store.drafts.get(planned.draft)
    if draft is None or draft.state is not DraftState.EDITING:
        async with services.store.transaction() as work:
            await work.schedule.drop(planned.draft)
        return
    if draft.version != planned.version:
        raise Rejected("editor-changed-meanwhile")
    rubric = await rubric_of(services.store, draft)
    if rubric is None:
        raise Rejected("editor-not-ready")
    if not await is_vouched_for(services, planned, draft):
        raise Rejected("schedule-giver-left")
    context = PrepareContext(services.clock.now_ms(), services.zone, services.default_language)
    prepared = await asyncio.to_thread(prepare, manuscript_of(draft, rubric), context)
    await publish(services.store, draft, prepared, by=planned.given_by)
    log.info("schedule.published draft=%d late_ms=%d", draft.id, services.clock.now_ms() - planned.due_at)


async def _trouble(bot: Bot, services: Services, planned: Scheduled, error: ZharshyError) -> None:
    async with services.store.transaction() as work:
        if not await work.schedule.in_trouble(planned.draft, error.key):
            return
    draft = await _readable(services, planned)
    title = draft.title if draft else ""
    log.warning("schedule.in_trouble draft=%d error=%s", planned.draft, error)

    def letter(language: str) -> tuple[str, Keyboard]:
        text = services.phrases.say(language, "schedule-trouble", title=title)
        open_it = press(
            services.phrases.plain(language, "schedule-look"), SchedulePress(do="show", draft=planned.draft)
        )
        return f"{text}\n{services.phrases.error(language, error)}", ((open_it,),)

    for user in await _to_tell(services, planned, draft):
        await tell(bot, services, user, letter)


async def _readable(services: Services, planned: Scheduled) -> Draft | None:
    """The draft, unless it is gone, or is itself what the program stumbles over."""
    try:
        return await services.store.drafts.get(planned.draft)
    except StoreUnavailable:
        raise
    except Exception:
        return None


async def _to_tell(services: Services, planned: Scheduled, draft: Draft | None) -> list[int]:
    """Whoever gave the hour; in the place of somebody who may not publish it any more, everybody who may."""
    rubric = await rubric_of(services.store, draft) if draft else None
    if draft is None or rubric is None or await is_vouched_for(services, planned, draft):
        return [planned.given_by]
    return [one.user_id for one in await editors(services, rubric)]
