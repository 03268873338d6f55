"""`/edit old -> new`: finds the article and the words, and shows the difference; one press more sends it."""

from __future__ import annotations

from itertools import islice

from aiogram import Router
from aiogram.filters import CommandObject, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message

from domain.article import Article
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.team import Role
from handlers.core.access.rights import Staff
from handlers.core.article_buttons import article_with_id, named_article
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ReplaceCallback
from handlers.core.dialogue_state import enter
from handlers.drafts.correct.preview import show_correction
from handlers.drafts.correct.start import correction_of, filled_from
from handlers.drafts.replacing import (
    FIELDS,
    Place,
    Replacement,
    around,
    nearest_word,
    places_in,
    read_replacement,
    replaced,
)
from handlers.drafts.session import DraftSession
from text.telegram.fit import cut_line

# The latest articles that are looked through where none is named, and those that are offered.
_LOOKED_THROUGH, _OFFERED = 100, 6
# Places that are offered one by one; all of them can always be chosen.
_PLACES = 8
_LABEL = 48
# Stands for every place.
ALL = 999
_NAMES = dict(zip(FIELDS, ("editor-change-title", "editor-change-lead", "editor-change-text"), strict=True))


class Replacing(StatesGroup):
    """Which article or place is meant is asked by buttons. The dialogue's data holds `old` and `new`."""

    which = State()


def build() -> Router:
    router = Router(name="replace")
    chosen = (ReplaceCallback.filter(), StateFilter(Replacing.which), Staff(Role.EDITOR))
    router.callback_query.register(choose, *chosen)
    return router


async def edit_by_words(event: Message, command: CommandObject, session: DraftSession) -> bool:
    """Handles the command if there is an arrow in it; False where there is none."""
    wanted = read_replacement(command.args or "")
    if wanted is None:
        return False
    bare = CommandObject(prefix=command.prefix, command=command.command)
    article = await named_article(event, bare, session.responder)
    named, behind = (None, wanted) if article else await _named_before(session, wanted)
    if named and places_in(_as_draft(named), behind):
        article, wanted = named, behind
    found = [article] if article else await _with_words(session, wanted)
    if not found and named:
        found, wanted = [named], behind
    if not found:
        raise Rejected("replace-nowhere", old=wanted.old[:200])
    if len(found) == 1:
        await _replace(session, found[0], wanted)
    else:
        await _ask_article(session, found, wanted)
    return True


async def _named_before(session: DraftSession, wanted: Replacement) -> tuple[Article | None, Replacement]:
    """`post-7 old -> new`: the article, whose id the first word may be, and the words behind it."""
    first, _, rest = wanted.old.partition(" ")
    named = await article_with_id(first, session.store) if rest.strip() else None
    return named, Replacement(rest.strip(), wanted.new)


async def _with_words(session: DraftSession, wanted: Replacement) -> list[Article]:
    latest = await session.store.articles.latest(limit=_LOOKED_THROUGH)
    mine = [one for one in latest if session.member.may(Role.EDITOR, one.rubric.key)]
    return list(islice((one for one in mine if places_in(_as_draft(one), wanted)), _OFFERED))


async def _ask_article(session: DraftSession, found: list[Article], wanted: Replacement) -> None:
    await enter(session.dialogue, Replacing.which, old=wanted.old, new=wanted.new)
    rows = tuple(
        (button(cut_line(one.title or one.summary.text, _LABEL), ReplaceCallback(article=one.key, place=0)),)
        for one in found
    )
    await session.responder.send(session.responder.say("replace-which-article", old=wanted.old[:200]), rows)


async def choose(event: object, callback_data: ReplaceCallback, session: DraftSession) -> None:
    """An article (place 0), one of its places, or ALL of them."""
    data = await session.dialogue.get_data()
    wanted = Replacement(str(data.get("old", "")), str(data.get("new", "")))
    if not wanted.old:
        raise Rejected("reader-stale")
    await session.responder.answer_callback()
    article = await session.store.articles.get(callback_data.article)
    await _replace(session, article, wanted, callback_data.place)


async def _replace(session: DraftSession, article: Article, wanted: Replacement, place: int = 0) -> None:
    """Raises Rejected where the words do not stand in the article, or it may not be corrected."""
    draft = await correction_of(session, article)
    before = draft or _as_draft(article)
    places = places_in(before, wanted)
    if not places and draft and places_in(_as_draft(article), wanted):
        await session.responder.send(session.responder.say("replace-begun", old=wanted.old[:200]))
        await show_correction(session, draft)
        return
    if not places:
        near = nearest_word(before, wanted.old)
        key = "replace-absent-near" if near else "replace-absent"
        raise Rejected(key, old=wanted.old[:200], title=article.title[:120], near=near)
    chosen = places if len(places) == 1 or place == ALL else places[place - 1 : place] if place else []
    if not chosen:
        await _ask_place(session, article, wanted, before, places)
        return
    if draft is None:
        draft = await session.new_draft(lambda empty: replaced(filled_from(empty, article), chosen, wanted))
    else:
        draft = await session.change(draft, lambda now: replaced(now, chosen, wanted) if now == draft else now)
    await show_correction(session, draft)


async def _ask_place(
    session: DraftSession, article: Article, wanted: Replacement, draft: Draft, places: list[Place]
) -> None:
    await enter(session.dialogue, Replacing.which, old=wanted.old, new=wanted.new)
    plain = session.responder.plain
    lines = [
        f"{number}. {plain(_NAMES[place.field])}: {around(draft, place)}"
        for number, place in enumerate(places[:_PLACES], start=1)
    ]
    buttons = [
        button(str(number), ReplaceCallback(article=article.key, place=number)) for number in range(1, len(lines) + 1)
    ]
    every = button(plain("replace-all", count=len(places)), ReplaceCallback(article=article.key, place=ALL))
    text = session.responder.say("replace-which-place", old=wanted.old[:200], count=len(places))
    shown = "\n".join([text, "", *(session.responder.say("replace-place", line=line) for line in lines)])
    await session.responder.send(shown, ((every,), tuple(buttons[:4]), tuple(buttons[4:])))


def _as_draft(article: Article) -> Draft:
    return filled_from(_EMPTY, article)


# Only its words are looked at.
_EMPTY = Draft(0, 0, DraftState.EDITING, 0)
