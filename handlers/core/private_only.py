"""What is done in the private chat alone, asked for in a group: one line that says so, with the way there."""

from __future__ import annotations

from aiogram import F, Router
from aiogram.filters import BaseFilter, Command, CommandObject
from aiogram.types import Message

from domain.buttons import Button
from handlers.core.menus import NEWSROOM, newsroom_commands
from handlers.core.responder import Responder
from handlers.core.rights import member_of
from storage.store import Store

_GROUPS = F.chat.type.in_({"group", "supergroup"})
_ALSO = {"unban": "ban"}
"""Commands that stand in no menu, and the one whose right they need."""


class _MayElsewhere(BaseFilter):
    """Passes for somebody of the newsroom who has this command in private, and speaks in the own name."""

    async def __call__(self, event: Message, command: CommandObject, store: Store, owners: frozenset[int]) -> bool:
        if event.from_user is None or event.sender_chat or event.is_automatic_forward:
            return False
        member = await member_of(event.from_user.id, store, owners)
        word = command.command.lower()
        return _ALSO.get(word, word) in newsroom_commands(member.role if member else None)


def build() -> Router:
    """For everybody else the commands of the newsroom do not exist, and a group hears nothing of them."""
    router = Router(name="elsewhere")
    words = sorted({word for commands in NEWSROOM.values() for word in commands} | set(_ALSO))
    router.message.register(in_private, F.text, _GROUPS, Command(*words, ignore_case=True), _MayElsewhere())
    router.message.register(in_private, F.text, _GROUPS, Command("feedback", ignore_case=True))
    return router


async def in_private(event: Message, responder: Responder) -> None:
    way = Button(responder.plain("reader-open-private"), url=f"https://t.me/{responder.username}")
    await responder.send(responder.say("reader-in-private"), ((way,),), reply_to=event.message_id)
