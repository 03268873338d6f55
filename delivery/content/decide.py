"""Decides what is done to a copy, from the article as it is now and from what Telegram allows. No I/O."""

from __future__ import annotations

from domain.delivery import Action, BroadcastCursor, Target

# Telegram deletes a bot's message for everyone only while it is younger (milliseconds).
DELETABLE_MS = 48 * 3_600_000


def decide(head: BroadcastCursor, target: Target, now_ms: int) -> Action:
    """Send a new message, edit a copy, delete a copy of a recalled article, or replace it by a notice.

    The age of a copy is known in whole hours, rounded up, so that no deletion comes too late.
    """
    if target.message_id == 0:
        return Action.SEND
    if not head.recalled:
        return Action.EDIT
    sent_at = head.accepted_at + target.hours * 3_600_000
    deletable = target.hours >= 0 and now_ms - sent_at < DELETABLE_MS
    return Action.DELETE if deletable else Action.NOTICE
