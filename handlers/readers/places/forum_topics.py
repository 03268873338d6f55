"""What Telegram says about the topics of a forum: they are made, renamed, closed and opened again."""

from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.exceptions import AiogramError
from aiogram.types import Message

from domain.readers.place import ForumTopic
from domain.reason import Reason, ReasonCode
from handlers.core.flood import ALWAYS
from handlers.readers.places.bot_rights import manages_topics
from storage.store import Store, UnitOfWork
from text.words.hostile import tame_line

_NAME = 128


def build() -> Router:
    router = Router(name="forum_topics")
    for told in (F.forum_topic_created, F.forum_topic_edited, F.forum_topic_closed, F.forum_topic_reopened):
        router.message.register(keep, told.is_not(None), flags=ALWAYS)
    return router


async def keep(event: Message, bot: Bot, store: Store) -> None:
    """A topic that news comes to is without news while it is closed. General has no number of its own."""
    number = (event.message_thread_id or 0) if event.is_topic_message else 0
    stops = event.forum_topic_closed is not None and not await may_manage_topics(bot, event.chat.id)
    async with store.transaction() as work:
        if number:
            await _keep_topic(work, event, number)
        if event.forum_topic_reopened:
            await work.places.resume(event.chat.id, topic=number)
        recipient = await work.recipients.find(event.chat.id, number) if stops else None
        if recipient and await work.recipients.subscriptions(recipient.id):
            await work.places.stop(recipient, Reason(ReasonCode.TOPIC_CLOSED))


async def _keep_topic(work: UnitOfWork, event: Message, number: int) -> None:
    if event.forum_topic_closed or event.forum_topic_reopened:
        await work.places.set_topic(event.chat.id, ForumTopic(number, "", event.forum_topic_closed is not None))
        return
    made = event.forum_topic_created or event.forum_topic_edited
    if made and made.name:
        await work.places.name_topic(event.chat.id, number, tame_line(made.name)[:_NAME])


async def may_manage_topics(bot: Bot, chat_id: int) -> bool:
    """Whether the bot may make topics here, and write into closed ones."""
    try:
        me = await bot.get_chat_member(chat_id, bot.id)
    except AiogramError:
        return False
    return manages_topics(me)
