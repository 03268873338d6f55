"""Merges two rubrics: followers and articles move, and no chat gets an article twice."""

from __future__ import annotations

from domain.article import Rubric
from domain.errors import Rejected
from domain.team import AuditAction, AuditCode
from handlers.admin.figures import recount
from handlers.admin.rubric_card import MOST, label_of
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import RubricAdminCallback
from handlers.core.responder import Responder
from storage.repositories.rubrics import RECIPIENTS_AT_ONCE
from storage.store import Store


async def ask_target(responder: Responder, one: Rubric, value: int) -> None:
    others = [other for other in await responder.store.rubrics.all() if other.key != one.key][:MOST]
    buttons = [
        button(label_of(responder, other), RubricAdminCallback(do="into", rubric=one.key, value=other.key))
        for other in others
    ]
    rows = [tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2)]
    back = (button(responder.plain("reader-back"), RubricAdminCallback(do="show", rubric=one.key)),)
    await responder.edit(responder.say("rubric-merge-into", name=one.name(responder.language)), (*rows, back))


async def ask_merge(responder: Responder, one: Rubric, value: int) -> None:
    target = await _target(responder.store, one, value)
    yes = button(
        responder.plain("rubric-merge-yes"), RubricAdminCallback(do="merged", rubric=one.key, value=target.key)
    )
    no = button(responder.plain("reader-no"), RubricAdminCallback(do="show", rubric=one.key))
    text = responder.say("rubric-merge-sure", old=one.name(responder.language), new=target.name(responder.language))
    await responder.edit(text, ((yes,), (no,)))


async def _target(store: Store, one: Rubric, value: int) -> Rubric:
    """Raises Rejected for a rubric into itself, as it is after a second press."""
    target = await store.rubrics.get(value)
    if target.key == one.key:
        raise Rejected("reader-stale")
    return target


async def merge(responder: Responder, one: Rubric, value: int) -> None:
    """Followers first, so that no article of the new rubric misses them; then articles; the names last.

    Followers and articles move in short transactions that may be repeated: after a crash the press comes again and
    continues with the rest.
    """
    target = await _target(responder.store, one, value)
    await responder.answer_callback()
    ended = False
    while not ended:
        # Repeats only if the store stood still for a minute.
        await _move_followers(responder.store, one.key, target.key)
        await _move_articles(responder.store, one.key, target.key)
        ended = await _end(responder, one, target)
    await recount(responder.store, target.key, responder.now_ms, responder.services.zone)
    await responder.edit(
        responder.say("rubric-merged", old=one.name(responder.language), new=target.name(responder.language)),
        ((button(responder.plain("reader-back"), RubricAdminCallback(do="list")),),),
    )


async def _move_followers(store: Store, old: int, new: int) -> None:
    async with store.transaction() as work:
        work.is_effect = False
        await work.merges.begin(old, new)
    for first in range(0, await store.merges.largest_recipient() + 1, RECIPIENTS_AT_ONCE):
        async with store.transaction() as work:
            work.is_effect = False
            if not await work.merges.merge_followers(old, new, first, first + RECIPIENTS_AT_ONCE - 1):
                return


async def _move_articles(store: Store, old: int, new: int) -> None:
    left = True
    while left:
        async with store.transaction() as work:
            work.is_effect = False
            left = bool(await work.merges.move_articles(old, new))


async def _end(responder: Responder, one: Rubric, target: Rubric) -> bool:
    """Moves the names and the members' limits; False when the followers have to be moved again."""
    async with responder.store.transaction() as work:
        if not await work.merges.end(one.key, target.key):
            work.is_effect = False
            return False
        # Articles accepted meanwhile.
        await work.merges.move_articles(one.key, target.key)
        for member in await work.team.all():
            if one.key in member.rubrics:
                await work.team.put(member.in_rubric_instead(one.key, target.key), responder.user_id)
        slugs = map(AuditCode, (one.slug, one.slug, target.slug))
        await work.audit.note(responder.user_id, AuditAction.RUBRIC_MERGED, *slugs)
    return True


async def forget_merged(store: Store) -> None:
    """Deletes merged rubrics whose broadcasts have ended. Writes nothing when there are none."""
    for old in await store.merges.to_forget():
        for first in range(0, await store.merges.largest_recipient() + 1, RECIPIENTS_AT_ONCE):
            async with store.transaction(quiet=True) as work:
                await work.merges.forget_followers(old, first, first + RECIPIENTS_AT_ONCE - 1)
        async with store.transaction(quiet=True) as work:
            await work.merges.forgotten(old)
