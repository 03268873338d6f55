"""In which languages articles come: the row of buttons below the first choice of rubrics, and what a press changes."""

from __future__ import annotations

from aiogram import Router

from domain.audience import Recipient
from handlers.core.access.rights import MANAGES
from handlers.core.buttons.reader_callbacks import ArticleLanguageCallback
from handlers.core.chat_context import ensure_recipient
from handlers.core.responder import Responder
from handlers.readers.rubric_keyboard import show_rubrics
from text.i18n import LANGUAGE_NAMES, LANGUAGES


def build() -> Router:
    router = Router(name="article-languages")
    router.callback_query.register(change_language, ArticleLanguageCallback.filter(), flags=MANAGES)
    return router


async def change_language(event: object, callback_data: ArticleLanguageCallback, responder: Responder) -> None:
    """Doing it twice changes nothing. The last language stays on: a chat that wants no news has /stop."""
    code, on = callback_data.language, bool(callback_data.on)
    if code not in LANGUAGES:
        await responder.notify("reader-stale")
        return
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        chosen = _with(recipient, code, on=on)
        if chosen is not None:
            await work.recipients.set_article_languages(recipient.id, chosen)
        recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    key = (
        "reader-language-last" if chosen is None else "reader-toast-language-on" if on else "reader-toast-language-off"
    )
    await responder.answer_callback(responder.plain(key, name=LANGUAGE_NAMES[code]))
    await show_rubrics(responder, callback_data.page)


def _with(recipient: Recipient, code: str, *, on: bool) -> frozenset[str] | None:
    """The languages after a press, as they are stored: empty for all of them. None: none would be left."""
    now = recipient.article_languages or frozenset(LANGUAGES)
    changed = now | {code} if on else now - {code}
    if not changed:
        return None
    return frozenset() if changed >= set(LANGUAGES) else changed
