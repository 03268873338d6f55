"""One screen of a forum: each rubric with its topic, which is chosen from those that are known, or made for it."""

from __future__ import annotations

from aiogram import Router
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError

from domain.article import Rubric
from domain.audience import RecipientState
from domain.buttons import Button, Keyboard
from domain.readers.place import ForumTopic
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.keyboards import button, pager
from handlers.core.buttons.place_callbacks import (
    TopicMove,
    TopicNone,
    TopicSet,
    TopicsMake,
    TopicsOfRubric,
    TopicsPage,
)
from handlers.core.buttons.reader_callbacks import SettingsCallback
from handlers.core.responder import Responder
from handlers.core.rubrics import shown_rubrics
from handlers.readers.missed import ask_about_missed, question
from handlers.readers.places.topic_routes import Routes, find_routes, route
from storage.store import UnitOfWork
from text.telegram.fit import cut_line

PER_PAGE = 12
_LABEL = 60
# Topics made by one press. Telegram says nothing of a limit; the next press makes the rest.
_AT_ONCE = 20
_NAME = 128


def build() -> Router:
    router = Router(name="topics")
    router.callback_query.register(show_topics, TopicsPage.filter(), flags=MANAGES)
    router.callback_query.register(choose_topic, TopicsOfRubric.filter(), flags=MANAGES)
    router.callback_query.register(set_topic, TopicSet.filter(), flags=MANAGES)
    router.callback_query.register(set_none, TopicNone.filter(), flags=MANAGES)
    router.callback_query.register(make_topics, TopicsMake.filter(), flags=MANAGES)
    router.callback_query.register(move_lost, TopicMove.filter(), flags=MANAGES)
    return router


async def show_topics(event: object, responder: Responder, callback_data: TopicsPage | None = None) -> None:
    """Every rubric, with where it comes to."""
    routes, rubrics = await find_routes(responder), await shown_rubrics(responder.store)
    pages = max(1, -(-len(rubrics) // PER_PAGE))
    page = min(callback_data.page if callback_data else 0, pages - 1)
    rows: list[tuple[Button, ...]] = [
        (_rubric_row(responder, routes, rubric),) for rubric in rubrics[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    rows.append(pager(page, pages, lambda to: TopicsPage(page=to)))
    if missing := [rubric for rubric in rubrics if not _has_topic(routes, rubric)]:
        rows.append((button(responder.plain("place-topics-make", count=len(missing)), TopicsMake()),))
    rows.extend(_lost_rows(responder, routes))
    rows.append((button(responder.plain("reader-back"), SettingsCallback(place="rubrics", value="")),))
    key = "place-topics-how" if len(routes.topics) > 1 else "place-topics-unknown"
    await responder.edit(responder.say(key), tuple(rows))


def _rubric_row(responder: Responder, routes: Routes, rubric: Rubric) -> Button:
    where = [name_of(responder, routes, one.topic) for one in routes.of(rubric.key)]
    label = f"{rubric.name(responder.language)} → {', '.join(where) or '—'}"
    return button(cut_line(label, _LABEL), TopicsOfRubric(rubric=rubric.key, page=0))


def name_of(responder: Responder, routes: Routes, topic: int) -> str:
    """The name of a topic; its number where the name is unknown, with a mark where it is closed or gone."""
    known = routes.topics.get(topic)
    if known is None:
        return f"⚠️ {responder.plain('place-topic-gone', number=topic)}"
    name = known.name or responder.plain("place-topic-number", number=topic)
    return f"🔒 {name}" if known.closed else name


def _has_topic(routes: Routes, rubric: Rubric) -> bool:
    return any(one.topic and one.topic in routes.topics for one in routes.of(rubric.key))


def _lost_rows(responder: Responder, routes: Routes) -> Keyboard:
    """What came to a topic that is gone may come to General from now on."""
    return tuple(
        (button(responder.plain("place-topic-to-general", number=one.topic), TopicMove(topic=one.topic)),)
        for one in routes.lost
    )


async def choose_topic(event: object, callback_data: TopicsOfRubric, responder: Responder) -> None:
    """The topics that are known, and none of them."""
    rubric, routes = await responder.store.rubrics.get(callback_data.rubric), await find_routes(responder)
    topics: list[ForumTopic] = list(routes.topics.values())
    pages = max(1, -(-len(topics) // PER_PAGE))
    page = min(callback_data.page, pages - 1)
    here = {one.topic for one in routes.of(rubric.key)}

    def row(topic: ForumTopic) -> tuple[Button, ...]:
        mark = "✅" if topic.topic in here else "▫️"
        label = cut_line(f"{mark} {name_of(responder, routes, topic.topic)}", _LABEL)
        return (button(label, TopicSet(rubric=rubric.key, topic=topic.topic)),)

    none = button(f"{'▫️' if here else '✅'} {responder.plain('place-topic-none')}", TopicNone(rubric=rubric.key))
    rows = (
        *(row(topic) for topic in topics[page * PER_PAGE : (page + 1) * PER_PAGE]),
        pager(page, pages, lambda to: TopicsOfRubric(rubric=rubric.key, page=to)),
        (none,),
        (button(responder.plain("reader-back"), TopicsPage(page=0)),),
    )
    await responder.edit(responder.say("place-topic-of", name=rubric.name(responder.language)), rows)


async def set_topic(event: object, callback_data: TopicSet, responder: Responder) -> None:
    """Only a topic that is known: a forged number would make the news go nowhere."""
    rubric, routes = await responder.store.rubrics.get(callback_data.rubric), await find_routes(responder)
    if callback_data.topic not in routes.topics:
        await responder.notify("reader-stale")
        return
    await _route(responder, rubric, callback_data.topic, name_of(responder, routes, callback_data.topic))


async def set_none(event: object, callback_data: TopicNone, responder: Responder) -> None:
    await find_routes(responder)
    await _route(responder, await responder.store.rubrics.get(callback_data.rubric), None, "—")


async def _route(responder: Responder, rubric: Rubric, topic: int | None, where: str) -> None:
    async with responder.store.transaction() as work:
        await route(work, responder, rubric.key, topic)
    await responder.answer_callback(f"{rubric.name(responder.language)} → {where}")
    await show_topics(None, responder)


async def make_topics(event: object, responder: Responder) -> None:
    """A topic for each rubric that has none, by its name; one of that name that is there already is taken. What
    Telegram does not do now is said, and the next press goes on."""
    routes, rubrics = await find_routes(responder), await shown_rubrics(responder.store)
    by_name = {one.name.casefold(): one.topic for one in routes.topics.values() if one.topic and one.name}
    await responder.answer_callback()
    for rubric in [one for one in rubrics if not _has_topic(routes, one)][:_AT_ONCE]:
        name = rubric.name(responder.context.recipient.language if responder.context.recipient else responder.language)
        topic = by_name.get(name.casefold())
        if topic is None:
            made = await _make(responder, name[:_NAME])
            if isinstance(made, str):
                await responder.notify(made)
                break
            topic = made
        async with responder.store.transaction() as work:
            # Repeated after a kill, it goes on with the rubrics that have no topic yet.
            work.is_effect = False
            await work.places.name_topic(responder.context.chat_id, topic, name[:_NAME])
            await route(work, responder, rubric.key, topic)
    await show_topics(None, responder)


async def _make(responder: Responder, name: str) -> int | str:
    """The new topic's number, or the phrase that says why there is none."""
    try:
        return (await responder.bot.create_forum_topic(responder.context.chat_id, name)).message_thread_id
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        return "place-no-forum" if "not a forum" in error.message else "place-may-not-make"
    except AiogramError:
        return "place-make-later"


async def move_lost(event: object, callback_data: TopicMove, responder: Responder) -> None:
    """News of a topic that is gone comes to General, and what it missed is asked about."""
    store, chat_id = responder.store, responder.context.chat_id
    lost = await store.recipients.find(chat_id, callback_data.topic)
    if lost is None or not callback_data.topic:
        await responder.notify("reader-stale")
        return
    async with store.transaction() as work:
        missed = await _move(work, lost.id, callback_data.topic, chat_id)
        general = await work.recipients.find(chat_id)
    if responder.context.topic in (0, callback_data.topic) and general:
        responder.set_recipient(general)
    await responder.answer_callback(responder.plain("reader-saved"))
    await show_topics(None, responder)
    if missed:
        await responder.send(*question(responder.phrases, responder.language, missed))


async def _move(work: UnitOfWork, lost: int, topic: int, chat_id: int) -> int:
    recipient = await work.recipient_moves.to_topic(await work.recipients.get(lost), 0)
    if recipient.state in (RecipientState.BLOCKED, RecipientState.GONE):
        await work.recipients.set_state(recipient.id, RecipientState.ACTIVE)
    return await ask_about_missed(work, await work.recipients.get(recipient.id))
