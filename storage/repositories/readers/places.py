"""Places: who manages a group or channel, which topics a forum has, and what its administrators are to be told."""

from __future__ import annotations

from domain.audience import ChatKind, Recipient, RecipientState
from domain.readers.place import OF_TOPIC, ForumTopic, Place, PlaceEvent, PlaceNews
from domain.reason import Reason, ReasonCode
from storage.ports import Repository, Rows, number, value
from storage.repositories.recipients import Recipients

# Topics of one forum that are read. No keyboard shows more.
MOST_TOPICS = 200
# So many of those who manage a place are tried, the last one first.
TOLD = 3
_UNSAID = Reason(ReasonCode.UNSAID)


class Places(Repository):
    def __init__(self, rows: Rows, recipients: Recipients) -> None:
        super().__init__(rows)
        self._recipients = recipients

    async def manages(self, user_id: int, chat_id: int, language: str) -> bool:
        """Notes that this person manages a place; False where that is known. `language`: of the person's app."""
        return await self._rows.run("place_admin_add", user_id, chat_id, language) == 1

    async def is_managed(self, user_id: int, chat_id: int) -> bool:
        """Whether it is noted that this person manages a place. It gives no right."""
        return bool(await self._rows.fetch("place_admin_get", user_id, chat_id))

    async def manages_no_more(self, user_id: int, chat_id: int) -> None:
        await self._rows.run("place_admin_drop", user_id, chat_id)

    async def admins(self, chat_id: int) -> list[tuple[int, str]]:
        """Whom to tell of a place, and in which language, the last who came first."""
        return [(int(user), language) for user, language in await self._rows.fetch("place_admins", chat_id, TOLD)]

    async def of(self, user_id: int, limit: int, offset: int) -> list[Place]:
        """A page of the places that this person manages."""
        return [
            Place(id_, chat_id, topic, ChatKind(kind), title, RecipientState(state))
            for id_, chat_id, topic, kind, title, state in await self._rows.fetch("places_of", user_id, limit, offset)
        ]

    async def count_of(self, user_id: int) -> int:
        return await number(self._rows, "places_count", user_id)

    async def shared(self, limit: int) -> list[int]:
        """Ids of groups and channels that the bot knows, with or without a manager."""
        return [int(chat_id) for (chat_id,) in await self._rows.fetch("shared_chats", limit)]

    async def topics(self, chat_id: int) -> list[ForumTopic]:
        found = await self._rows.fetch("forum_topics", chat_id, MOST_TOPICS)
        return [ForumTopic(topic, name, closed == 1) for topic, name, closed in found]

    async def set_topic(self, chat_id: int, topic: ForumTopic) -> None:
        """As Telegram told of it; an unknown name leaves the known one."""
        await self._rows.run("forum_topic_put", chat_id, topic.topic, topic.name, int(topic.closed))

    async def name_topic(self, chat_id: int, topic: int, name: str) -> None:
        """It was made, or renamed."""
        await self._rows.run("forum_topic_name", chat_id, topic, name)

    async def met_topic(self, chat_id: int, topic: int, name: str) -> None:
        """Somebody said something in it; name as far as known."""
        await self._rows.run("forum_topic_meet", chat_id, topic, name)

    async def reason_of(self, recipient: int) -> Reason:
        """Why a recipient is as it is."""
        return Reason.read(await value(self._rows, "recipient_reason", recipient) or "")

    async def shut(self, after: int, limit: int) -> list[int]:
        """Recipients, by id, where the bot may not write for a reason that may pass without a word to it."""
        return [int(recipient) for (recipient,) in await self._rows.fetch("places_shut", after, limit)]

    async def stop(self, recipient: Recipient, reason: Reason) -> None:
        """No news can come to a topic, or to a whole chat, as the reason says. Its administrators are told."""
        if reason.code not in OF_TOPIC:
            await self.stop_chat(recipient.chat_id, reason)
            return
        if reason.code is ReasonCode.TOPIC_GONE:
            await self._rows.run("forum_topic_drop", recipient.chat_id, recipient.topic)
        if recipient.state is RecipientState.ACTIVE:
            await self._recipients.set_state(recipient.id, RecipientState.BLOCKED, reason)
            await self.tell(recipient.chat_id, recipient.topic, PlaceEvent.STOPPED, reason)

    async def was_stopped(self, recipient: int, reason: Reason) -> None:
        """Delivery has found that no news can come to a recipient, and has marked it."""
        found = await self._recipients.get(recipient)
        of_topic = reason.code in OF_TOPIC
        if reason.code is ReasonCode.TOPIC_GONE:
            await self._rows.run("forum_topic_drop", found.chat_id, found.topic)
        if not of_topic:
            await self.stop_chat(found.chat_id, reason)
        await self.tell(found.chat_id, found.topic if of_topic else 0, PlaceEvent.STOPPED, reason)

    async def stop_chat(self, chat_id: int, reason: Reason) -> None:
        """The same of a chat with all its topics. Told once, and not of a place that follows nothing."""
        active = [one for one in await self._recipients.of_chat(chat_id) if one.state is RecipientState.ACTIVE]
        for one in active:
            await self._recipients.set_state(one.id, RecipientState.BLOCKED, reason)
        if any([await self._recipients.subscriptions(one.id) for one in active]):
            await self.tell(chat_id, 0, PlaceEvent.STOPPED, reason)

    async def resume(self, chat_id: int, *, topic: int | None = None, closed_too: bool = False) -> bool:
        """The bot may write again: in this topic, or (None) in the chat. A topic that is closed, unless `closed_too`,
        or deleted stays without news. Whether that changed anything."""
        # First of all, also where it was not known that the bot may not write.
        await self._recipients.returned(chat_id)
        changed = []
        for one in await self._recipients.of_chat(chat_id):
            if one.state not in (RecipientState.BLOCKED, RecipientState.GONE):
                continue
            code = (await self.reason_of(one.id)).code
            of_topic = code in OF_TOPIC
            opened = code is ReasonCode.TOPIC_CLOSED and closed_too
            if topic == one.topic if topic is not None else not of_topic or opened:
                await self._recipients.set_state(one.id, RecipientState.ACTIVE)
                changed.append(one)
        if any([await self._recipients.subscriptions(one.id) for one in changed]):
            await self.tell(chat_id, topic or 0, PlaceEvent.RESUMED)
        return bool(changed)

    async def tell(self, chat_id: int, topic: int, event: PlaceEvent, reason: Reason = _UNSAID) -> None:
        """What is to be told of a place. What stopped and came again before anybody was told is not told."""
        undone = event is PlaceEvent.RESUMED
        if undone and await self._rows.run("place_news_drop", chat_id, topic, PlaceEvent.STOPPED):
            return
        await self._rows.run("place_news_add", chat_id, topic, event, reason.code.value)

    async def pending(self, limit: int) -> list[PlaceNews]:
        """Oldest first."""
        return [
            PlaceNews(chat_id, topic, PlaceEvent(what), Reason.read(reason))
            for chat_id, topic, what, reason in await self._rows.fetch("place_news_next", limit)
        ]

    async def mark_told(self, news: PlaceNews) -> None:
        await self._rows.run("place_news_drop", news.chat_id, news.topic, news.event)

    async def give_up(self, before_ms: int) -> int:
        """What could not be told since then (UTC milliseconds) is told no more: how many."""
        return await self._rows.run("place_news_old", before_ms)

    async def passes(self, chat_id: int, message_id: int, delete_at: int) -> None:
        """A message of the bot that is deleted at this time (UTC milliseconds)."""
        await self._rows.run("passing_message_add", chat_id, message_id, delete_at)

    async def passed(self, now_ms: int, limit: int) -> list[tuple[int, int, int]]:
        """(chat, message, when it was due) of messages that are to be deleted by now."""
        return [(chat, one, at) for chat, one, at in await self._rows.fetch("passing_messages_due", now_ms, limit)]

    async def gone(self, chat_id: int, message_id: int) -> None:
        """The message is deleted, or cannot be."""
        await self._rows.run("passing_message_drop", chat_id, message_id)
