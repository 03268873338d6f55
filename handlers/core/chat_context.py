"""The chat of an update, the person who speaks, and the language of the answer; found once an update."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import CallbackQuery, Chat, InaccessibleMessage, Message, User

from domain.audience import ChatKind, Recipient, RecipientState
from domain.readers.place import SHUT
from storage.repositories.recipients import NewRecipient
from storage.store import Store, UnitOfWork
from text.i18n import LANGUAGES, choose_language
from text.words.hostile import tame_line

_KINDS = {
    "private": ChatKind.PRIVATE,
    "group": ChatKind.GROUP,
    "supergroup": ChatKind.GROUP,
    "channel": ChatKind.CHANNEL,
}
_AWAY = (RecipientState.BLOCKED, RecipientState.GONE)


@dataclass(frozen=True, slots=True)
class ChatContext:
    """A chat, or a topic of one, and who speaks in it.

    `user_id` 0: a channel, or a person who writes in the name of a chat. `as_chat`: the chat itself speaks; only its
    administrators can do that. `app_language`: the language in which Telegram shows menus. `recipient` is None until
    the chat first asks for something that has to be stored. `managed_from`: the private chat in which an administrator
    manages this chat, and where answers go; 0: it is the chat of the update. `forum`: it has topics.
    """

    chat_id: int
    topic: int
    kind: ChatKind
    title: str
    user_id: int
    as_chat: bool
    language: str
    app_language: str
    recipient: Recipient | None = None
    managed_from: int = 0
    forum: bool = False

    @property
    def private(self) -> bool:
        return self.kind is ChatKind.PRIVATE


def kind_of(chat: Chat) -> ChatKind:
    """The kind in our terms. A supergroup counts as a group, and so does a kind that Telegram may add."""
    return _KINDS.get(chat.type, ChatKind.GROUP)


def title_of(chat: Chat) -> str:
    """The name of a group or channel. The name of a person is not stored."""
    return "" if chat.type == "private" else tame_line(chat.title or "")[:128]


async def find_chat_context(event: Message | CallbackQuery, store: Store, default_language: str) -> ChatContext:
    """Looks up who speaks. A person who had blocked the bot and writes again gets all settings back."""
    message = event if isinstance(event, Message) else event.message
    user = event.from_user
    chat = message.chat if message else Chat(id=user.id if user else 0, type="private")
    topic = _topic_of(message)
    recipient = await store.recipients.find(chat.id, topic)
    if recipient and recipient.state in _AWAY:
        recipient = await _make_active(store, recipient)
    await _meet_topic(event, topic, store)
    known = recipient
    if known is None and topic:
        known = await store.recipients.find(chat.id)
    speaker = event.sender_chat if isinstance(event, Message) else None
    return ChatContext(
        chat_id=chat.id,
        topic=topic,
        kind=kind_of(chat),
        title=title_of(chat),
        user_id=user.id if user and speaker is None else 0,
        as_chat=speaker is not None and speaker.id == chat.id,
        language=language_for(known, user, default_language),
        app_language=_of_app(user, default_language),
        recipient=recipient,
        forum=bool(isinstance(chat, Chat) and chat.is_forum),
    )


async def _make_active(store: Store, recipient: Recipient) -> Recipient:
    """A word from a group shows that the bot is in it, not that it may write: rights come back by another way."""
    shared = recipient.kind is not ChatKind.PRIVATE
    if shared and (await store.places.reason_of(recipient.id)).code in SHUT:
        return recipient
    async with store.transaction() as work:
        work.is_effect = False
        if shared:
            await work.places.resume(recipient.chat_id)
        else:
            await work.recipients.set_state(recipient.id, RecipientState.ACTIVE)
        return await work.recipients.get(recipient.id)


async def _meet_topic(event: Message | CallbackQuery, topic: int, store: Store) -> None:
    """Keeps the name of a topic that was made before the bot came: every message in it replies to its beginning."""
    if not topic or not isinstance(event, Message):
        return
    replied = event.reply_to_message
    made = replied.forum_topic_created if isinstance(replied, Message) else None
    if made is None or any(one.topic == topic and one.name for one in await store.places.topics(event.chat.id)):
        return
    async with store.transaction() as work:
        work.is_effect = False
        await work.places.met_topic(event.chat.id, topic, tame_line(made.name)[:128])


def language_for(recipient: Recipient | None, user: User | None, default: str) -> str:
    """The language that the chat chose, else that of the person's app, else the default."""
    return choose_language(recipient.language if recipient else None, user.language_code if user else None, default)


def _of_app(user: User | None, default: str) -> str:
    code = (user.language_code if user else None) or ""
    subtag = code.split("-", maxsplit=1)[0].lower()
    return subtag if subtag in LANGUAGES else default


def _topic_of(message: Message | InaccessibleMessage | None) -> int:
    """The forum topic. In plain groups a thread id only marks replies, and a private chat is one recipient."""
    if isinstance(message, Message) and message.is_topic_message and message.chat.type != "private":
        return message.message_thread_id or 0
    return 0


async def ensure_recipient(work: UnitOfWork, context: ChatContext) -> Recipient:
    """The recipient of this chat or topic; a new one is added."""
    new = NewRecipient(context.chat_id, context.kind, context.language, context.topic, context.title)
    return await work.recipients.met(new)
