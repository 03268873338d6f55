"""Commands of the private chat that are given in a group: one line says so, with a link there."""

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
# Commands that are in no menu, and the command whose right they need.
_ALSO = {"unban": "ban"}


class _MayElsewhere(BaseFilter):
    """Passes for members who have this command in private and speak in their own name."""

    async def __call__(self, event: Message, command: CommandObject, store: Store, owners: frozenset[int]) -> bool:
        if event.from_user is None or event.sender_chat or event.is_automatic_forward:
            return False
        member = await member_of(event.from_user.id, store, owners)
        word = command.command.lower()
        return _ALSO.get(word, word) in newsroom_commands(member.role if member else None)


def build() -> Router:
    """For everybody else the newsroom's commands do not exist, and the group gets no answer."""
    router = Router(name="elsewhere")
    words = sorted({word for commands in NEWSROOM.values() for word in commands} | set(_ALSO))
    router.message.register(in_private, F.text, _GROUPS, Command(*words, ignore_case=True), _MayElsewhere())
    router.message.register(in_private, F.text, _GROUPS, Command("feedback", ignore_case=True))
    return router


async def in_private(event: Message, responder: Responder) -> None:
    way = Button(responder.plain("reader-open-private"), url=f"https://t.me/{responder.username}")
    await responder.send(responder.say("reader-in-private"), ((way,),), reply_to=event.message_id)
