"""Adding a channel or group from the private chat: Telegram offers those that the person administers."""

from __future__ import annotations

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import AiogramError
from aiogram.filters import BaseFilter
from aiogram.methods import SendMessage
from aiogram.types import (
    ChatAdministratorRights,
    ChatFullInfo,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from domain.audience import ChatKind
from domain.buttons import Button
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.place_callbacks import PlaceAdd
from handlers.core.chat_context import kind_of, title_of
from handlers.core.responder import Responder
from handlers.readers.places.place_card import show_place
from storage.repositories.recipients import NewRecipient
from text.i18n import LANGUAGES, Phrases

# Which key was pressed; Telegram repeats it in its answer.
_REQUESTS = {ChatKind.CHANNEL: 1, ChatKind.GROUP: 2}
_REQUIRED = [name for name, field in ChatAdministratorRights.model_fields.items() if field.is_required()]


def build() -> Router:
    router = Router(name="add_place")
    router.callback_query.register(ask_for_chat, PlaceAdd.filter(), F.message.chat.type == "private")
    router.message.register(take_shared, F.chat.type == "private", F.chat_shared)
    router.message.register(leave_it, F.chat.type == "private", F.text, _SaysNo())
    return router


class _SaysNo(BaseFilter):
    """The key beside those that share a chat; in any language, since that may have been changed meanwhile."""

    async def __call__(self, event: Message) -> bool:
        return event.text in {Phrases.load().plain(language, "place-share-none") for language in LANGUAGES}


async def ask_for_chat(event: object, callback_data: PlaceAdd, responder: Responder) -> None:
    """A key that opens Telegram's own list of chats. It can only stand in a keyboard below the chat."""
    if callback_data.kind not in (ChatKind.CHANNEL, ChatKind.GROUP):
        await responder.notify("reader-stale")
        return
    await responder.answer_callback()
    kind = ChatKind(callback_data.kind)
    share = KeyboardButton(text=responder.plain("place-share", kind=kind), request_chat=_request(kind))
    none = KeyboardButton(text=responder.plain("place-share-none"))
    await responder.bot(
        SendMessage(
            chat_id=responder.context.chat_id,
            text=responder.say("place-share-how", kind=kind),
            parse_mode="HTML",
            reply_markup=ReplyKeyboardMarkup(keyboard=[[share], [none]], resize_keyboard=True, one_time_keyboard=True),
        )
    )


def _request(kind: ChatKind) -> KeyboardButtonRequestChat:
    """Only chats that the person administers. The bot needs one right in a channel, to post; in a group none."""
    if kind is ChatKind.GROUP:
        administers = _rights("can_manage_chat")
        return KeyboardButtonRequestChat(
            request_id=_REQUESTS[kind], chat_is_channel=False, user_administrator_rights=administers, request_title=True
        )
    return KeyboardButtonRequestChat(
        request_id=_REQUESTS[kind],
        chat_is_channel=True,
        user_administrator_rights=_rights("can_manage_chat", "can_post_messages", "can_promote_members"),
        bot_administrator_rights=_rights("can_manage_chat", "can_post_messages"),
        request_title=True,
    )


def _rights(*given: str) -> ChatAdministratorRights:
    return ChatAdministratorRights.model_validate({**dict.fromkeys(_REQUIRED, False), **dict.fromkeys(given, True)})


async def leave_it(event: Message, responder: Responder) -> None:
    await _put_keyboard_away(responder, responder.say("place-share-left"))


async def _put_keyboard_away(responder: Responder, html: str) -> None:
    away = ReplyKeyboardRemove(remove_keyboard=True)
    await responder.bot(SendMessage(chat_id=responder.context.chat_id, text=html, parse_mode="HTML", reply_markup=away))


async def take_shared(event: Message, responder: Responder) -> None:
    """A chat was chosen. Who chose it, and what the bot may do there, is asked of Telegram and not believed."""
    assert event.chat_shared is not None
    chat_id = event.chat_shared.chat_id
    chat = await _look_at(responder.bot, chat_id)
    if chat is None or chat.type == "private":
        await _put_keyboard_away(responder, responder.say("place-share-not-inside"))
        await _offer_way_in(responder)
        return
    if not await responder.services.administrators.is_one(responder.bot, chat_id, responder.user_id):
        await _put_keyboard_away(responder, responder.say("place-not-yours"))
        return
    kind = kind_of(chat)
    async with responder.store.transaction() as work:
        place = await work.recipients.met(NewRecipient(chat_id, kind, responder.language, title=title_of(chat)))
        await work.places.manages(responder.user_id, chat_id, responder.language)
    await _put_keyboard_away(responder, responder.say("place-shared", kind=kind.value, title=place.title))
    await show_place(responder, place.id)


async def _look_at(bot: Bot, chat_id: int) -> ChatFullInfo | None:
    """None where the bot is not inside, or may not post in a channel."""
    try:
        chat = await bot.get_chat(chat_id)
        me = await bot.get_chat_member(chat_id, bot.id)
    except AiogramError:
        return None
    inside = me.status not in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
    posts = chat.type != "channel" or getattr(me, "can_post_messages", None) is not False
    return chat if inside and posts else None


async def _offer_way_in(responder: Responder) -> None:
    """Telegram's own dialogues that add the bot."""
    link = f"https://t.me/{responder.username}"
    rows = (
        (Button(responder.plain("place-way-into-group"), url=f"{link}?startgroup=add"),),
        (Button(responder.plain("place-way-into-channel"), url=f"{link}?startchannel&admin=post_messages"),),
        (button(responder.plain("place-share-again"), PlaceAdd(kind=ChatKind.CHANNEL)),),
    )
    await responder.send(responder.say("place-way-in"), rows)
