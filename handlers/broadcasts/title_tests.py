"""Title tests under way: one title is chosen at its moment or by hand, and the editor is told what came of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial

from aiogram import Bot, Router

from domain.article import Article, Manuscript
from domain.buttons import Keyboard
from domain.errors import NotFound, Rejected
from domain.rich import Rich
from domain.team import AuditAction, Member, Role
from domain.title_test import Counts, TitleTest, Words
from handlers.core.access.member_notice import tell_member
from handlers.core.access.rights import Staff, check_right, member_of
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import TitleTestCallback
from handlers.core.notify import notifier_for
from handlers.core.responder import Responder
from handlers.core.services import Services
from storage.prepare import PrepareContext, Prepared, prepare
from text.telegram.fit import cut_line
from text.time.dates import show_clock

_MINUTE_MS = 60_000
_LABEL = 40


def build() -> Router:
    router = Router(name="title-tests")
    router.callback_query.register(handle_button, TitleTestCallback.filter(), Staff(Role.EDITOR))
    return router


async def run_title_tests(bot: Bot, services: Services) -> None:
    """The rows decide: a look that comes late, or after a restart, does what is due."""
    now_ms = services.clock.trusted_ms()
    for test in await services.store.title_tests.open():
        if not test.decide_at:
            if test.sent:
                await _begin_to_wait(bot, services, test, now_ms)
        elif now_ms >= test.decide_at:
            counts = await services.store.title_tests.counts(test.article)
            if await choose(services, test, counts.better, None, counts):
                await _tell(bot, services, test, counts.better, counts)


async def _begin_to_wait(bot: Bot, services: Services, test: TitleTest, now_ms: int) -> None:
    decide_at = now_ms + test.minutes * _MINUTE_MS
    async with services.store.transaction() as work:
        if not await work.title_tests.decide_at(test.article, decide_at):
            return
    counts = await services.store.title_tests.counts(test.article)
    article = await services.store.articles.get(test.article)

    def compose(language: str) -> tuple[str, Keyboard]:
        say, at = services.phrases.say, show_clock(decide_at, services.zone)
        own, other = counts.own_chats, counts.other_chats
        text = say(language, "title-test-sent", own=own, other=other, at=at, title=article.title)
        return text, _keyboard(services, language, article, test)

    await tell_member(notifier_for(bot, services), services, test.editor, compose)


def _keyboard(services: Services, language: str, article: Article, test: TitleTest) -> Keyboard:
    def labelled(title: str, words: Words) -> str:
        return services.phrases.plain(language, "title-test-choose", words=words.value, title=cut_line(title, _LABEL))

    look = button(
        services.phrases.plain(language, "title-test-look"), TitleTestCallback(do="look", article=article.key)
    )
    return (
        (look,),
        (button(labelled(article.title, Words.OWN), TitleTestCallback(do=Words.OWN.value, article=article.key)),),
        (button(labelled(test.title, Words.OTHER), TitleTestCallback(do=Words.OTHER.value, article=article.key)),),
    )


async def choose(services: Services, test: TitleTest, chosen: Words, by: Member | None, counts: Counts) -> bool:
    """One commit ends the test and makes the chosen words the article's: the push goes on with them, and the copies of
    the sample are corrected. False where another was faster. `by` None: the readers chose."""
    article = await services.store.articles.get(test.article)
    prepared = await asyncio.to_thread(_prepared, services, article, test) if chosen is Words.OTHER else None
    async with services.store.transaction() as work:
        if by is not None:
            await check_right(work, by, Role.EDITOR, article.rubric.key)
        if not await work.title_tests.choose(test.article, chosen, by.user_id if by else 0, counts):
            return False
        if by:
            await work.audit.note(by.user_id, AuditAction.TITLE_CHOSEN, test.title if prepared else article.title)
        if prepared is None:
            await work.articles.renew(test.article)
        else:
            await work.articles.correct(test.article, prepared, marked=False)
    return True


def _prepared(services: Services, article: Article, test: TitleTest) -> Prepared:
    manuscript = Manuscript(
        id=article.id,
        body=article.body,
        title=test.title,
        rubric=article.rubric.slug,
        lead=Rich(test.lead) if test.lead else article.lead,
        published=datetime.fromtimestamp(article.published_at / 1000, UTC),
        language=article.language,
        url=article.url,
        author=article.author,
        image=article.image,
        tags=article.tags,
        breaking=article.breaking,
    )
    return prepare(manuscript, PrepareContext(services.clock.now_ms(), services.zone, services.default_language))


async def _tell(bot: Bot, services: Services, test: TitleTest, chosen: Words, counts: Counts) -> None:
    article = await services.store.articles.get(test.article)
    compose = partial(_result, services, article.title, chosen, counts)
    await tell_member(notifier_for(bot, services), services, test.editor, compose)


def _result(services: Services, title: str, chosen: Words, counts: Counts, language: str) -> tuple[str, Keyboard]:
    head = services.phrases.say(language, "title-test-chosen", title=title, words=chosen.value)
    return f"{head}\n\n{counted(services, counts, language)}", ()


def counted(services: Services, counts: Counts, language: str) -> str:
    """The figures in words, and how far they can be trusted."""
    figures = services.phrases.say(
        language,
        "title-test-counts",
        own=counts.own_reads,
        own_chats=counts.own_chats,
        other=counts.other_reads,
        other_chats=counts.other_chats,
    )
    differ = "no" if counts.differ else "equal"
    sure = services.phrases.say(language, "title-test-sure", sure="yes" if counts.is_sure else differ)
    return f"{figures}\n{sure}"


async def handle_button(event: object, callback_data: TitleTestCallback, responder: Responder) -> None:
    services, key = responder.services, callback_data.article
    try:
        article = await services.store.articles.get(key)
    except NotFound:
        raise Rejected("reader-stale") from None
    member = await member_of(responder.user_id, services.store, services.owners)
    if member is None or not member.may(Role.EDITOR, article.rubric.key):
        raise Rejected("reader-stale")
    test = next((one for one in await services.store.title_tests.open() if one.article == key), None)
    if test is None:
        raise Rejected("title-test-over")
    counts = await services.store.title_tests.counts(key)
    if callback_data.do == "look":
        await responder.answer_callback()
        await responder.send(counted(services, counts, responder.language))
    elif callback_data.do in set(Words):
        chosen = Words(callback_data.do)
        if not await choose(services, test, chosen, member, counts):
            raise Rejected("title-test-over")
        now = await services.store.articles.get(key)
        await responder.edit(_result(services, now.title, chosen, counts, responder.language)[0])
    else:
        raise Rejected("reader-stale")
