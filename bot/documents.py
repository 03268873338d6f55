"""Documents and pictures from the chat: taken by the readers and the intake that files of the folder use."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.config import Settings
from bot.folder import intake_rules
from domain.article import Accepted, Found, Manuscript, Rubric
from domain.clock import Clock
from domain.document import Correction, Destination, DocumentAction, DocumentContents, ImportDocument, StorePicture
from domain.errors import BadManuscript
from domain.photo import FILE
from domain.team import Member, Role
from sources.intake import Intake
from sources.intake_rules import Origin, Push
from sources.parsed import ParsedItem, left_out_by_kind
from sources.sandbox.messages import Request
from sources.sandbox.readers import Readers
from sources.values.identity import named_by_words
from sources.values.pictures import picture_digest
from storage.store import Store

# The folder of the marks of documents in `source_file`: no folder of files has an empty name.
_CHAT = ""
# Processes that ended while they read the same document; then it is refused.
_DEATHS = 2


def document_importer(settings: Settings, store: Store, clock: Clock, readers: Readers) -> ImportDocument:
    """The function that handlers call for a document."""
    rules = intake_rules(settings)
    # One at a time: four people who send a large one must not fill the memory, nor take all threads.
    one_at_a_time = asyncio.Lock()

    async def import_document(name: str, data: bytes, action: DocumentAction, member: Member) -> DocumentContents:
        moment = datetime.fromtimestamp(clock.now_ms() / 1000, settings.timezone)
        origin = Origin(by=member, with_twins=action is DocumentAction.REPEAT)
        intake = Intake(store, clock, rules, dry=action is DocumentAction.LOOK, origin=origin)
        found = _Found(name)
        async with one_at_a_time, _marked(store, data) as refused:
            items = found.items([refused] if refused else readers.read(Request(name, moment, data=data)))
            report = await intake.take(items, Push.ARCHIVE if action is DocumentAction.ARCHIVE else _push_of(member))
        return DocumentContents(
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            pushed=report.pushed,
            titles=tuple(found.titles),
            ids=tuple(found.ids),
            failed=tuple((failure.file, failure.error) for failure in report.failed),
            corrections=await _corrections(store, intake),
            twins=found.twins(intake),
            left_out=left_out_by_kind(report),
            destinations=await _destinations(store, intake, member) if action is DocumentAction.LOOK else (),
        )

    return import_document


def _push_of(member: Member) -> Push:
    """An editor may push new articles. Only an owner's document lets go what waits for an owner's word."""
    return Push.WORD if member.role is Role.OWNER else Push.FRESH


@asynccontextmanager
async def _marked(store: Store, data: bytes) -> AsyncIterator[BadManuscript | None]:
    """Marks a document as begun before it is read. One that ended two processes is refused.

    Telegram gives the update again at every start, so a document that ends the process would do so for ever.
    """
    path = (await asyncio.to_thread(hashlib.sha256, data)).hexdigest()
    deaths = await store.files.begun(_CHAT, path)
    if deaths >= _DEATHS:
        yield BadManuscript("source-ended-program")
        return
    async with store.transaction() as work:
        work.is_effect = False
        await work.files.begin(_CHAT, [(path, deaths + 1)])
    try:
        yield None
    finally:
        async with store.transaction() as work:
            work.is_effect = False
            await work.files.forget(_CHAT, path)


@dataclass(slots=True)
class _Found:
    """What was found in a document. Of its articles no more than ids and titles is kept: 20 MB hold many."""

    name: str
    titles: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def items(self, found: Iterable[Found]) -> Iterator[ParsedItem]:
        for one in found:
            if isinstance(one, Manuscript):
                # By its words, not by the document's name: another `text.txt` must not correct the first.
                yield ParsedItem(self.name, self._noted(named_by_words(one)))
            else:
                yield ParsedItem(self.name, one)

    def twins(self, intake: Intake) -> tuple[tuple[str, str], ...]:
        """The titles of articles that repeat an earlier one, with that one's."""
        titles = dict(zip(self.ids, self.titles, strict=True))
        return tuple((titles[key], one.repeats) for key, one in intake.outcomes.items() if one.repeats)

    def _noted(self, found: Manuscript) -> Manuscript:
        self.titles.append(found.title or found.body.text[:80])
        self.ids.append(found.id)
        return found


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


def picture_store(store: Store, readers: Readers) -> StorePicture:
    """The function that handlers call for a picture that an editor sends as a file."""
    one_at_a_time = asyncio.Lock()

    async def store_picture(data: bytes) -> str:
        async with one_at_a_time:
            jpeg = await asyncio.to_thread(readers.convert, data)
        digest = picture_digest(data)
        async with store.transaction() as work:
            # The effect of the message is the article that shows the picture.
            work.is_effect = False
            await work.photos.keep(digest, jpeg)
        return f"{FILE}{digest}"

    return store_picture
