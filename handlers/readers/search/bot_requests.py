"""Answers to what people ask the bot itself ("как отписаться", "сен кімсің"): a few words and a button that does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import NamedTuple

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.article import Rubric
from domain.audience import RecipientState
from domain.buttons import Button, Keyboard
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import (
    HoursCallback,
    LatestPage,
    LeaveCallback,
    PauseCallback,
    RubricCallback,
    RubricPage,
    SearchAgain,
    SettingsCallback,
    WakeCallback,
    WriteToDesk,
)
from handlers.core.responder import Responder
from handlers.readers.activation import activate_chat
from handlers.readers.away.pause import choices, how_long, until
from handlers.readers.feedback import begin_letter
from handlers.readers.settings.digest_hours import DIGEST
from handlers.readers.settings.menu import settings_menu
from handlers.readers.settings.quiet import QUIET
from handlers.readers.settings.sound import SOUND
from storage.repositories.recipients import EVERY_RUBRIC
from storage.search.ask import Reply
from text.i18n import LANGUAGE_NAMES, LANGUAGES
from text.search.requests.bot_request import BotRequest
from text.telegram.fit import cut_line

_NAME = 32


class Hint(NamedTuple):
    """An answer: Telegram HTML and its buttons."""

    text: str
    keyboard: Keyboard


class Asked(NamedTuple):
    """What is asked about: a rubric, a length of time."""

    rubric: Rubric | None
    length: timedelta | None


def build() -> Router:
    router = Router(name="requests")
    router.callback_query.register(wake, WakeCallback.filter(), flags=MANAGES)
    router.callback_query.register(write_to_desk, WriteToDesk.filter())
    return router


async def wake(event: object, responder: Responder) -> None:
    await activate_chat(responder)
    await responder.edit(responder.say("hint-awake"), ((_rubrics(responder), _latest(responder)),))


async def write_to_desk(event: object, responder: Responder, state: FSMContext) -> None:
    await responder.answer_callback()
    await begin_letter(responder, state)


async def answer_request(responder: Responder, reply: Reply) -> None:
    """Answers a request of the reply. A noun that is a topic too also gets a button that searches for it."""
    assert reply.request is not None
    assert reply.request.kind is not None
    rubric = await responder.store.rubrics.get(reply.rubric) if reply.rubric else None
    text, keyboard = await _HINTS[reply.request.kind](responder, Asked(rubric, reply.request.length))
    if reply.request.may_be_search:
        text = f"{text}\n\n{responder.say('hint-may-be-search', query=reply.query)}"
        keyboard = (*keyboard, (button(responder.plain("hint-search"), SearchAgain()),))
    await responder.send(text, keyboard)


async def _stop(responder: Responder, asked: Asked) -> Hint:
    if _is_stopped(responder):
        return Hint(responder.say("reader-stopped-already"), ((_wake(responder),),))
    pause = button(responder.plain("hint-pause"), PauseCallback(hours=24))
    return Hint(responder.say("hint-stop"), ((_stop_all(responder),), (pause, _rubrics(responder))))


async def _pause(responder: Responder, asked: Asked) -> Hint:
    if _is_stopped(responder):
        return Hint(responder.say("reader-stopped-already"), ((_wake(responder),),))
    rest = (_rubrics(responder), _stop_all(responder))
    return Hint(how_long(responder, asked.length), (*choices(responder, asked.length), rest))


async def _unsubscribe(responder: Responder, asked: Asked) -> Hint:
    if asked.rubric is None:
        return Hint(responder.say("hint-unsubscribe"), ((_rubrics(responder),), (_stop_all(responder),)))
    name = asked.rubric.name(responder.language)
    off = button(responder.plain("hint-off", name=cut_line(name, _NAME)), _follows(asked.rubric.key, on=False))
    return Hint(responder.say("hint-unsubscribe-of", name=name), ((off,), (_rubrics(responder), _stop_all(responder))))


async def _subscribe(responder: Responder, asked: Asked) -> Hint:
    if _is_stopped(responder):
        return Hint(responder.say("hint-stopped-now"), ((_wake(responder),), (_rubrics(responder),)))
    if asked.rubric is None:
        every = button(responder.plain("hint-all-on"), _follows(EVERY_RUBRIC, on=True))
        return Hint(responder.say("hint-subscribe"), ((_rubrics(responder),), (every, _latest(responder))))
    name = asked.rubric.name(responder.language)
    on = button(responder.plain("hint-on", name=cut_line(name, _NAME)), _follows(asked.rubric.key, on=True))
    return Hint(responder.say("hint-subscribe-of", name=name), ((on,), (_rubrics(responder),)))


async def _fewer(responder: Responder, asked: Asked) -> Hint:
    fewer = button(responder.plain("hint-fewer-rubrics"), RubricPage(page=0))
    digest = button(responder.plain("hint-digest"), HoursCallback(place=DIGEST.name, value=""))
    return Hint(responder.say("hint-fewer"), ((fewer,), (digest,), (_latest(responder), _stop_all(responder))))


async def _night(responder: Responder, asked: Asked) -> Hint:
    quiet = button(responder.plain("hint-quiet"), HoursCallback(place=QUIET.name, value=""))
    sound = button(responder.plain("hint-sound"), HoursCallback(place=SOUND.name, value=""))
    return Hint(responder.say("hint-night"), ((quiet,), (sound,), (_rubrics(responder), _stop_all(responder))))


async def _language(responder: Responder, asked: Asked) -> Hint:
    choices = tuple(button(LANGUAGE_NAMES[code], SettingsCallback(place="language", value=code)) for code in LANGUAGES)
    articles = button(responder.plain("hint-articles-language"), SettingsCallback(place="articles", value=""))
    # The person may read no other language than the one to be chosen.
    questions = (responder.phrases.say(code, "hint-language") for code in LANGUAGES)
    return Hint(f"🌐 {' · '.join(questions)}", (choices, (articles,)))


async def _who(responder: Responder, asked: Asked) -> Hint:
    rows = ((_rubrics(responder), _latest(responder)), (_write(responder),))
    return Hint(responder.say("hint-who"), rows)


async def _help(responder: Responder, asked: Asked) -> Hint:
    rows = ((_rubrics(responder), _latest(responder)), (_settings(responder), _write(responder)))
    return Hint(responder.say("reader-help"), rows)


async def _missing(responder: Responder, asked: Asked) -> Hint:
    """Why no news may come: stopped, paused, no rubric; else the settings say it."""
    recipient = responder.context.recipient
    if _is_stopped(responder):
        return Hint(responder.say("hint-stopped-now"), ((_wake(responder),), (_rubrics(responder),)))
    if recipient and recipient.state is RecipientState.PAUSED:
        return Hint(until(responder, recipient.paused_until), ((_wake(responder),), (_rubrics(responder),)))
    if recipient is None or not await responder.store.recipients.subscriptions(recipient.id):
        return await _subscribe(responder, asked)
    rows = ((_rubrics(responder), _settings(responder)), (_latest(responder), _write(responder)))
    return Hint(responder.say("hint-missing"), rows)


async def _contact(responder: Responder, asked: Asked) -> Hint:
    return Hint(responder.say("hint-contact"), ((_write(responder),),))


async def _settings_hint(responder: Responder, asked: Asked) -> Hint:
    return Hint(*await settings_menu(responder))


async def _privacy(responder: Responder, asked: Asked) -> Hint:
    return Hint(responder.say("reader-privacy"), ((_settings(responder), _write(responder)),))


async def _forget(responder: Responder, asked: Asked) -> Hint:
    sure = button(responder.plain("reader-forget-yes"), LeaveCallback(what="forget", sure=1))
    stay = button(responder.plain("reader-no"), LeaveCallback(what="forget", sure=0))
    return Hint(responder.say("reader-forget-sure", where=responder.context.kind.value), ((sure,), (stay,)))


_HINTS: dict[BotRequest, Callable[[Responder, Asked], Awaitable[Hint]]] = {
    BotRequest.STOP: _stop,
    BotRequest.PAUSE: _pause,
    BotRequest.UNSUBSCRIBE: _unsubscribe,
    BotRequest.SUBSCRIBE: _subscribe,
    BotRequest.FEWER: _fewer,
    BotRequest.NIGHT: _night,
    BotRequest.LANGUAGE: _language,
    BotRequest.WHO: _who,
    BotRequest.ABILITIES: _help,
    BotRequest.HELP: _help,
    BotRequest.MISSING: _missing,
    BotRequest.CONTACT: _contact,
    BotRequest.SETTINGS: _settings_hint,
    BotRequest.PRIVACY: _privacy,
    BotRequest.FORGET: _forget,
}


def _is_stopped(responder: Responder) -> bool:
    recipient = responder.context.recipient
    return recipient is not None and recipient.state is RecipientState.STOPPED


def _follows(rubric: int, *, on: bool) -> RubricCallback:
    return RubricCallback(rubric=rubric, on=int(on), page=0)


def _rubrics(responder: Responder) -> Button:
    return button(responder.plain("hint-rubrics"), RubricPage(page=0))


def _latest(responder: Responder) -> Button:
    return button(responder.plain("hint-latest"), LatestPage(rubric=0, page=0))


def _settings(responder: Responder) -> Button:
    return button(responder.plain("hint-settings"), SettingsCallback(place="menu", value=""))


def _stop_all(responder: Responder) -> Button:
    return button(responder.plain("hint-stop-all"), LeaveCallback(what="stop", sure=1))


def _wake(responder: Responder) -> Button:
    return button(responder.plain("hint-wake"), WakeCallback())


def _write(responder: Responder) -> Button:
    return button(responder.plain("hint-write"), WriteToDesk())
