"""Pure: what is done to a copy, from what the article is now and what Telegram allows."""

from __future__ import annotations

from domain.delivery import Action, BroadcastCursor, Target

# Telegram deletes a bot's message for everyone only while it is younger than this.
DELETABLE_MS = 48 * 3_600_000


def decide(head: BroadcastCursor, target: Target, now_ms: int) -> Action:
    """A new message is sent, a copy is edited; a copy of a recalled article is deleted, or replaced by a notice.

    The age of a copy is known in whole hours, rounded up, so a deletion is never asked for too late.
    """
    if target.message_id == 0:
        return Action.SEND
    if not head.recalled:
        return Action.EDIT
    sent_at = head.accepted_at + target.hours * 3_600_000
    deletable = target.hours >= 0 and now_ms - sent_at < DELETABLE_MS
    return Action.DELETE if deletable else Action.NOTICE
