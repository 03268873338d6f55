"""The preview of a draft: the message exactly as readers will see it, and below it a panel of buttons."""

from __future__ import annotations

from aiogram import Router

from domain.article import Article, Rubric
from domain.buttons import Button, Keyboard
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import ApprovalState
from domain.team import Role
from handlers.core.access.draft_rights import rubric_of
from handlers.core.access.rights import Staff
from handlers.core.buttons.keyboards import button, keyboard_of
from handlers.core.buttons.newsroom_callbacks import ApprovalCallback, DraftCallback, SeenCallback
from handlers.core.buttons.reader_callbacks import ReadCallback
from handlers.core.responder import Responder
from handlers.drafts.preview.card import ButtonData, Card, card_of, change_card, send_card
from handlers.drafts.preview.forecast import forecast
from handlers.drafts.publication import prepare_draft
from handlers.drafts.session import DraftSession
from text.i18n import LANGUAGES
from text.telegram.card import reading_pages
from text.telegram.render import html


def build() -> Router:
    router = Router(name="post-preview")
    router.callback_query.register(show_in_language, SeenCallback.filter(), Staff())
    return router


async def show_preview(session: DraftSession, draft: Draft, rubric: Rubric) -> None:
    """Sends two messages: the push as it will stand in a private chat, and the panel below it."""
    await session.dialogue.clear()
    responder = session.responder
    ready = await prepare_draft(responder, draft, rubric)
    message = await send_card(responder, preview_card(responder, draft, ready.article))
    text, keyboard = await panel(session, draft, ready.article, message)
    await responder.send(text, keyboard)


def preview_card(responder: Responder, draft: Draft, article: Article) -> Card:
    """The article of the draft as a message, in its author's language."""
    return card_of(article, responder, responder.language, _to_draft(draft))


async def panel(session: DraftSession, draft: Draft, article: Article, message: int) -> tuple[str, Keyboard]:
    """HTML and buttons of the panel below a preview. `message`: the id of the preview."""
    found = await forecast(session.responder, draft, article)
    similar = ReadCallback(article=found.similar, page=0)
    more = (button(session.responder.plain("post-see-alike"), similar),) if found.similar else ()
    rows = (
        languages(draft, message, session.responder.language),
        *_publish_rows(session, draft, article.rubric),
        *_change_rows(session, draft),
        more,
    )
    if not draft.second_title:
        return found.text, rows
    tested = session.responder.say("title-test-planned", title=draft.second_title, minutes=draft.test_minutes)
    return f"{found.text}\n\n{tested}", rows


async def publishable_rubric(session: DraftSession, draft: Draft, data: DraftCallback) -> Rubric | None:
    """The rubric of a complete draft. When the pressed panel was of an older version: None, and a new preview. Raises
    Rejected when the draft is a correction or not complete."""
    if draft.corrects:
        raise Rejected("reader-stale")
    rubric = await rubric_of(session.store, draft)
    if rubric is None or not draft.title or not draft.body:
        raise Rejected("editor-not-ready")
    if data.version == draft.version:
        return rubric
    await session.responder.answer_callback(session.responder.plain("editor-changed-meanwhile"), alert=True)
    await show_preview(session, draft, rubric)
    return None


async def read_pages(responder: Responder, draft: Draft, rubric: Rubric) -> None:
    for page in reading_pages((await prepare_draft(responder, draft, rubric)).article, responder.look):
        await responder.send(html(page))


def _to_draft(draft: Draft) -> ButtonData:
    return lambda do: DraftCallback(do=do, draft=draft.id, version=draft.version).pack()


def to_request(draft: Draft) -> ButtonData:
    """For an editor who is asked to approve: Read opens what the author wrote."""
    return lambda do: ApprovalCallback(do=do, draft=draft.id, version=draft.version).pack()


def languages(draft: Draft, message: int, shown: str) -> tuple[Button, ...]:
    """A button for each language of readers. The language in which the preview is shown has a dot."""
    buttons = []
    for code in LANGUAGES:
        data = SeenCallback(draft=draft.id, version=draft.version, message=message, language=code)
        buttons.append(button(f"{'●' if code == shown else '○'} {_NAMES[code]}", data))
    return tuple(buttons)


_NAMES = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}


async def show_in_language(event: object, callback_data: SeenCallback, session: DraftSession) -> None:
    """Changes the preview in place to how readers with another menu language get it."""
    responder, language = session.responder, callback_data.language
    draft = await session.store.drafts.get(callback_data.draft)
    rubric = await rubric_of(session.store, draft) if draft else None
    if draft is None or rubric is None or language not in LANGUAGES or draft.state is not DraftState.EDITING:
        raise Rejected("reader-stale")
    own = draft.author == session.user_id
    if not own and not await _is_asked_to_approve(session, draft, rubric):
        raise Rejected("reader-stale")
    if callback_data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")
    ready = await prepare_draft(responder, draft, rubric)
    card = card_of(ready.article, responder, language, _to_draft(draft) if own else to_request(draft))
    if not await change_card(responder, callback_data.message, card):
        raise Rejected("reader-stale")
    await _replace_buttons(responder, languages(draft, callback_data.message, language))
    await responder.answer_callback()


async def _is_asked_to_approve(session: DraftSession, draft: Draft, rubric: Rubric) -> bool:
    approval = await session.store.approvals.get(draft.id)
    asked = approval is not None and approval.state is ApprovalState.ASKED
    return asked and session.member.may(Role.EDITOR, rubric.key)


async def _replace_buttons(responder: Responder, row: tuple[Button, ...]) -> None:
    """Replaces the language buttons of the pressed panel and keeps its other buttons."""
    shown = {button.data: button for button in row}
    if responder.callback_message is not None:
        rows = keyboard_of(responder.callback_message)
        await responder.edit_keyboard(tuple(tuple(shown.get(key.data, key) for key in keys) for keys in rows))


def _publish_rows(session: DraftSession, draft: Draft, rubric: Rubric) -> Keyboard:
    """An editor of the rubric publishes, or asks for approval all the same; an author asks."""
    ask = (session.button("post-ask", "ask", draft),)
    if not session.member.may(Role.EDITOR, rubric.key):
        return (ask,)
    now = session.button("editor-publish", "publish", draft)
    rows = [(now, session.button("post-schedule", "schedule", draft))]
    breaking = [(session.button("post-breaking", "breaking", draft),)] if session.member.may_break else []
    return (*rows, *breaking, ask)


def _change_rows(session: DraftSession, draft: Draft) -> Keyboard:
    # Three buttons in a row only where all three labels fit a phone that is 390 pixels wide.
    rows = (
        (("editor-change-title", "title"), ("editor-change-lead", "lead"), ("editor-change-text", "text")),
        (("editor-change-rubric", "pick"), ("post-tongue", "tongue"), ("post-tags", "tags")),
        (("photo-button", "photo"), ("post-link", "link")),
        (("title-test", "test"),),
        (("post-save", "save"), ("editor-throw", "throw")),
    )
    return tuple(tuple(session.button(key, do, draft) for key, do in row) for row in rows)
