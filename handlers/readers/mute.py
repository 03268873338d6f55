"""The mute button of a push: unfollows the rubric for this chat; the same button undoes it."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters.callback_data import CallbackData

from domain.article import Rubric
from domain.buttons import Button
from handlers.core.keyboards import button, keyboard_of
from handlers.core.reader_callbacks import MuteCallback, UnmuteCallback
from handlers.core.responder import Responder
from handlers.core.rights import MANAGES
from handlers.readers.rubrics import set_following


def build() -> Router:
    router = Router(name="mute")
    router.callback_query.register(mute, MuteCallback.filter(), flags=MANAGES)
    router.callback_query.register(unmute, UnmuteCallback.filter(), flags=MANAGES)
    return router


async def mute(event: object, callback_data: MuteCallback, responder: Responder) -> None:
    rubric = await responder.store.rubrics.get(callback_data.rubric)
    await set_following(responder, rubric.key, on=False)
    name = rubric.name(responder.language)
    await responder.answer_callback(responder.plain("reader-muted", name=name))
    undo = button(responder.plain("reader-unmute", name=name), UnmuteCallback(rubric=rubric.key))
    await _replace(responder, callback_data, undo)


async def unmute(event: object, callback_data: UnmuteCallback, responder: Responder) -> None:
    rubric = await responder.store.rubrics.get(callback_data.rubric)
    await set_following(responder, rubric.key, on=True)
    await responder.answer_callback(responder.plain("reader-unmuted", name=rubric.name(responder.language)))
    await _replace(responder, callback_data, _mute_button(responder, rubric))


def _mute_button(responder: Responder, rubric: Rubric) -> Button:
    """As delivery makes it (text/telegram/push_buttons.py)."""
    label = f"{responder.plain('push-mute')}: {rubric.name(responder.language)}"
    return button(label, MuteCallback(rubric=rubric.key))


async def _replace(responder: Responder, old: CallbackData, new: Button) -> None:
    message = responder.callback_message
    if message is None or message.reply_markup is None:
        return
    data, rows = old.pack(), keyboard_of(message)
    await responder.edit_keyboard(tuple(tuple(new if one.data == data else one for one in row) for row in rows))
