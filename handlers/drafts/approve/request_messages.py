"""Requests for approval in editors' chats: sent with a preview. After the answer each names who gave it."""

from __future__ import annotations

import logging
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import EditMessageText

from domain.article import Rubric
from domain.audience import ChatKind
from domain.buttons import Keyboard
from domain.draft import Draft, DraftState
from domain.newsroom import Approval, ApprovalRequest, ApprovalState
from domain.team import Member
from handlers.core.access.members import member_name
from handlers.core.access.rights import member_of
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import ApprovalCallback
from handlers.core.chat_context import ChatContext
from handlers.core.responder import Responder
from handlers.core.services import Services
from handlers.drafts.preview.card import card_of, send_card
from handlers.drafts.preview.forecast import forecast
from handlers.drafts.preview.preview import languages, to_request
from handlers.drafts.publication import prepare_draft
from handlers.drafts.session import DraftSession
from text.i18n import Lines

log = logging.getLogger(__name__)


async def send_request(session: DraftSession, editor: Member, draft: Draft, rubric: Rubric) -> bool:
    """Sends the preview and the request below it; False when Telegram refuses one of them."""
    services, responder = session.services, await _responder_for(session, editor)
    ready = await prepare_draft(responder, draft, rubric)
    try:
        card = card_of(ready.article, responder, responder.language, to_request(draft))
        preview = await send_card(responder, card)
        author = await member_of(draft.author, services.store, services.owners)
        name = member_name(author) if author else str(draft.author)
        text = f"{responder.say('approval-question', name=name)}\n\n"
        text += (await forecast(responder, draft, ready.article)).text
        buttons = (*_buttons(responder, draft), languages(draft, preview, responder.language))
        message = await responder.send(text, buttons)
    except AiogramError as error:
        log.warning("member.not_told user=%d reason=%s", editor.user_id, type(error).__name__)
        return False
    async with services.store.transaction() as work:
        # The press is not done: other editors may still have to be asked. This one is not asked again.
        work.is_effect = False
        await work.approvals.letter_sent(ApprovalRequest(editor.user_id, message, draft.id, draft.version))
    return True


def _buttons(responder: Responder, draft: Draft) -> Keyboard:
    rows = (
        (("approval-yes", "yes"),),
        (("approval-when", "when"), ("approval-mend", "mend")),
        (("approval-no", "no"),),
        (("approval-read", "read"),),
    )
    return tuple(
        tuple(
            button(responder.plain(key), ApprovalCallback(do=do, draft=draft.id, version=draft.version))
            for key, do in row
        )
        for row in rows
    )


async def _responder_for(session: DraftSession, member: Member) -> Responder:
    """A responder that writes to another member of the team, in the language of that chat."""
    services, store = session.services, session.store
    language = await store.recipients.language_of(member.user_id) or services.default_language
    context = ChatContext(
        chat_id=member.user_id,
        topic=0,
        kind=ChatKind.PRIVATE,
        title="",
        user_id=member.user_id,
        as_chat=False,
        language=language,
        app_language=language,
        recipient=await store.recipients.find(member.user_id),
    )
    return Responder(replace(session.responder.bot_context, role=member.role), context)


async def close_answered_requests(bot: Bot, services: Services) -> None:
    """Changes every request that is not open any more. The timetable calls it, so a crash leaves none behind."""
    for request in await services.store.approvals.letters_settled():
        if await _close(bot, services, request):
            async with services.store.transaction() as work:
                await work.approvals.letter_done(request.chat_id, request.message_id)


async def _close(bot: Bot, services: Services, request: ApprovalRequest) -> bool:
    """False when it has to be tried again."""
    language = await services.store.recipients.language_of(request.chat_id) or services.default_language
    text = await _outcome(services, request, language)
    edit = EditMessageText(chat_id=request.chat_id, message_id=request.message_id, text=text, parse_mode="HTML")
    try:
        await bot(edit)
    except (TelegramBadRequest, TelegramForbiddenError):
        return True
    except AiogramError as error:
        log.info("approval_request.not_closed reason=%s", type(error).__name__)
        return False
    return True


async def _outcome(services: Services, request: ApprovalRequest, language: str) -> str:
    """One line: who answered and how, or what happened to the draft."""
    approval = await services.store.approvals.get(request.draft)
    draft = await services.store.drafts.get(request.draft)
    title, say = draft.title if draft else "", services.phrases.say
    if approval is not None and approval.version == request.version and approval.state is not ApprovalState.ASKED:
        name, state = await answered_by(services, approval), approval.state.value
        if approval.state is ApprovalState.APPROVED and draft is not None and draft.state is DraftState.EDITING:
            state = "planned"
        return say(language, "approval-settled", state=state, name=name, title=title, remark=Lines(approval.remark))
    became = "changed"
    if approval is not None and approval.state is ApprovalState.ASKED:
        # Of a later version: an editor mended it, or the author sent it again.
        became = "renewed"
    elif draft is None or draft.state is DraftState.THROWN:
        became = "thrown"
    elif draft.state is DraftState.PUBLISHED:
        became = "published"
    return say(language, "approval-over", became=became, title=title)


async def answered_by(services: Services, approval: Approval) -> str:
    member = await member_of(approval.answered_by, services.store, services.owners)
    return member_name(member) if member else str(approval.answered_by)
