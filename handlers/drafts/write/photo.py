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
from handlers.core.responder import Talk
from handlers.core.rights import Staff
from handlers.core.typed_text import after_command, typed
from handlers.drafts.session import Change, Desk, Writing, button, mine
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
    event: Message, talk: Talk, store: Store, state: FSMContext, member: Member, bot: Bot, take_picture: TakePicture
) -> None:
    """/post with the whole article below a photo."""
    desk = Desk(talk, store, state, member)
    image = await _image(event, bot, take_picture)
    also = await _photo(desk, event, image)
    if words := after_command(event):
        await post.in_one_message(desk, None, words, also)
    else:
        await go_on(desk, await desk.new_draft(also))


async def received(
    event: Message, talk: Talk, store: Store, state: FSMContext, member: Member, bot: Bot, take_picture: TakePicture
) -> None:
    """The first photo of an album is the article's; another photo takes the place of the one before."""
    desk, step = Desk(talk, store, state, member), await state.get_state()
    draft = await _draft(desk, step)
    album = event.media_group_id
    if album and album in (draft.album if draft else "", (await state.get_data()).get("asked_about")):
        return
    words = typed(event)
    if step is None and words and draft is not None and not post.is_empty(draft):
        await state.update_data(asked_about=album)
        await _ask_whose(desk, event, draft)
        return
    image = await _image(event, bot, take_picture)
    also = await _photo(desk, event, image)
    # The photo and its words in one commit: a crash keeps both or neither.
    if words and (draft is None or post.is_empty(draft)):
        await post.in_one_message(desk, draft, words, also)
    elif words and step in _STEPS:
        await _STEPS[step](event, talk, store, state, member, also)
    else:
        draft = await desk.change(draft, also) if draft else await desk.new_draft(also)
        await _taken(desk, draft, step, unused=bool(words))


async def _ask_whose(desk: Desk, event: Message, draft: Draft) -> None:
    """A photo with words, and no question open: another article, or the photo of the one that is not finished? What
    was sent stays where it is, and ours replies to it."""
    choices = (("photo-new-article", "new"), ("photo-of-unfinished", "old"))
    rows = tuple((press(desk.talk.plain(key), PhotoPress(do=do, draft=draft.id)),) for key, do in choices)
    title = (draft.title or draft.lead.text or draft.body.text)[:80]
    await desk.talk.says(desk.talk.say("photo-whose", title=title), rows, reply_to=event.message_id)


async def whose(
    event: object,
    callback_data: PhotoPress,
    talk: Talk,
    store: Store,
    state: FSMContext,
    member: Member,
    bot: Bot,
    take_picture: TakePicture,
) -> None:
    """The answer. The photo is the message that ours replies to: so the buttons work after any restart."""
    desk, sent = Desk(talk, store, state, member), talk.pressed.reply_to_message if talk.pressed else None
    if sent is None or not (sent.photo or sent.document):
        raise Rejected("photo-gone")
    also = await _photo(desk, sent, await _image(sent, bot, take_picture))
    await talk.toast()
    await talk.shows_keyboard(())
    if callback_data.do == "new":
        await post.in_one_message(desk, None, typed(sent), also)
        return
    draft = mine(await store.drafts.get(callback_data.draft), talk.here.user_id)
    await go_on(desk, await desk.change(draft, also))


async def _draft(desk: Desk, step: str | None) -> Draft | None:
    """What the photo belongs to: the dialogue's draft, or, below a preview, the one that is not finished."""
    if step is not None:
        return await desk.draft()
    return await desk.store.drafts.unfinished(desk.talk.here.user_id)


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


async def _photo(desk: Desk, event: Message, image: str) -> Change:
    """What the photo changes in a draft."""
    album = event.media_group_id or ""
    if album:
        await desk.talk.says(desk.talk.say("photo-of-album"))
    return lambda now: replace(now, image=image, album=album)


async def _taken(desk: Desk, draft: Draft, step: str | None, *, unused: bool) -> None:
    """One word, and the question that was open stays open; without one, what comes next."""
    if unused:
        await desk.talk.says(desk.talk.say("photo-words-unused"))
    if step is None or step == Writing.photo.state:
        await go_on(desk, draft)
    else:
        await desk.talk.says(desk.talk.say("photo-taken"))


async def ask(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """The press: a photo is asked for; the one that is there can be taken away."""
    await desk.talk.toast()
    await desk.expects(Writing.photo, draft)
    rows = ((button(desk, "photo-remove", "nophoto", draft),),) if draft.image else ()
    await desk.talk.says(desk.talk.say("photo-ask"), rows)


async def remove(desk: Desk, draft: Draft, data: DraftPress) -> None:
    """The article goes out as text."""
    await desk.talk.toast()
    await go_on(desk, await desk.change(draft, lambda now: replace(now, image="")))


async def no_photo(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    """A dash takes the photo away; other words are none."""
    desk = Desk(talk, store, state, member)
    draft = await desk.draft()
    if (event.text or "").strip() not in _NOTHING:
        raise Rejected("photo-wanted")
    await go_on(desk, await desk.change(draft, lambda now: replace(now, image="")))
