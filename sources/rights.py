"""What somebody of the newsroom may bring in: articles of the own rubrics, and breaking news by a right of its own."""

from __future__ import annotations

from domain.article import Rubric
from domain.errors import Rejected
from domain.team import Member, Role
from storage.prepare import Prepared
from storage.repositories.rubrics import GENERAL
from storage.store import UnitOfWork
from text.telegram.fit import cut_line

_TITLE = 60


class NotYours(Rejected):
    """An article that whoever brings it has no right to; nothing of its document is taken."""


async def refuse_foreign(work: UnitOfWork, prepared: Prepared, member: Member) -> None:
    """Asked in the transaction that would accept the article, so that nobody moves it in between. Raises NotYours.

    An article that is there already is looked for by its id, as acceptance does: whoever may write in Sport does not
    get hold of an article of Politics by sending it as one of Sport. A rubric that would be new is nobody's.
    """
    if member.role is Role.OWNER:
        return
    rubric = await work.rubrics.named(prepared.rubric or GENERAL)
    if not _is_own(rubric, member):
        name = rubric.name(member.language) if rubric else prepared.rubric or GENERAL
        raise NotYours("newsroom-not-your-rubric", name=name)
    known = await work.articles.with_id(prepared.id)
    title = cut_line(prepared.title or prepared.id, _TITLE)
    if known is not None and not _is_own(known.rubric, member):
        raise NotYours("document-not-your-article", title=title, name=known.rubric.name(member.language))
    # What readers have as breaking news already may be corrected without the right to send such.
    if prepared.breaking and not member.may_break and not (known and known.breaking):
        raise NotYours("document-not-breaking", title=title)


def _is_own(rubric: Rubric | None, member: Member) -> bool:
    return not member.rubrics if rubric is None else member.may(Role.EDITOR, rubric.key)
