"""Invitations: the link that an owner gives makes one person a member, as long as the owner may give the role."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aiogram import F, Router
from aiogram.filters import CommandStart
from aiogram.filters.command import CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.buttons import Button
from domain.errors import Rejected
from domain.team import AuditAction, AuditCode, Invitation, Member
from handlers.core.access.members import member_name, name_with_id, role_name
from handlers.core.access.rights import member_of
from handlers.core.buttons.keyboards import button
from handlers.core.buttons.newsroom_callbacks import TeamCallback
from handlers.core.menus import show_role_menu
from handlers.core.responder import Responder
from storage.store import UnitOfWork
from text.time.dates import show_moment
from text.words.hostile import tame_line

# How the payload of an invitation link begins.
INVITATION = "i_"


@dataclass(frozen=True, slots=True)
class _Joined:
    """Who joined, and by which invitation."""

    member: Member
    invitation: Invitation


def build() -> Router:
    """Stands before the router of /start, which takes every other link."""
    router = Router(name="team-invitation")
    invited = CommandStart(deep_link=True, magic=F.args.startswith(INVITATION))
    router.message.register(accept_invitation, F.chat.type == "private", F.text, invited)
    return router


async def accept_invitation(event: Message, command: CommandObject, responder: Responder, state: FSMContext) -> None:
    """Opens an invitation: the first person who does so within a day, and who gains by it, becomes a member."""
    if event.from_user is None or responder.user_id != responder.context.chat_id:
        return
    code = (command.args or "").removeprefix(INVITATION)
    joined = await _join(responder, code, tame_line(event.from_user.full_name))
    member, giver = joined.member, joined.invitation.giver
    await _end_question(state, joined.invitation)
    await show_role_menu(responder.bot, responder.phrases, member.user_id, member.role)
    await responder.send(responder.say("team-welcome", role=member.role.value))
    await responder.notifier.notify(giver, "team-added", name=member_name(member), role=member.role.value)


async def _join(responder: Responder, code: str, name: str) -> _Joined:
    """Uses the invitation up. Raises Rejected, and leaves it as it is, when it does not hold or gives nothing new."""
    owners = responder.services.owners
    async with responder.store.transaction() as work:
        invitation = await work.invitations.with_code(code, responder.services.clock.trusted_ms())
        if invitation is None or not await _still_holds(work, invitation, owners):
            raise Rejected("team-invitation-over")
        known = await member_of(responder.user_id, work, owners)
        if known and known.role.reaches(invitation.role):
            # The link stays for the person it was meant for.
            raise Rejected("team-invitation-not-yours", role=known.role.value)
        # An invitation lifts no limit.
        member = replace(known or Member(responder.user_id, invitation.role, name=name), role=invitation.role)
        await work.team.put(member, invitation.giver)
        role, before = AuditCode(invitation.role), AuditCode(known.role if known else "")
        await work.audit.note(invitation.giver, AuditAction.MEMBER_ADDED, member_name(member), before, role)
        if not await work.invitations.end(invitation.id):
            raise Rejected("team-invitation-over")
    return _Joined(member, invitation)


async def _still_holds(work: UnitOfWork, invitation: Invitation, owners: frozenset[int]) -> bool:
    """Whether the giver may give this role now."""
    giver = await member_of(invitation.giver, work, owners)
    return giver is not None and giver.may_give(invitation.role)


async def _end_question(state: FSMContext, invitation: Invitation) -> None:
    """Ends the giver's dialogue about this link, so that a later forward adds no one."""
    giver = invitation.giver
    dialogue = FSMContext(state.storage, replace(state.key, chat_id=giver, user_id=giver, thread_id=None))
    if (await dialogue.get_data()).get("invitation") == invitation.id:
        await dialogue.clear()


async def withdraw(responder: Responder, invitation: int) -> bool:
    """Takes a link back; False when it was used or withdrawn before."""
    async with responder.store.transaction() as work:
        return await withdraw_with(work, responder, invitation)


async def withdraw_with(work: UnitOfWork, responder: Responder, invitation: int) -> bool:
    """The same in a transaction."""
    given = await work.invitations.all(responder.services.clock.trusted_ms())
    found = next((one for one in given if one.id == invitation), None)
    if not await work.invitations.end(invitation):
        return False
    if found is not None:
        await work.audit.note(responder.user_id, AuditAction.INVITATION_WITHDRAWN, AuditCode(found.role))
    return True


async def invitations_shown(responder: Responder) -> tuple[list[str], list[tuple[Button, ...]]]:
    """The links that are out, each as a line of HTML and a button that takes it back."""
    names = await responder.store.team.names()
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for one in await responder.store.invitations.all(responder.services.clock.trusted_ms()):
        until = show_moment(one.expires_at, responder.language, responder.zone)
        giver = name_with_id(names.get(one.giver, ""), one.giver)
        lines.append(responder.say("team-invitation", role=one.role.value, giver=giver, until=until))
        label = responder.plain("team-withdraw", role=role_name(responder, one.role), until=until)
        rows.append((button(label, TeamCallback(do="withdraw", value=one.id)),))
    return lines, rows
