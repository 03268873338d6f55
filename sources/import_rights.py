"""What a member of the newsroom may import: articles of the own rubrics, and breaking news by a separate right."""

from __future__ import annotations

from dataclasses import replace

from domain.article import Rubric
from domain.errors import Rejected
from domain.team import Member, Role
from storage.prepare import Prepared
from storage.repositories.rubrics import GENERAL
from storage.store import UnitOfWork
from text.telegram.fit import cut_line

_TITLE = 60


class NotPermitted(Rejected):
    """The member has no right to this article; nothing of its document is taken."""


async def check_may_import(work: UnitOfWork, prepared: Prepared, member: Member) -> None:
    """Raises NotPermitted. Runs in the transaction that accepts the article, so that its rubric cannot change before.

    A known article is found by its id, as acceptance does: a member of Sport cannot take over an article of Politics by
    sending it as one of Sport. A new rubric belongs to no limited member.
    """
    now = await work.team.now(member)
    if now is None or not now.role.reaches(Role.EDITOR):
        # A long document goes on for minutes, and an owner has removed its sender meanwhile.
        raise NotPermitted("newsroom-right-gone")
    member = replace(now, language=member.language)
    if member.role is Role.OWNER:
        return
    rubric = await work.rubrics.named(prepared.rubric or GENERAL)
    if not _is_own(rubric, member):
        name = rubric.name(member.language) if rubric else prepared.rubric or GENERAL
        raise NotPermitted("newsroom-not-your-rubric", name=name)
    known = await work.articles.with_id(prepared.id)
    title = cut_line(prepared.title or prepared.id, _TITLE)
    if known is not None and not _is_own(known.rubric, member):
        raise NotPermitted("document-not-your-article", title=title, name=known.rubric.name(member.language))
    # Breaking news that readers have already may be corrected without the right to send it.
    if prepared.breaking and not member.may_break and not (known and known.breaking):
        raise NotPermitted("document-not-breaking", title=title)


def _is_own(rubric: Rubric | None, member: Member) -> bool:
    return not member.rubrics if rubric is None else member.may(Role.EDITOR, rubric.key)
