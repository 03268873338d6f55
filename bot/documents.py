"""Documents from the chat go the same way as files of the folder: the same readers, the same intake."""

from __future__ import annotations

import asyncio
from datetime import datetime

from bot.config import Settings
from domain.article import Manuscript
from domain.clock import Clock
from domain.document import Contents, TakeDocument, Wish
from domain.team import Member
from sources.intake import Intake, IntakeRules, Push
from sources.reading import read
from sources.sheets import Sheet
from storage.store import Store


def document_taker(settings: Settings, store: Store, clock: Clock) -> TakeDocument:
    """What handlers call for a document."""
    rules = IntakeRules(settings.timezone, settings.default_language, settings.push_max_age)

    async def take(name: str, data: bytes, wish: Wish, member: Member) -> Contents:
        moment = datetime.fromtimestamp(clock.now_ms() / 1000, settings.timezone)
        sheets = await asyncio.to_thread(lambda: [Sheet(name, found) for found in read(data, name, moment)])
        intake = Intake(store, clock, rules, dry=wish is Wish.LOOK, by=member)
        report = await intake.take(sheets, Push.ARCHIVE if wish is Wish.ARCHIVE else Push.WORD)
        found = [sheet.found for sheet in sheets if isinstance(sheet.found, Manuscript)]
        return Contents(
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            pushed=report.pushed,
            titles=tuple(one.title or one.body.text[:80] for one in found),
            ids=tuple(one.id for one in found),
            failed=tuple((failure.file, failure.error) for failure in report.failed),
        )

    return take
