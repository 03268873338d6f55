"""All that the store keeps about one person, as plain values with English keys: for /mydata."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from storage import objects
from storage.ports import Repository, Row

# Keys of moments, which are stored in UTC milliseconds; 0 is none.
_MOMENTS = ("_at", "_until", "_since", "_next", "since", "at")


@dataclass(frozen=True, slots=True)
class Part:
    """One list in the document: its key, the statement (`personal.sql`), and the keys of its columns."""

    key: str
    statement: str
    columns: tuple[str, ...]


# Of the private chat.
OF_CHAT = (
    Part("subscriptions", "personal_subscriptions", ("rubric", "mode", "since")),
    Part("alerts", "personal_alerts", ("words", "blocks", "created_at")),
    Part("stories", "personal_story_choices", ("first_article", "choice", "chosen_at")),
    Part("why_articles_came", "personal_verdicts", ("article", "wanted", "words")),
    Part("saved", "personal_saved", ("article", "saved_at")),
    Part("reminders", "personal_nudges", ("what", "due_at")),
    Part("waiting_for_digest", "personal_withheld", ("article", "since")),
    Part("digest_due", "personal_digest_due", ("due_at",)),
    Part("digests", "personal_digest_parts", ("due_at", "article_keys")),
    Part("messages", "personal_receipts", ("article", "message_id", "version", "sent_about_at")),
    Part("messages_on_their_way", "personal_claims", ("article", "state", "claimed_at")),
    Part("messages_not_delivered", "personal_undelivered", ("article", "fate", "reason", "at")),
    Part("muted_or_stopped_after", "personal_leavers", ("article", "what", "at")),
    Part("read_during_title_tests", "personal_title_test_reader", ("article",)),
    Part("earlier_chat_records", "personal_aliases", ("number",)),
)
# Of the person.
OF_PERSON = (
    Part("letters", "personal_letters", ("number", "article", "state", "text", "answer", "written_at", "answered_at")),
    Part("dialogues", "personal_dialogues", ("chat_id", "topic", "state", "data", "changed_at")),
    Part("groups_and_channels_you_manage", "personal_place_admin", ("chat_id", "language", "since")),
    Part("waits_of_telegram", "personal_chat_wait", ("wait_until",)),
    Part("warnings_and_bans", "personal_ban", ("state", "at")),
    Part("audit_about_you", "personal_audit_about", ("at", "what")),
    Part("updates_of_the_last_days", "personal_updates", ("update_id", "what")),
)
# Of a member of the newsroom.
OF_MEMBER = (
    Part("membership", "personal_member", ("role", "rubrics", "breaking", "name", "since")),
    Part("name", "personal_staff", ("name", "language")),
    Part("drafts", "personal_drafts", ("number", "state", "content", "created_at", "changed_at")),
    Part("scheduled", "personal_schedule", ("draft", "due_at", "trouble")),
    Part("approvals", "personal_approvals", ("draft", "state", "remark", "answered_at")),
    Part("approval_requests", "personal_approval_letters", ("draft", "message_id")),
    Part("invitations", "personal_invitations", ("role", "expires_at")),
    Part("bundles", "personal_bundles", ("number", "name")),
    Part("reports", "personal_reports", ("article", "kind")),
    Part("answers_to_letters", "personal_answers", ("letter", "answer", "answered_at")),
    Part("letter_notices", "personal_letter_notice", ("wanted", "letter", "told_at")),
    Part("audit", "personal_audit", ("at", "what", "subject", "old_value", "new_value")),
)
_COUNTS = ("cap_day", "cap_count", "night_asked")
_CHAT_COLUMNS = (
    "reason",
    "created_at",
    "changed_at",
    "away_since",
    "away_until",
    "digest_next",
    "digest_since",
    *_COUNTS,
)


class Personal(Repository):
    async def of(self, user_id: int) -> dict[str, Any]:
        """Everything about a person and the private chat with the bot, ready for JSON."""
        rows = await self._rows.fetch("recipient_by_chat", user_id, 0)
        chats = [await self._chat(row) for row in rows]
        of_person = {part.key: await self._part(part, user_id) for part in OF_PERSON}
        of_member = {part.key: await self._part(part, user_id) for part in OF_MEMBER}
        newsroom = {key: found for key, found in of_member.items() if found}
        return {"user_id": user_id, "chat": chats[0] if chats else None, **of_person, "newsroom": newsroom}

    async def _chat(self, row: Row) -> dict[str, Any]:
        recipient = objects.recipient(row)
        settings = {key: _plain(key, value) for key, value in asdict(recipient).items()}
        [times] = await self._rows.fetch("personal_chat", recipient.id)
        parts = {part.key: await self._part(part, recipient.id) for part in OF_CHAT}
        return {**settings, **_named(_CHAT_COLUMNS, times), **parts}

    async def _part(self, part: Part, whose: int) -> list[dict[str, Any]]:
        return [_named(part.columns, row) for row in await self._rows.fetch(part.statement, whose)]


def _named(keys: Iterable[str], row: Row) -> dict[str, Any]:
    return {key: _plain(key, value) for key, value in zip(keys, row, strict=True)}


def _plain(key: str, value: Any) -> Any:
    """As JSON takes it: moments in ISO 8601 (UTC), sets as sorted lists."""
    if isinstance(value, frozenset):
        return sorted(value)
    is_moment = isinstance(value, int) and not isinstance(value, bool) and key.endswith(_MOMENTS)
    if is_moment:
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="seconds") if value else None
    return value
