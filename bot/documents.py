"""Documents and pictures from the chat: taken by the readers and the intake that files of the folder use."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from dataclasses import replace
from datetime import datetime

from bot.config import Settings
from bot.folder import intake_rules
from domain.article import Accepted, Manuscript, Rubric
from domain.clock import Clock
from domain.document import Correction, Destination, DocumentAction, DocumentContents, ImportDocument, StorePicture
from domain.errors import BadManuscript
from domain.photo import FILE
from domain.team import Member, Role
from sources.formats.reading import read
from sources.intake import Intake, Push
from sources.parsed import ParsedItem
from sources.values.identity import named_by_words
from sources.values.pictures import as_jpeg, checked
from storage.store import Store


def document_importer(settings: Settings, store: Store, clock: Clock) -> ImportDocument:
    """The function that handlers call for a document."""
    rules = intake_rules(settings)

    async def import_document(name: str, data: bytes, action: DocumentAction, member: Member) -> DocumentContents:
        moment = datetime.fromtimestamp(clock.now_ms() / 1000, settings.timezone)
        items = await asyncio.to_thread(lambda: [ParsedItem(name, _named(found)) for found in read(data, name, moment)])
        intake = Intake(store, clock, rules, dry=action is DocumentAction.LOOK, by=member)
        report = await intake.take(items, Push.ARCHIVE if action is DocumentAction.ARCHIVE else _push_of(member))
        found = [item.found for item in items if isinstance(item.found, Manuscript)]
        return DocumentContents(
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            pushed=report.pushed,
            titles=tuple(one.title or one.body.text[:80] for one in found),
            ids=tuple(one.id for one in found),
            failed=tuple((failure.file, failure.error) for failure in report.failed),
            corrections=await _corrections(store, intake),
            destinations=await _destinations(store, intake, member) if action is DocumentAction.LOOK else (),
        )

    return import_document


def _push_of(member: Member) -> Push:
    """An editor may push new articles. Only an owner's document lets go what waits for an owner's word."""
    return Push.WORD if member.role is Role.OWNER else Push.FRESH


def _named(found: Manuscript | BadManuscript) -> Manuscript | BadManuscript:
    """The id comes from the words, not from the document's name: another `text.txt` must not correct the first."""
    return named_by_words(found) if isinstance(found, Manuscript) else found


async def _corrections(store: Store, intake: Intake) -> tuple[Correction, ...]:
    """The articles that the document changes, with the titles that the store has: after the import the new ones."""
    found = []
    for outcome in (one.acceptance for one in intake.outcomes.values()):
        if outcome.kind is Accepted.UPDATED:
            article = await store.articles.get(outcome.key)
            copies = (await store.progress.count_copies(outcome.key)).copies if outcome.edits else 0
            found.append(Correction(article.title or article.body.text[:80], copies))
    return tuple(sorted(found, key=lambda one: -one.copies))


async def _destinations(store: Store, intake: Intake, member: Member) -> tuple[Destination, ...]:
    """Where new articles go, and corrections that would open a rubric. Each rubric and each audience is read once."""
    rubrics: dict[str, Rubric] = {}
    reached: dict[tuple[int, str], int] = {}
    found: Counter[Destination] = Counter()
    for one in intake.outcomes.values():
        if one.rubric not in rubrics:
            rubrics[one.rubric] = await store.rubrics.would_be(one.rubric)
        rubric, done = rubrics[one.rubric], one.acceptance
        if not done.pushed and (done.kind is Accepted.UNCHANGED or (done.kind is Accepted.UPDATED and rubric.key)):
            continue
        asked = (rubric.key, one.language)
        if done.pushed and asked not in reached:
            reached[asked] = sum((await store.recipients.audience(*asked)).values())
        name, recipients = rubric.name(member.language), reached[asked] if done.pushed else None
        found[Destination(name, 0, recipients, is_new=not rubric.key, is_named=bool(one.rubric.strip()))] += 1
    return tuple(replace(one, articles=count) for one, count in found.most_common())


def picture_store(store: Store) -> StorePicture:
    """The function that handlers call for a picture that an editor sends as a file."""

    async def store_picture(data: bytes) -> str:
        jpeg = await asyncio.to_thread(lambda: as_jpeg(checked(data)))
        digest = hashlib.sha256(data).hexdigest()[:32]
        async with store.transaction() as work:
            # The effect of the message is the article that shows the picture.
            work.is_effect = False
            await work.photos.keep(digest, jpeg)
        return f"{FILE}{digest}"

    return store_picture
