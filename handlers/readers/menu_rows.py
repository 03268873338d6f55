"""The rows of buttons for what a chat can do with an article, with what is chosen now in their labels."""

from __future__ import annotations

from domain.article import Article
from domain.buttons import Button, Keyboard, MenuAct, menu_data
from domain.readers.alerts import StoryChoice
from handlers.core.responder import Responder


async def menu_rows(responder: Responder, article: Article, place: int) -> Keyboard:
    """`place`: 0 under a push, the number of the page from 1 under a text."""
    recipient, store = responder.context.recipient, responder.store
    saved = recipient is not None and await store.saved.has(recipient.id, article.key)
    story = await store.stories.of(article.key) if recipient else 0
    choice = await store.stories.choice(recipient.id, story) if recipient and story else None
    follows, mutes = choice is StoryChoice.FOLLOW, choice is StoryChoice.MUTE

    def act(label: str, do: MenuAct) -> Button:
        return Button(responder.plain(label), data=menu_data(do, article.key, place))

    return (
        (act("act-saved" if saved else "act-save", MenuAct.SAVE), act("act-similar", MenuAct.SIMILAR)),
        (
            act("act-following" if follows else "act-follow", MenuAct.FOLLOW),
            act("act-muted" if mutes else "act-mute", MenuAct.MUTE),
        ),
    )
