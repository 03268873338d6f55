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
    router.message.register(audit, F.text, Command("audit", ignore_case=True), Staff(Role.OWNER))
    router.callback_query.register(show_page, AuditPage.filter(), Staff(Role.OWNER))
    return router


async def audit(event: object, responder: Responder) -> None:
    await show_audit(responder, 0)


async def show_page(event: object, callback_data: AuditPage, responder: Responder) -> None:
    await show_audit(responder, callback_data.page)


async def show_audit(responder: Responder, page: int) -> None:
    """Shows a page; a page after the last shows the last."""
    pages = -(-await responder.store.audit.count() // PER_PAGE)
    if not pages:
        await responder.edit(responder.say("audit-empty"))
        return
    page = min(page, pages - 1)
    names = await responder.store.team.names()
    rubrics = {rubric.slug: rubric.name(responder.language) for rubric in await responder.store.rubrics.all()}
    lines = [
        entry_line(responder, entry, names, rubrics)
        for entry in await responder.store.audit.page(PER_PAGE, page * PER_PAGE)
    ]
    text = fit_lines(responder, lines, responder.say("audit-head"), between="\n\n")
    await responder.edit(text, (pager(page, pages, lambda to: AuditPage(page=to)),))
