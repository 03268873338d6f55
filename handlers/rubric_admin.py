"""/rubric: an owner opens, renames, hides, suggests and orders rubrics."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.article import Rubric
from domain.buttons import Button
from domain.errors import Rejected
from domain.team import Deed, Role
from handlers.desk_presses import DeskRubricPress
from handlers.dialogues import enter, leave_with
from handlers.keyboards import press
from handlers.left import Left
from handlers.rights import Staff
from handlers.rubric_merge import ask_merge, ask_target, merge
from handlers.rubric_words import MOST, label_of
from handlers.talk import Talk
from storage.store import Store
from text.hostile import tame_line

_NAME = 64
_LANGUAGES = ("kk", "ru", "en")
"""In the order in which the lines of names are read."""


class Naming(StatesGroup):
    """The next message holds names. The dialogue's data holds `rubric`: its key, 0 for a new one."""

    names = State()


def build() -> Router:
    router = Router(name="rubric-admin")
    router.message.register(rubric, F.text, Command("rubric", ignore_case=True), Staff(Role.OWNER))
    leave = Command("cancel", ignore_case=True)
    router.message.register(cancel, Naming.names, F.text, leave, Staff(Role.OWNER))
    words = F.text & ~F.text.startswith("/")
    router.message.register(over, words, StateFilter(Naming.names), Left(), Staff(Role.OWNER))
    router.message.register(named, words, StateFilter(Naming.names), Staff(Role.OWNER))
    router.callback_query.register(pressed, DeskRubricPress.filter(), Staff(Role.OWNER))
    return router


async def rubric(event: object, talk: Talk, store: Store) -> None:
    await _show_all(talk, store)


async def pressed(event: object, callback_data: DeskRubricPress, talk: Talk, store: Store, state: FSMContext) -> None:
    do = callback_data.do
    if do == "list":
        await _show_all(talk, store)
        return
    if do in ("add", "rename"):
        await talk.toast()
        await _ask_names(talk, store, state, callback_data.rubric if do == "rename" else 0)
        return
    action = _ACTIONS.get(do)
    if action is None:
        raise Rejected("reader-stale")
    await action(talk, store, await store.rubrics.get(callback_data.rubric), callback_data.value)


async def _ask_names(talk: Talk, store: Store, state: FSMContext, key: int) -> None:
    """`key` 0: for a new rubric. One that is renamed shows the names that it has, to be copied and changed."""
    old = await store.rubrics.get(key) if key else None
    await enter(state, Naming.names, rubric=key)
    if old is None:
        await talk.says(talk.say("rubric-ask-names"))
        return
    lines = [old.names[code] for code in _LANGUAGES if code in old.names]
    await talk.says(talk.say("rubric-ask-new-names", names="\n".join([*lines, old.emoji]).strip()))


async def cancel(event: object, talk: Talk, state: FSMContext) -> None:
    await state.clear()
    await talk.says(talk.say("reader-stays"))


async def over(event: object, talk: Talk, state: FSMContext) -> None:
    """What is written a day later is hardly a name."""
    await state.clear()
    await talk.says(talk.say("rubric-names-over"))


async def _show_all(talk: Talk, store: Store) -> None:
    rubrics = await store.rubrics.all()
    lines = [await _line(talk, store, one) for one in rubrics[:MOST]]
    buttons = [press(label_of(talk, one), DeskRubricPress(do="show", rubric=one.key)) for one in rubrics[:MOST]]
    rows: list[tuple[Button, ...]] = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    rows.append((press(talk.plain("rubric-add"), DeskRubricPress(do="add")),))
    await talk.shows("\n".join([talk.say("rubric-head", count=len(rubrics)), "", *lines]), tuple(rows))


async def _line(talk: Talk, store: Store, one: Rubric) -> str:
    followers = await _followers(store, one.key)
    line = talk.say("rubric-line", name=label_of(talk, one), followers=followers)
    return " · ".join([line, *_marks(talk, one)])


def _marks(talk: Talk, one: Rubric) -> list[str]:
    """What is special about a rubric."""
    marks = (("rubric-suggested", one.suggested), ("rubric-hidden", one.hidden))
    return [talk.say(key) for key, on in marks if on]


async def _followers(store: Store, key: int) -> int:
    """Chats that get it at once."""
    return await store.readership.followers(key)


async def _show(talk: Talk, store: Store, one: Rubric, value: int) -> None:
    names = {code: one.names.get(code, "—") for code in ("kk", "ru", "en")}
    kk, ru, en = names["kk"], names["ru"], names["en"]
    followers = await _followers(store, one.key)
    text = talk.say("rubric-card", name=label_of(talk, one), kk=kk, ru=ru, en=en, slug=one.slug, followers=followers)
    text = "\n\n".join(part for part in (text, " · ".join(_marks(talk, one))) if part)

    def button(key: str, do: str, value: int = 0) -> Button:
        return press(talk.plain(key), DeskRubricPress(do=do, rubric=one.key, value=value))

    suggest = button("rubric-unsuggest", "suggest", 0) if one.suggested else button("rubric-suggest", "suggest", 1)
    hide = button("rubric-show", "hide", 0) if one.hidden else button("rubric-hide", "hide", 1)
    rows = (
        (button("rubric-rename", "rename"), hide),
        (button("rubric-up", "move", 0), button("rubric-down", "move", 1)),
        (suggest,),
        (button("rubric-merge", "merge"),),
        (press(talk.plain("reader-back"), DeskRubricPress(do="list")),),
    )
    await talk.shows(text, rows)


async def named(event: Message, talk: Talk, store: Store, state: FSMContext) -> None:
    """Names on lines: Kazakh, Russian, English, emoji; all but the first may be missing, and then stay as they are."""
    key = (await state.get_data()).get("rubric")
    lines = [tame_line(line) for line in (event.text or "").splitlines() if line.strip()]
    emoji = lines.pop() if len(lines) > 1 and not any(char.isalnum() for char in lines[-1]) else ""
    if not lines or len(lines) > 3 or any(len(line) > _NAME for line in (*lines, emoji)):
        raise Rejected("rubric-names-wrong")
    names = dict(zip(_LANGUAGES, lines, strict=False))
    async with store.transaction() as work:
        if isinstance(key, int) and key:
            old = await work.rubrics.get(key)
            await work.rubrics.rename(old, {**old.names, **names}, emoji or old.emoji)
            told = (old.name("kk"), " / ".join(lines))
            await work.audit.note(talk.here.user_id, Deed.RUBRIC_CHANGED, old.slug, *told)
            one = await work.rubrics.get(old.key)
        else:
            one = await work.rubrics.add(names, emoji)
            await work.audit.note(talk.here.user_id, Deed.RUBRIC_ADDED, one.slug, "", " / ".join(lines))
        await leave_with(work, state)
    if not key:
        await talk.says(talk.say("rubric-added", name=one.name(talk.language)))
    await _show(talk, store, one, 0)


async def _hide(talk: Talk, store: Store, one: Rubric, value: int) -> None:
    async with store.transaction() as work:
        await work.rubrics.hide(one.key, bool(value))
        told = ("hidden", "shown") if one.hidden else ("shown", "hidden")
        if one.hidden is not bool(value):
            await work.audit.note(talk.here.user_id, Deed.RUBRIC_CHANGED, one.slug, *told)
        one = await work.rubrics.get(one.key)
    await talk.toast(talk.plain("reader-saved"))
    await _show(talk, store, one, 0)


async def _suggest(talk: Talk, store: Store, one: Rubric, value: int) -> None:
    """Whoever comes anew sees it first; a second press changes nothing."""
    async with store.transaction() as work:
        await work.rubrics.suggest(one.key, bool(value))
        if one.suggested is not bool(value):
            told = ("suggested", "") if one.suggested else ("", "suggested")
            await work.audit.note(talk.here.user_id, Deed.RUBRIC_CHANGED, one.slug, *told)
        one = await work.rubrics.get(one.key)
    await talk.toast(talk.plain("reader-saved"))
    await _show(talk, store, one, 0)


async def _move(talk: Talk, store: Store, one: Rubric, value: int) -> None:
    """One place up (0) or down (1)."""
    async with store.transaction() as work:
        keys = [other.key for other in await work.rubrics.all()]
        place = keys.index(one.key)
        other = place + (1 if value else -1)
        if 0 <= other < len(keys):
            keys[place], keys[other] = keys[other], keys[place]
            await work.rubrics.put_in_order(keys)
            told = (str(place + 1), str(other + 1))
            await work.audit.note(talk.here.user_id, Deed.RUBRIC_CHANGED, one.slug, *told)
    await _show_all(talk, store)


_ACTIONS: dict[str, Callable[[Talk, Store, Rubric, int], Awaitable[None]]] = {
    "show": _show,
    "hide": _hide,
    "move": _move,
    "suggest": _suggest,
    "merge": ask_target,
    "into": ask_merge,
    "merged": merge,
}
