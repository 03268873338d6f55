"""/ban and /unban: readers who may not write to the newsroom, after a warning. They still get the news."""

from __future__ import annotations

import re

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.errors import Rejected
from domain.newsroom import BanState
from domain.team import AuditAction, AuditCode, Role
from handlers.core.access.rights import Staff, member_of
from handlers.core.notify import Notified
from handlers.core.responder import Responder

_ID = re.compile(r"[0-9]{1,16}")


def build() -> Router:
    router = Router(name="banning")
    router.message.register(ban, F.text, Command("ban", ignore_case=True), Staff(Role.EDITOR))
    router.message.register(unban, F.text, Command("unban", ignore_case=True), Staff(Role.EDITOR))
    return router


async def ban(event: Message, command: CommandObject, responder: Responder) -> None:
    """With a number: a warning, then a ban. Without one: the list."""
    if not command.args:
        await _list(responder)
        return
    await responder.send(await warn_or_ban(responder, _user_id_of(command.args)))


async def unban(event: Message, command: CommandObject, responder: Responder) -> None:
    """Lifts a warning or a ban. Only a banned reader gets a message."""
    if not command.args:
        await _list(responder)
        return
    user_id = _user_id_of(command.args)
    async with responder.store.transaction() as work:
        before = await work.letters.ban_of(user_id)
        if not await work.letters.unban(user_id):
            raise Rejected("ban-nobody", user=str(user_id))
        await work.audit.note(responder.user_id, AuditAction.UNBANNED, AuditCode(user_id))
    await responder.send(responder.say("ban-lifted", user=str(user_id)))
    if before is BanState.BANNED:
        await responder.notifier.notify(user_id, "ban-told-lifted")


def _user_id_of(args: str) -> int:
    if not _ID.fullmatch(args.strip()):
        raise Rejected("ban-how")
    return int(args)


async def _list(responder: Responder) -> None:
    lines = [
        responder.say("ban-line", user=str(user), state=state.value)
        for user, state in await responder.store.letters.banned()
    ]
    await responder.send("\n".join([responder.say("ban-how"), *lines]))


async def warn_or_ban(responder: Responder, user_id: int, at_most: BanState = BanState.BANNED) -> str:
    """Warns the first time, bans the second time unless `at_most` is a warning, and tells the reader. Returns what was
    done, as plain text. Raises Rejected for a member of the newsroom: owners alone decide about members, in /team."""
    async with responder.store.transaction() as work:
        if await member_of(user_id, work, responder.services.owners):
            raise Rejected("ban-not-a-colleague")
        before = await work.letters.ban_of(user_id)
        if before is BanState.BANNED:
            return responder.plain("ban-already", user=str(user_id))
        if before is at_most:
            return responder.plain("ban-done", user=str(user_id), state=before.value)
        state = BanState.BANNED if before else BanState.WARNED
        await work.letters.ban(user_id, state, responder.user_id)
        deed = AuditAction.BANNED if before else AuditAction.WARNED
        await work.audit.note(responder.user_id, deed, *map(AuditCode, (user_id, before or "", state)))
    notified = await responder.notifier.notify(user_id, "ban-told", state=state.value)
    done = "ban-done" if notified is Notified.SENT else "ban-untold"
    return responder.plain(done, user=str(user_id), state=state.value)
