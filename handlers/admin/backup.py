"""/backup: sends an owner a checked copy of the store as a document, or says where a large one is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.methods import SendDocument
from aiogram.types import FSInputFile

from domain.team import AuditAction, AuditCode, Role
from handlers.core.access.rights import Staff
from handlers.core.responder import Responder

# Bytes; a bot may send 50 MB.
SMALL = 45 * 1024 * 1024


def build() -> Router:
    router = Router(name="backup")
    router.message.register(backup, F.text, Command("backup", ignore_case=True), Staff(Role.OWNER))
    return router


async def backup(event: object, responder: Responder, make_copy: Callable[[], Awaitable[Path]]) -> None:
    await responder.send(responder.say("backup-begins"))
    copy = await make_copy()
    size = copy.stat().st_size
    async with responder.store.transaction() as work:
        await work.audit.note(responder.user_id, AuditAction.BACKED_UP, copy.name, "", AuditCode(f"{size} bytes"))
    megabytes = round(size / 1024 / 1024, 1)
    if size > SMALL:
        await responder.send(responder.say("backup-too-large", path=str(copy), size=megabytes))
        return
    document = SendDocument(
        chat_id=responder.context.chat_id,
        document=FSInputFile(copy),
        caption=responder.say("backup-done", size=megabytes),
        parse_mode="HTML",
        protect_content=True,
    )
    # If Telegram refuses it, the error is shown and the copy stays.
    await responder.bot(document)
    copy.unlink()
