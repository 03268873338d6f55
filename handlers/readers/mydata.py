"""/mydata: all that is kept about a person and the private chat, as a JSON document."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from handlers.core.responder import Responder

_NAME = "zharshy-mydata.json"


def build() -> Router:
    router = Router(name="mydata")
    router.message.register(send_data, F.chat.type == "private", F.text, Command("mydata", ignore_case=True))
    return router


async def send_data(event: object, responder: Responder) -> None:
    services = responder.services
    async with services.costly_acts.one_at_a_time(responder.user_id, "mydata", services.clock.monotonic()):
        found = await responder.store.personal.of(responder.user_id)
    made = datetime.fromtimestamp(responder.now_ms / 1000, UTC).isoformat(timespec="seconds")
    text = json.dumps({"made_at": made, **found}, ensure_ascii=False, indent=2)
    document = SendDocument(
        chat_id=responder.context.chat_id,
        document=BufferedInputFile(text.encode("utf-8", "replace"), _NAME),
        caption=responder.say("mydata-caption"),
        parse_mode="HTML",
    )
    await responder.bot(document)
