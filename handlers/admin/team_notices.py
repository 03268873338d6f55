"""What a change of the team means to others: who lost or got a role is told, and what was scheduled finds a giver."""

from __future__ import annotations

from domain.buttons import Keyboard
from domain.team import Member
from handlers.core.keyboards import press
from handlers.core.member_names import who
from handlers.core.newsroom_callbacks import SchedulePress
from handlers.core.notify import tell
from handlers.core.responder import Responder
from handlers.core.services import Services
from handlers.drafts.schedule.planned import is_vouched_for
from text.telegram.fit import cut_line

_MOST = 20
_TITLE = 50


async def tell_changed(responder: Responder, services: Services, member: Member) -> None:
    """What the member is from now on."""

    def letter(language: str) -> tuple[str, Keyboard]:
        return services.phrases.say(language, "team-told-changed", role=member.role.value), ()

    await tell(responder.voice.bot, services, member.user_id, letter)


async def tell_removed(responder: Responder, services: Services, member: Member) -> None:
    """That the newsroom's commands are there no more, and the news goes on coming."""

    def letter(language: str) -> tuple[str, Keyboard]:
        return services.phrases.say(language, "team-told-removed"), ()

    await tell(responder.voice.bot, services, member.user_id, letter)


async def tell_left_behind(responder: Responder, services: Services, member: Member) -> None:
    """What somebody scheduled who may not publish it any more: it waits for another's word, which an owner can give
    right here."""
    rows = []
    for planned in await services.store.schedule.all():
        draft = await services.store.drafts.get(planned.draft) if planned.given_by == member.user_id else None
        if draft is not None and not await is_vouched_for(services, planned, draft):
            rows.append((press(f"🕘 {cut_line(draft.title, _TITLE)}", SchedulePress(do="show", draft=draft.id)),))
    if rows:
        text = responder.say("team-left-behind", name=who(member), count=len(rows))
        left = len(rows) - _MOST
        more = f"\n{responder.say('report-more', count=left)}" if left > 0 else ""
        await responder.send(f"{text}{more}", tuple(rows[:_MOST]))
