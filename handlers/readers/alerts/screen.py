"""The list of /alerts: words, blocked words and stories of a chat, each with a button that takes it off."""

from __future__ import annotations

from typing import NamedTuple

from domain.audience import RecipientState
from domain.buttons import Button, Keyboard
from domain.readers.alerts import Alert, ChosenStory, StoryChoice
from domain.rich import Rich
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.place_callbacks import PlaceCallback
from handlers.core.buttons.reader_callbacks import AlertAsk, AlertDrop, AlertsPage, StoryDrop
from handlers.core.responder import Responder
from storage.repositories.readers.alerts import MOST
from text.telegram.fit import cut_line
from text.telegram.render import html

A_PAGE = 10
_LABEL, _TITLE, _A_ROW = 28, 90, 2
_PAUSED = {RecipientState.PAUSED: "reader-rubrics-paused", RecipientState.STOPPED: "reader-rubrics-stopped"}


class Item(NamedTuple):
    """A line of the list, and the button that takes it off."""

    line: str
    button: Button


async def show_alerts(responder: Responder, page: int = 0) -> None:
    """Sends the list, or puts it into the pressed message. A page after the last shows the last."""
    recipient = responder.context.recipient
    found = await responder.store.alerts.of(recipient.id) if recipient else []
    stories = await responder.store.stories.chosen(recipient.id) if recipient else []
    pages = max(1, -(-(len(found) + len(stories)) // A_PAGE))
    page = min(page, pages - 1)
    items = [*(_word(one, page) for one in found), *(_story(one, page) for one in stories)]
    shown = items[page * A_PAGE : (page + 1) * A_PAGE]
    managed = bool(responder.context.managed_from)
    none = "place-alerts-none" if managed else "alerts-none"
    parts = [responder.say("alerts-head", count=len(found), limit=MOST) if items else responder.say(none)]
    if shown:
        parts.append("\n".join(html(Rich(one.line)) for one in shown))
    parts.append(responder.say("place-alerts-how" if managed else "alerts-how"))
    if recipient and recipient.state in _PAUSED:
        parts.append(responder.say(_PAUSED[recipient.state]))
    buttons = [one.button for one in shown]
    rows = tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))
    below = (pager(page, pages, lambda to: AlertsPage(page=to)), _adding(responder), _back(responder))
    await responder.edit("\n\n".join(parts), (*rows, *below))


def may_type(responder: Responder) -> bool:
    """Whether the next message of this person may be words for the chat: in private, also for a chat managed there."""
    return responder.context.private or bool(responder.context.managed_from)


def _back(responder: Responder) -> tuple[Button, ...]:
    """A managed channel or group has a card, from which its list was opened."""
    context = responder.context
    if not context.managed_from or context.recipient is None:
        return ()
    return (button(responder.plain("reader-back"), PlaceCallback(recipient=context.recipient.id)),)


def _adding(responder: Responder) -> tuple[Button, ...]:
    """In a group several people type; there words are given behind the command."""
    if not may_type(responder):
        return ()
    return (
        button(responder.plain("alerts-add"), AlertAsk(blocks=0)),
        button(responder.plain("alerts-add-blocked"), AlertAsk(blocks=1)),
    )


def shown_words(responder: Responder, words: str) -> str:
    return f"“{words}”" if responder.language == "en" else f"«{words}»"


def _word(alert: Alert, page: int) -> Item:
    mark = "🚫" if alert.blocks else "🔔"
    label = f"✕ {'🚫 ' if alert.blocks else ''}{cut_line(alert.words, _LABEL)}"
    return Item(f"{mark} {alert.words}", button(label, AlertDrop(alert=alert.id, page=page)))


def _story(story: ChosenStory, page: int) -> Item:
    mark = "🧵" if story.choice is StoryChoice.FOLLOW else "🔇"
    label = f"✕ {mark} {cut_line(story.title, _LABEL)}"
    return Item(f"{mark} {cut_line(story.title, _TITLE)}", button(label, StoryDrop(story=story.story, page=page)))


def list_button(responder: Responder) -> Keyboard:
    """Leads to the list."""
    label = "place-alerts" if responder.context.managed_from else "alerts-list"
    return ((button(responder.plain(label), AlertsPage(page=0)),),)
