"""Which topic of a forum each rubric comes to, and how that is changed. Each topic is a recipient of its own."""

from __future__ import annotations

from dataclasses import dataclass

from domain.audience import ChatKind, Mode, Recipient, RecipientState
from domain.errors import NotFound
from domain.readers.place import ForumTopic
from handlers.core.responder import Responder
from handlers.readers.rubric_keyboard import Subscriptions
from storage.repositories.recipients import NewRecipient
from storage.store import Repositories, UnitOfWork


@dataclass(frozen=True, slots=True)
class Routes:
    """A forum: its topics by number (0: General), and what each of its recipients follows."""

    topics: dict[int, ForumTopic]
    follows: list[tuple[Recipient, Subscriptions]]

    def of(self, rubric: int) -> list[Recipient]:
        """Where a rubric comes to."""
        return [recipient for recipient, followed in self.follows if followed.mode(rubric) is not Mode.OFF]

    @property
    def lost(self) -> list[Recipient]:
        """Topics that are gone, with what came to them."""
        return [
            recipient
            for recipient, followed in self.follows
            if recipient.topic and recipient.topic not in self.topics and followed.modes
        ]


async def find_routes(responder: Responder) -> Routes:
    """Raises NotFound where the chat is no group: the button is forged."""
    chat_id, store = responder.context.chat_id, responder.store
    if responder.context.kind is not ChatKind.GROUP:
        raise NotFound("store-no-chat", chat=str(chat_id))
    general = ForumTopic(0, responder.plain("place-topic-general"))
    topics = {0: general, **{one.topic: one for one in await store.places.topics(chat_id)}}
    follows = await _follows(store, chat_id)
    for recipient, _ in follows:
        if recipient.state not in (RecipientState.BLOCKED, RecipientState.GONE) and recipient.topic not in topics:
            topics[recipient.topic] = ForumTopic(recipient.topic, "")
    return Routes(topics, follows)


async def _follows(store: Repositories, chat_id: int) -> list[tuple[Recipient, Subscriptions]]:
    return [
        (one, Subscriptions(await store.recipients.subscriptions(one.id)))
        for one in await store.recipients.of_chat(chat_id)
    ]


async def route(work: UnitOfWork, responder: Responder, rubric: int, topic: int | None) -> None:
    """The rubric comes to this topic and to no other; None: to none. As before at once, or in the digest."""
    context = responder.context
    follows = await _follows(work, context.chat_id)
    had = [(one, followed.mode(rubric)) for one, followed in follows if followed.mode(rubric) is not Mode.OFF]
    for recipient, _ in had:
        if recipient.topic != topic:
            await work.recipients.unfollow(recipient.id, rubric)
    if topic is None:
        return
    new = NewRecipient(context.chat_id, ChatKind.GROUP, context.language, topic, context.title)
    known = next((one for one, _ in follows if one.topic == topic), None)
    recipient = await work.recipients.met(new)
    if known is None and follows:
        await _take_after(work, recipient, (had or follows)[0][0])
    # In a digest only where this topic has hours for one.
    digests = bool((await work.recipients.get(recipient.id)).digest_times)
    in_digest = digests and bool(had) and all(mode is Mode.DIGEST for _, mode in had)
    await work.recipients.follow(recipient.id, rubric, Mode.DIGEST if in_digest else Mode.NOW)


async def _take_after(work: UnitOfWork, topic: Recipient, other: Recipient) -> None:
    """A new topic has the languages and hours of the forum."""
    await work.recipients.set_language(topic.id, other.language)
    await work.recipients.set_article_languages(topic.id, other.article_languages)
    await work.recipients.set_zone(topic.id, other.zone)
    await work.recipients.set_quiet(topic.id, other.quiet)
    await work.recipients.set_breaking_passes(topic.id, other.breaking_passes)
    await work.recipients.set_sound(topic.id, other.sound)
    await work.recipients.set_welcomed(topic.id)
