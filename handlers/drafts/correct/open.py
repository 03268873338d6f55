"""/edit opens a published article for correction: by its id, by a button, or as a reply to a copy; `/edit old -> new`
replaces words at once."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.article import Article
from domain.team import Role
from handlers.core.access.rights import Staff
from handlers.core.article_buttons import named_article, offer_articles
from handlers.core.buttons.newsroom_callbacks import ArticleCallback
from handlers.core.command_filters import WORDS
from handlers.drafts.correct.note import with_note
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.correct.replace import edit_by_words
from handlers.drafts.correct.start import correction_of, filled_from
from handlers.drafts.session import DraftSession, Writing


def build() -> Router:
    router = Router(name="correct")
    router.message.register(edit, F.text, Command("edit", ignore_case=True), Staff(Role.EDITOR))
    router.message.register(typed_note, WORDS, Writing.note, Staff(Role.EDITOR))
    router.callback_query.register(on_edit_button, ArticleCallback.filter(F.do == "edit"), Staff(Role.EDITOR))
    return router


async def edit(event: Message, command: CommandObject, session: DraftSession) -> None:
    if await edit_by_words(event, command, session):
        return
    article = await named_article(event, command, session.responder)
    if article is None:
        await offer_articles(command, session.responder, session.member)
    else:
        await open_for_correction(session, article)


async def on_edit_button(event: object, callback_data: ArticleCallback, session: DraftSession) -> None:
    article = await session.store.articles.get(callback_data.article)
    await session.responder.answer_callback()
    await open_for_correction(session, article)


async def typed_note(event: Message, session: DraftSession) -> None:
    """The words that chats with a copy will be told."""
    typed = event.text or ""
    draft = await session.change(await session.draft(), lambda now: with_note(now, typed))
    await show_correction(session, draft)


async def open_for_correction(session: DraftSession, article: Article) -> None:
    """Goes on with the member's unfinished correction, or begins one with the article as it is now."""
    draft = await correction_of(session, article)
    if draft is None:
        draft = await session.new_draft(lambda empty: filled_from(empty, article))
    await show_correction(session, draft)
