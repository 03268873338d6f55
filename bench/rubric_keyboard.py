"""How long a rubric keyboard takes of our own time among a million chats: `python -m bench.rubric_keyboard`.

Readers send /rubrics and press a rubric, one after another, to the real dispatcher on a real store; the Bot API is a
session in this process that answers at once. Each figure is the time from the update to the end of its handler.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import GetMe, TelegramMethod
from aiogram.types import Chat, Message, Update, User

from bench.answers import p
from bench.delivery import ZONE, accept
from bench.million import populate
from domain.clock import SystemClock
from handlers.core.services import Services
from handlers.dispatcher import build_dispatcher
from storage.store import Store
from text.i18n import Phrases

RUBRICS = ("Саясат", "Спорт", "Мәдениет", "Экономика", "Қоғам", "Әлем", "Білім", "Денсаулық")


class AtOnce(BaseSession):
    """Answers every call at once; keeps the last keyboard that was sent."""

    keyboard: Any = None

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        if isinstance(method, GetMe):
            return User(id=1, is_bot=True, first_name="Жаршы", username="zharshy_bot")
        self.keyboard = getattr(method, "reply_markup", None) or self.keyboard
        if "message" not in type(method).__name__.lower():
            return True
        chat = Chat(id=int(getattr(method, "chat_id", 1)), type="private")
        return Message(message_id=7, date=0, chat=chat, text="…", reply_markup=self.keyboard)

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""

    async def close(self) -> None:
        """There is nothing to close."""


def update(number: int, person: int, what: dict[str, Any]) -> Update:
    user = {"id": person, "is_bot": False, "first_name": "Әлия", "language_code": "kk"}
    chat = {"id": person, "type": "private", "first_name": "Әлия"}
    message = {"message_id": number, "date": int(time.time()), "chat": chat}
    if "data" in what:
        sent = {**message, "from": {"id": 1, "is_bot": True, "first_name": "Жаршы"}, "text": "…"}
        query = {"id": str(number), "from": user, "message": sent, "chat_instance": "1", "data": what["data"]}
        return Update.model_validate({"update_id": number, "callback_query": query})
    return Update.model_validate({"update_id": number, "message": {**message, "from": user, **what}})


async def main(people: int, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "zharshy.db"
        store = await Store.open(f"sqlite:///{file}", SystemClock())
        for number, rubric in enumerate(RUBRICS):
            await accept(store, number, rubric)
        await asyncio.to_thread(populate, file, people)
        bot = Bot("1:bench", session=AtOnce())
        dispatcher = build_dispatcher(Services(store, Phrases.load(), SystemClock(), frozenset(), ZONE, "kk"))
        shown, pressed, cpu = list[float](), list[float](), list[float]()
        entities = [{"type": "bot_command", "offset": 0, "length": 8}]
        for number in range(count + 20):
            # Readers all over the table, known and new.
            person = 500_000_001 + (number * 7919) % (people + people // 10)
            begun, spent = time.perf_counter(), time.process_time()
            await dispatcher.feed_update(
                bot, update(2 * number + 1, person, {"text": "/rubrics", "entities": entities})
            )
            middle = time.perf_counter()
            await dispatcher.feed_update(bot, update(2 * number + 2, person, {"data": "rubmode:3:digest:0"}))
            if number >= 20:
                shown.append(middle - begun)
                pressed.append(time.perf_counter() - middle)
                cpu.append((time.process_time() - spent) / 2)
        await store.close()
    print(f"{people:,} chats, {count} readers, our own time")
    print(f"/rubrics: p50 {p(0.5, shown):.1f} ms, p99 {p(0.99, shown):.1f} ms")
    print(f"a press: p50 {p(0.5, pressed):.1f} ms, p99 {p(0.99, pressed):.1f} ms")
    print(f"CPU of one of the two: p50 {p(0.5, cpu):.1f} ms, p99 {p(0.99, cpu):.1f} ms")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--count", type=int, default=500)
    options = parser.parse_args()
    asyncio.run(main(options.people, options.count))
