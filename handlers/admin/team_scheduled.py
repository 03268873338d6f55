"""What a member had scheduled and may not publish any more: another editor has to take it over."""

from __future__ import annotations

from domain.team import Member
from handlers.core.draft_rights import scheduler_may_publish
from handlers.core.keyboards import button
from handlers.core.members import member_name
from handlers.core.newsroom_callbacks import ScheduleCallback
from handlers.core.responder import Responder
from text.telegram.fit import cut_line

_MOST = 20
_TITLE = 50


async def show_left_behind(responder: Responder, member: Member) -> None:
    """Lists the scheduled drafts that wait for another editor. The owner can take each over here."""
    services, rows = responder.services, []
    for planned in await services.store.schedule.all():
        draft = await services.store.drafts.get(planned.draft) if planned.given_by == member.user_id else None
        if draft is not None and not await scheduler_may_publish(services, planned, draft):
            rows.append((button(f"🕘 {cut_line(draft.title, _TITLE)}", ScheduleCallback(do="show", draft=draft.id)),))
    if rows:
        text = responder.say("team-left-behind", name=member_name(member), count=len(rows))
        left = len(rows) - _MOST
        more = f"\n{responder.say('report-more', count=left)}" if left > 0 else ""
        await responder.send(f"{text}{more}", tuple(rows[:_MOST]))
