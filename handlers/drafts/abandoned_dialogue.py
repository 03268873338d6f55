"""Words that come a day after the question are not taken for its answer at once: the editor says what they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.types import Message

from domain.errors import Rejected
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import LeftCallback
from handlers.core.command_filters import WORDS
from handlers.core.dialogue_state import Abandoned, entered_at
from handlers.drafts.approve.decide import Returning, send_back
from handlers.drafts.correct import open as correct
from handlers.drafts.draft_fields import first_words
from handlers.drafts.schedule.choose_time import Scheduling, typed_time
from handlers.drafts.session import DraftSession, Writing
from handlers.drafts.write import change_field, photo, post, rubric, second_title
from handlers.drafts.write.next_step import next_step
from handlers.readers.search.any_text import search_for
from text.time.dates import show_date

_ANSWERS: dict[str | None, Callable[[Message, DraftSession], Awaitable[None]]] = {
    Writing.title.state: post.title,
    Writing.lead.state: post.lead,
    Writing.text.state: post.text,
    Writing.rubric.state: rubric.named,
    Writing.link.state: change_field.link,
    Writing.tags.state: change_field.tags,
    Writing.note.state: correct.typed_note,
    Writing.photo.state: photo.no_photo,
    Writing.second.state: second_title.typed,
    Scheduling.hour.state: typed_time,
    Returning.remark.state: send_back,
}


def build() -> Router:
    router = Router(name="abandoned")
    router.message.register(ask, WORDS, StateFilter(Writing, Scheduling, Returning), Abandoned(), Staff())
    router.callback_query.register(choose, LeftCallback.filter(), Staff())
    return router


async def ask(event: Message, session: DraftSession) -> None:
    """Is it the answer to the old question? Our question replies to the message, so that the choice finds it."""
    responder, dialogue = session.responder, session.dialogue
    draft = await session.asked_draft()
    step = (await dialogue.get_state() or "").partition(":")[2]
    when = show_date(await entered_at(dialogue), responder.language, responder.zone, responder.now_ms)
    title = first_words(draft)[:80] if draft else ""
    choices = [("left-answer", "answer"), ("left-search", "search")]
    if draft is not None and draft.author == session.user_id:
        choices.append(("left-on", "on"))
    rows = tuple((button(responder.plain(key, step=step), LeftCallback(do=do)),) for key, do in choices)
    text = responder.say("left-question", step=step, when=when, title=title or responder.plain("card-untitled"))
    await responder.send(text, rows, reply_to=event.message_id)


async def choose(event: object, callback_data: LeftCallback, session: DraftSession) -> None:
    """The message is the answer, a search, or nothing: the editor goes on with the draft."""
    responder = session.responder
    message = responder.callback_message.reply_to_message if responder.callback_message else None
    if message is None or not message.text:
        raise Rejected("left-gone")
    answer = _ANSWERS.get(await session.dialogue.get_state())
    if callback_data.do == "search":
        await session.dialogue.clear()
        await search_for(message.text, responder)
    elif answer is None:
        raise Rejected("reader-stale")
    elif callback_data.do == "answer":
        await responder.edit_keyboard(())
        await answer(message, session)
    else:
        await responder.answer_callback()
        await responder.edit_keyboard(())
        await next_step(session, await session.draft())
