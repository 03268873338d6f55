"""Buttons for aiogram, and the data of every button that handlers read; never more than 64 bytes, ids only.

Data of old messages lives for years: a format may be added, and never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from pydantic import Field

from domain.buttons import Button, Keyboard

Number = Annotated[int, Field(ge=0, lt=2**53)]
"""A key or a page; anything larger is forged, and SQLite would not take it."""


class ReadPress(CallbackData, prefix="read"):
    """Under a push or a card (domain/buttons.py): opens the text in a new message."""

    article: Number
    page: Number


class TurnPress(CallbackData, prefix="turn"):
    """Under a text: another page of it, in place."""

    article: Number
    page: Number


class MutePress(CallbackData, prefix="mute"):
    """Under a push (domain/buttons.py): this rubric comes no more."""

    rubric: Number


class UnmutePress(CallbackData, prefix="unmute"):
    """Under a muted push: this rubric comes again."""

    rubric: Number


class RubricPress(CallbackData, prefix="rub"):
    """In the keyboard of rubrics: follow (`on` 1) or not; rubric 0 is all of them. `page` stays in view."""

    rubric: Number
    on: Annotated[int, Field(ge=0, le=1)]
    page: Number


class RubricPage(CallbackData, prefix="rubs"):
    """The keyboard of rubrics at a page."""

    page: Number


class SuggestedPress(CallbackData, prefix="rubsug"):
    """In the keyboard of rubrics of whoever comes anew: all that the newsroom suggests."""


class RubricsDone(CallbackData, prefix="rubdone"):
    """The choice of rubrics is made."""


class LatestPage(CallbackData, prefix="latest"):
    """The newest articles of a rubric, or of all (0), at a page."""

    rubric: Number
    page: Number


class SearchPage(CallbackData, prefix="found"):
    """Another page of what was found; the words stand in the message itself."""

    page: Number


class SearchNarrow(CallbackData, prefix="narrow"):
    """Of what was found, only the last `days` (0: all) and one rubric (0: all), at a page; words as for SearchPage."""

    days: Annotated[int, Field(ge=0, le=3660)]
    rubric: Number
    page: Number


class SearchAgain(CallbackData, prefix="meant"):
    """Searches for the suggestion that stands in the message."""


class WelcomePress(CallbackData, prefix="hello"):
    """The first choice of a language."""

    language: str


class SettingsPress(CallbackData, prefix="set"):
    """A place in the settings: `menu`, `language`, `articles`; `value` is what was chosen there, or nothing."""

    place: str
    value: str


class LeavePress(CallbackData, prefix="leave"):
    """The answer to "are you sure": `what` is stop or forget, `sure` 1 or 0."""

    what: str
    sure: Annotated[int, Field(ge=0, le=1)]


class DraftPress(CallbackData, prefix="post"):
    """Under a draft at one version of it: what the editor wants. `rubric` where one is chosen."""

    do: str
    draft: Number
    version: Number
    rubric: Number = 0


class SeenPress(CallbackData, prefix="seen"):
    """Under the preview of a draft at one version: shows it (its `message`) as readers of this language get it."""

    draft: Number
    version: Number
    message: Number
    language: str


class LeftPress(CallbackData, prefix="left"):
    """Under the reply to what was written long after it was asked for: answer (it is one), search, on (go on)."""

    do: str


class TeamPress(CallbackData, prefix="team"):
    """In /team: what an owner does, to whom (a user id), and a value: a role's place in Role, a rubric, 0 or 1."""

    do: str
    user: Number = 0
    value: Number = 0


class QueuePress(CallbackData, prefix="queue"):
    """In /queue and under a report: what is done to which broadcast (its intent; 0: to all of them)."""

    do: str
    intent: Number = 0


class ArticlePress(CallbackData, prefix="art"):
    """Under an article that stands in chats: what the desk does to it (its key): edit, recall, recalled, stay."""

    do: str
    article: Number


class DocumentPress(CallbackData, prefix="doc"):
    """Under what is in a document: archive, push, or look (leave it); the document is what the message replies to."""

    do: str


class HeldPress(CallbackData, prefix="held"):
    """What an owner decides about articles that wait: show, push, list or archive."""

    do: str


class SchedulePress(CallbackData, prefix="sched"):
    """About a draft and its hour: at (a quick choice by its place), show, move, now, off."""

    do: str
    draft: Number
    value: Number = 0


class ApprovalPress(CallbackData, prefix="appr"):
    """An editor's answer to an author's draft at one version: yes, no, read, show."""

    do: str
    draft: Number
    version: Number


class DeskRubricPress(CallbackData, prefix="desk"):
    """In /rubric: what an owner does to a rubric (0: none yet); `value` is the rubric it is merged into, or 0 and 1."""

    do: str
    rubric: Number = 0
    value: Number = 0


class LetterPress(CallbackData, prefix="letter"):
    """Under a reader's letter: close, ban (warns first), more. A reply to the message is an answer."""

    do: str
    letter: Number


class StatsPress(CallbackData, prefix="stats"):
    """Under the figures: csv, vain (searches that found nothing), articles, article."""

    do: str
    article: Number = 0


class AuditPage(CallbackData, prefix="audit"):
    """The audit at a page."""

    page: Number


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """The buttons as aiogram sends them; None for none, which takes them away in an edit."""
    rows = [[_button(button) for button in row] for row in keyboard if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(text=button.label, url=button.url)
    return InlineKeyboardButton(text=button.label, callback_data=button.data)


def keyboard_of(message: Message) -> Keyboard:
    """The buttons under a message of ours, as far as we make such ones."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else []
    return tuple(
        tuple(Button(key.text, data=key.callback_data or "", url=key.url or "") for key in row) for row in rows
    )


def press(label: str, data: CallbackData) -> Button:
    """A button that comes back to the bot."""
    return Button(label, data=data.pack())


def pager(page: int, pages: int, at: Callable[[int], CallbackData]) -> tuple[Button, ...]:
    """‹ 2/5 ›: one page back, the first page anew, one page on; nothing for a single page. `at` gives a page's data."""
    if pages < 2:
        return ()
    back = [press("‹", at(page - 1))] if page > 0 else []
    on = [press("›", at(page + 1))] if page + 1 < pages else []
    return (*back, press(f"{page + 1}/{pages}", at(0)), *on)
