"""/settings: the menu, the languages, and the ways to rubrics and to the places."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.audience import ChatKind, Recipient
from domain.buttons import Button, Keyboard
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.place_callbacks import PlacesPage
from handlers.core.buttons.reader_callbacks import SettingsCallback
from handlers.core.chat_context import ensure_recipient
from handlers.core.command_filters import on_command
from handlers.core.menus import update_own_menu
from handlers.core.responder import Responder
from handlers.readers.places.place_card import show_place
from handlers.readers.rubric_keyboard import show_rubrics
from handlers.readers.settings.hours import leave_typing, rows
from handlers.readers.settings.place import back
from text.i18n import LANGUAGE_NAMES, LANGUAGES

_ALL = "all"


def build() -> Router:
    router = Router(name="settings")
    on_command(router, settings, "settings", flags=MANAGES)
    router.callback_query.register(handle_button, SettingsCallback.filter(), flags=MANAGES)
    return router


async def settings(event: object, responder: Responder, state: FSMContext) -> None:
    await leave_typing(state)
    await responder.edit(*await settings_menu(responder))


async def settings_menu(responder: Responder) -> tuple[str, Keyboard]:
    """The menu of this chat, which is known from now on."""
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
    responder.set_recipient(recipient)
    return _menu(responder, recipient)


async def handle_button(
    event: object, callback_data: SettingsCallback, responder: Responder, state: FSMContext
) -> None:
    await leave_typing(state)
    place, value = callback_data.place, callback_data.value
    if place == "rubrics":
        await show_rubrics(responder)
    elif place == "close":
        await _close(responder)
    elif place not in _PLACES or (value and value not in (*LANGUAGES, _ALL)):
        await responder.notify("reader-stale")
    else:
        await _choose(responder, place, value)
        await _show(responder, place)
        if place == "language" and value:
            await update_own_menu(responder)


async def _close(responder: Responder) -> None:
    """In a channel the message is deleted, so that readers do not see it."""
    await responder.answer_callback(responder.plain("reader-saved"))
    if responder.context.managed_from and responder.context.recipient:
        await show_place(responder, responder.context.recipient.id)
        return
    if responder.context.kind is not ChatKind.CHANNEL or not await responder.delete_pressed():
        await responder.edit(responder.say("reader-settings-closed"))


async def _choose(responder: Responder, place: str, value: str) -> None:
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        if place == "language" and value in LANGUAGES:
            await work.recipients.set_language(recipient.id, value)
        elif place == "articles" and value:
            await work.recipients.set_article_languages(recipient.id, _toggled(recipient.article_languages, value))
        recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    await responder.answer_callback(responder.plain("reader-saved") if value else "")


def _toggled(languages: frozenset[str], value: str) -> frozenset[str]:
    """All or none means "all languages", stored as an empty set."""
    if value == _ALL:
        return frozenset()
    changed = languages ^ {value}
    return frozenset() if changed >= set(LANGUAGES) else changed


async def _show(responder: Responder, place: str) -> None:
    recipient = responder.context.recipient
    assert recipient is not None
    text, keyboard = _PLACES[place](responder, recipient)
    await responder.edit(text, keyboard)


def _menu(responder: Responder, recipient: Recipient) -> tuple[str, Keyboard]:
    chosen = [LANGUAGE_NAMES[code] for code in LANGUAGES if code in recipient.article_languages]
    articles = ", ".join(chosen) or responder.plain("reader-settings-all")
    keyboard = (
        _row(responder.plain("reader-settings-language", now=LANGUAGE_NAMES[recipient.language]), "language"),
        _row(responder.plain("reader-settings-articles", now=articles), "articles"),
        _row(responder.plain("reader-settings-rubrics"), "rubrics"),
        *rows(responder, recipient),
        *_places(responder),
        _row(responder.plain("reader-close"), "close"),
    )
    return responder.say("reader-settings"), keyboard


def _places(responder: Responder) -> Keyboard:
    """The way to the reader's channels and groups, where one can be added."""
    return ((button(responder.plain("place-mine"), PlacesPage(page=0)),),) if responder.context.private else ()


def _language(responder: Responder, recipient: Recipient) -> tuple[str, Keyboard]:
    options = [_option(code, code == recipient.language, "language") for code in LANGUAGES]
    return responder.say("reader-settings-choose-language"), (*options, back(responder))


def _articles(responder: Responder, recipient: Recipient) -> tuple[str, Keyboard]:
    chosen = recipient.article_languages
    options = [_option(code, code in chosen, "articles") for code in LANGUAGES]
    label = f"{'▫️' if chosen else '✅'} {responder.plain('reader-settings-every')}"
    return responder.say("reader-settings-choose-articles"), (*options, _row(label, "articles", _ALL), back(responder))


_PLACES = {"menu": _menu, "language": _language, "articles": _articles}


def _row(label: str, place: str, value: str = "") -> tuple[Button, ...]:
    return (button(label, SettingsCallback(place=place, value=value)),)


def _option(code: str, chosen: bool, place: str) -> tuple[Button, ...]:
    return _row(f"{'✅' if chosen else '▫️'} {LANGUAGE_NAMES[code]}", place, code)
