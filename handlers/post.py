"""/post: an owner writes an article, in one message or step by step; /cancel leaves and keeps the draft."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.draft import Draft
from domain.rich import Rich
from domain.team import Member
from handlers.drafting import (
    LEAD_LIMIT,
    RUBRIC_LIMIT,
    TITLE_LIMIT,
    Desk,
    Writing,
    with_lead,
    with_link,
    with_more,
    with_tags,
    with_title,
)
from handlers.keyboards import DraftPress, press
from handlers.post_preview import go_on
from handlers.rights import Staff
from handlers.talk import Talk
from handlers.typed import after_command, split_article, typed
from storage.store import Store

_WORDS = F.text & ~F.text.startswith("/")


def build() -> Router:
    router = Router(name="post")
    router.message.register(post, F.text, Command("post", ignore_case=True), Staff())
    router.message.register(cancel, F.text, Command("cancel", ignore_case=True), StateFilter(Writing), Staff())
    router.message.register(title, _WORDS, Writing.title, Staff())
    router.message.register(lead, _WORDS, Writing.lead, Staff())
    router.message.register(text, _WORDS, Writing.text, Staff())
    router.message.register(rubric, _WORDS, Writing.rubric, Staff())
    router.message.register(link, _WORDS, Writing.link, Staff())
    router.message.register(tags, _WORDS, Writing.tags, Staff())
    router.message.register(not_text, ~F.text, StateFilter(Writing), Staff())
    return router


async def post(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    desk = Desk(talk, store, state, member)
    whole = after_command(event)
    if whole:
        await _in_one_message(desk, whole)
        return
    unfinished = await store.drafts.unfinished(talk.here.user_id)
    if unfinished is None:
        await begin(desk)
    elif _is_empty(unfinished):
        await go_on(desk, unfinished)
    else:
        await _offer(talk, unfinished)


async def begin(desk: Desk) -> None:
    """A new draft, asked for part by part."""
    await go_on(desk, await desk.new_draft())


async def _in_one_message(desk: Desk, whole: Rich) -> None:
    title, lead, body = split_article(whole, title_limit=TITLE_LIMIT, lead_limit=LEAD_LIMIT)
    draft = await desk.write(replace(await desk.new_draft(), title=title, lead=lead, body=body))
    if not title:
        await desk.talk.says(desk.talk.say("editor-first-line-too-long", limit=TITLE_LIMIT))
    await go_on(desk, draft)


def _is_empty(draft: Draft) -> bool:
    return not (draft.title or draft.lead or draft.body)


async def _offer(talk: Talk, draft: Draft) -> None:
    """An unfinished draft comes first: go on with it, or leave it and begin another."""
    name = draft.title or draft.body.text[:80] or draft.lead.text[:80]
    rows = tuple(
        (press(talk.plain(key), DraftPress(do=do, draft=draft.id, version=draft.version)),)
        for key, do in (("editor-continue", "continue"), ("editor-begin-new", "new"), ("editor-throw", "throw"))
    )
    await talk.says(talk.say("editor-unfinished", name=name), rows)


async def cancel(event: object, talk: Talk, state: FSMContext) -> None:
    await state.clear()
    await talk.says(talk.say("editor-cancelled"))


async def title(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    desk = Desk(talk, store, state, member)
    draft = await desk.write(with_title(await desk.draft(), typed(event)))
    await go_on(desk, draft)


async def lead(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    desk = Desk(talk, store, state, member)
    draft = await desk.write(with_lead(await desk.draft(), typed(event)))
    await go_on(desk, draft, lead_is_settled=True)


async def text(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    """Each message is a further part of the text; when it is being changed, the first one replaces the old text."""
    desk = Desk(talk, store, state, member)
    draft = await desk.draft()
    if (await state.get_data()).get("anew"):
        draft = replace(draft, body=Rich())
    draft = await desk.write(with_more(draft, typed(event)))
    await desk.expects(Writing.text, draft)
    await _received(talk, draft)


async def _received(talk: Talk, draft: Draft) -> None:
    enough = press(talk.plain("editor-enough"), DraftPress(do="enough", draft=draft.id, version=draft.version))
    await talk.says(talk.say("editor-text-received", count=len(draft.body.text)), ((enough,),))


async def rubric(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    """The name of a rubric; what is too long for one is the rest of a text that Telegram split into messages."""
    desk = Desk(talk, store, state, member)
    draft = await desk.draft()
    said = typed(event)
    name = " ".join(said.text.split())
    if "\n" in said.text or len(name) > RUBRIC_LIMIT:
        draft = await desk.write(with_more(draft, said))
        await talk.says(talk.say("editor-text-continued", count=len(draft.body.text)))
        return
    known = await store.rubrics.named(name)
    if known is None:
        await desk.expects(Writing.rubric, draft, name=name)
        await _offer_new_rubric(talk, draft, name)
        return
    draft = await desk.write(replace(draft, rubric=known.key))
    await go_on(desk, draft)


async def _offer_new_rubric(talk: Talk, draft: Draft, name: str) -> None:
    rows = tuple(
        (press(talk.plain(key), DraftPress(do=do, draft=draft.id, version=draft.version)),)
        for key, do in (("editor-create", "create"), ("editor-choose", "pick"), ("editor-belongs-to-text", "append"))
    )
    await talk.says(talk.say("editor-new-rubric", name=name), rows)


async def link(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    """Where the article comes from: readers get a button that leads there."""
    desk = Desk(talk, store, state, member)
    await go_on(desk, await desk.write(with_link(await desk.draft(), event.text or "")))


async def tags(event: Message, talk: Talk, store: Store, state: FSMContext, member: Member) -> None:
    desk = Desk(talk, store, state, member)
    await go_on(desk, await desk.write(with_tags(await desk.draft(), event.text or "")))


async def not_text(event: object, talk: Talk) -> None:
    await talk.says(talk.say("editor-only-text"))
