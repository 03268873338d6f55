"""What a chat missed while it was paused or had blocked the bot: it says whether it wants none, a summary, or all."""

from __future__ import annotations

from aiogram import Bot, Router

from domain.audience import Absence, Recipient
from domain.buttons import Keyboard
from domain.rich import Rich, SpanKind
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.place_callbacks import MissedOfPlace
from handlers.core.buttons.reader_callbacks import MissedCallback, MissedPage
from handlers.core.chat_context import ensure_recipient
from handlers.core.notify import notifier_for
from handlers.core.responder import Responder
from handlers.core.services import Services
from handlers.readers.article_list import PER_PAGE, Listing, show_listing
from storage.store import UnitOfWork
from text.i18n import Phrases
from text.telegram.card import brief_card

_SKIP, _LIST, _ALL = "skip", "list", "all"


def build() -> Router:
    router = Router(name="missed")
    router.callback_query.register(handle_answer, MissedCallback.filter(), flags=MANAGES)
    router.callback_query.register(ask_of_place, MissedOfPlace.filter(), flags=MANAGES)
    router.callback_query.register(show_page, MissedPage.filter(), flags=MANAGES)
    return router


async def ask_about_missed(work: UnitOfWork, recipient: Recipient) -> int:
    """How many articles to ask about; 0: none, or the chat has answered. An open question is asked again."""
    if recipient.absence is Absence.ASKED:
        return len(await work.absences.missed(recipient.id))
    return await work.absences.ask(recipient.id)


async def ask_who_came_back(bot: Bot, services: Services, chat_id: int) -> None:
    """After a person unblocked the bot. The /start that often follows does not ask again."""
    async with services.store.transaction() as work:
        work.is_effect = False
        recipient = await work.recipients.find(chat_id)
        missed = await work.absences.ask(recipient.id) if recipient else 0
    if recipient and missed:
        await ask(bot, services, recipient, missed)


async def ask(bot: Bot, services: Services, recipient: Recipient, missed: int) -> None:
    """Where no update is to be answered. If it does not arrive, /resume asks again."""
    words = question(services.phrases, recipient.language, missed)
    await notifier_for(bot, services).send(recipient.chat_id, lambda _: words, topic=recipient.topic)


async def ask_of_place(event: object, responder: Responder) -> None:
    """An administrator asks in private what a group or channel missed."""
    recipient = responder.context.recipient
    async with responder.store.transaction() as work:
        work.is_effect = False
        missed = await ask_about_missed(work, recipient) if recipient else 0
    if missed:
        await responder.edit(*question(responder.phrases, responder.language, missed))
    else:
        await responder.notify("reader-missed-none")


def question(phrases: Phrases, language: str, missed: int) -> tuple[str, Keyboard]:
    answers = ((_LIST, "reader-missed-list"), (_ALL, "reader-missed-all"), (_SKIP, "reader-missed-skip"))
    rows = [(button(phrases.plain(language, key, count=missed), MissedCallback(what=what)),) for what, key in answers]
    return phrases.say(language, "reader-missed", count=missed), tuple(rows)


async def handle_answer(event: object, callback_data: MissedCallback, responder: Responder) -> None:
    """The first answer counts; a summary may still be followed by its pages."""
    what = callback_data.what
    if what not in (_SKIP, _LIST, _ALL):
        await responder.notify("reader-stale")
        return
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        waits = recipient.absence is Absence.ASKED
        count = await work.absences.send_missed(recipient.id) if waits and what == _ALL else 0
        await work.absences.answered(recipient.id)
        recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    if not waits:
        await responder.notify("reader-stale")
    elif what == _LIST:
        await _show(responder, recipient, 0)
    elif what == _ALL:
        await responder.edit(responder.say("reader-missed-come", count=count))
    else:
        await responder.edit(responder.say("reader-missed-skipped"))


async def show_page(event: object, callback_data: MissedPage, responder: Responder) -> None:
    if responder.context.recipient is None:
        await responder.notify("reader-stale")
    else:
        await _show(responder, responder.context.recipient, callback_data.page)


async def _show(responder: Responder, recipient: Recipient, page: int) -> None:
    """A page of the summary: titles with a sentence, the newest first. A page after the last shows the last."""
    keys = await responder.store.absences.missed(recipient.id)
    if not keys:
        await responder.edit(responder.say("reader-missed-none"))
        return
    pages = -(-len(keys) // PER_PAGE)
    page = min(page, pages - 1)
    first = page * PER_PAGE
    articles = [await responder.store.articles.get(key) for key in keys[first : first + PER_PAGE]]
    head = Rich(responder.plain("reader-missed-head", count=len(keys))).marked(SpanKind.BOLD)
    cards = [(article, brief_card(article, responder.look)) for article in articles]
    await show_listing(responder, Listing(head, cards, first + 1, pager(page, pages, lambda to: MissedPage(page=to))))
