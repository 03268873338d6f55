"""/recall takes an article back after one question: young copies are deleted, older ones become a notice."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.article import Article, ArticleState
from domain.errors import Rejected
from domain.team import AuditAction, Member, Role
from handlers.core.access.rights import Staff, check_right
from handlers.core.article_buttons import named_article, offer_articles
from handlers.core.broadcast_words import unreachable_copies
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ArticleCallback
from handlers.core.responder import Responder


def build() -> Router:
    router = Router(name="recall")
    router.message.register(recall, F.text, Command("recall", ignore_case=True), Staff(Role.EDITOR))
    actions = F.do.in_({"recall", "recalled", "stay"})
    router.callback_query.register(on_recall_button, ArticleCallback.filter(actions), Staff(Role.EDITOR))
    return router


async def recall(event: Message, command: CommandObject, responder: Responder, member: Member) -> None:
    article = await named_article(event, command, responder)
    if article is None:
        await offer_articles(command, responder, member)
    else:
        await _ask(responder, member, article)


async def on_recall_button(event: object, callback_data: ArticleCallback, responder: Responder, member: Member) -> None:
    article = await responder.store.articles.get(callback_data.article)
    if callback_data.do == "recall":
        await responder.answer_callback()
        await _ask(responder, member, article)
    elif callback_data.do == "stay":
        await responder.edit(responder.say("recall-stays", title=article.title))
    else:
        await _recall(responder, member, article)


async def _ask(responder: Responder, member: Member, article: Article) -> None:
    _refuse(responder, member, article)
    reach = await responder.store.progress.count_copies(article.key)
    yes = button(responder.plain("recall-yes"), ArticleCallback(do="recalled", article=article.key))
    no = button(responder.plain("reader-no"), ArticleCallback(do="stay", article=article.key))
    question = responder.say("recall-sure", title=article.title, copies=reach.copies)
    await responder.send("\n".join([question, *unreachable_copies(responder, reach)]), ((yes,), (no,)))


def _refuse(responder: Responder, member: Member, article: Article) -> None:
    """Raises Rejected when this member may not recall the article, or it was recalled before."""
    if not member.may(Role.EDITOR, article.rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=article.rubric.name(responder.language))
    if article.state is ArticleState.RECALLED:
        raise Rejected("recall-already")


async def _recall(responder: Responder, member: Member, article: Article) -> None:
    _refuse(responder, member, article)
    async with responder.store.transaction() as work:
        await check_right(work, member, Role.EDITOR, article.rubric.key)
        if not await work.articles.recall(article.key):
            raise Rejected("recall-already")
        await work.audit.note(responder.user_id, AuditAction.RECALLED, article.title)
        await work.progress.report_to(article.key, responder.user_id)
        copies = (await work.progress.count_copies(article.key)).copies
    await responder.edit(responder.say("recall-done", title=article.title, copies=copies))
