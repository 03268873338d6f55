"""Held articles: more than 20 fresh ones at once wait until an owner pushes each, sends lists, or archives them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from aiogram import F, Router

from domain.article import Article, Manuscript, own_id
from domain.buttons import Keyboard
from domain.errors import Rejected
from domain.rich import Rich
from domain.team import AuditAction, AuditCode, Role
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import HeldCallback
from handlers.core.responder import Responder
from storage.prepare import PrepareContext, Prepared, prepare
from storage.store import UnitOfWork
from text.i18n import Phrases
from text.telegram.fit import cut_line
from text.words.hostile import escape

# Titles in the list of what waits.
_SHOWN = 10
# Articles released in one transaction.
_AT_ONCE = 50
_TITLE = 80
_ACTIONS = {"push", "it", "list", "archive"}


def build() -> Router:
    router = Router(name="held")
    router.callback_query.register(show, HeldCallback.filter(F.do == "show"), Staff(Role.OWNER))
    router.callback_query.register(decide, HeldCallback.filter(F.do.in_(_ACTIONS)), Staff(Role.OWNER))
    return router


def held_keyboard(phrases: Phrases, language: str, count: int) -> Keyboard:
    """`count`: how many articles wait now."""
    choices: tuple[tuple[str, str], ...] = (("held-push", "push"), ("held-list", "list"))
    if count == 1:
        choices = (("held-push-it", "it"),)
    choices = (*choices, ("held-archive", "archive"), ("held-show", "show"))
    return tuple((button(phrases.plain(language, key), HeldCallback(do=do)),) for key, do in choices)


async def show(event: object, responder: Responder) -> None:
    store = responder.store
    keys = await store.held.waiting(_SHOWN)
    if not keys:
        raise Rejected("held-nothing")
    articles = [await store.articles.get(key) for key in keys]
    lines = [f"• {escape(_title(one))} · {escape(one.rubric.name(responder.language))}" for one in articles]
    more = await store.held.count() - len(articles)
    if more > 0:
        lines.append(responder.say("report-more", count=more))
    await responder.answer_callback()
    text = "\n".join([responder.say("held-head"), "", *lines])
    keyboard = held_keyboard(responder.phrases, responder.language, len(articles) + max(more, 0))
    await responder.send(text, keyboard[:-1])


async def decide(event: object, callback_data: HeldCallback, responder: Responder) -> None:
    count = await responder.store.held.count()
    if not count:
        await responder.edit(responder.say("held-nothing"))
        return
    if callback_data.do == "it" and count > 1:
        # More have come since: the owner has not seen them yet.
        await show(event, responder)
        return
    await responder.answer_callback()
    if callback_data.do == "list":
        await _send_lists(responder, count)
    elif callback_data.do in ("push", "it"):
        await _push(responder, count)
    else:
        await _archive(responder, count)
    await responder.edit(
        responder.say("held-done", do="push" if callback_data.do == "it" else callback_data.do, count=count)
    )


async def _archive(responder: Responder, count: int) -> None:
    """In short transactions. After a crash in between the press comes again and archives the rest."""
    left = True
    while left:
        async with responder.store.transaction() as work:
            await work.held.release(push=False, limit=_AT_ONCE)
            left = await work.held.count() > 0
            work.is_effect = not left
            if not left:
                await work.audit.note(responder.user_id, AuditAction.ARCHIVED, "", "", AuditCode(f"archive {count}"))


async def _push(responder: Responder, count: int) -> None:
    """Pushes each article and bundles the pushes into one report; in short transactions, as `_archive`."""
    left, bundle = True, None
    while left:
        async with responder.store.transaction() as work:
            bundle = bundle or await work.bundles.begin(responder.user_id, responder.plain("held-bundle"))
            keys, newest = await work.held.waiting(_AT_ONCE), await work.bundles.newest_broadcast()
            await work.held.release(push=True, limit=_AT_ONCE)
            await work.bundles.grow(bundle, await _ids(work, keys), newest)
            left = await work.held.count() > 0
            work.is_effect = not left
            if not left:
                await work.bundles.whole(bundle)
                await work.audit.note(responder.user_id, AuditAction.PUSHED, "", "", AuditCode(f"push {count}"))


async def _send_lists(responder: Responder, count: int) -> None:
    """Sends one message for all articles of a rubric in one language, since readers choose languages.

    An article that is alone in its rubric and language is pushed as it is. The articles of a list stay archived. All is
    one commit: after a crash in between the rest would become other lists.
    """
    waiting = await responder.store.held.waiting(count)
    groups = await _by_rubric_and_language(responder, waiting)
    single = [articles[0].key for articles in groups if len(articles) == 1]
    several = [articles for articles in groups if len(articles) > 1]
    lists = [(await asyncio.to_thread(_prepared_list, responder, articles), articles) for articles in several]
    async with responder.store.transaction() as work:
        if await work.held.waiting(count) != waiting:
            # Another owner was faster. What was pushed must not come once more in a list.
            raise Rejected("reader-stale")
        newest = await work.bundles.newest_broadcast()
        sent = [await work.articles.send_list(prepared, [one.key for one in listed]) for prepared, listed in lists]
        for key in single:
            await work.articles.push(key)
        ids = await _ids(work, [*sent, *single])
        await work.bundles.report_to(responder.user_id, responder.plain("held-bundle"), ids, newest)
        await work.held.release(push=False, limit=count)
        await work.audit.note(responder.user_id, AuditAction.PUSHED, "", "", AuditCode(f"list {count}"))


async def _by_rubric_and_language(responder: Responder, keys: list[int]) -> list[list[Article]]:
    groups: dict[tuple[int, str], list[Article]] = {}
    for key in keys:
        article = await responder.store.articles.get(key)
        groups.setdefault((article.rubric.key, article.language), []).append(article)
    return list(groups.values())


async def _ids(work: UnitOfWork, keys: list[int]) -> list[str]:
    return [(await work.articles.get(key)).id for key in keys]


def _prepared_list(responder: Responder, articles: list[Article]) -> Prepared:
    """The list as the store keeps it. Editors see these words; delivery writes the list in each reader's language."""
    rubric, language = articles[0].rubric, articles[0].language
    title = responder.plain("list-title", rubric=rubric.name(responder.language), count=len(articles))
    manuscript = Manuscript(
        id=own_id("list"),
        title=title,
        body=Rich("\n".join(_title(one) for one in articles)),
        rubric=rubric.slug,
        language=language,
        published=datetime.fromtimestamp(responder.now_ms / 1000, UTC),
    )
    return prepare(manuscript, PrepareContext(responder.now_ms, responder.services.zone, responder.language))


def _title(article: Article) -> str:
    return cut_line(article.title or article.summary.text, _TITLE)
