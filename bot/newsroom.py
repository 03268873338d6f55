"""What the newsroom asks of the timetable: what is due, boards kept up to date, reports told."""

from __future__ import annotations

from aiogram import Bot

from bot.schedule import Jobs
from handlers.admin.figures import keep_followers
from handlers.admin.rubric_merge import forget_merged
from handlers.broadcasts.bundle_reports import tell_bundles
from handlers.broadcasts.live_boards import Boards
from handlers.broadcasts.reports import tell_reports
from handlers.core.services import Services
from handlers.drafts.approve.letters import settle_letters
from handlers.drafts.schedule.due import publish_due


def plan_newsroom(jobs: Jobs, bot: Bot, parts: Services, boards: Boards) -> None:
    """Puts the newsroom's looks on the timetable."""

    async def refresh() -> None:
        await boards.refresh(bot)

    async def merged() -> None:
        await forget_merged(parts.store)

    async def count_followers() -> None:
        await keep_followers(parts.store, parts.clock.now_ms(), parts.zone)

    async def mark_passage() -> None:
        if await parts.store.readership.is_moving():
            async with parts.store.transaction(quiet=True) as work:
                await work.readership.mark_passage()

    async def due() -> None:
        await publish_due(bot, parts)

    async def report() -> None:
        await tell_reports(bot, parts)
        await tell_bundles(bot, parts)

    async def letters() -> None:
        await settle_letters(bot, parts)

    # Each process keeps the boards that were asked for at it.
    jobs.every("boards", 3.0, refresh, everywhere=True)
    jobs.every("due", 1.0, due)
    jobs.every("letters", 1.0, letters)
    jobs.every("merged", 3600.0, merged)
    jobs.every("passage", 15.0, mark_passage)
    jobs.every("followers", 3600.0, count_followers)
    jobs.every("reports", 2.0, report)
