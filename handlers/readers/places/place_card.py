"""The card of a channel or group in its administrator's private chat: how it stands, and the ways to its settings."""

from __future__ import annotations

from dataclasses import replace

from domain.article import Rubric
from domain.audience import ChatKind, Mode, Recipient, RecipientState
from domain.buttons import Keyboard
from domain.errors import NotFound
from domain.readers.place import ForumTopic
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.place_callbacks import PlaceCallback, PlacesPage, TopicsPage
from handlers.core.buttons.reader_callbacks import AlertsPage, SettingsCallback
from handlers.core.managed_chat import address
from handlers.core.responder import Responder
from handlers.core.rubrics import join_names, shown_rubrics
from handlers.readers.rubric_keyboard import Subscriptions
from storage.repositories.recipients import NewRecipient
from text.reasons import in_words

ICONS = {ChatKind.CHANNEL: "📣", ChatKind.GROUP: "👥"}
_AWAY = (RecipientState.BLOCKED, RecipientState.GONE)


async def show_place(responder: Responder, recipient: int) -> None:
    """Puts the card of a recipient's chat into the pressed message. The presser's rights are asked of Telegram."""
    try:
        found = await responder.store.recipients.get(recipient)
    except NotFound:
        await responder.notify("reader-stale")
        return
    if not await responder.services.administrators.is_one(responder.bot, found.chat_id, _person(responder)):
        await responder.notify("place-not-yours" if found.state not in _AWAY else "place-not-inside")
        return
    if found.topic:
        found = await _whole_chat(responder, found)
    own = replace(responder.context, managed_from=0, recipient=None)
    if responder.context.managed_from:
        own = replace(own, chat_id=responder.context.managed_from, topic=0, kind=ChatKind.PRIVATE)
    responder.context = own
    topics = await responder.store.places.topics(found.chat_id)
    await responder.edit(await _text(responder, found, topics), keyboard_of_place(responder, found, topics))


def _person(responder: Responder) -> int:
    return responder.context.user_id


async def _whole_chat(responder: Responder, topic: Recipient) -> Recipient:
    """The recipient of the chat itself, also where only topics follow anything so far."""
    async with responder.store.transaction() as work:
        work.is_effect = False
        return await work.recipients.met(NewRecipient(topic.chat_id, topic.kind, topic.language, title=topic.title))


async def _text(responder: Responder, place: Recipient, topics: list[ForumTopic]) -> str:
    head = responder.say("place-head", kind=place.kind.value, title=place.title)
    if place.state in _AWAY:
        reason = await responder.store.places.reason_of(place.id)
        why = in_words(responder.phrases, responder.language, reason)
        return f"{head}\n\n{responder.say('place-shut', why=why)}"
    lines = [head, await _followed(responder, place)]
    if place.state is RecipientState.PAUSED:
        lines.append(responder.say("reader-rubrics-paused"))
    elif place.state is RecipientState.STOPPED:
        lines.append(responder.say("reader-rubrics-stopped"))
    if topics:
        lines.append(responder.say("place-has-topics", count=len(topics)))
    return "\n\n".join(lines)


async def _followed(responder: Responder, place: Recipient) -> str:
    rubrics: list[Rubric] = await shown_rubrics(responder.store)
    here = Subscriptions(await responder.store.recipients.subscriptions(place.id))
    if here.all_of(rubrics):
        return responder.say("place-all-rubrics")
    followed = [rubric for rubric in rubrics if here.mode(rubric.key) is not Mode.OFF]
    if not followed:
        return responder.say("place-no-rubrics")
    return responder.say("place-rubrics", names=join_names(followed, responder.language))


def keyboard_of_place(responder: Responder, place: Recipient, topics: list[ForumTopic]) -> Keyboard:
    """The screens of the chat, and the way back to the person's list."""
    rows: Keyboard = (
        (button(responder.plain("reader-settings-rubrics"), SettingsCallback(place="rubrics", value="")),),
        (button(responder.plain("place-alerts"), AlertsPage(page=0)),),
        (button(responder.plain("place-settings"), SettingsCallback(place="menu", value="")),),
    )
    if topics or place.topic:
        rows = (*rows, (button(responder.plain("place-topics"), TopicsPage(page=0)),))
    again = button(responder.plain("place-look-again"), PlaceCallback(recipient=place.id))
    back = button(responder.plain("reader-back"), PlacesPage(page=0))
    if place.state in _AWAY:
        return ((again,), (back,))
    return (*address(rows, place.id), (back,))
