"""The member of the newsroom who reads a report or the board: language, time zone, moment, rights."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.readers.quiet_hours import zone_named
from domain.team import Member
from handlers.core.access.rights import member_of
from handlers.core.services import Services
from text.i18n import Phrases, Value
from text.reasons import in_words


@dataclass(frozen=True, slots=True)
class ReportRecipient:
    """`now_ms`: UTC milliseconds, for dates like "today"."""

    phrases: Phrases
    language: str
    zone: ZoneInfo
    now_ms: int
    member: Member

    def say(self, key: str, **values: Value) -> str:
        return self.phrases.say(self.language, key, **values)

    def plain(self, key: str, **values: Value) -> str:
        return self.phrases.plain(self.language, key, **values)

    def reason(self, stored: str) -> str:
        return in_words(self.phrases, self.language, stored)


async def recipient_in(services: Services, member: Member, language: str) -> ReportRecipient:
    """Hours are those of the member's own private chat."""
    chat = await services.store.recipients.find(member.user_id)
    zone = zone_named(chat.zone if chat else "", services.zone)
    return ReportRecipient(services.phrases, language, zone, services.clock.now_ms(), member)


async def find_recipient(services: Services, user_id: int) -> ReportRecipient | None:
    """The recipient of a report, in the language of that chat; None when the person has left the newsroom."""
    member = await member_of(user_id, services.store, services.owners)
    if member is None:
        return None
    language = await services.store.recipients.language_of(user_id) or services.default_language
    return await recipient_in(services, member, language)
