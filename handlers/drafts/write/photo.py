"""The photo of an article that is being written or corrected. It may come at any moment, with words or as a file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from aiogram import F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, StateFilter
from aiogram.types import Document, Message

from domain.document import StorePicture
from domain.draft import Draft
from domain.errors import BadManuscript, Rejected
from domain.photo import TELEGRAM
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import DraftCallback, PhotoCallback
from handlers.core.command_filters import WORDS
from handlers.drafts.draft_fields import first_words, is_dash, is_empty
from handlers.drafts.session import DraftChange, DraftSession, Writing
from handlers.drafts.write import post
from handlers.drafts.write.next_step import next_step
from handlers.drafts.write.typed_text import after_command, typed

# Bytes: the largest photo that Telegram takes.
LARGEST = 10 * 1024 * 1024
_IMAGE = F.photo | F.document.mime_type.startswith("image/")
# While one of these questions is open, the words below a photo are its answer.
_ANSWERS = {Writing.title.state: post.title, Writing.lead.state: post.lead, Writing.text.state: post.text}


def build() -> Router:
    router = Router(name="post-photo")
    router.message.register(post_with_photo, _IMAGE, Command("post", ignore_case=True), Staff())
    router.message.register(received, _IMAGE, StateFilter(Writing, None), Staff())
    router.callback_query.register(choose_article, PhotoCallback.filter(F.do.in_({"new", "old"})), Staff())
    router.message.register(no_photo, WORDS, Writing.photo, Staff())
    return router


async def post_with_photo(event: Message, session: DraftSession, store_picture: StorePicture) -> None:
    add_photo = await _photo_of(session, event, store_picture)
    if typed_article := after_command(event):
        await post.in_one_message(session, None, typed_article, add_photo)
    else:
        await next_step(session, await session.new_draft(add_photo))


async def received(event: Message, session: DraftSession, store_picture: StorePicture) -> None:
    """The first photo of an album is the article's. A later photo replaces the earlier one."""
    part = await session.dialogue.get_state()
    draft = await _draft_of(session, part)
    words, album = typed(event), event.media_group_id
    if album and album in (draft.album if draft else "", (await session.dialogue.get_data()).get("asked_about")):
        return
    if part is None and words and draft is not None and not is_empty(draft):
        await session.dialogue.update_data(asked_about=album)
        await _ask_which_article(session, event, draft)
        return
    add_photo = await _photo_of(session, event, store_picture)
    # The photo and its words are stored in one commit: a crash keeps both or neither.
    if words and (draft is None or is_empty(draft)):
        await post.in_one_message(session, draft, words, add_photo)
    elif words and part in _ANSWERS:
        await _ANSWERS[part](event, session, add_photo)
    else:
        draft = await session.change(draft, add_photo) if draft else await session.new_draft(add_photo)
        await _say_taken(session, draft, part, words_unused=bool(words))


async def _ask_which_article(session: DraftSession, event: Message, draft: Draft) -> None:
    """A photo with words, and no open question: is it a new article, or the photo of the unfinished one? Our question
    replies to the photo, so that the answer finds it."""
    choices = (("photo-new-article", "new"), ("photo-of-unfinished", "old"))
    rows = tuple((button(session.responder.plain(key), PhotoCallback(do=do, draft=draft.id)),) for key, do in choices)
    question = session.responder.say("photo-whose", title=first_words(draft)[:80])
    await session.responder.send(question, rows, reply_to=event.message_id)


async def choose_article(
    event: object, callback_data: PhotoCallback, session: DraftSession, store_picture: StorePicture
) -> None:
    """The answer. Our question replies to the photo, so the buttons work after any restart."""
    responder = session.responder
    photo = responder.callback_message.reply_to_message if responder.callback_message else None
    if photo is None or not (photo.photo or photo.document):
        raise Rejected("photo-gone")
    add_photo = await _photo_of(session, photo, store_picture)
    await responder.answer_callback()
    await responder.edit_keyboard(())
    if callback_data.do == "new":
        await post.in_one_message(session, None, typed(photo), add_photo)
        return
    draft = await session.pressed_draft(callback_data.draft)
    await next_step(session, await session.change(draft, add_photo))


async def _draft_of(session: DraftSession, part: str | None) -> Draft | None:
    """The draft of the photo: the dialogue's, or, below a preview, the unfinished one."""
    if part is not None:
        return await session.draft()
    return await session.store.drafts.unfinished(session.user_id)


async def _photo_of(session: DraftSession, event: Message, store_picture: StorePicture) -> DraftChange:
    """The change that puts this photo into a draft. Raises Rejected."""
    if event.photo:
        image = f"{TELEGRAM}{event.photo[-1].file_id}"
    else:
        assert event.document is not None
        image = await _image_of(session, event.document, store_picture)
    album = event.media_group_id or ""
    if album:
        await session.responder.send(session.responder.say("photo-of-album"))
    return lambda now: replace(now, image=image, album=album)


async def _image_of(session: DraftSession, document: Document, store_picture: StorePicture) -> str:
    """A photo that was sent as a file, as in Draft.image. Raises Rejected."""
    too_big = Rejected("photo-too-big", limit=LARGEST // 1024 // 1024)
    if (document.file_size or 0) > LARGEST:
        raise too_big
    data = BytesIO()
    try:
        await session.responder.bot.download(document, data)
        return await store_picture(data.getvalue())
    except TelegramBadRequest as error:
        raise too_big from error
    except BadManuscript as error:
        raise Rejected("photo-no-picture", why=error.values.get("why", "broken")) from error


async def _say_taken(session: DraftSession, draft: Draft, part: str | None, *, words_unused: bool) -> None:
    """An open question stays open; without one the next step follows."""
    if words_unused:
        await session.responder.send(session.responder.say("photo-words-unused"))
    if part is None or part == Writing.photo.state:
        await next_step(session, draft)
    else:
        await session.responder.send(session.responder.say("photo-taken"))


async def ask(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    """Asks for a photo; a photo that is there can be taken away."""
    await session.responder.answer_callback()
    await session.wait_for(Writing.photo, draft)
    rows = ((session.button("photo-remove", "nophoto", draft),),) if draft.image else ()
    await session.responder.send(session.responder.say("photo-ask"), rows)


async def remove(session: DraftSession, draft: Draft, data: DraftCallback) -> None:
    await session.responder.answer_callback()
    await _remove(session, draft)


async def no_photo(event: Message, session: DraftSession) -> None:
    """A dash takes the photo away. Raises Rejected for other words."""
    draft = await session.draft()
    if not is_dash(event.text or ""):
        raise Rejected("photo-wanted")
    await _remove(session, draft)


async def _remove(session: DraftSession, draft: Draft) -> None:
    await next_step(session, await session.change(draft, lambda now: replace(now, image="")))
