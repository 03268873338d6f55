"""The draft of a correction: the member's unfinished one, or one with the words of the article as it is now."""

from __future__ import annotations

from dataclasses import replace

from domain.article import Article, ArticleState
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Role
from handlers.drafts.session import DraftSession


async def correction_of(session: DraftSession, article: Article) -> Draft | None:
    """The member's unfinished correction, if there is one. Raises Rejected where the article may not be corrected."""
    if not session.member.may(Role.EDITOR, article.rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=article.rubric.name(session.responder.language))
    if article.listed:
        raise Rejected("edit-list")
    draft = await session.store.drafts.correcting(session.user_id, article.key)
    if article.state is ArticleState.RECALLED:
        raise Rejected("edit-recalled-kept" if draft else "edit-recalled")
    return draft


def filled_from(draft: Draft, article: Article) -> Draft:
    return replace(
        draft,
        title=article.title,
        lead=article.lead,
        body=article.body,
        rubric=article.rubric.key,
        url=article.url,
        image=article.image,
        tags=article.tags,
        language=article.language,
        breaking=article.breaking,
        corrects=article.key,
        base=article.version,
    )
