"""/start: first the language, then the rubrics; links that open an article, follow a rubric or search on the way."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import CommandObject

from domain.audience import Recipient, RecipientState
from domain.buttons import Keyboard
from handlers.core.chat_context import met
from handlers.core.command_filters import on_command
from handlers.core.keyboards import press
from handlers.core.menus import keep_own_menu
from handlers.core.reader_callbacks import WelcomePress
from handlers.core.responder import Talk
from handlers.core.rights import MANAGES
from handlers.readers.deep_links import DeepLink, LinkKind, read_link
from handlers.readers.read import open_article
from handlers.readers.rubric_frequency import Pace
from handlers.readers.rubric_keyboard import show_board
from handlers.readers.rubrics import no_such_rubric, turn_rubric
from handlers.readers.search import search_for
from storage.store import Store
from text.i18n import LANGUAGES

LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""Each in its own language, since whoever looks for it may read no other."""


def build() -> Router:
    router = Router(name="start")
    on_command(router, start, "start", flags=MANAGES)
    router.callback_query.register(language_chosen, WelcomePress.filter(), flags=MANAGES)
    return router


async def start(event: object, command: CommandObject, talk: Talk, store: Store, pace: Pace) -> None:
    before = talk.here.recipient
    recipient = await come_in(talk, store)
    link = read_link(command.args)
    if link is not None:
        await _follow_link(link, talk, store)
    if not recipient.welcomed:
        await talk.says(talk.say("reader-hello", where=talk.here.kind.value), _languages(talk))
    elif link is None or link.kind is LinkKind.RUBRIC:
        back = before is not None and before.state is RecipientState.STOPPED
        greeting = talk.say("reader-back-again" if back else "reader-hello-again")
        await show_board(talk, store, pace, greeting=greeting)
    # Whoever is of the newsroom may have had no chat when the menus were set.
    if talk.language != talk.here.app_language or talk.role:
        await keep_own_menu(talk)


async def come_in(talk: Talk, store: Store) -> Recipient:
    """The chat is written to from now on, with the settings it had if it was here before."""
    async with store.transaction() as work:
        # A link may follow a rubric after it.
        work.is_effect = False
        recipient = await met(work, talk.here)
        if recipient.state is not RecipientState.ACTIVE:
            await work.recipients.set_state(recipient.id, RecipientState.ACTIVE)
            recipient = await work.recipients.get(recipient.id)
    talk.now_is(recipient)
    return recipient


async def _follow_link(link: DeepLink, talk: Talk, store: Store) -> None:
    if link.kind is LinkKind.QUERY:
        await search_for(link.value, talk, store)
    elif link.kind is LinkKind.KEY:
        await open_article(int(link.value), talk, store)
    elif link.kind is LinkKind.ARTICLE:
        article = await store.articles.with_id(link.value)
        await open_article(article.key if article else 0, talk, store)
    elif (rubric := await store.rubrics.named(link.value)) is None:
        await no_such_rubric(talk, store, link.value)
    else:
        await turn_rubric(talk, store, rubric.key, on=True)
        await talk.says(talk.say("reader-followed", name=rubric.name(talk.language)))


def _languages(talk: Talk) -> Keyboard:
    """The guessed language first."""
    ordered = sorted(LANGUAGES, key=lambda code: code != talk.language)
    return tuple((press(LANGUAGE_NAMES[code], WelcomePress(language=code)),) for code in ordered)


async def language_chosen(event: object, callback_data: WelcomePress, talk: Talk, store: Store, pace: Pace) -> None:
    """The first choice: the greeting turns into the keyboard of rubrics."""
    if callback_data.language not in LANGUAGES:
        await talk.tells("reader-stale")
        return
    async with store.transaction() as work:
        recipient = await met(work, talk.here)
        await work.recipients.set_language(recipient.id, callback_data.language)
        recipient = await work.recipients.get(recipient.id)
    talk.now_is(recipient)
    await show_board(talk, store, pace)
    await keep_own_menu(talk)
