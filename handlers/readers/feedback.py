"""/feedback: a reader writes to the newsroom, also about an article, as a reply to it; a banned reader is told so."""

from __future__ import annotations

from typing import Any

from aiogram import BaseMiddleware, F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message, TelegramObject

from domain.newsroom import BanState
from handlers.core.article_buttons import article_in_reply
from handlers.core.command_filters import WORDS, NextHandler
from handlers.core.dialogue_state import Fresh, enter, leave_with
from handlers.core.responder import Responder
from handlers.readers.alerts.dialogue import Adding
from handlers.readers.settings.hours import Typing
from text.words.hostile import tame

# Characters of a letter. A longer one is cut, and the reader is told.
LONGEST = 3_000
# Letters of one reader in 24 hours.
A_DAY = 10
_DAY_MS = 86_400_000
# After this time typed text is a search again.
_PATIENCE_MS = 30 * 60_000


class Writing(StatesGroup):
    """The next message is a letter. The dialogue's data holds `article`, its key or 0, and `at`."""

    letter = State()


def build() -> Router:
    router = Router(name="feedback")
    private = F.chat.type == "private"
    router.message.register(ask_for_letter, private, F.text, Command("feedback", ignore_case=True))
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, private, F.text, StateFilter(Writing.letter), leave)
    router.message.register(receive_letter, private, WORDS, StateFilter(Writing.letter), Fresh(_PATIENCE_MS))
    return router


_QUESTIONS = (Writing.letter.state, Typing.value.state, Adding.words.state)


class FeedbackMiddleware(BaseMiddleware):
    """A command or a press ends a question of a reader's dialogue: the next search is not taken for an answer. Its
    data is passed on as `left`, for the handler of /cancel."""

    async def __call__(self, handler: NextHandler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if data.get("raw_state") in _QUESTIONS and not _is_words(event):
            state: FSMContext = data["state"]
            data["left"] = await state.get_data()
            await state.clear()
        return await handler(event, data)


def _is_words(event: TelegramObject) -> bool:
    return isinstance(event, Message) and not (event.text or "").startswith("/")


async def ask_for_letter(event: Message, command: CommandObject, responder: Responder, state: FSMContext) -> None:
    if await responder.store.letters.ban_of(responder.user_id) is BanState.BANNED:
        await responder.send(responder.say("feedback-banned"))
        return
    article = await article_in_reply(event, responder) or 0
    if command.args:
        await _store_letter(responder, command.args, article, None)
        return
    await enter(state, Writing.letter, article=article, at=int(event.date.timestamp() * 1000))
    await responder.send(responder.say("feedback-ask-about" if article else "feedback-ask"))


async def begin_letter(responder: Responder, state: FSMContext) -> None:
    """As /feedback without words, by a button."""
    if await responder.store.letters.ban_of(responder.user_id) is BanState.BANNED:
        await responder.send(responder.say("feedback-banned"))
        return
    await enter(state, Writing.letter, article=0, at=responder.now_ms)
    await responder.send(responder.say("feedback-ask"))


async def cancel(event: object, responder: Responder, state: FSMContext) -> None:
    await state.clear()
    await responder.send(responder.say("feedback-left"))


async def receive_letter(event: Message, responder: Responder, state: FSMContext) -> None:
    article = (await state.get_data()).get("article")
    await _store_letter(responder, event.text or "", article if isinstance(article, int) else 0, state)
    await state.clear()


async def _store_letter(responder: Responder, text: str, article: int, asked: FSMContext | None) -> None:
    """`asked`: the dialogue that the letter ends, in the same commit."""
    if await responder.store.letters.ban_of(responder.user_id) is BanState.BANNED:
        await responder.send(responder.say("feedback-banned"))
        return
    if await responder.store.letters.count_recent(responder.context.chat_id, responder.now_ms - _DAY_MS) >= A_DAY:
        await responder.send(responder.say("feedback-too-many", limit=A_DAY))
        return
    async with responder.store.transaction() as work:
        number = await work.letters.add(responder.context.chat_id, tame(text)[:LONGEST], article)
        if asked is not None:
            await leave_with(work, asked)
    await responder.send(responder.say("feedback-kept", number=str(number)))
    if len(text) > LONGEST:
        await responder.send(responder.say("feedback-cut", limit=LONGEST))
