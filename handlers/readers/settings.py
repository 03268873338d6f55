"""/settings: one message changed in place: language of the menu, languages of articles, the way to the rubrics."""

from __future__ import annotations

from aiogram import Router

from domain.audience import ChatKind, Recipient
from domain.buttons import Button, Keyboard
from handlers.core.chat_context import met
from handlers.core.command_filters import on_command
from handlers.core.keyboards import press
from handlers.core.menus import keep_own_menu
from handlers.core.reader_callbacks import SettingsPress
from handlers.core.responder import Talk
from handlers.core.rights import MANAGES
from handlers.readers.rubric_frequency import Pace
from handlers.readers.rubric_keyboard import show_board
from handlers.readers.start import LANGUAGE_NAMES
from storage.store import Store
from text.i18n import LANGUAGES

_ALL = "all"


def build() -> Router:
    router = Router(name="settings")
    on_command(router, settings, "settings", flags=MANAGES)
    router.callback_query.register(pressed, SettingsPress.filter(), flags=MANAGES)
    return router


async def settings(event: object, talk: Talk, store: Store) -> None:
    async with store.transaction() as work:
        talk.now_is(await met(work, talk.here))
    await _show(talk, "menu")


async def pressed(event: object, callback_data: SettingsPress, talk: Talk, store: Store, pace: Pace) -> None:
    place, value = callback_data.place, callback_data.value
    if place == "rubrics":
        await show_board(talk, store, pace)
    elif place == "close":
        await _close(talk)
    elif place not in _PLACES or (value and value not in (*LANGUAGES, _ALL)):
        await talk.tells("reader-stale")
    else:
        await _choose(talk, store, place, value)
        await _show(talk, place)
        if place == "language" and value:
            await keep_own_menu(talk)


async def _close(talk: Talk) -> None:
    """In a channel the question leaves no trace for its readers."""
    await talk.toast(talk.plain("reader-saved"))
    if talk.here.kind is not ChatKind.CHANNEL or not await talk.removes_pressed():
        await talk.shows(talk.say("reader-settings-closed"))


async def _choose(talk: Talk, store: Store, place: str, value: str) -> None:
    """Writes what was chosen, if anything was."""
    async with store.transaction() as work:
        recipient = await met(work, talk.here)
        if place == "language" and value in LANGUAGES:
            await work.recipients.set_language(recipient.id, value)
        elif place == "articles" and value:
            await work.recipients.set_article_languages(recipient.id, _toggled(recipient.article_languages, value))
        recipient = await work.recipients.get(recipient.id)
    talk.now_is(recipient)
    await talk.toast(talk.plain("reader-saved") if value else "")


def _toggled(languages: frozenset[str], value: str) -> frozenset[str]:
    """All of them, or none, is "all languages", which is kept as an empty set."""
    if value == _ALL:
        return frozenset()
    changed = languages ^ {value}
    return frozenset() if changed >= set(LANGUAGES) else changed


async def _show(talk: Talk, place: str) -> None:
    recipient = talk.here.recipient
    assert recipient is not None
    text, keyboard = _PLACES[place](talk, recipient)
    await talk.shows(text, keyboard)


def _menu(talk: Talk, recipient: Recipient) -> tuple[str, Keyboard]:
    chosen = [LANGUAGE_NAMES[code] for code in LANGUAGES if code in recipient.article_languages]
    articles = ", ".join(chosen) or talk.plain("reader-settings-all")
    rows = (
        _row(talk.plain("reader-settings-language", now=LANGUAGE_NAMES[recipient.language]), "language"),
        _row(talk.plain("reader-settings-articles", now=articles), "articles"),
        _row(talk.plain("reader-settings-rubrics"), "rubrics"),
        _row(talk.plain("reader-close"), "close"),
    )
    return talk.say("reader-settings"), rows


def _language(talk: Talk, recipient: Recipient) -> tuple[str, Keyboard]:
    rows = [_option(code, code == recipient.language, "language") for code in LANGUAGES]
    return talk.say("reader-settings-choose-language"), (*rows, _back(talk))


def _articles(talk: Talk, recipient: Recipient) -> tuple[str, Keyboard]:
    chosen = recipient.article_languages
    rows = [_option(code, code in chosen, "articles") for code in LANGUAGES]
    label = f"{'▫️' if chosen else '✅'} {talk.plain('reader-settings-every')}"
    return talk.say("reader-settings-choose-articles"), (*rows, _row(label, "articles", _ALL), _back(talk))


_PLACES = {"menu": _menu, "language": _language, "articles": _articles}


def _row(label: str, place: str, value: str = "") -> tuple[Button, ...]:
    return (press(label, SettingsPress(place=place, value=value)),)


def _option(code: str, chosen: bool, place: str) -> tuple[Button, ...]:
    return _row(f"{'✅' if chosen else '▫️'} {LANGUAGE_NAMES[code]}", place, code)


def _back(talk: Talk) -> tuple[Button, ...]:
    return _row(talk.plain("reader-back"), "menu")
