"""The photo of an article that is being written or corrected: it may come at any moment, with words or as a file."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.document import TakePicture
from domain.draft import Draft
from domain.errors import BadManuscript, Rejected
from domain.photo import TELEGRAM
from domain.team import Member
from handlers.core.command_filters import WORDS
from handlers.core.keyboards import press
from handlers.core.newsroom_callbacks import DraftPress, PhotoPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.core.typed_text import after_command, typed
from handlers.drafts.session import Change, DraftSession, Writing, button, mine
from handlers.drafts.write import post
from handlers.drafts.write.steps import go_on
from storage.store import Store

LARGEST = 10 * 1024 * 1024
"""Bytes of a photo that Telegram takes."""
_IMAGE = F.photo | F.document.mime_type.startswith("image/")
# What the words below a photo are, where these are asked for.
_STEPS = {Writing.title.state: post.title, Writing.lead.state: post.lead, Writing.text.state: post.text}
_NOTHING = ("-", "–", "—")


def build() -> Router:
    router = Router(name="post-photo")
    router.message.register(whole, _IMAGE, Command("post", ignore_case=True), Staff())
    router.message.register(received, _IMAGE, StateFilter(Writing, None), Staff())
    router.callback_query.register(whose, PhotoPress.filter(F.do.in_({"new", "old"})), Staff())
    router.message.register(no_photo, WORDS, Writing.photo, Staff())
    return router


async def whole(
    event: Message,
    responder: Responder,
    store: Store,
    state: FSMContext,
    member: Member,
    bot: Bot,
    take_picture: TakePicture,
) -> None:
    """/post with the whole article below a photo."""
    session = DraftSession(responder, store, state, member)
    image = await _image(event, bot, take_picture)
    also = await _photo(session, event, image)
    if words := after_command(event):
        await post.in_one_message(session, None, words, also)
    else:
        await go_on(session, await session.new_draft(also))


async def received(
    event: Message,
    responder: Responder,
    store: Store,
    state: FSMContext,
    member: Member,
    bot: Bot,
    take_picture: TakePicture,
) -> None:
    """The first photo of an album is the article's; another photo takes the place of the one before."""
    session, step = DraftSession(responder, store, state, member), await state.get_state()
    draft = await _draft(session, step)
    album = event.media_group_id
    if album and album in (draft.album if draft else "", (await state.get_data()).get("asked_about")):
        return
    words = typed(event)
    if step is None and words and draft is not None and not post.is_empty(draft):
        await state.update_data(asked_about=album)
        await _ask_whose(session, event, draft)
        return
    image = await _image(event, bot, take_picture)
    also = await _photo(session, event, image)
    # The photo and its words in one commit: a crash keeps both or neither.
    if words and (draft is None or post.is_empty(draft)):
        await post.in_one_message(session, draft, words, also)
    elif words and step in _STEPS:
        await _STEPS[step](event, responder, store, state, member, also)
    else:
        draft = await session.change(draft, also) if draft else await session.new_draft(also)
        await _taken(session, draft, step, unused=bool(words))


async def _ask_whose(session: DraftSession, event: Message, draft: Draft) -> None:
    """A photo with words, and no question open: another article, or the photo of the one that is not finished? What
    was sent stays where it is, and ours replies to it."""
    choices = (("photo-new-article", "new"), ("photo-of-unfinished", "old"))
    rows = tuple((press(session.responder.plain(key), PhotoPress(do=do, draft=draft.id)),) for key, do in choices)
    title = (draft.title or draft.lead.text or draft.body.text)[:80]
    await session.responder.send(session.responder.say("photo-whose", title=title), rows, reply_to=event.message_id)


async def whose(
    event: object,
    callback_data: PhotoPress,
    responder: Responder,
    store: Store,
    state: FSMContext,
    member: Member,
    bot: Bot,
    take_picture: TakePicture,
) -> None:
    """The answer. The photo is the message that ours replies to: so the buttons work after any restart."""
    session, sent = (
        DraftSession(responder, store, state, member),
        responder.pressed.reply_to_message if responder.pressed else None,
    )
    if sent is None or not (sent.photo or sent.document):
        raise Rejected("photo-gone")
    also = await _photo(session, sent, await _image(sent, bot, take_picture))
    await responder.answer_callback()
    await responder.edit_keyboard(())
    if callback_data.do == "new":
        await post.in_one_message(session, None, typed(sent), also)
        return
    draft = mine(await store.drafts.get(callback_data.draft), responder.context.user_id)
    await go_on(session, await session.change(draft, also))


async def _draft(session: DraftSession, step: str | None) -> Draft | None:
    """What the photo belongs to: the dialogue's draft, or, below a preview, the one that is not finished."""
    if step is not None:
        return await session.draft()
    return await session.store.drafts.unfinished(session.responder.context.user_id)


async def _image(event: Message, bot: Bot, take_picture: TakePicture) -> str:
    """As in Draft.image. Raises Rejected; nothing is changed then."""
    if event.photo:
        return f"{TELEGRAM}{event.photo[-1].file_id}"
    assert event.document is not None
    too_big = Rejected("photo-too-big", limit=LARGEST // 1024 // 1024)
    if (event.document.file_size or 0) > LARGEST:
        raise too_big
    data = BytesIO()
    try:
        await bot.download(event.document, data)
        return await take_picture(data.getvalue())
    except TelegramBadRequest as error:
        raise too_big from error
    except BadManuscript as error:
        raise Rejected("photo-no-picture", why=error.values.get("why", "broken")) from error


async def _photo(session: DraftSession, event: Message, image: str) -> Change:
    """What the photo changes in a draft."""
    album = event.media_group_id or ""
    if album:
        await session.responder.send(session.responder.say("photo-of-album"))
    return lambda now: replace(now, image=image, album=album)


async def _taken(session: DraftSession, draft: Draft, step: str | None, *, unused: bool) -> None:
    """One word, and the question that was open stays open; without one, what comes next."""
    if unused:
        await session.responder.send(session.responder.say("photo-words-unused"))
    if step is None or step == Writing.photo.state:
        await go_on(session, draft)
    else:
        await session.responder.send(session.responder.say("photo-taken"))


async def ask(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """The press: a photo is asked for; the one that is there can be taken away."""
    await session.responder.answer_callback()
    await session.expects(Writing.photo, draft)
    rows = ((button(session, "photo-remove", "nophoto", draft),),) if draft.image else ()
    await session.responder.send(session.responder.say("photo-ask"), rows)


async def remove(session: DraftSession, draft: Draft, data: DraftPress) -> None:
    """The article goes out as text."""
    await session.responder.answer_callback()
    await go_on(session, await session.change(draft, lambda now: replace(now, image="")))


async def no_photo(event: Message, responder: Responder, store: Store, state: FSMContext, member: Member) -> None:
    """A dash takes the photo away; other words are none."""
    session = DraftSession(responder, store, state, member)
    draft = await session.draft()
    if (event.text or "").strip() not in _NOTHING:
        raise Rejected("photo-wanted")
    await go_on(session, await session.change(draft, lambda now: replace(now, image="")))
