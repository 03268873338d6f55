"""More than 20 fresh articles at once wait for an owner's word: push each, one list a rubric, or the archive."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from aiogram import F, Router

from domain.article import Article, Manuscript
from domain.buttons import Keyboard
from domain.errors import Rejected
from domain.rich import Rich
from domain.team import Deed, Role
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import HeldPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from storage.prepare import PrepareContext, Prepared, prepare
from storage.store import Store, UnitOfWork
from text.i18n import Phrases
from text.telegram.fit import cut_line
from text.words.hostile import escape

_SHOWN = 10
_AT_ONCE = 50
_TITLE = 80


def build() -> Router:
    router = Router(name="held")
    router.callback_query.register(show, HeldPress.filter(F.do == "show"), Staff(Role.OWNER))
    router.callback_query.register(pressed, HeldPress.filter(F.do.in_(_ACTIONS)), Staff(Role.OWNER))
    return router


def held_keyboard(phrases: Phrases, language: str) -> Keyboard:
    """The owner's word, in one press."""
    return tuple(
        (press(phrases.plain(language, key), HeldPress(do=do)),)
        for key, do in (
            ("held-push", "push"),
            ("held-list", "list"),
            ("held-archive", "archive"),
            ("held-show", "show"),
        )
    )


async def show(event: object, responder: Responder, store: Store) -> None:
    """Which articles wait."""
    keys = await store.held.waiting(_SHOWN)
    if not keys:
        raise Rejected("held-nothing")
    articles = [await store.articles.get(key) for key in keys]
    lines = [f"• {escape(_title(one))} · {escape(one.rubric.name(responder.language))}" for one in articles]
    more = await store.held.count() - len(articles)
    if more > 0:
        lines.append(responder.say("report-more", count=more))
    await responder.answer_callback()
    await responder.send(
        "\n".join([responder.say("held-head"), "", *lines]),
        held_keyboard(responder.voice.phrases, responder.language)[:3],
    )


async def pressed(event: object, callback_data: HeldPress, responder: Responder, store: Store) -> None:
    count = await store.held.count()
    if not count:
        await responder.edit(responder.say("held-nothing"))
        return
    await responder.answer_callback()
    if callback_data.do == "list":
        await _one_list(responder, store, count)
    else:
        await _release(responder, store, callback_data.do, count)
    await responder.edit(responder.say("held-done", do=callback_data.do, count=count))


_ACTIONS = {"push", "list", "archive"}


async def _release(responder: Responder, store: Store, do: str, count: int) -> None:
    """In short transactions; after a crash in between the press comes again, and the rest goes the same way."""
    left, bundle = True, None
    while left:
        async with store.transaction() as work:
            if do == "push":
                bundle = bundle or await work.bundles.begin(responder.context.user_id, responder.plain("held-bundle"))
                keys, before = await work.held.waiting(_AT_ONCE), await work.bundles.newest_broadcast()
                await work.held.release(push=True, limit=_AT_ONCE)
                await work.bundles.grow(bundle, await _ids(work, keys), before)
            else:
                await work.held.release(push=False, limit=_AT_ONCE)
            left = await work.held.count() > 0
            work.is_effect = not left
            if not left:
                if bundle is not None:
                    await work.bundles.whole(bundle)
                deed = Deed.ARCHIVED if do == "archive" else Deed.PUSHED
                await work.audit.note(responder.context.user_id, deed, "", "", f"{do} {count}")


async def _one_list(responder: Responder, store: Store, count: int) -> None:
    """One message for all articles of a rubric in one language, since readers choose languages; what is the only one
    of its kind is pushed as it is. The articles stay archived.

    All in one commit: after a crash in between other lists would be made of the rest.
    """
    waiting = await store.held.waiting(count)
    kinds: dict[tuple[int, str], list[Article]] = {}
    for key in waiting:
        article = await store.articles.get(key)
        kinds.setdefault((article.rubric.key, article.language), []).append(article)
    alone = [articles[0].key for articles in kinds.values() if len(articles) == 1]
    several = [articles for articles in kinds.values() if len(articles) > 1]
    ready = [(await asyncio.to_thread(_prepared, responder, articles), articles) for articles in several]
    async with store.transaction() as work:
        if await work.held.waiting(count) != waiting:
            # Another owner was faster: what has been pushed must not come once more in a list.
            raise Rejected("reader-stale")
        before = await work.bundles.newest_broadcast()
        sent = [await work.articles.send_list(prepared, [one.key for one in listed]) for prepared, listed in ready]
        for key in alone:
            await work.articles.push(key)
        ids = await _ids(work, [*sent, *alone])
        await work.bundles.report_to(responder.context.user_id, responder.plain("held-bundle"), ids, before)
        await work.held.release(push=False, limit=count)
        await work.audit.note(responder.context.user_id, Deed.PUSHED, "", "", f"list {count}")


async def _ids(work: UnitOfWork, keys: list[int]) -> list[str]:
    """The source's ids of articles."""
    return [(await work.articles.get(key)).id for key in keys]


def _prepared(responder: Responder, articles: list[Article]) -> Prepared:
    """The list as the store keeps it. Readers see it made anew in their language; these words are for the desk."""
    rubric, language = articles[0].rubric, articles[0].language
    title = responder.plain("list-title", rubric=rubric.name(responder.language), count=len(articles))
    manuscript = Manuscript(
        id=f"list-{responder.now_ms}-{rubric.slug}-{language}",
        title=title,
        body=Rich("\n".join(_title(one) for one in articles)),
        rubric=rubric.slug,
        language=language,
        published=datetime.fromtimestamp(responder.now_ms / 1000, UTC),
    )
    return prepare(manuscript, PrepareContext(responder.now_ms, responder.zone, responder.language))


def _title(article: Article) -> str:
    return cut_line(article.title or article.summary.text, _TITLE)
