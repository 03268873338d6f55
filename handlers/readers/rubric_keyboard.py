"""The keyboard of rubrics: what is followed, how often each writes, one press to change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.article import Rubric
from domain.audience import Mode, RecipientState
from domain.buttons import Button, Keyboard
from handlers.core.keyboards import pager, press
from handlers.core.reader_callbacks import RubricPage, RubricPress, RubricsDone, SuggestedPress
from handlers.core.responder import Responder
from handlers.readers.rubric_frequency import Counts, RubricFrequency, pace_label
from storage.repositories.recipients import EVERY_RUBRIC
from storage.store import Store
from text.telegram.fit import cut_line

PER_PAGE = 12
_NAMED = 40
_LABEL = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """What a recipient follows."""

    modes: dict[int, Mode]

    @property
    def every(self) -> bool:
        """All rubrics, also those to come, but for exceptions."""
        return self.modes.get(EVERY_RUBRIC) is Mode.NOW

    def follows(self, rubric: int) -> bool:
        return self.modes.get(rubric, self.modes.get(EVERY_RUBRIC, Mode.OFF)) is Mode.NOW

    def all_of(self, rubrics: list[Rubric]) -> bool:
        """Every rubric without an exception, and those to come."""
        return self.every and all(self.follows(rubric.key) for rubric in rubrics)


async def choice_here(store: Store, responder: Responder) -> Choice:
    """What this chat or topic follows."""
    recipient = responder.context.recipient
    return Choice(await store.recipients.subscriptions(recipient.id) if recipient else {})


async def shown_rubrics(store: Store) -> list[Rubric]:
    """Those that the desk does not hide."""
    return [rubric for rubric in await store.rubrics.all() if not rubric.hidden]


def named(rubrics: Iterable[Rubric], language: str) -> str:
    """Their names in one line, short enough for any message."""
    names = [rubric.name(language) for rubric in rubrics]
    more = ["…"] if len(names) > _NAMED else []
    return ", ".join([*(name[:64] for name in names[:_NAMED]), *more])


async def show_board(
    responder: Responder, store: Store, frequency: RubricFrequency, page: int = 0, greeting: str = ""
) -> None:
    """Writes the keyboard, or changes the pressed message into it. `greeting`: HTML that stands above it."""
    rubrics = await shown_rubrics(store)
    choice = await choice_here(store, responder)
    if is_new(responder, choice):
        rubrics.sort(key=lambda one: not one.suggested)
    text = responder.say("reader-rubrics" if rubrics else "reader-rubrics-none-yet")
    if responder.context.recipient and responder.context.recipient.state is RecipientState.STOPPED:
        text = f"{text}\n\n{responder.say('reader-rubrics-stopped')}"
    text = f"{greeting}\n\n{text}" if greeting else text
    await responder.edit(text, _keyboard(responder, choice, rubrics, await frequency.counts(), page))


def is_new(responder: Responder, choice: Choice) -> bool:
    """Whoever has not finished a first choice is shown first what the newsroom suggests."""
    return responder.context.recipient is None or not (responder.context.recipient.welcomed or choice.every)


def _keyboard(responder: Responder, choice: Choice, rubrics: list[Rubric], counts: Counts, page: int) -> Keyboard:
    pages = max(1, -(-len(rubrics) // PER_PAGE))
    page = min(page, pages - 1)
    rows: list[tuple[Button, ...]] = []
    offered = is_new(responder, choice)
    suggested = [rubric for rubric in rubrics if offered and rubric.suggested and not choice.follows(rubric.key)]
    if suggested and not page:
        label = responder.plain("reader-suggested", names=named(suggested, responder.language))
        rows.append((press(cut_line(label, _LABEL), SuggestedPress()),))
    for rubric in rubrics[page * PER_PAGE : (page + 1) * PER_PAGE]:
        follows = choice.follows(rubric.key)
        mark = "⭐" if rubric in suggested else _mark(follows)
        label = _label(mark, rubric.name(responder.language), pace_label(responder, counts, rubric.key))
        rows.append((press(label, RubricPress(rubric=rubric.key, on=int(not follows), page=page)),))
    all_on = choice.all_of(rubrics)
    every = _label(_mark(all_on), responder.plain("reader-all-rubrics"), "")
    rows.append((press(every, RubricPress(rubric=EVERY_RUBRIC, on=int(not all_on), page=page)),))
    rows.append(pager(page, pages, lambda to: RubricPage(page=to)))
    rows.append((press(responder.plain("reader-done"), RubricsDone()),))
    return tuple(rows)


def _mark(on: bool) -> str:
    return "✅" if on else "▫️"


def _label(mark: str, name: str, frequency: str) -> str:
    return f"{mark} {name} · {frequency}" if frequency else f"{mark} {name}"
