"""The keyboard of rubrics: which are followed, how many articles each has, one press to change it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.article import Rubric
from domain.audience import ChatKind, Mode, RecipientState
from domain.buttons import Button, Keyboard
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.place_callbacks import PlaceAdd, TopicsPage
from handlers.core.buttons.reader_callbacks import (
    ArticleLanguageCallback,
    RubricCallback,
    RubricModeCallback,
    RubricPage,
    RubricsDone,
    SuggestedCallback,
)
from handlers.core.responder import Responder
from handlers.core.rubrics import Counts, frequency_label, join_names, shown_rubrics
from storage.repositories.recipients import EVERY_RUBRIC
from text.i18n import LANGUAGE_NAMES
from text.telegram.fit import cut_line

PER_PAGE = 12
_LABEL = 64
_MARKS = {Mode.NOW: "✅", Mode.DIGEST: "🗞", Mode.OFF: "▫️"}
# What the next press makes of a rubric.
_NEXT = {Mode.OFF: Mode.NOW, Mode.NOW: Mode.DIGEST, Mode.DIGEST: Mode.OFF}
_NOTHING_COMES = {
    RecipientState.STOPPED: "reader-rubrics-stopped",
    RecipientState.PAUSED: "reader-rubrics-paused",
}


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What a recipient follows."""

    modes: dict[int, Mode]

    @property
    def every(self) -> bool:
        """All rubrics and future ones, with exceptions."""
        return self.modes.get(EVERY_RUBRIC) is Mode.NOW

    def follows(self, rubric: int) -> bool:
        return self.modes.get(rubric, self.modes.get(EVERY_RUBRIC, Mode.OFF)) is Mode.NOW

    def mode(self, rubric: int) -> Mode:
        return self.modes.get(rubric, self.modes.get(EVERY_RUBRIC, Mode.OFF))

    def all_of(self, rubrics: list[Rubric]) -> bool:
        """All rubrics without an exception, and future ones."""
        return self.every and all(self.follows(rubric.key) for rubric in rubrics)


async def find_subscriptions(responder: Responder) -> Subscriptions:
    recipient = responder.context.recipient
    return Subscriptions(await responder.store.recipients.subscriptions(recipient.id) if recipient else {})


async def show_rubrics(responder: Responder, page: int = 0, greeting: str = "") -> None:
    """Sends the keyboard, or puts it into the pressed message. `greeting`: HTML above it."""
    rubrics = await shown_rubrics(responder.store)
    subscriptions = await find_subscriptions(responder)
    if is_newcomer(responder, subscriptions):
        rubrics.sort(key=lambda one: not one.suggested)
    text = responder.say("reader-rubrics" if rubrics else "reader-rubrics-none-yet")
    if _asks_languages(responder):
        text = f"{text}\n\n{responder.say('reader-rubrics-languages')}"
    state = responder.context.recipient.state if responder.context.recipient else RecipientState.ACTIVE
    if state in _NOTHING_COMES:
        text = f"{text}\n\n{responder.say(_NOTHING_COMES[state])}"
    text = f"{greeting}\n\n{text}" if greeting else text
    counts = await responder.services.frequency.counts(responder.store, responder.services.clock)
    await responder.edit(text, _keyboard(responder, subscriptions, rubrics, counts, page))


def is_newcomer(responder: Responder, subscriptions: Subscriptions) -> bool:
    """Whether the first choice is not finished yet. Then the suggested rubrics come first."""
    return responder.context.recipient is None or not (responder.context.recipient.welcomed or subscriptions.every)


def _asks_languages(responder: Responder) -> bool:
    """Until the first choice is finished; later they stand in /settings."""
    return responder.context.recipient is None or not responder.context.recipient.welcomed


def _language_row(responder: Responder, page: int) -> tuple[Button, ...]:
    """The languages of articles, a button each."""
    recipient = responder.context.recipient
    chosen = recipient.article_languages if recipient else frozenset()

    def of(code: str, name: str) -> Button:
        on = not chosen or code in chosen
        return button(f"{_mark(on)} {name}", ArticleLanguageCallback(language=code, on=int(not on), page=page))

    return tuple(of(code, name) for code, name in LANGUAGE_NAMES.items())


def _keyboard(
    responder: Responder, subscriptions: Subscriptions, rubrics: list[Rubric], counts: Counts, page: int
) -> Keyboard:
    pages = max(1, -(-len(rubrics) // PER_PAGE))
    page = min(page, pages - 1)
    rows: list[tuple[Button, ...]] = []
    newcomer = is_newcomer(responder, subscriptions)
    suggested = [
        rubric for rubric in rubrics if newcomer and rubric.suggested and not subscriptions.follows(rubric.key)
    ]
    if suggested and not page:
        label = responder.plain("reader-suggested", names=join_names(suggested, responder.language))
        rows.append((button(cut_line(label, _LABEL), SuggestedCallback()),))
    for rubric in rubrics[page * PER_PAGE : (page + 1) * PER_PAGE]:
        mode = subscriptions.mode(rubric.key)
        mark = "⭐" if rubric in suggested and mode is Mode.OFF else _MARKS[mode]
        label = _label(mark, rubric.name(responder.language), frequency_label(responder, counts, rubric.key))
        rows.append((button(label, RubricModeCallback(rubric=rubric.key, mode=_NEXT[mode], page=page)),))
    all_on = subscriptions.all_of(rubrics)
    every = _label(_mark(all_on), responder.plain("reader-all-rubrics"), "")
    rows.append((button(every, RubricCallback(rubric=EVERY_RUBRIC, on=int(not all_on), page=page)),))
    if _asks_languages(responder):
        rows.append(_language_row(responder, page))
    rows.append(pager(page, pages, lambda to: RubricPage(page=to)))
    if responder.context.forum:
        rows.append((button(responder.plain("place-topics"), TopicsPage(page=0)),))
    rows.append((button(responder.plain("reader-done"), RubricsDone()),))
    if responder.context.private and not newcomer:
        rows.append((button(responder.plain("place-add-channel"), PlaceAdd(kind=ChatKind.CHANNEL)),))
    return tuple(rows)


def _mark(on: bool) -> str:
    return "✅" if on else "▫️"


def _label(mark: str, name: str, frequency: str) -> str:
    return f"{mark} {name} · {frequency}" if frequency else f"{mark} {name}"
