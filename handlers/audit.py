"""/audit: an owner reads who did what, newest first."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command

from domain.team import Deed, Entry, Role
from handlers.keyboards import AuditPage, pager
from handlers.rights import Staff
from handlers.talk import Talk
from handlers.team_words import who
from storage.store import Store
from text.dates import show_moment
from text.hostile import escape

PER_PAGE = 10
_VALUE = 120


def build() -> Router:
    router = Router(name="audit")
    router.message.register(audit, F.text, Command("audit", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(turn, AuditPage.filter(), Staff(Role.OWNER))
    return router


async def audit(event: object, talk: Talk, store: Store) -> None:
    await show_audit(talk, store, 0)


async def turn(event: object, callback_data: AuditPage, talk: Talk, store: Store) -> None:
    await show_audit(talk, store, callback_data.page)


async def show_audit(talk: Talk, store: Store, page: int) -> None:
    """A page of the audit; one behind the last is the last."""
    pages = -(-await store.audit.count() // PER_PAGE)
    if not pages:
        await talk.shows(talk.say("audit-empty"))
        return
    page = min(page, pages - 1)
    names = {member.user_id: who(member) for member in await store.team.all()}
    lines = [_line(talk, entry, names) for entry in await store.audit.page(PER_PAGE, page * PER_PAGE)]
    await talk.shows(
        "\n\n".join([talk.say("audit-head"), *lines]), (pager(page, pages, lambda to: AuditPage(page=to)),)
    )


def _line(talk: Talk, entry: Entry, names: dict[int, str]) -> str:
    key = f"audit-{entry.what}"
    what = talk.say(key) if entry.what in set(Deed) else escape(entry.what)
    name = names.get(entry.who, str(entry.who)) if entry.who else talk.plain("audit-program")
    line = f"{show_moment(entry.at, talk.language, talk.zone)} · {escape(name)}\n{what}"
    line += f": {escape(_cut(entry.subject))}" if entry.subject else ""
    change = " → ".join(escape(_cut(value)) for value in (entry.old, entry.new) if value)
    return f"{line}\n<i>{change}</i>" if change else line


def _cut(text: str) -> str:
    return text if len(text) <= _VALUE else f"{text[:_VALUE]}…"
