"""/inbox: readers' letters. An editor answers by a reply to the letter, or closes it."""

from __future__ import annotations

import re
from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.filters import BaseFilter, Command
from aiogram.types import Message

from domain.buttons import Button, Keyboard
from domain.errors import NotFound, Rejected
from domain.newsroom import BanState, Letter, LetterState
from domain.team import AuditAction, AuditCode, Role
from handlers.admin.bans import warn_or_ban
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button, keyboard_of
from handlers.core.buttons.newsroom_callbacks import LetterCallback
from handlers.core.buttons.reader_callbacks import ReadCallback
from handlers.core.command_filters import WORDS
from handlers.core.notify import Notified
from handlers.core.responder import Responder
from text.i18n import Lines
from text.time.dates import show_moment
from text.words.hostile import escape, tame

PER_PAGE = 5
_ANSWER = 3_000
_DATA = re.compile(r"letter:(\w+):([0-9]{1,15})")


class AnswersLetter(BaseFilter):
    """Passes a reply to our message with a letter; its buttons hold the number."""

    async def __call__(self, event: Message, bot: Bot) -> bool | dict[str, int]:
        replied = event.reply_to_message
        own = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
        rows = replied.reply_markup.inline_keyboard if own and replied and replied.reply_markup else []
        for one in (one for row in rows for one in row):
            if found := _DATA.fullmatch(one.callback_data or ""):
                # "N more" is no letter; it holds the number of the last letter above it.
                return {"letter_id": 0 if found[1] == "more" else int(found[2])}
        return False


def build() -> Router:
    router = Router(name="inbox")
    router.message.register(inbox, F.text, Command("inbox", ignore_case=True), Staff(Role.EDITOR))
    router.message.register(answer_letter, WORDS, F.reply_to_message, AnswersLetter(), Staff(Role.EDITOR))
    router.callback_query.register(handle_button, LetterCallback.filter(), Staff(Role.EDITOR))
    return router


async def inbox(event: object, responder: Responder) -> None:
    await _show(responder, 0)


async def _show(responder: Responder, after: int) -> None:
    """Sends the oldest letters after number `after`, a message each, so that each can be replied to."""
    letters = await responder.store.letters.open(PER_PAGE, after)
    if after and not letters:
        # All later letters are answered: start with the oldest.
        letters = await responder.store.letters.open(PER_PAGE)
    if not letters:
        await responder.send(responder.say("inbox-empty"))
        return
    head = responder.say("inbox-head", count=await responder.store.letters.count_open())
    await responder.send(head, await _notice_row(responder))
    for letter in letters:
        await responder.send(await _letter_text(responder, letter), await _keyboard(responder, letter))
    last = letters[-1].id
    if left := await responder.store.letters.count_open(last):
        more = button(responder.plain("inbox-more", count=left), LetterCallback(do="more", letter=last))
        await responder.send(responder.say("inbox-how"), ((more,),))


async def _notice_row(responder: Responder) -> Keyboard:
    """Whether this member is told of new letters; a press changes it. What is shown here is told to nobody again."""
    letters = responder.store.letters
    async with responder.store.transaction() as work:
        work.is_effect = False
        await work.letters.seen(responder.user_id, await letters.newest_open())
    wanted = (await letters.notice_of(responder.user_id)).wanted
    return ((_notice_button(responder, wanted=wanted),),)


def _notice_button(responder: Responder, *, wanted: bool) -> Button:
    key, do = ("inbox-untold", "untold") if wanted else ("inbox-told", "told")
    return button(responder.plain(key), LetterCallback(do=do, letter=0))


async def _want_notices(responder: Responder, *, wanted: bool) -> None:
    async with responder.store.transaction() as work:
        await work.letters.want_notices(responder.user_id, wanted)
    await responder.answer_callback(responder.plain("inbox-told-now" if wanted else "inbox-untold-now"))
    message = responder.callback_message
    rows = keyboard_of(message) if message else ()
    now = _notice_button(responder, wanted=wanted)
    old = {LetterCallback(do=do, letter=0).pack() for do in ("told", "untold")}
    await responder.edit_keyboard(tuple(tuple(now if one.data in old else one for one in row) for row in rows))


async def _letter_text(responder: Responder, letter: Letter) -> str:
    when = show_moment(letter.written_at, responder.language, responder.zone)
    head = responder.say("inbox-letter", number=str(letter.id), user=str(letter.chat_id), when=when)
    about = ""
    if letter.article:
        with suppress(NotFound):
            about = responder.say("inbox-about", title=(await responder.store.articles.get(letter.article)).title)
    return "\n".join(part for part in (head, about, f"<blockquote>{escape(letter.text)}</blockquote>") if part)


async def _keyboard(responder: Responder, letter: Letter) -> Keyboard:
    close = button(responder.plain("inbox-close"), LetterCallback(do="close", letter=letter.id))
    # Two buttons, so that a second press, or a colleague's warning, does not turn a warning into a ban.
    key, do = ("ban-ban", "ban") if await responder.store.letters.ban_of(letter.chat_id) else ("ban-warn", "warn")
    ban = button(responder.plain(key), LetterCallback(do=do, letter=letter.id))
    read = (
        ((button(responder.plain("push-read"), ReadCallback(article=letter.article, page=0)),),)
        if letter.article
        else ()
    )
    return (*read, (close, ban) if letter.state is LetterState.OPEN else (ban,))


async def answer_letter(event: Message, letter_id: int, responder: Responder) -> None:
    """Sends the reply to the reader, below the reader's own words."""
    letter = await responder.store.letters.get(letter_id)
    if letter is None:
        raise Rejected("inbox-gone")
    text = tame(event.text or "")[:_ANSWER]
    question = Lines(letter.text[:300])
    notified = await responder.notifier.notify(letter.chat_id, "inbox-answer", question=question, answer=Lines(text))
    if notified is not Notified.SENT:
        await responder.send(responder.say("inbox-unreachable" if notified.is_final else "reader-sorry"))
        return
    async with responder.store.transaction() as work:
        await work.letters.answer(letter.id, text, responder.user_id)
        # Without the reader and the text: the audit keeps everything, and readers have a right to be forgotten.
        await work.audit.note(responder.user_id, AuditAction.ANSWERED, AuditCode(f"№{letter.id}"))
    await responder.send(responder.say("inbox-answered"))


async def handle_button(event: object, callback_data: LetterCallback, responder: Responder) -> None:
    if callback_data.do == "more":
        await responder.answer_callback()
        await _show(responder, callback_data.letter)
        return
    if callback_data.do in ("told", "untold"):
        await _want_notices(responder, wanted=callback_data.do == "told")
        return
    letter = await responder.store.letters.get(callback_data.letter)
    if letter is None:
        raise Rejected("inbox-gone")
    if callback_data.do == "close":
        async with responder.store.transaction() as work:
            closed = await work.letters.close(letter.id, responder.user_id)
        await responder.answer_callback(
            responder.plain("inbox-closed" if closed or letter.state is LetterState.CLOSED else "inbox-was")
        )
        await responder.edit_keyboard(
            await _keyboard(responder, await responder.store.letters.get(letter.id) or letter)
        )
    elif callback_data.do in ("warn", "ban"):
        at_most = BanState.WARNED if callback_data.do == "warn" else BanState.BANNED
        await responder.answer_callback(await warn_or_ban(responder, letter.chat_id, at_most), alert=True)
        await responder.edit_keyboard(await _keyboard(responder, letter))
    else:
        raise Rejected("reader-stale")
