"""/audit: who did what, newest first, for owners."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command

from domain.team import Role
from handlers.admin.audit_words import entry_line
from handlers.core.keyboards import pager
from handlers.core.lists import fit_lines
from handlers.core.newsroom_callbacks import AuditPage
from handlers.core.responder import Responder
from handlers.core.rights import Staff

# Fits one message even when each value has its full length (audit_words.py).
PER_PAGE = 8


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
        entry_line(responder, entry, names, rubrics)
        for entry in await responder.store.audit.page(PER_PAGE, page * PER_PAGE)
    ]
    text = fit_lines(responder, lines, responder.say("audit-head"), between="\n\n")
    await responder.edit(text, (pager(page, pages, lambda to: AuditPage(page=to)),))
