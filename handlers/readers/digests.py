"""Digests: those that are due are handed to delivery, and a button in one turns its pages."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from aiogram import Router

from domain.article import Manuscript, own_id
from domain.audience import ChatKind, RecipientState
from domain.errors import NotFound
from domain.rich import Rich
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.reader_callbacks import DigestPage
from handlers.core.command_filters import on_command
from handlers.core.responder import Responder
from handlers.core.services import Services
from storage.prepare import PrepareContext, Prepared, prepare
from text.telegram.digest import A_PAGE, digest_buttons, digest_card
from text.telegram.digest_shelf import DigestShelf
from text.telegram.render import html
from text.time.dates import show_moment

# Due digests of the first transaction of a look, and of any. Between them as many as lately fitted into half of the
# 50 ms that a transaction may take: some 100 of 20 articles each, fewer on a busy machine or of more articles.
_FIRST, _MOST = 20, 500
_FITTING_SECONDS = 0.025


def build() -> Router:
    router = Router(name="digests")
    on_command(router, demand, "digest", flags=MANAGES)
    router.callback_query.register(show_page, DigestPage.filter())
    return router


async def demand(event: object, responder: Responder) -> None:
    """/digest: what waits for the next digest comes now, as the digest itself."""
    recipient = responder.context.recipient
    state = recipient.state if recipient else RecipientState.ACTIVE
    if state is not RecipientState.ACTIVE:
        paused = state is RecipientState.PAUSED
        await responder.send(responder.say("reader-rubrics-paused" if paused else "reader-rubrics-stopped"))
        return
    waits = False
    if recipient:
        async with responder.store.transaction() as work:
            waits = await work.digests.demand(recipient.id, responder.now_ms)
    if not waits:
        await responder.send(responder.say("reader-digest-empty"))


async def prepare_due(services: Services) -> None:
    """Everything that is due by now, also what was missed while the program was down. The row decides, not the look."""
    store, count = services.store, _FIRST
    now_ms = services.clock.trusted_ms()
    while await store.digests.due(now_ms, 1):
        make = partial(_stands_for, services, (await store.rubrics.all())[0].slug)
        async with store.transaction() as work:
            begun = services.clock.monotonic()
            await work.digests.prepare(now_ms, count, services.zone, make)
            took = services.clock.monotonic() - begun
        count = fitting(count, took)


def fitting(count: int, took: float) -> int:
    """How many the next transaction prepares, where so many took so long (seconds); at most twice as many."""
    return max(1, min(2 * count, int(count * _FITTING_SECONDS / max(took, 0.001)), _MOST))


def _stands_for(services: Services, rubric: str, due_at: int) -> Prepared:
    """The article by which the store and /queue name the digest of an hour. No reader sees these words."""
    moment = show_moment(due_at, services.default_language, services.zone)
    title = services.phrases.plain(services.default_language, "digest-title", moment=moment)
    published = datetime.fromtimestamp(due_at / 1000, UTC)
    language = services.default_language
    manuscript = Manuscript(
        own_id("digest"), title=title, body=Rich(title), rubric=rubric, language=language, published=published
    )
    return prepare(manuscript, PrepareContext(services.clock.now_ms(), services.zone, language))


async def show_page(event: object, callback_data: DigestPage, responder: Responder) -> None:
    """Puts another page of the chat's own part into the message. A page after the last shows the last."""
    recipient = responder.context.recipient
    if recipient is None:
        await responder.notify("reader-stale")
        return
    part = await responder.store.digests.part(callback_data.digest, recipient.id)
    shelf = DigestShelf()
    for key in part.keys:
        with suppress(NotFound):
            shelf.put(key, await responder.store.articles.get(key))
    shown = shelf.shown(key for key in part.keys if not shelf.missing((key,)))
    if not shown:
        await responder.notify("reader-stale")
        return
    kind, language = responder.context.kind, responder.language
    if kind is ChatKind.CHANNEL:
        await responder.notify("reader-stale")
        return
    page = min(callback_data.page, -(-len(shown) // A_PAGE) - 1)
    keyboard = digest_buttons(callback_data.digest, shown, kind, language, responder.username, page)
    await responder.edit(html(digest_card(shown, responder.look, page, part.left_out)), keyboard)
