"""The message exactly as readers will see it, in each of their languages, and below it what can be done with it."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext

from domain.article import Article, Rubric
from domain.buttons import Button, Keyboard
from domain.draft import Draft, DraftState
from domain.errors import Rejected
from domain.newsroom import ApprovalState
from domain.team import Member, Role
from handlers.core.keyboards import keyboard_of, press
from handlers.core.newsroom_callbacks import ApprovalPress, DraftPress, SeenPress
from handlers.core.reader_callbacks import ReadPress
from handlers.core.responder import Responder
from handlers.core.rights import Staff
from handlers.drafts.preview.card import Card, Instead, card_of, change_card, send_card
from handlers.drafts.preview.forecast import forecast
from handlers.drafts.publication import proof
from handlers.drafts.session import DraftSession, button, rubric_of
from storage.store import Store
from text.i18n import LANGUAGES


def build() -> Router:
    router = Router(name="post-preview")
    router.callback_query.register(in_language, SeenPress.filter(), Staff())
    return router


async def show_preview(session: DraftSession, draft: Draft, rubric: Rubric) -> None:
    """Two messages: the push as it will stand in a private chat, and below it what can be done with it."""
    await session.dialogue.clear()
    responder = session.responder
    ready = await proof(responder, draft, rubric)
    message = await send_card(responder, session.store, preview_card(responder, draft, ready.article))
    text, keyboard = await panel(session, draft, ready.article, message)
    await responder.send(text, keyboard)


def preview_card(responder: Responder, draft: Draft, article: Article) -> Card:
    """The article that the draft would be, in the language of whoever writes it."""
    return card_of(article, responder, responder.language, _to_draft(draft))


async def panel(session: DraftSession, draft: Draft, article: Article, message: int) -> tuple[str, Keyboard]:
    """What stands below a preview (its message) of the article that the draft would be: HTML and buttons."""
    found = await forecast(session.responder, session.store, draft, article)
    alike = ReadPress(article=found.alike, page=0)
    more = (press(session.responder.plain("post-see-alike"), alike),) if found.alike else ()
    return found.text, (*_buttons(session, draft, article.rubric, message), more)


async def publishable(session: DraftSession, draft: Draft, data: DraftPress) -> Rubric | None:
    """The rubric of a draft that is whole, and is what the pressed panel showed; else its preview is shown anew."""
    if draft.of:
        raise Rejected("reader-stale")
    rubric = await rubric_of(session.store, draft)
    if rubric is None or not draft.title or not draft.body:
        raise Rejected("editor-not-ready")
    if data.version == draft.version:
        return rubric
    await session.responder.answer_callback(session.responder.plain("editor-changed-meanwhile"), alert=True)
    await show_preview(session, draft, rubric)
    return None


def _to_draft(draft: Draft) -> Instead:
    return lambda do: DraftPress(do=do, draft=draft.id, version=draft.version).pack()


def to_question(draft: Draft) -> Instead:
    """For an editor who is asked: reading is looking at what the author wrote."""
    return lambda do: ApprovalPress(do=do, draft=draft.id, version=draft.version).pack()


def languages(draft: Draft, message: int, shown: str) -> tuple[Button, ...]:
    """A button for each language of readers; the one that the preview (its message) is in has a dot."""
    buttons = []
    for code in LANGUAGES:
        data = SeenPress(draft=draft.id, version=draft.version, message=message, language=code)
        buttons.append(press(f"{'●' if code == shown else '○'} {_NAMES[code]}", data))
    return tuple(buttons)


_NAMES = {"kk": "Қаз", "ru": "Рус", "en": "Eng"}


async def in_language(
    event: object, callback_data: SeenPress, responder: Responder, store: Store, state: FSMContext, member: Member
) -> None:
    """The preview as readers with another language of the menu get it; changed in place."""
    session = DraftSession(responder, store, state, member)
    draft, language = await store.drafts.get(callback_data.draft), callback_data.language
    rubric = await rubric_of(store, draft) if draft else None
    if draft is None or rubric is None or language not in LANGUAGES or draft.state is not DraftState.EDITING:
        raise Rejected("reader-stale")
    own = draft.author == responder.context.user_id
    if not own and not await _is_asked(session, draft, rubric):
        raise Rejected("reader-stale")
    if callback_data.version != draft.version:
        raise Rejected("editor-changed-meanwhile")
    ready = await proof(responder, draft, rubric)
    card = card_of(ready.article, responder, language, _to_draft(draft) if own else to_question(draft))
    if not await change_card(responder, callback_data.message, card):
        raise Rejected("reader-stale")
    await _mark(responder, languages(draft, callback_data.message, language))
    await responder.answer_callback()


async def _is_asked(session: DraftSession, draft: Draft, rubric: Rubric) -> bool:
    question = await session.store.approvals.get(draft.id)
    asked = question is not None and question.state is ApprovalState.ASKED
    return asked and session.member.may(Role.EDITOR, rubric.key)


async def _mark(responder: Responder, row: tuple[Button, ...]) -> None:
    """The row of languages in the pressed panel, whose other buttons stay as they are."""
    shown = {button.data: button for button in row}
    if responder.pressed is not None:
        rows = keyboard_of(responder.pressed)
        await responder.edit_keyboard(tuple(tuple(shown.get(key.data, key) for key in keys) for keys in rows))


def _buttons(session: DraftSession, draft: Draft, rubric: Rubric, message: int) -> Keyboard:
    """Whoever may publish in this rubric decides, or asks all the same; an author asks."""
    first: list[tuple[Button, ...]] = []
    if session.member.may(Role.EDITOR, rubric.key):
        first = [
            (button(session, "editor-publish", "publish", draft), button(session, "post-schedule", "schedule", draft))
        ]
        if session.member.may_break:
            first.append((button(session, "post-breaking", "breaking", draft),))
    return (
        languages(draft, message, session.responder.language),
        *first,
        (button(session, "post-ask", "ask", draft),),
        (
            button(session, "editor-change-title", "title", draft),
            button(session, "editor-change-lead", "lead", draft),
            button(session, "editor-change-text", "text", draft),
        ),
        (
            button(session, "editor-change-rubric", "pick", draft),
            button(session, "post-tongue", "tongue", draft),
            button(session, "post-tags", "tags", draft),
        ),
        # Three to a row only where all three words stay whole on a phone, 390 pixels wide.
        (button(session, "photo-button", "photo", draft), button(session, "post-link", "link", draft)),
        (button(session, "post-save", "save", draft), button(session, "editor-throw", "throw", draft)),
    )
