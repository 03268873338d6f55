"""Inline keyboards for aiogram, a pager, and the edit of a message with its buttons."""

from __future__ import annotations

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData
from aiogram.methods import EditMessageText
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message

from domain.buttons import Button, Keyboard
from text.words.hostile import tame_inline

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The keyboard as aiogram sends it; None removes the buttons in an edit."""
    rows = [[_button(button) for button in row] for row in keyboard if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    label = tame_inline(button.label)
    if button.url:
        return InlineKeyboardButton(text=label, url=button.url)
    return InlineKeyboardButton(text=label, callback_data=button.data)


def keyboard_of(message: Message) -> Keyboard:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return tuple(
        tuple(Button(key.text, data=key.callback_data or "", url=key.url or "") for key in row) for row in rows
    )


def button(label: str, data: CallbackData) -> Button:
    return Button(label, data=data.pack())


def pager(page: int, pages: int, at: Callable[[int], CallbackData]) -> tuple[Button, ...]:
    """‹ 2/5 ›: previous page, first page, next page; no buttons for a single page. `at`: the data of a page."""
    if pages < 2:
        return ()
    back = [button("‹", at(page - 1))] if page > 0 else []
    on = [button("›", at(page + 1))] if page + 1 < pages else []
    return (*back, button(f"{page + 1}/{pages}", at(0)), *on)


def edit_of(chat_id: int, message_id: int, html: str, keyboard: Keyboard) -> EditMessageText:
    """The call that changes a message of ours; without buttons the old ones are removed."""
    return EditMessageText(
        chat_id=chat_id,
        message_id=message_id,
        text=html,
        parse_mode="HTML",
        reply_markup=markup(keyboard),
        link_preview_options=NO_PREVIEW,
    )
