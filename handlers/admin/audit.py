"""/audit: who did what, newest first, for owners: short English codes of the store in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command

from domain.team import AuditAction, AuditCode, AuditEntry, Role
from handlers.core.access.members import name_with_id, role_name
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import pager
from handlers.core.buttons.newsroom_callbacks import AuditPage
from handlers.core.lists import fit_lines
from handlers.core.responder import Responder
from text.telegram.fit import cut_line
from text.time.dates import show_moment
from text.words.hostile import escape

# Fits one message even when each value has its full length (`_VALUE`).
PER_PAGE = 8
_VALUE = 120
_OF_MEMBERS = (
    *(AuditAction.MEMBER_ADDED, AuditAction.MEMBER_CHANGED, AuditAction.MEMBER_REMOVED),
    *(AuditAction.INVITED, AuditAction.INVITATION_WITHDRAWN),
)
_OF_RUBRICS = (AuditAction.RUBRIC_ADDED, AuditAction.RUBRIC_CHANGED, AuditAction.RUBRIC_MERGED)
_WORDS = frozenset({"hidden", "shown", "suggested", "warned", "banned"})
_COUNTED = re.compile(r"(added|updated|pushed|push|list|archive) (\d{1,9})")
_PLACE = re.compile(r"\d{1,4}")
# A text that people typed can't end the quotes around it.
_NO_QUOTES = str.maketrans(dict.fromkeys("«»“”„", '"'))
_BYTES = re.compile(r"(\d{1,15}) bytes")


def build() -> Router:
    router = Router(name="audit")
    router.message.register(show_audit, F.text, Command("audit", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(show_audit, AuditPage.filter(), Staff(Role.OWNER))
    return router


async def show_audit(event: object, responder: Responder, callback_data: AuditPage | None = None) -> None:
    """Shows the first page, or that of a button; a page after the last shows the last."""
    pages = -(-await responder.store.audit.count() // PER_PAGE)
    if not pages:
        await responder.edit(responder.say("audit-empty"))
        return
    page = min(callback_data.page if callback_data else 0, pages - 1)
    names = await responder.store.team.names()
    rubrics = {rubric.slug: rubric.name(responder.language) for rubric in await responder.store.rubrics.all()}
    lines = [
        _entry_line(responder, entry, names, rubrics)
        for entry in await responder.store.audit.page(PER_PAGE, page * PER_PAGE)
    ]
    text = fit_lines(responder, lines, responder.say("audit-head"), between="\n\n")
    await responder.edit(text, (pager(page, pages, lambda to: AuditPage(page=to)),))


def _entry_line(responder: Responder, entry: AuditEntry, names: Mapping[int, str], rubrics: Mapping[str, str]) -> str:
    """HTML. `names`: of people by user id; `rubrics`: names in the reader's language by slug."""
    what = responder.say(f"audit-{entry.what}") if entry.what in set(AuditAction) else escape(entry.what)
    name = name_with_id(names.get(entry.who, ""), entry.who) if entry.who else responder.plain("audit-program")
    text = f"{show_moment(entry.at, responder.language, responder.zone)} · {escape(name)}\n{what}"
    subject = _subject_text(responder, entry, rubrics)
    text += f": {escape(subject)}" if subject else ""
    values = (_value_text(responder, entry.what, value, rubrics) for value in (entry.old, entry.new) if value)
    change = " → ".join(map(escape, values))
    return f"{text}\n<i>{change}</i>" if change else text


def _subject_text(responder: Responder, entry: AuditEntry, rubrics: Mapping[str, str]) -> str:
    """A member is stored with the numeric id, so that the name can't be taken for anything else."""
    if entry.what in _OF_MEMBERS and not isinstance(entry.subject, AuditCode):
        return cut_line(entry.subject, _VALUE)
    return _value_text(responder, entry.what, entry.subject, rubrics) if entry.subject else ""


def _value_text(responder: Responder, deed: str, stored: str, rubrics: Mapping[str, str]) -> str:
    """A value of the program in words; what people typed in quotes, as it is but cut."""
    if not isinstance(stored, AuditCode):
        return responder.plain("audit-typed", text=cut_line(stored.translate(_NO_QUOTES), _VALUE))
    said: str = stored
    if deed in _OF_MEMBERS:
        said = _rights_text(responder, stored, rubrics)
    elif deed in _OF_RUBRICS:
        said = rubrics.get(stored, _word_text(responder, stored))
        if deed == AuditAction.RUBRIC_CHANGED and _PLACE.fullmatch(stored):
            said = responder.plain("audit-place", place=int(stored))
    elif deed in (AuditAction.WARNED, AuditAction.BANNED):
        said = _word_text(responder, stored)
    elif deed in (AuditAction.IMPORTED, AuditAction.PUSHED, AuditAction.ARCHIVED):
        said = _COUNTED.sub(lambda one: responder.plain("audit-counted", what=one[1], count=int(one[2])), stored)
    elif deed == AuditAction.BACKED_UP:
        said = _BYTES.sub(lambda one: responder.plain("audit-size", size=round(int(one[1]) / 1024 / 1024, 1)), stored)
    elif deed == AuditAction.SCHEDULED:
        said = _time_text(responder, stored)
    return cut_line(said, _VALUE)


def _word_text(responder: Responder, stored: str) -> str:
    return responder.plain("audit-word", word=stored) if stored in _WORDS else stored


def _rights_text(responder: Responder, stored: str, rubrics: Mapping[str, str]) -> str:
    """Of `editor`, or `editor sport,world breaking`, `*` for every rubric."""
    role, _, rest = stored.partition(" ")
    described = [role_name(responder, Role(role))]
    slugs, _, breaking = rest.partition(" ")
    if slugs and slugs != "*":
        described.append(", ".join(rubrics.get(slug, slug) for slug in slugs.split(",")))
    elif slugs and role != Role.OWNER:
        described.append(responder.plain("team-every-rubric"))
    if breaking:
        described.append(responder.plain("team-breaking"))
    return " · ".join(described)


def _time_text(responder: Responder, stored: str) -> str:
    moment = datetime.fromisoformat(stored)
    return show_moment(int(moment.timestamp() * 1000), responder.language, responder.zone)
