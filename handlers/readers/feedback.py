"""/feedback: a reader writes to the newsroom, also about an article, as a reply to it; a banned one is told so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, F, Router
from aiogram.filters import Command, CommandObject, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message, TelegramObject

from domain.newsroom import BanState
from handlers.core.article_buttons import article_in_reply
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import enter, leave_with
from handlers.core.responder import Responder
from storage.store import Store
from text.words.hostile import tame

LONGEST = 3_000
"""Characters of a letter; what is longer is said to be cut."""
A_DAY = 10
"""Letters of one reader in 24 hours."""
_DAY_MS = 86_400_000
_PATIENCE_MS = 30 * 60_000
"""After so long, what a reader types is a search again."""


class Writing(StatesGroup):
    """The next message is a letter. The dialogue's data holds `article`, its key or 0, and `at`."""

    letter = State()


def build() -> Router:
    router = Router(name="feedback")
    private = F.chat.type == "private"
    router.message.register(feedback, private, F.text, Command("feedback", ignore_case=True))
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, private, F.text, StateFilter(Writing.letter), leave)
    router.message.register(letter, private, WORDS, StateFilter(Writing.letter), _is_fresh)
    return router


class LeftQuestion(BaseMiddleware):
    """Whoever gives a command or presses a button has left the question of /feedback, and what they type is no letter:
    searches are kept nowhere, and nobody reads them."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if data.get("raw_state") == Writing.letter.state and not _is_words(event):
            state: FSMContext = data["state"]
            await state.clear()
        return await handler(event, data)


def _is_words(event: TelegramObject) -> bool:
    return isinstance(event, Message) and not (event.text or "").startswith("/")


async def _is_fresh(event: Message, state: FSMContext) -> bool:
    """Whoever was asked half an hour ago, and types now, looks for something: the question is forgotten."""
    asked = (await state.get_data()).get("at")
    if isinstance(asked, int) and event.date.timestamp() * 1000 - asked < _PATIENCE_MS:
        return True
    await state.clear()
    return False


async def feedback(
    event: Message, command: CommandObject, responder: Responder, store: Store, state: FSMContext
) -> None:
    if await store.letters.ban_of(responder.context.user_id) is BanState.BANNED:
        await responder.send(responder.say("feedback-banned"))
        return
    article = await article_in_reply(event, responder, store) or 0
    if command.args:
        await _keep(responder, store, command.args, article, None)
        return
    await enter(state, Writing.letter, article=article, at=int(event.date.timestamp() * 1000))
    await responder.send(responder.say("feedback-ask-about" if article else "feedback-ask"))


async def cancel(event: object, responder: Responder, state: FSMContext) -> None:
    await state.clear()
    await responder.send(responder.say("feedback-left"))


async def letter(event: Message, responder: Responder, store: Store, state: FSMContext) -> None:
    article = (await state.get_data()).get("article")
    await _keep(responder, store, event.text or "", article if isinstance(article, int) else 0, state)
    await state.clear()


async def _keep(responder: Responder, store: Store, text: str, article: int, asked: FSMContext | None) -> None:
    """`asked`: the dialogue that the letter answers; it ends in the same commit."""
    if await store.letters.ban_of(responder.context.user_id) is BanState.BANNED:
        await responder.send(responder.say("feedback-banned"))
        return
    if await store.letters.count_recent(responder.context.chat_id, responder.now_ms - _DAY_MS) >= A_DAY:
        await responder.send(responder.say("feedback-too-many", limit=A_DAY))
        return
    async with store.transaction() as work:
        number = await work.letters.add(responder.context.chat_id, tame(text)[:LONGEST], article)
        if asked is not None:
            await leave_with(work, asked)
    await responder.send(responder.say("feedback-kept", number=str(number)))
    if len(text) > LONGEST:
        await responder.send(responder.say("feedback-cut", limit=LONGEST))
