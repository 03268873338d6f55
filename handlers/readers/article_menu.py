"""What a chat can do with an article: save it, see similar ones, follow or mute its story, ask why it came.

Under a push these buttons stand behind "…"; under a text that is read they stand at once.
"""

from __future__ import annotations

from aiogram import Router

from domain.article import Article
from domain.audience import Mode, Recipient
from domain.buttons import Button, MenuAct, menu_data
from domain.errors import NotFound
from domain.readers.alerts import StoryChoice
from domain.rich import Rich, SpanKind
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.reader_callbacks import ArticleMenu
from handlers.core.chat_context import ensure_recipient
from handlers.core.responder import Responder
from handlers.readers.alerts.screen import shown_words
from handlers.readers.article_list import Listing, send_listing
from handlers.readers.menu_rows import menu_rows
from handlers.readers.read import find_readable, reading_keyboard
from storage.ports import RelatedOptions
from storage.repositories.readers.saved import MOST as MOST_SAVED
from storage.repositories.readers.stories import MOST as MOST_STORIES
from storage.repositories.recipients import EVERY_RUBRIC
from text.telegram.card import list_card
from text.telegram.fit import cut_line
from text.telegram.push_buttons import push_buttons

_SIMILAR = 5
# Less alike articles share only words that any two articles of a rubric share.
_LEAST_ALIKE = 0.12
_NAME, _WORDS = 40, 60
_CHOICES = {MenuAct.FOLLOW: StoryChoice.FOLLOW, MenuAct.MUTE: StoryChoice.MUTE}
_CHOSEN = {StoryChoice.FOLLOW: "story-followed", StoryChoice.MUTE: "story-muted"}
_MODES = {Mode.NOW: "why-rubric", Mode.DIGEST: "why-digest"}


def build() -> Router:
    router = Router(name="article_menu")
    router.callback_query.register(handle, ArticleMenu.filter(), flags=MANAGES)
    return router


async def handle(event: object, callback_data: ArticleMenu, responder: Responder) -> None:
    act = callback_data.do
    if act is MenuAct.WHY:
        await _why(responder, callback_data.article)
        return
    article = await find_readable(callback_data.article, responder)
    if article is None:
        return
    if act is MenuAct.SIMILAR:
        await show_similar(responder, article)
        return
    if act is MenuAct.SAVE:
        await _save(responder, article)
    elif act in _CHOICES:
        await _choose_story(responder, article, _CHOICES[act])
    await _refresh(responder, article, callback_data)


async def _refresh(responder: Responder, article: Article, pressed: ArticleMenu) -> None:
    """The buttons under the pressed message with what is chosen now."""
    if pressed.place:
        await responder.edit_keyboard(await reading_keyboard(responder, article, pressed.place - 1))
        return
    closed = push_buttons(article, responder.context.kind, responder.language, responder.username)
    opened = (closed[0][:-1], *await menu_rows(responder, article, 0), _last_row(responder, article))
    await responder.edit_keyboard(closed if pressed.do is MenuAct.CLOSE else opened)


def _last_row(responder: Responder, article: Article) -> tuple[Button, ...]:
    why = Button(responder.plain("act-why"), data=menu_data(MenuAct.WHY, article.key))
    return why, Button(responder.plain("reader-back"), data=menu_data(MenuAct.CLOSE, article.key))


async def _save(responder: Responder, article: Article) -> None:
    """Saves it, or takes it off where it is saved."""
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        off = await work.saved.drop(recipient.id, article.key)
        full = not off and await work.saved.count(recipient.id) >= MOST_SAVED
        if not off and not full:
            await work.saved.add(recipient.id, article.key)
    responder.set_recipient(recipient)
    if full:
        await responder.notify("saved-full", limit=MOST_SAVED)
    else:
        await responder.answer_callback(responder.plain("saved-dropped" if off else "saved-kept"))


async def _choose_story(responder: Responder, article: Article, choice: StoryChoice) -> None:
    """Follows or mutes its story; a second press takes that back."""
    alike = await responder.store.stories.alike(article)
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        story = await work.stories.begin(article.key, alike)
        old = await work.stories.choice(recipient.id, story)
        full = old is None and await work.stories.count(recipient.id) >= MOST_STORIES
        if not full:
            await work.stories.choose(recipient.id, story, None if old is choice else choice)
            await work.verdicts.again(recipient.id)
    responder.set_recipient(recipient)
    if full:
        await responder.notify("story-full", limit=MOST_STORIES)
        return
    await responder.answer_callback(responder.plain("story-dropped" if old is choice else _CHOSEN[choice]))


async def show_similar(responder: Responder, article: Article) -> None:
    """The articles most like it, as a new message."""
    recipient = responder.context.recipient
    languages = recipient.article_languages if recipient else frozenset()
    options = RelatedOptions(_SIMILAR, _LEAST_ALIKE, languages=languages)
    found = await responder.store.search.related(article, options)
    if not found:
        await responder.notify("similar-none")
        return
    await responder.answer_callback()
    articles = [await responder.store.articles.get(one.key) for one in found]
    head = responder.plain("similar-head", title=cut_line(article.title or article.summary.text, 2 * _NAME))
    cards = [(one, list_card(one, responder.look)) for one in articles]
    await send_listing(responder, Listing(Rich(head).marked(SpanKind.BOLD), cards, 1))


async def _why(responder: Responder, key: int) -> None:
    """Names the words, the story and the rubric that brought an article here."""
    recipient = responder.context.recipient
    try:
        article = await responder.store.articles.get(key)
    except NotFound:
        await responder.notify("reader-no-article")
        return
    if recipient is None or not await responder.store.verdicts.has_come(key, recipient.id):
        await responder.notify("why-opened")
        return
    reasons = await _reasons(responder, article, recipient)
    await responder.answer_callback("\n".join(reasons), alert=True)


async def _reasons(responder: Responder, article: Article, recipient: Recipient) -> list[str]:
    reasons = []
    verdict = await responder.store.verdicts.get(article.key, recipient.id)
    if verdict and verdict.words:
        words = cut_line(", ".join(shown_words(responder, one) for one in verdict.words), _WORDS)
        reasons.append(responder.plain("why-words", words=words))
    if verdict and verdict.story:
        reasons.append(responder.plain("why-story"))
    modes = await responder.store.recipients.subscriptions(recipient.id)
    name = cut_line(article.rubric.name(responder.language), _NAME)
    if article.rubric.key in modes:
        if phrase := _MODES.get(modes[article.rubric.key]):
            reasons.append(responder.plain(phrase, name=name))
    elif modes.get(EVERY_RUBRIC) is Mode.NOW:
        reasons.append(responder.plain("why-every", name=name))
    return reasons or [responder.plain("why-was", name=name)]
