"""Invitations: the link that an owner gives makes one person a member."""

from __future__ import annotations

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import CommandStart
from aiogram.filters.command import CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.errors import Rejected
from domain.team import AuditAction, Member
from handlers.core.members import member_name
from handlers.core.menus import show_role_menu
from handlers.core.responder import Responder
from handlers.core.rights import member_of
from text.words.hostile import tame_line

# How the payload of an invitation link begins.
INVITATION = "i_"


def build() -> Router:
    """Stands before the router of /start, which takes every other link."""
    router = Router(name="team-invitation")
    invited = CommandStart(deep_link=True, magic=F.args.startswith(INVITATION))
    router.message.register(accept_invitation, F.chat.type == "private", F.text, invited)
    return router


async def accept_invitation(event: Message, command: CommandObject, responder: Responder, state: FSMContext) -> None:
    """Opens an invitation: the first person who does so within a day becomes a member."""
    if event.from_user is None or responder.user_id != responder.context.chat_id:
        return
    code = (command.args or "").removeprefix(INVITATION)
    known = await member_of(responder.user_id, responder.store, responder.services.owners)
    member, inviter = await _join(responder, code, known, tame_line(event.from_user.full_name))
    await _end_question(state, inviter, code)
    await show_role_menu(responder.bot, responder.phrases, member.user_id, member.role)
    await responder.send(responder.say("team-welcome", role=member.role.value))
    if member is not known:
        await responder.notifier.notify(inviter, "team-added", name=member_name(member), role=member.role.value)


async def _join(responder: Responder, code: str, known: Member | None, name: str) -> tuple[Member, int]:
    """Uses up the invitation: the member as it is now, and who invited. Raises Rejected for an old code."""
    async with responder.store.transaction() as work:
        found = await work.team.accept(code, responder.user_id)
        if found is None:
            raise Rejected("team-invitation-over")
        role, inviter = found
        # An invitation takes no right away and lifts no limit.
        member = known or Member(responder.user_id, role, name=name)
        if not member.role.reaches(role):
            member = replace(member, role=role)
        if member is not known:
            await work.team.put(member, inviter)
            await work.audit.note(
                inviter, AuditAction.MEMBER_ADDED, member_name(member), known.role if known else "", role
            )
    return member, inviter


async def _end_question(state: FSMContext, inviter: int, code: str) -> None:
    """Ends the inviter's dialogue about this link, so that a later forward adds no one."""
    dialogue = FSMContext(state.storage, replace(state.key, chat_id=inviter, user_id=inviter, thread_id=None))
    if (await dialogue.get_data()).get("code") == code:
        await dialogue.clear()
