"""The keyboard of rubrics: what is followed, how often each writes, one press to change it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.article import Rubric
from domain.audience import Mode
from domain.buttons import Button, Keyboard
from handlers.keyboards import RubricPage, RubricPress, RubricsDone, pager, press
from handlers.pace import Counts, Pace, pace_label
from handlers.talk import Talk
from storage.recipients import EVERY_RUBRIC
from storage.store import Store

PER_PAGE = 12


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

    def names(self, rubrics: list[Rubric], language: str) -> list[str]:
        """Names of the followed rubrics, in the desk's order."""
        return [rubric.name(language) for rubric in rubrics if self.follows(rubric.key)]


async def choice_here(store: Store, talk: Talk) -> Choice:
    """What this chat or topic follows."""
    recipient = talk.here.recipient
    return Choice(await store.recipients.subscriptions(recipient.id) if recipient else {})


async def shown_rubrics(store: Store) -> list[Rubric]:
    """Those that the desk does not hide."""
    return [rubric for rubric in await store.rubrics.all() if not rubric.hidden]


async def show_board(talk: Talk, store: Store, pace: Pace, page: int = 0) -> None:
    """Writes the keyboard, or changes the pressed message into it."""
    rubrics = await shown_rubrics(store)
    choice = await choice_here(store, talk)
    text = talk.say("reader-rubrics" if rubrics else "reader-rubrics-none-yet")
    await talk.shows(text, _keyboard(talk, choice, rubrics, await pace.counts(), page))


def _keyboard(talk: Talk, choice: Choice, rubrics: list[Rubric], counts: Counts, page: int) -> Keyboard:
    pages = max(1, -(-len(rubrics) // PER_PAGE))
    page = min(page, pages - 1)
    rows: list[tuple[Button, ...]] = []
    for rubric in rubrics[page * PER_PAGE : (page + 1) * PER_PAGE]:
        follows = choice.follows(rubric.key)
        label = _label(talk, follows, rubric.name(talk.language), pace_label(talk, counts, rubric.key))
        rows.append((press(label, RubricPress(rubric=rubric.key, on=int(not follows), page=page)),))
    all_on = choice.every and all(choice.follows(rubric.key) for rubric in rubrics)
    every = _label(talk, all_on, talk.plain("reader-all-rubrics"), "")
    rows.append((press(every, RubricPress(rubric=EVERY_RUBRIC, on=int(not all_on), page=page)),))
    rows.append(pager(page, pages, lambda to: RubricPage(page=to)))
    rows.append((press(talk.plain("reader-done"), RubricsDone()),))
    return tuple(rows)


def _label(talk: Talk, on: bool, name: str, pace: str) -> str:
    marked = f"{'✅' if on else '▫️'} {name}"
    return f"{marked} · {pace}" if pace else marked
