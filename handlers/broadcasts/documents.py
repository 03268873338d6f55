"""A document from an editor: its contents are shown first, then it is archived or pushed to followers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.types import Document, Message

from domain.buttons import Keyboard
from domain.document import DocumentAction, DocumentContents, ImportDocument
from domain.errors import Rejected
from domain.team import AuditAction, AuditCode, Member, Role
from handlers.broadcasts.document_text import contents_text, twins_text
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import DocumentCallback
from handlers.core.responder import Responder
from storage.repositories.reports import AT_ONCE, Bundle
from text.words.hostile import tame_line

# Bytes: the largest file that Telegram lets a bot download.
LARGEST = 20 * 1024 * 1024
# Characters of a file name that are kept.
_NAME = 150


def build() -> Router:
    router = Router(name="documents")
    staff = Staff(Role.EDITOR, forwards=True)
    router.message.register(received, F.document, StateFilter(None), staff)
    router.callback_query.register(on_document_button, DocumentCallback.filter(), Staff(Role.EDITOR))
    return router


async def received(event: Message, responder: Responder, import_document: ImportDocument, member: Member) -> None:
    assert event.document is not None
    by = replace(member, language=responder.language)
    name, data = await _download(responder.bot, event.document)
    contents = await import_document(name, data, DocumentAction.LOOK, by)
    await responder.send(contents_text(responder, contents), _choices(responder, contents), reply_to=event.message_id)


def _choices(responder: Responder, contents: DocumentContents) -> Keyboard:
    """Each label names how many messages in chats change. The archive changes copies too: readers see corrections."""
    rows = []
    if contents.added + contents.updated:
        corrects = "no" if not contents.copies else "too" if contents.added else "only"
        label = responder.plain("document-archive", corrects=corrects, copies=contents.copies)
        rows.append((button(label, DocumentCallback(do=DocumentAction.ARCHIVE)),))
    if contents.pushed:
        corrects = "too" if contents.copies else "no"
        label = responder.plain("document-push", corrects=corrects, count=contents.pushed, copies=contents.copies)
        rows.append((button(label, DocumentCallback(do=DocumentAction.PUSH)),))
    if contents.twins:
        label = responder.plain("document-repeat", count=contents.pushed + len(contents.twins))
        rows.append((button(label, DocumentCallback(do=DocumentAction.REPEAT)),))
    if rows:
        rows.append((button(responder.plain("document-leave"), DocumentCallback(do=DocumentAction.LOOK)),))
    return tuple(rows)


async def _download(bot: Bot, document: Document) -> tuple[str, bytes]:
    """The name without folders, and the bytes. Raises Rejected when Telegram refuses the download."""
    too_big = Rejected("document-too-big", limit=LARGEST // 1024 // 1024)
    if (document.file_size or 0) > LARGEST:
        raise too_big
    data = BytesIO()
    try:
        await bot.download(document, data)
    except TelegramBadRequest as error:
        raise too_big from error
    name = tame_line(document.file_name or "document").replace("\\", "/").rsplit("/", 1)[-1]
    return name[-_NAME:] or "document", data.getvalue()


async def on_document_button(
    event: object,
    callback_data: DocumentCallback,
    responder: Responder,
    import_document: ImportDocument,
    member: Member,
) -> None:
    """Our message replies to the document, so the buttons work after any restart."""
    if callback_data.do == DocumentAction.LOOK:
        await responder.edit(responder.say("document-left"))
        return
    replied = responder.callback_message.reply_to_message if responder.callback_message else None
    if callback_data.do not in set(DocumentAction) or replied is None or replied.document is None:
        raise Rejected("document-gone")
    name, data = await _download(responder.bot, replied.document)
    by = replace(member, language=responder.language)
    # Look first: when the member may not take one of the articles, none is taken.
    await import_document(name, data, DocumentAction.LOOK, by)
    newest = await responder.store.bundles.newest_broadcast()
    contents = await import_document(name, data, DocumentAction(callback_data.do), by)
    await _record(responder, name, contents, newest)
    await responder.edit(_done_text(responder, name, contents))


async def _record(responder: Responder, name: str, contents: DocumentContents, newest: int) -> None:
    """Writes the audit, and bundles the broadcasts of the document into one report.

    `newest`: the newest broadcast before the import. All articles are bundled, also unchanged ones: after a crash in
    between their push or correction is already under way.
    """
    bundle = await _bundle(responder, name, contents.ids, newest) if contents.ids else None
    counts = {"added": contents.added, "updated": contents.updated, "pushed": contents.pushed}
    async with responder.store.transaction() as work:
        imported = ", ".join(f"{word} {count}" for word, count in counts.items() if count)
        await work.audit.note(responder.user_id, AuditAction.IMPORTED, name, "", AuditCode(imported))
        if bundle is not None:
            await work.bundles.whole(bundle)


def _done_text(responder: Responder, name: str, contents: DocumentContents) -> str:
    added, updated, pushed = contents.added, contents.updated, contents.pushed
    lines = [responder.say("document-taken", name=name, added=added, updated=updated, pushed=pushed)]
    if contents.copies:
        lines.append(responder.say("document-taken-copies", copies=contents.copies))
    if contents.twins:
        lines.append(twins_text(responder, contents))
    return "\n".join(lines)


async def _bundle(responder: Responder, name: str, ids: Sequence[str], newest: int) -> Bundle:
    """The bundle of the document's broadcasts, filled in short transactions, however many articles there are."""
    bundle = None
    for start in range(0, len(ids), AT_ONCE):
        async with responder.store.transaction() as work:
            work.is_effect = False
            bundle = bundle or await work.bundles.begin(responder.user_id, name)
            await work.bundles.grow(bundle, ids[start : start + AT_ONCE], newest)
    assert bundle is not None
    return bundle
