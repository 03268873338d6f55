"""Tells an administrator, once, that news cannot come to a place, that it comes again, or that a group has a new id."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from aiogram import Bot

from domain.audience import Recipient
from domain.buttons import Button, Keyboard
from domain.readers.place import PlaceEvent, PlaceNews
from domain.reason import ReasonCode
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.place_callbacks import MissedOfPlace, PlaceCallback, TopicMove
from handlers.core.managed_chat import address
from handlers.core.notify import Notified, Notifier, notifier_for
from handlers.core.services import Services
from text.reasons import in_words
from text.telegram.fit import cut_line

log = logging.getLogger(__name__)

# Pieces of news in one look; the rest follows two seconds later.
_AT_ONCE = 20
# Buttons for what was missed in the topics of one chat.
_TOPICS = 8
# Milliseconds after which what could not be told is told no more: it is an old state by then.
_KEPT_MS = 7 * 86_400_000


async def tell_place_news(bot: Bot, services: Services) -> None:
    """The row goes when somebody was told, or nobody can be. After a crash in between somebody hears it twice."""
    store = services.store
    news = await store.places.pending(_AT_ONCE)
    for one in news:
        if await _tell(bot, services, one) is Notified.POSTPONED:
            continue
        async with store.transaction() as work:
            await work.places.mark_told(one)
    if news:
        async with store.transaction() as work:
            await work.places.give_up(services.clock.trusted_ms() - _KEPT_MS)


async def _tell(bot: Bot, services: Services, news: PlaceNews) -> Notified:
    recipients = [
        one
        for one in await services.store.recipients.of_chat(news.chat_id)
        if not news.topic or one.topic == news.topic
    ]
    if not recipients:
        return Notified.UNREACHABLE
    told = await _compose(services, news, recipients)
    notifier = notifier_for(bot, services)
    for user_id, language in await services.store.places.admins(news.chat_id):
        if await _is_no_more(bot, services, news.chat_id, user_id):
            continue
        said = await notifier.in_language(language).send(user_id, told.in_language)
        if said is not Notified.UNREACHABLE:
            return said
    return await _in_the_chat(notifier, news, told, recipients)


async def _is_no_more(bot: Bot, services: Services, chat_id: int, user_id: int) -> bool:
    """Whether Telegram says plainly that this person administers the chat no more. It says nothing to a bot outside."""
    return (await services.administrators.of_these(bot, [chat_id], user_id))[chat_id] is False


async def _in_the_chat(notifier: Notifier, news: PlaceNews, told: _Told, recipients: list[Recipient]) -> Notified:
    """Nobody can be told in private: a group hears of its topic itself. A channel's readers hear nothing of it."""
    if not news.topic or news.event is not PlaceEvent.STOPPED:
        return Notified.UNREACHABLE
    words = notifier.in_language(recipients[0].language)
    return await words.send(news.chat_id, lambda language: (told.in_language(language)[0], ()))


@dataclass(frozen=True, slots=True)
class _Told:
    """A piece of news, in any language. `missed`: recipients, how many articles passed each by, and its label."""

    services: Services
    news: PlaceNews
    place: Recipient
    topic: str
    missed: list[tuple[Recipient, int, str]]

    def in_language(self, language: str) -> tuple[str, Keyboard]:
        phrases, news = self.services.phrases, self.news
        why = in_words(phrases, language, news.reason)
        where = "topic" if news.topic else self.place.kind.value
        values = {"title": self.place.title, "topic": self.topic, "where": where}
        key = {
            PlaceEvent.STOPPED: "place-news-stopped",
            PlaceEvent.RESUMED: "place-news-resumed",
            PlaceEvent.MOVED: "place-news-moved",
        }[news.event]
        text = phrases.say(language, key, why=why, **values)
        if self.missed:
            text = f"{text}\n\n{phrases.say(language, 'place-news-missed', count=sum(n for _, n, _ in self.missed))}"
        return text, (*self._missed_rows(language), *self._ways(language))

    def _missed_rows(self, language: str) -> Keyboard:
        rows: list[tuple[Button, ...]] = []
        for recipient, count, name in self.missed[:_TOPICS]:
            label = self.services.phrases.plain(language, "place-news-what-missed", count=count)
            label = cut_line(f"{name}: {label}" if name else label, 60)
            rows += address(((button(label, MissedOfPlace()),),), recipient.id)
        return tuple(rows)

    def _ways(self, language: str) -> Keyboard:
        phrases, news = self.services.phrases, self.news
        rows: list[tuple[Button, ...]] = []
        if news.event is PlaceEvent.STOPPED and news.reason.code is ReasonCode.TOPIC_GONE:
            label = phrases.plain(language, "place-topic-to-general", number=news.topic)
            rows += address(((button(label, TopicMove(topic=news.topic)),),), self.place.id)
        card = button(phrases.plain(language, "place-open"), PlaceCallback(recipient=self.place.id))
        return (*rows, (card,))


async def _compose(services: Services, news: PlaceNews, recipients: list[Recipient]) -> _Told:
    """What was missed is asked about with this message, so a later /resume asks no more than once."""
    names = {one.topic: one.name for one in await services.store.places.topics(news.chat_id)}
    place = next((one for one in recipients if one.topic == news.topic), recipients[0])
    # A topic that is gone has no name any more.
    topic = names.get(news.topic, "") or (f"#{news.topic}" if news.topic else "")
    missed: list[tuple[Recipient, int, str]] = []
    if news.event is PlaceEvent.RESUMED:
        async with services.store.transaction() as work:
            counts = {one.id: await work.absences.ask(one.id) for one in recipients}
        missed = [(one, counts[one.id], names.get(one.topic, "")) for one in recipients if counts[one.id]]
    return _Told(services, news, place, topic, missed)
