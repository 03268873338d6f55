"""What is repeated: what is due is published, boards are kept up to date, reports and notices told."""

from __future__ import annotations

from aiogram import Bot

from domain.periodic import PeriodicTask
from handlers.admin.figures import keep_followers
from handlers.admin.letter_notices import tell_of_letters
from handlers.admin.rubric_merge import forget_merged
from handlers.broadcasts.bundle_reports import send_bundle_reports
from handlers.broadcasts.live_boards import Boards
from handlers.broadcasts.owner_notices import OwnerNotices
from handlers.broadcasts.reports import send_reports
from handlers.broadcasts.title_tests import run_title_tests
from handlers.core.refusals import delete_passed
from handlers.core.services import Services
from handlers.drafts.approve.request_messages import close_answered_requests
from handlers.drafts.schedule.publish_due import publish_due
from handlers.readers.away.pause import end_pauses
from handlers.readers.digests import prepare_due
from handlers.readers.first_days.nudges import send_nudges
from handlers.readers.places.place_news import tell_place_news
from handlers.readers.places.rights_watch import RightsWatch


def newsroom_tasks(bot: Bot, services: Services, boards: Boards, notices: OwnerNotices) -> list[PeriodicTask]:
    """The program repeats them."""
    store = services.store

    async def tell() -> None:
        await send_reports(bot, services)
        await send_bundle_reports(bot, services)

    async def note_presence() -> None:
        await services.presence.flush(store, services.clock.trusted_ms())

    async def mark_passage() -> None:
        if await store.readership.is_moving():
            async with store.transaction(quiet=True) as work:
                await work.readership.mark_passage(services.clock.trusted_ms())

    return [
        # Each process refreshes the boards that its own people asked for.
        PeriodicTask("boards", 3.0, lambda: boards.refresh(bot), everywhere=True),
        PeriodicTask("due", 1.0, lambda: publish_due(bot, services)),
        PeriodicTask("places", 2.0, lambda: tell_place_news(bot, services)),
        PeriodicTask("place-rights", 60.0, RightsWatch(bot, services).look),
        PeriodicTask("refusals", 2.0, lambda: delete_passed(bot, store, services.clock)),
        PeriodicTask("digests", 1.0, lambda: prepare_due(services)),
        PeriodicTask("pauses", 1.0, lambda: end_pauses(bot, services)),
        PeriodicTask("letters", 1.0, lambda: close_answered_requests(bot, services)),
        PeriodicTask("reports", 2.0, tell),
        PeriodicTask("notices", 2.0, notices.tell),
        PeriodicTask("passage", 15.0, mark_passage),
        PeriodicTask("followers", 3600.0, lambda: keep_followers(store, services.clock.trusted_ms(), services.zone)),
        PeriodicTask("merged", 3600.0, lambda: forget_merged(store)),
        PeriodicTask("title-tests", 2.0, lambda: run_title_tests(bot, services)),
        PeriodicTask("nudges", 2.0, lambda: send_nudges(bot, services)),
        # Each process knows its own readers.
        PeriodicTask("presence", 30.0, note_presence, everywhere=True),
        PeriodicTask("new-letters", 5.0, lambda: tell_of_letters(bot, services)),
        PeriodicTask("notices-given-up", 3600.0, notices.give_up),
    ]
