"""The list of rubrics for owners, and the card of one with its buttons."""

from __future__ import annotations

from domain.article import Rubric
from domain.buttons import Button
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import RubricAdminCallback
from handlers.core.responder import Responder

# Rubrics that fit below a message, two a row.
MOST = 40


def label_of(responder: Responder, one: Rubric) -> str:
    return f"{one.emoji} {one.name(responder.language)}".strip()


async def show_all(responder: Responder) -> None:
    """Shows the list, in the pressed message if there is one."""
    rubrics = await responder.store.rubrics.all()
    lines = [await _line(responder, one) for one in rubrics[:MOST]]
    buttons = [
        button(label_of(responder, one), RubricAdminCallback(do="show", rubric=one.key)) for one in rubrics[:MOST]
    ]
    rows: list[tuple[Button, ...]] = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    rows.append((button(responder.plain("rubric-add"), RubricAdminCallback(do="add")),))
    await responder.edit("\n".join([responder.say("rubric-head", count=len(rubrics)), "", *lines]), tuple(rows))


async def _line(responder: Responder, one: Rubric) -> str:
    # About how many: a press shows forty rubrics, and an exact count would take too long.
    followers = await responder.store.readership.about(one.key)
    line = responder.say("rubric-line", name=label_of(responder, one), followers=followers)
    return " · ".join([line, *_marks(responder, one)])


def _marks(responder: Responder, one: Rubric) -> list[str]:
    marks = (("rubric-suggested", one.suggested), ("rubric-hidden", one.hidden))
    return [responder.say(key) for key, on in marks if on]


async def show(responder: Responder, one: Rubric) -> None:
    names = {code: one.names.get(code, "—") for code in ("kk", "ru", "en")}
    kk, ru, en = names["kk"], names["ru"], names["en"]
    followers = await responder.store.readership.about(one.key)
    text = responder.say(
        "rubric-card", name=label_of(responder, one), kk=kk, ru=ru, en=en, slug=one.slug, followers=followers
    )
    text = "\n\n".join(part for part in (text, " · ".join(_marks(responder, one))) if part)

    def action(key: str, do: str, value: int = 0) -> Button:
        return button(responder.plain(key), RubricAdminCallback(do=do, rubric=one.key, value=value))

    suggest = action("rubric-unsuggest", "suggest", 0) if one.suggested else action("rubric-suggest", "suggest", 1)
    hide = action("rubric-show", "hide", 0) if one.hidden else action("rubric-hide", "hide", 1)
    rows = (
        (action("rubric-rename", "rename"), hide),
        (action("rubric-up", "move", 0), action("rubric-down", "move", 1)),
        (suggest,),
        (action("rubric-merge", "merge"),),
        (button(responder.plain("reader-back"), RubricAdminCallback(do="list")),),
    )
    await responder.edit(text, rows)
