"""What a change of the team means to others: who lost or got a role is told, and what was scheduled finds a giver."""

from __future__ import annotations

from domain.buttons import Keyboard
from domain.team import Member
from handlers.core.keyboards import press
from handlers.core.member_names import who
from handlers.core.newsroom_callbacks import SchedulePress
from handlers.core.notify import tell
from handlers.core.responder import Talk
from handlers.core.services import Parts
from handlers.drafts.schedule.planned import is_vouched_for
from text.telegram.fit import cut_line

_MOST = 20
_TITLE = 50


async def tell_changed(talk: Talk, parts: Parts, member: Member) -> None:
    """What the member is from now on."""

    def letter(language: str) -> tuple[str, Keyboard]:
        return parts.phrases.say(language, "team-told-changed", role=member.role.value), ()

    await tell(talk.voice.bot, parts, member.user_id, letter)


async def tell_removed(talk: Talk, parts: Parts, member: Member) -> None:
    """That the newsroom's commands are there no more, and the news goes on coming."""

    def letter(language: str) -> tuple[str, Keyboard]:
        return parts.phrases.say(language, "team-told-removed"), ()

    await tell(talk.voice.bot, parts, member.user_id, letter)


async def tell_left_behind(talk: Talk, parts: Parts, member: Member) -> None:
    """What somebody scheduled who may not publish it any more: it waits for another's word, which an owner can give
    right here."""
    rows = []
    for planned in await parts.store.schedule.all():
        draft = await parts.store.drafts.get(planned.draft) if planned.given_by == member.user_id else None
        if draft is not None and not await is_vouched_for(parts, planned, draft):
            rows.append((press(f"🕘 {cut_line(draft.title, _TITLE)}", SchedulePress(do="show", draft=draft.id)),))
    if rows:
        text = talk.say("team-left-behind", name=who(member), count=len(rows))
        left = len(rows) - _MOST
        more = f"\n{talk.say('report-more', count=left)}" if left > 0 else ""
        await talk.says(f"{text}{more}", tuple(rows[:_MOST]))
