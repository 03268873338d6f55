"""The articles of one request: each accepted in a transaction of its own, with an answer of its own."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice

from bot.http.own_ids import is_own_id
from domain.article import ArticleState, LeftOut, Manuscript
from domain.clock import Clock
from domain.errors import BadManuscript, ZharshyError
from sources.held import announce_held, push_of
from sources.intake import Intake
from sources.intake_rules import IntakeRules, Push
from sources.parsed import ParsedItem, Report
from sources.sandbox.messages import Only, Request
from sources.sandbox.readers import Readers
from sources.values.identity import named_by_words
from storage.store import Store
from text.i18n import Phrases

# The language of the answers: a programmer of a CMS reads them.
_LANGUAGE = "en"
_NAME = "articles.json"
# Articles of one request: accepted in some seconds, and the others wait for them.
_MOST = 500
# What is said of an article that comes again after its recall, as a CMS sends it that takes a post out of its bin.
_RECALLED = "it was recalled, and that is for good: send it under another id"
# Errors of the body as a whole. Nothing of such a body is taken: it may be cut off.
_BROKEN = frozenset({"source-json-syntax", "source-json-cut", "source-json-deep", "source-no-json", "source-empty"})


class Status(StrEnum):
    """What became of an article."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """`id`: "" when it could not be read. `pushed`: it goes to readers. `warnings`: of fields that were left out."""

    id: str
    status: Status
    pushed: bool = False
    held: bool = False
    reason: str = ""
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"id": self.id or None, "status": self.status}
        if self.status is Status.CREATED:
            told["pushed"] = self.pushed
        for name in ("held", "reason", "warnings"):
            if value := getattr(self, name):
                told[name] = value
        return told


class DoorIntake:
    """`owners`: ADMIN_IDS names one."""

    def __init__(self, store: Store, clock: Clock, rules: IntakeRules, readers: Readers, *, owners: bool) -> None:
        self._store = store
        self._clock = clock
        self._rules = rules
        self._readers = readers
        self._owners = owners

    async def take(self, body: bytes, now: datetime, *, archive: bool) -> list[Taken] | str:
        """What became of each article, in order; a text when the body as a whole cannot be read.

        Raises StoreUnavailable; what was taken before is unchanged when the same body comes again.
        """
        request = Request(_NAME, now, data=body, only=Only.JSON)
        read = await asyncio.to_thread(lambda: list(islice(self._readers.read(request), _MOST + 1)))
        if len(read) > _MOST:
            return f"at most {_MOST} articles at once: send them in several requests"
        found = [_unpublished(one) if isinstance(one, LeftOut) else one for one in read]
        broken = next((one for one in found if isinstance(one, BadManuscript) and one.key in _BROKEN), None)
        if broken is not None:
            return _explain(broken)
        push = Push.ARCHIVE if archive else await push_of(self._store, len(found), owners=self._owners)
        taken = [await self._take_one(one, push) for one in found]
        if push is Push.HOLD and (held := sum(one.held for one in taken)):
            await announce_held(self._store, self._clock, "POST /articles", held)
        return taken

    async def _take_one(self, found: Manuscript | BadManuscript, push: Push) -> Taken:
        if isinstance(found, BadManuscript):
            return Taken("", Status.REFUSED, reason=_explain(found))
        found = named_by_words(found)
        if is_own_id(found.id):
            reason = _explain(BadManuscript("source-own-article", id=found.id))
            return Taken(found.id, Status.REFUSED, reason=reason)
        report = await Intake(self._store, self._clock, self._rules).take([ParsedItem("", found)], push)
        if report.unchanged and await self._is_recalled(found.id):
            return Taken(found.id, Status.REFUSED, reason=_RECALLED)
        return _taken(found.id, report)

    async def _is_recalled(self, article_id: str) -> bool:
        article = await self._store.articles.with_id(article_id)
        return article is not None and article.state is ArticleState.RECALLED


def _unpublished(one: LeftOut) -> BadManuscript:
    return BadManuscript("source-unpublished", kind=one.counts[0][0])


def _taken(article_id: str, report: Report) -> Taken:
    reasons = tuple(_warning(failure.file, failure.error) for failure in report.failed)
    counts = {Status.CREATED: report.added, Status.UPDATED: report.updated, Status.UNCHANGED: report.unchanged}
    status = next((one for one, count in counts.items() if count), Status.REFUSED)
    if status is Status.REFUSED:
        return Taken(article_id, status, reason=reasons[0] if reasons else "")
    return Taken(article_id, status, bool(report.pushed), bool(report.held), warnings=reasons)


def _warning(place: str, error: BadManuscript) -> str:
    field = place.rpartition("→ ")[2].strip()
    return f"{field}: {_explain(error)}" if field else _explain(error)


def _explain(error: ZharshyError) -> str:
    return " ".join(Phrases.load().plain_error(_LANGUAGE, error).split())
