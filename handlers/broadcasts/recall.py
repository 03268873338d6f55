"""/recall: an article is taken back: young copies are deleted, older ones become a notice, after one question."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.article import Article, ArticleState
from domain.errors import Rejected
from domain.team import Deed, Member, Role
from handlers.broadcasts.unreached_copies import reached
from handlers.core.article_buttons import named_article, offer_articles
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import ArticlePress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from storage.store import Store


def build() -> Router:
    router = Router(name="recall")
    router.message.register(recall, F.text, Command("recall", ignore_case=True), Staff(Role.EDITOR))
    asked = F.do.in_({"recall", "recalled", "stay"})
    router.callback_query.register(pressed, ArticlePress.filter(asked), Staff(Role.EDITOR))
    return router


async def recall(event: Message, command: CommandObject, responder: Responder, store: Store, member: Member) -> None:
    article = await named_article(event, command, responder, store)
    if article is None:
        await offer_articles(command, responder, store, member)
    else:
        await _ask(responder, store, member, article)


async def pressed(
    event: object, callback_data: ArticlePress, responder: Responder, store: Store, member: Member
) -> None:
    article = await store.articles.get(callback_data.article)
    if callback_data.do == "recall":
        await responder.answer_callback()
        await _ask(responder, store, member, article)
    elif callback_data.do == "stay":
        await responder.edit(responder.say("recall-stays", title=article.title))
    else:
        await _recall(responder, store, member, article)


async def _ask(responder: Responder, store: Store, member: Member, article: Article) -> None:
    _refuse(responder, member, article)
    reach = await store.progress.reach(article.key)
    yes = press(responder.plain("recall-yes"), ArticlePress(do="recalled", article=article.key))
    no = press(responder.plain("reader-no"), ArticlePress(do="stay", article=article.key))
    question = responder.say("recall-sure", title=article.title, copies=reach.copies)
    await responder.send("\n".join([question, *reached(responder, reach)]), ((yes,), (no,)))


def _refuse(responder: Responder, member: Member, article: Article) -> None:
    if not member.may(Role.EDITOR, article.rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=article.rubric.name(responder.language))
    if article.state is ArticleState.RECALLED:
        raise Rejected("recall-already")


async def _recall(responder: Responder, store: Store, member: Member, article: Article) -> None:
    _refuse(responder, member, article)
    async with store.transaction() as work:
        if not await work.articles.recall(article.key):
            raise Rejected("recall-already")
        await work.audit.note(responder.context.user_id, Deed.RECALLED, article.title)
        await work.progress.report_to(article.key, responder.context.user_id)
        copies = (await work.progress.reach(article.key)).copies
    await responder.edit(responder.say("recall-done", title=article.title, copies=copies))
