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
from handlers.core.responder import Talk
from handlers.core.rights import Staff
from storage.store import Store


def build() -> Router:
    router = Router(name="recall")
    router.message.register(recall, F.text, Command("recall", ignore_case=True), Staff(Role.EDITOR))
    asked = F.do.in_({"recall", "recalled", "stay"})
    router.callback_query.register(pressed, ArticlePress.filter(asked), Staff(Role.EDITOR))
    return router


async def recall(event: Message, command: CommandObject, talk: Talk, store: Store, member: Member) -> None:
    article = await named_article(event, command, talk, store)
    if article is None:
        await offer_articles(command, talk, store, member)
    else:
        await _ask(talk, store, member, article)


async def pressed(event: object, callback_data: ArticlePress, talk: Talk, store: Store, member: Member) -> None:
    article = await store.articles.get(callback_data.article)
    if callback_data.do == "recall":
        await talk.toast()
        await _ask(talk, store, member, article)
    elif callback_data.do == "stay":
        await talk.shows(talk.say("recall-stays", title=article.title))
    else:
        await _recall(talk, store, member, article)


async def _ask(talk: Talk, store: Store, member: Member, article: Article) -> None:
    _refuse(talk, member, article)
    reach = await store.sendings.reach(article.key)
    yes = press(talk.plain("recall-yes"), ArticlePress(do="recalled", article=article.key))
    no = press(talk.plain("reader-no"), ArticlePress(do="stay", article=article.key))
    question = talk.say("recall-sure", title=article.title, copies=reach.copies)
    await talk.says("\n".join([question, *reached(talk, reach)]), ((yes,), (no,)))


def _refuse(talk: Talk, member: Member, article: Article) -> None:
    if not member.may(Role.EDITOR, article.rubric.key):
        raise Rejected("newsroom-not-your-rubric", name=article.rubric.name(talk.language))
    if article.state is ArticleState.RECALLED:
        raise Rejected("recall-already")


async def _recall(talk: Talk, store: Store, member: Member, article: Article) -> None:
    _refuse(talk, member, article)
    async with store.transaction() as work:
        if not await work.articles.recall(article.key):
            raise Rejected("recall-already")
        await work.audit.note(talk.here.user_id, Deed.RECALLED, article.title)
        await work.sendings.report_to(article.key, talk.here.user_id)
        copies = (await work.sendings.reach(article.key)).copies
    await talk.shows(talk.say("recall-done", title=article.title, copies=copies))
