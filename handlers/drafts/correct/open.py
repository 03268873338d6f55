"""/edit: an article that stands in chats is opened for correction, by id, by a button, or as a reply to a copy."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.article import Article, ArticleState
from domain.draft import Draft
from domain.errors import Rejected
from domain.team import Member, Role
from handlers.core.article_buttons import named_article, offer_articles
from handlers.core.command_filters import WORDS
from handlers.core.newsroom_callbacks import ArticlePress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.drafts.correct.note import with_note
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.session import DraftSession, Writing
from storage.store import Store


def build() -> Router:
    router = Router(name="correct")
    router.message.register(edit, F.text, Command("edit", ignore_case=True), Staff(Role.EDITOR))
    router.message.register(noted, WORDS, Writing.note, Staff(Role.EDITOR))
    router.callback_query.register(pressed, ArticlePress.filter(F.do == "edit"), Staff(Role.EDITOR))
    return router


async def edit(
    event: Message, command: CommandObject, responder: Responder, store: Store, state: FSMContext, member: Member
) -> None:
    article = await named_article(event, command, responder, store)
    if article is None:
        await offer_articles(command, responder, store, member)
    else:
        await open_for_correction(DraftSession(responder, store, state, member), article)


async def pressed(
    event: object, callback_data: ArticlePress, responder: Responder, store: Store, state: FSMContext, member: Member
) -> None:
    article = await store.articles.get(callback_data.article)
    await responder.answer_callback()
    await open_for_correction(DraftSession(responder, store, state, member), article)


async def noted(event: Message, responder: Responder, store: Store, state: FSMContext, member: Member) -> None:
    """What was typed is what the holders of a copy will be told."""
    session = DraftSession(responder, store, state, member)
    await show_correction(
        session, await session.change(await session.draft(), lambda now: with_note(now, event.text or ""))
    )


async def open_for_correction(session: DraftSession, article: Article) -> None:
    """Goes on with a correction that was begun, or begins one with the article as it is now."""
    if not session.member.may(Role.EDITOR, article.rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=article.rubric.name(session.responder.language))
    if article.listed:
        raise Rejected("edit-list")
    draft = await session.store.drafts.correcting(session.responder.context.user_id, article.key)
    if article.state is ArticleState.RECALLED:
        raise Rejected("edit-recalled-kept" if draft else "edit-recalled")
    if draft is None:
        draft = await session.new_draft(lambda empty: _as_it_is_now(empty, article))
    await show_correction(session, draft)


def _as_it_is_now(draft: Draft, article: Article) -> Draft:
    draft = replace(draft, title=article.title, lead=article.lead, body=article.body, rubric=article.rubric.key)
    draft = replace(draft, url=article.url, image=article.image, tags=article.tags, language=article.language)
    return replace(draft, breaking=article.breaking, of=article.key, base=article.version)
