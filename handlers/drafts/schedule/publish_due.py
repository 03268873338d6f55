"""Publishes scheduled drafts at their hour, each exactly once. One that cannot be published waits for an editor."""

from __future__ import annotations

import logging

from aiogram import Bot

from domain.buttons import Keyboard
from domain.draft import Draft, DraftState
from domain.errors import Rejected, StoreUnavailable, ZharshyError
from domain.newsroom import ScheduledDraft
from domain.team import Role
from handlers.core.access.draft_rights import rubric_of, scheduler, scheduler_may_publish
from handlers.core.access.members import editors_of
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ScheduleCallback
from handlers.core.notify import notifier_for
from handlers.core.services import Services
from handlers.drafts.publication import prepare_with, publish
from storage.prepare import PrepareContext

log = logging.getLogger(__name__)


async def publish_due(bot: Bot, services: Services) -> None:
    """Publishes every draft whose hour has come, by a clock that is trusted. A defect in one holds up no other."""
    for scheduled in await services.store.schedule.due(services.clock.trusted_ms()):
        try:
            await _publish(services, scheduled)
        except StoreUnavailable:
            raise
        except ZharshyError as error:
            await _report_trouble(bot, services, scheduled, error)
        except Exception:
            log.exception("schedule.failed draft=%d", scheduled.draft)
            await _report_trouble(bot, services, scheduled, Rejected("schedule-defect"))


async def _publish(services: Services, scheduled: ScheduledDraft) -> None:
    draft = await services.store.drafts.get(scheduled.draft)
    if draft is None or draft.state is not DraftState.EDITING:
        async with services.store.transaction() as work:
            await work.schedule.drop(scheduled.draft)
        return
    if draft.version != scheduled.version:
        raise Rejected("editor-changed-meanwhile")
    rubric = await rubric_of(services.store, draft)
    if rubric is None:
        raise Rejected("editor-not-ready")
    editor = await scheduler(services, scheduled)
    if editor is None or not editor.may(Role.EDITOR, rubric.key):
        raise Rejected("schedule-giver-left")
    context = PrepareContext(services.clock.now_ms(), services.zone, services.default_language)
    ready = await prepare_with(services.store, context, draft, rubric)
    async with services.store.transaction() as work:
        await publish(work, draft, ready, editor)
    log.info("schedule.published draft=%d late_ms=%d", draft.id, services.clock.now_ms() - scheduled.due_at)


async def _report_trouble(bot: Bot, services: Services, scheduled: ScheduledDraft, error: ZharshyError) -> None:
    """Marks the draft, so that it is not tried again, and tells the editors once."""
    async with services.store.transaction() as work:
        if not await work.schedule.in_trouble(scheduled.draft, error.key):
            return
    draft = await _readable(services, scheduled)
    title, phrases = draft.title if draft else "", services.phrases
    log.warning("schedule.in_trouble draft=%d error=%s", scheduled.draft, error)

    def compose(language: str) -> tuple[str, Keyboard]:
        text = f"{phrases.say(language, 'schedule-trouble', title=title)}\n{phrases.error(language, error)}"
        show = ScheduleCallback(do="show", draft=scheduled.draft)
        return text, ((button(phrases.plain(language, "schedule-look"), show),),)

    notifier = notifier_for(bot, services)
    for user in await _responsible(services, scheduled, draft):
        await notifier.send(user, compose)


async def _readable(services: Services, scheduled: ScheduledDraft) -> Draft | None:
    """The draft; None when it is gone, or when reading it is what fails."""
    try:
        return await services.store.drafts.get(scheduled.draft)
    except StoreUnavailable:
        raise
    except Exception:
        return None


async def _responsible(services: Services, scheduled: ScheduledDraft, draft: Draft | None) -> list[int]:
    """The editor who set the hour; if that one may not publish it any more, all editors who may."""
    rubric = await rubric_of(services.store, draft) if draft else None
    if draft is None or rubric is None or await scheduler_may_publish(services, scheduled, draft):
        return [scheduled.given_by]
    return [one.user_id for one in await editors_of(services, rubric)]
