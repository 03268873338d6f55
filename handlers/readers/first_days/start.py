"""/start: language, then rubrics and languages of articles; links open an article, follow a rubric or search."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject

from domain.audience import Absence, Recipient, RecipientState
from domain.buttons import Keyboard
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import WelcomeCallback
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import on_command
from handlers.core.menus import update_own_menu
from handlers.core.responder import Responder
from handlers.readers.activation import activate_chat
from handlers.readers.deep_links import DeepLink, LinkKind, read_link, slugs_and_sources
from handlers.readers.missed import question
from handlers.readers.read import open_article
from handlers.readers.rubric_keyboard import show_rubrics
from handlers.readers.rubrics import say_no_such_rubric, set_following
from handlers.readers.search.any_text import search_for
from text.i18n import LANGUAGE_NAMES, LANGUAGES


def build() -> Router:
    router = Router(name="start")
    on_command(router, start, "start", flags=MANAGES)
    router.callback_query.register(language_chosen, WelcomeCallback.filter(), flags=MANAGES)
    return router


async def start(event: object, command: CommandObject, responder: Responder) -> None:
    before = responder.context.recipient
    link, source = await _link_and_source(command.args, responder)
    recipient = await activate_chat(responder, source)
    if link is not None:
        await _follow_link(link, responder)
    if not recipient.welcomed:
        await responder.send(responder.say("reader-hello", where=responder.context.kind.value), _languages(responder))
    elif link is None or link.kind is LinkKind.RUBRIC:
        back = before is not None and before.state is RecipientState.STOPPED
        greeting = responder.say("reader-back-again" if back else "reader-hello-again")
        await show_rubrics(responder, greeting=greeting)
    await _ask_about_missed(responder, recipient)
    # A member may have had no chat when the menus were set.
    if responder.language != responder.context.app_language or responder.role:
        await update_own_menu(responder)


async def _ask_about_missed(responder: Responder, recipient: Recipient) -> None:
    """Of a chat that was paused, or had blocked the bot."""
    if recipient.absence is Absence.AWAY:
        async with responder.store.transaction() as work:
            work.is_effect = False
            missed = await work.absences.ask(recipient.id)
        if missed:
            await responder.send(*question(responder.phrases, responder.language, missed))


async def _link_and_source(payload: str | None, responder: Responder) -> tuple[DeepLink | None, str]:
    """The meaning of a link, and the poster it stands on: `r_SLUG-poster`, where `SLUG-poster` is no rubric itself."""
    link = read_link(payload)
    if link is None or link.kind is not LinkKind.RUBRIC or await responder.store.rubrics.named(link.value):
        return link, ""
    for slug, source in slugs_and_sources(link.value):
        if await responder.store.rubrics.named(slug):
            return DeepLink(LinkKind.RUBRIC, slug), source
    return link, ""


async def _follow_link(link: DeepLink, responder: Responder) -> None:
    if link.kind is LinkKind.QUERY:
        await search_for(link.value, responder)
    elif link.kind is LinkKind.KEY:
        await open_article(int(link.value), responder)
    elif link.kind is LinkKind.ARTICLE:
        article = await responder.store.articles.with_id(link.value)
        await open_article(article.key if article else 0, responder)
    elif (rubric := await responder.store.rubrics.named(link.value)) is None:
        await say_no_such_rubric(responder, link.value)
    else:
        await set_following(responder, rubric.key, on=True)
        await responder.send(responder.say("reader-followed", name=rubric.name(responder.language)))


def _languages(responder: Responder) -> Keyboard:
    """The guessed language first."""
    ordered = sorted(LANGUAGES, key=lambda code: code != responder.language)
    return tuple((button(LANGUAGE_NAMES[code], WelcomeCallback(language=code)),) for code in ordered)


async def language_chosen(event: object, callback_data: WelcomeCallback, responder: Responder) -> None:
    """Stores the language and turns the greeting into the keyboard of rubrics.

    A newcomer gets articles in this language until the row below the rubrics says otherwise.
    """
    if callback_data.language not in LANGUAGES:
        await responder.notify("reader-stale")
        return
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        await work.recipients.set_language(recipient.id, callback_data.language)
        if not recipient.welcomed:
            await work.recipients.set_article_languages(recipient.id, frozenset({callback_data.language}))
        recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    await show_rubrics(responder)
    await update_own_menu(responder)
