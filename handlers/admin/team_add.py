"""Adds a member: an owner picks a person, forwards a message, sends a contact, or gives a link that works once."""

from __future__ import annotations

import secrets
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendMessage
from aiogram.types import (
    KeyboardButton,
    KeyboardButtonRequestUsers,
    Message,
    MessageOriginUser,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from domain.errors import Rejected
from domain.team import AuditAction, AuditCode, Member, Role
from handlers.admin.team_invitation import INVITATION, withdraw_with
from handlers.admin.team_panel import show_member
from handlers.core.access.members import ROLES, member_name
from handlers.core.access.rights import Staff, member_of
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import TeamCallback
from handlers.core.dialogue_state import Abandoned, enter_with, leave_with
from handlers.core.menus import show_role_menu
from handlers.core.notify import Notified
from handlers.core.responder import Responder
from text.words.hostile import tame_line

_PEOPLE = 7


class Adding(StatesGroup):
    """The next message names a person. The dialogue's data holds `role`."""

    person = State()


def build() -> Router:
    router = Router(name="team-add")
    router.callback_query.register(ask_role, TeamCallback.filter(F.do == "add"), Staff(Role.OWNER))
    router.callback_query.register(ask_person, TeamCallback.filter(F.do == "as"), Staff(Role.OWNER))
    router.message.register(cancel, Adding.person, F.text, Command("cancel", ignore_case=True), Staff(Role.OWNER))
    router.message.register(
        expire, Adding.person, ~F.text.startswith("/"), Abandoned(), Staff(Role.OWNER, forwards=True)
    )
    router.message.register(add_person, Adding.person, ~F.text.startswith("/"), Staff(Role.OWNER, forwards=True))
    router.message.register(add_person, Adding.person, F.forward_origin, Staff(Role.OWNER, forwards=True))
    return router


async def ask_role(event: object, responder: Responder) -> None:
    rows = [
        (button(responder.plain("team-add-as", role=role.value), TeamCallback(do="as", value=place)),)
        for place, role in enumerate(Role)
        if role in ROLES
    ]
    await responder.edit(
        responder.say("team-ask-role"), (*rows, (button(responder.plain("reader-back"), TeamCallback(do="list")),))
    )


async def ask_person(event: object, callback_data: TeamCallback, responder: Responder, state: FSMContext) -> None:
    """Four ways at once: a button for people of Telegram, a forwarded message, a contact, a link for a day."""
    roles = list(Role)
    if callback_data.value >= len(roles) or roles[callback_data.value] not in ROLES:
        raise Rejected("reader-stale")
    role = roles[callback_data.value]
    code = secrets.token_urlsafe(16)
    async with responder.store.transaction() as work:
        now_ms = responder.services.clock.trusted_ms()
        invitation = await work.invitations.give(code, role, responder.user_id, now_ms)
        await work.audit.note(responder.user_id, AuditAction.INVITED, AuditCode(role))
        await enter_with(work, state, Adding.person, role=role.value, invitation=invitation)
    await responder.answer_callback()
    link = f"https://t.me/{responder.username}?start={INVITATION}{code}"
    await _send_with_keyboard(
        responder, responder.say("team-ask-person", role=role.value, link=link), _chooser(responder)
    )


def _chooser(responder: Responder) -> ReplyKeyboardMarkup:
    wanted = KeyboardButtonRequestUsers(request_id=_PEOPLE, user_is_bot=False, max_quantity=1, request_name=True)
    button = KeyboardButton(text=responder.plain("team-choose-person"), request_users=wanted)
    return ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)


async def _send_with_keyboard(
    responder: Responder, html: str, keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove
) -> None:
    message = SendMessage(chat_id=responder.context.chat_id, text=html, parse_mode="HTML", reply_markup=keyboard)
    await responder.bot(message)


async def cancel(event: object, responder: Responder, state: FSMContext) -> None:
    """Nobody is added, by the link neither."""
    await _leave(responder, state)
    await _send_with_keyboard(responder, responder.say("team-add-cancelled"), ReplyKeyboardRemove())


async def expire(event: object, responder: Responder, state: FSMContext) -> None:
    """A message forwarded a day later is probably not meant to add its author."""
    await _leave(responder, state)
    await _send_with_keyboard(responder, responder.say("team-add-over"), ReplyKeyboardRemove())


async def _leave(responder: Responder, state: FSMContext) -> None:
    invitation = (await state.get_data()).get("invitation")
    async with responder.store.transaction() as work:
        if isinstance(invitation, int):
            await withdraw_with(work, responder, invitation)
        await leave_with(work, state)


async def add_person(event: Message, responder: Responder, state: FSMContext, owners: frozenset[int]) -> None:
    found = _person_in(event)
    role = (await state.get_data()).get("role")
    if found is None or role not in set(ROLES):
        typed = event.text and event.forward_origin is None
        await responder.send(responder.say("team-not-by-name" if typed else "team-nobody-named"))
        return
    user_id, name = found
    member = Member(user_id, Role(role), name=name)
    known = await member_of(user_id, responder.store, owners)
    if known and (known.fixed or known.role is member.role):
        await _finish(responder, state, responder.say("team-already", name=member_name(known), role=known.role.value))
        return
    await _add_member(responder, member, state)
    await _finish(responder, state, responder.say("team-added", name=member_name(member), role=member.role.value))
    await show_member(responder, await member_of(user_id, responder.store, owners) or member)
    notified = await responder.notifier.notify(member.user_id, "team-welcome", role=member.role.value)
    if notified is not Notified.SENT:
        await responder.send(responder.say("team-cannot-tell", name=member_name(member)))


async def _finish(responder: Responder, state: FSMContext, html: str) -> None:
    await state.clear()
    await _send_with_keyboard(responder, html, ReplyKeyboardRemove())


def _person_in(message: Message) -> tuple[int, str] | None:
    """The numeric id and the name of the person whom a message names; never a bot, a chat or a hidden name."""
    if message.users_shared and message.users_shared.users:
        shared = message.users_shared.users[0]
        return shared.user_id, tame_line(" ".join(filter(None, (shared.first_name, shared.last_name))))
    if message.contact and message.contact.user_id:
        names = (message.contact.first_name, message.contact.last_name)
        return message.contact.user_id, tame_line(" ".join(filter(None, names)))
    origin = message.forward_origin
    if isinstance(origin, MessageOriginUser) and not origin.sender_user.is_bot:
        return origin.sender_user.id, tame_line(origin.sender_user.full_name)
    return None


async def _add_member(responder: Responder, member: Member, state: FSMContext) -> None:
    """Ends the dialogue and its link in the same commit, so that neither a later forward nor the link adds anyone."""
    by, invitation = responder.user_id, (await state.get_data()).get("invitation")
    async with responder.store.transaction() as work:
        old = await work.team.get(member.user_id)
        # A new role lifts no limit: rubrics and breaking news are changed separately.
        limited = replace(member, rubrics=old.rubrics, breaking=old.breaking) if old else member
        await work.team.put(limited, by)
        before = AuditCode(old.role if old else "")
        await work.audit.note(by, AuditAction.MEMBER_ADDED, member_name(member), before, AuditCode(member.role))
        if isinstance(invitation, int):
            await work.invitations.end(invitation)
        await leave_with(work, state)
    await show_role_menu(responder.bot, responder.phrases, member.user_id, member.role)
