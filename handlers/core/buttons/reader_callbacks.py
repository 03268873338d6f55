"""The data of readers' buttons; never more than 64 bytes, ids only.

Buttons of old messages live for years: formats may be added, and never change their meaning.
"""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.buttons import MenuAct

Number = Annotated[int, Field(ge=0, lt=2**53)]
"""A key or a page. A larger number is forged, and SQLite would not take it."""


class ReadCallback(CallbackData, prefix="read"):
    """Under a push or a card (domain/buttons.py): opens the text in a new message."""

    article: Number
    page: Number


class TextPage(CallbackData, prefix="turn"):
    """Under a text: another page of it, in place."""

    article: Number
    page: Number


class MuteCallback(CallbackData, prefix="mute"):
    """Under a push (domain/buttons.py): unfollows this rubric."""

    rubric: Number


class UnmuteCallback(CallbackData, prefix="unmute"):
    """Under a muted push: follows this rubric again."""

    rubric: Number


class RubricCallback(CallbackData, prefix="rub"):
    """In the keyboard of rubrics: follow (`on` 1) or not; rubric 0 is all of them. `page` stays in view."""

    rubric: Number
    on: Annotated[int, Field(ge=0, le=1)]
    page: Number


class RubricModeCallback(CallbackData, prefix="rubmode"):
    """In the keyboard of rubrics: a rubric comes at once, in the digest or not at all. `page` stays in view."""

    rubric: Number
    mode: str
    page: Number


class ArticleLanguageCallback(CallbackData, prefix="artlang"):
    """Below a newcomer's rubrics: articles in this language come (`on` 1) or not. `page` stays in view."""

    language: str
    on: Annotated[int, Field(ge=0, le=1)]
    page: Number


class RubricPage(CallbackData, prefix="rubs"):
    """The keyboard of rubrics at a page."""

    page: Number


class SuggestedCallback(CallbackData, prefix="rubsug"):
    """In a newcomer's keyboard of rubrics: follows all that the newsroom suggests."""


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


class TellMe(CallbackData, prefix="tellme"):
    """Under a search in vain: tell the reader whenever the words that stand in the message appear."""


class AlertsPage(CallbackData, prefix="alerts"):
    """The words and stories of a chat, at a page."""

    page: Number


class AlertAsk(CallbackData, prefix="alertask"):
    """Asks for words to be told of, or to be spared (`blocks` 1)."""

    blocks: Annotated[int, Field(ge=0, le=1)]


class AlertAnyway(CallbackData, prefix="alertyes"):
    """Adds the very common words that stand in the message."""

    blocks: Annotated[int, Field(ge=0, le=1)]


class AlertDrop(CallbackData, prefix="alertno"):
    """Takes an alert off; `page` stays in view."""

    alert: Number
    page: Number


class StoryDrop(CallbackData, prefix="storyno"):
    """Follows or mutes a story no more; `page` stays in view."""

    story: Number
    page: Number


class ArticleMenu(CallbackData, prefix="more"):
    """Under an article (domain/buttons.py); `place`: 0 under a push, the page from 1 under a text."""

    do: MenuAct
    article: Number
    place: Number


class SavedPage(CallbackData, prefix="saved"):
    """The saved articles at a page."""

    page: Number


class SavedDrop(CallbackData, prefix="savedno"):
    """Takes an article off the saved ones; `page` stays in view."""

    article: Number
    page: Number


class WriteToDesk(CallbackData, prefix="todesk"):
    """Begins a letter to the newsroom, as /feedback does."""


class WakeCallback(CallbackData, prefix="wake"):
    """News come again after /stop, as by /start."""


class WelcomeCallback(CallbackData, prefix="hello"):
    """The first choice of a language."""

    language: str


class SettingsCallback(CallbackData, prefix="set"):
    """A place in the settings: `menu`, `language`, `articles`; `value` is what was chosen there, or nothing."""

    place: str
    value: str


class DigestPage(CallbackData, prefix="digest"):
    """Under a digest (domain/buttons.py): another page of it, in place."""

    digest: Number
    page: Number


class HoursCallback(CallbackData, prefix="hours"):
    """A place of the settings (handlers/readers/settings/hours.py); `value` is what was chosen there, or nothing."""

    place: str
    value: str


class NightCallback(CallbackData, prefix="night"):
    """Under the first push at night (domain/buttons.py): quiet hours from now on (`accept` 1), or never asked again."""

    accept: Annotated[int, Field(ge=0, le=1)]


class PauseCallback(CallbackData, prefix="hold"):
    """No news for so many hours; 0: until it is resumed."""

    hours: Annotated[int, Field(ge=0, le=24 * 366)]


class MissedCallback(CallbackData, prefix="missed"):
    """What becomes of the articles that were missed: `what` is skip, list or all."""

    what: str


class MissedPage(CallbackData, prefix="missedp"):
    """Another page of the summary of what was missed."""

    page: Number


class NudgeCallback(CallbackData, prefix="nudge"):
    """Under a tip: off (no more of them). Under "are you still there": yes, digest (instead of at once), pause."""

    do: str


class LeaveCallback(CallbackData, prefix="leave"):
    """The answer to "are you sure": `what` is stop or forget, `sure` 1 or 0."""

    what: str
    sure: Annotated[int, Field(ge=0, le=1)]
