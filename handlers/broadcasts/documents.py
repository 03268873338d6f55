"""A document sent by an editor: what is in it is shown first, then it goes to the archive or to its followers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import StateFilter
from aiogram.types import Document, Message

from domain.buttons import Keyboard
from domain.document import Contents, TakeDocument, Wish
from domain.errors import Rejected
from domain.team import Deed, Member, Role
from handlers.broadcasts.document_words import described
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import DocumentPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from storage.repositories.bundles import AT_ONCE, Bundle
from storage.store import Store
from text.words.hostile import tame_line

LARGEST = 20 * 1024 * 1024
"""Bytes that Telegram lets a bot download."""


def build() -> Router:
    router = Router(name="documents")
    staff = Staff(Role.EDITOR, forwards=True)
    router.message.register(received, F.document, StateFilter(None), staff)
    router.callback_query.register(pressed, DocumentPress.filter(), Staff(Role.EDITOR))
    return router


async def received(event: Message, bot: Bot, responder: Responder, take_document: TakeDocument, member: Member) -> None:
    assert event.document is not None
    by = replace(member, language=responder.language)
    contents = await take_document(*await _content(bot, event.document), Wish.LOOK, by)
    await responder.send(described(responder, contents), _choices(responder, contents), reply_to=event.message_id)


def _choices(responder: Responder, contents: Contents) -> Keyboard:
    """Each label says how many messages in chats the press changes: also the archive's, since readers see those."""
    rows = []
    if contents.added + contents.updated:
        corrects = "no" if not contents.copies else "too" if contents.added else "only"
        label = responder.plain("document-archive", corrects=corrects, copies=contents.copies)
        rows.append((press(label, DocumentPress(do=Wish.ARCHIVE)),))
    if contents.pushed:
        corrects = "too" if contents.copies else "no"
        label = responder.plain("document-push", corrects=corrects, count=contents.pushed, copies=contents.copies)
        rows.append((press(label, DocumentPress(do=Wish.PUSH)),))
    if rows:
        rows.append((press(responder.plain("document-leave"), DocumentPress(do=Wish.LOOK)),))
    return tuple(rows)


async def _content(bot: Bot, document: Document) -> tuple[str, bytes]:
    """The name without folders, and the bytes. Raises Rejected when Telegram does not hand it over."""
    if (document.file_size or 0) > LARGEST:
        raise Rejected("document-too-big", limit=LARGEST // 1024 // 1024)
    data = BytesIO()
    try:
        await bot.download(document, data)
    except TelegramBadRequest as error:
        raise Rejected("document-too-big", limit=LARGEST // 1024 // 1024) from error
    name = tame_line(document.file_name or "document").replace("\\", "/").rsplit("/", 1)[-1]
    return name[-150:] or "document", data.getvalue()


async def pressed(
    event: object,
    callback_data: DocumentPress,
    bot: Bot,
    responder: Responder,
    store: Store,
    take_document: TakeDocument,
    member: Member,
) -> None:
    """The document is the message that ours replies to: so the buttons work after any restart."""
    if callback_data.do == Wish.LOOK:
        await responder.edit(responder.say("document-left"))
        return
    replied = responder.pressed.reply_to_message if responder.pressed else None
    if callback_data.do not in set(Wish) or replied is None or replied.document is None:
        raise Rejected("document-gone")
    name, data = await _content(bot, replied.document)
    by = replace(member, language=responder.language)
    # Looked at first, so that nothing of it is taken where one article may not be.
    await take_document(name, data, Wish.LOOK, by)
    before = await store.bundles.newest_broadcast()
    contents = await take_document(name, data, Wish(callback_data.do), by)
    # All of them: after a crash some are unchanged, whose push or correction is under way.
    bundle = await _bundle(responder, store, name, contents.ids, before) if contents.ids else None
    counts = {"added": contents.added, "updated": contents.updated, "pushed": contents.pushed}
    async with store.transaction() as work:
        told = ", ".join(f"{word} {count}" for word, count in counts.items() if count)
        await work.audit.note(responder.context.user_id, Deed.IMPORTED, name, "", told)
        if bundle is not None:
            await work.bundles.whole(bundle)
    added, updated, pushed = contents.added, contents.updated, contents.pushed
    done = [responder.say("document-taken", name=name, added=added, updated=updated, pushed=pushed)]
    if contents.copies:
        done.append(responder.say("document-taken-copies", copies=contents.copies))
    await responder.edit("\n".join(done))


async def _bundle(responder: Responder, store: Store, name: str, ids: Sequence[str], before: int) -> Bundle:
    """What the document sent, to be told in one report; in short transactions, however many articles it holds."""
    bundle = None
    for start in range(0, len(ids), AT_ONCE):
        async with store.transaction() as work:
            work.is_effect = False
            bundle = bundle or await work.bundles.begin(responder.context.user_id, name)
            await work.bundles.grow(bundle, ids[start : start + AT_ONCE], before)
    assert bundle is not None
    return bundle
