"""The questions for approval in editors' chats: sent with the preview; once answered, each says who it was."""

from __future__ import annotations

import logging
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import EditMessageText

from domain.article import Rubric
from domain.audience import ChatKind
from domain.draft import Draft, DraftState
from domain.newsroom import Approval, ApprovalState, AskingLetter
from domain.team import Member
from handlers.core.chat_context import ChatContext
from handlers.core.keyboards import press
from handlers.core.member_names import who
from handlers.core.newsroom_callbacks import ApprovalPress
from handlers.core.responder import Responder
from handlers.core.rights import member_of
from handlers.core.services import Services
from handlers.drafts.preview.card import card_of, send_card
from handlers.drafts.preview.forecast import forecast
from handlers.drafts.preview.preview import languages, to_question
from handlers.drafts.publication import proof

log = logging.getLogger(__name__)


async def send_question(responder: Responder, services: Services, member: Member, draft: Draft, rubric: Rubric) -> bool:
    """The draft as readers would see it, and below it the question; whether Telegram took both."""
    other = await _talk_with(responder, services, member)
    ready = await proof(other, draft, rubric)
    author = await member_of(draft.author, services.store, services.owners)
    try:
        card = await send_card(other, services.store, card_of(ready.article, other, other.language, to_question(draft)))
        question = other.say("approval-question", name=who(author) if author else str(draft.author))
        found = await forecast(other, services.store, draft, ready.article)
        rows = tuple(
            (press(other.plain(key), ApprovalPress(do=do, draft=draft.id, version=draft.version)),)
            for key, do in (("approval-yes", "yes"), ("approval-no", "no"), ("approval-read", "read"))
        )
        message = await other.send(f"{question}\n\n{found.text}", (*rows, languages(draft, card, other.language)))
    except AiogramError as error:
        log.warning("member.not_told user=%d reason=%s", member.user_id, type(error).__name__)
        return False
    async with services.store.transaction() as work:
        # Others may have to be asked yet; whoever has the question is not asked again.
        work.is_effect = False
        await work.approvals.letter_sent(AskingLetter(member.user_id, message, draft.id, draft.version))
    return True


async def _talk_with(responder: Responder, services: Services, member: Member) -> Responder:
    """A talk with somebody else of the team, in the language of that chat."""
    recipient = await services.store.recipients.find(member.user_id)
    language = await services.store.recipients.language_of(member.user_id) or services.default_language
    context = ChatContext(
        chat_id=member.user_id,
        topic=0,
        kind=ChatKind.PRIVATE,
        title="",
        user_id=member.user_id,
        as_chat=False,
        language=language,
        app_language=language,
        recipient=recipient,
    )
    return Responder(replace(responder.voice, role=member.role), context)


async def settle_letters(bot: Bot, services: Services) -> None:
    """Changes every question that is open no more; asked for by the timetable, so that no crash leaves one behind."""
    for letter in await services.store.approvals.letters_settled():
        if await _settled(bot, services, letter):
            async with services.store.transaction() as work:
                await work.approvals.letter_done(letter.chat_id, letter.message_id)


async def _settled(bot: Bot, services: Services, letter: AskingLetter) -> bool:
    """Whether there is nothing more to do about it."""
    language = await services.store.recipients.language_of(letter.chat_id) or services.default_language
    text = await _what_became(services, letter, language)
    edit = EditMessageText(chat_id=letter.chat_id, message_id=letter.message_id, text=text, parse_mode="HTML")
    try:
        await bot(edit)
    except (TelegramBadRequest, TelegramForbiddenError):
        return True
    except AiogramError as error:
        log.info("letter.not_settled reason=%s", type(error).__name__)
        return False
    return True


async def _what_became(services: Services, letter: AskingLetter, language: str) -> str:
    """One line: who answered and how, or what became of the draft."""
    draft, asked = await services.store.drafts.get(letter.draft), await services.store.approvals.get(letter.draft)
    title = draft.title if draft else ""
    if asked is not None and asked.version == letter.version and asked.state is not ApprovalState.ASKED:
        name, remark = await answered_by(services, asked), asked.remark
        return services.phrases.say(
            language, "approval-settled", state=asked.state.value, name=name, title=title, remark=remark
        )
    became = "changed"
    if draft is None or draft.state is DraftState.THROWN:
        became = "thrown"
    elif draft.state is DraftState.PUBLISHED:
        became = "published"
    return services.phrases.say(language, "approval-over", became=became, title=title)


async def answered_by(services: Services, asked: Approval) -> str:
    """The name of whoever answered."""
    member = await member_of(asked.answered_by, services.store, services.owners)
    return who(member) if member else str(asked.answered_by)
