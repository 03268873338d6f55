"""What a push costs: Telegram lets a bot send so much for nothing, and takes Stars for what is faster."""

from __future__ import annotations

FREE_RATE = 30
"""Messages a second that Telegram lets a bot send free of charge (Bots FAQ, "Broadcasting to Users")."""

MESSAGES_A_STAR = 10
"""Each message above the free rate costs 0.1 Stars, if it arrives (Bot API, `allow_paid_broadcast`)."""


def stars(messages: int, rate: float) -> int:
    """The most that so many messages at this rate (messages a second) can cost, in whole Stars.

    Every second that a push lasts has its free messages: a million at 1,000/s last 1,000 s and cost 97,000 Stars.
    """
    if rate <= FREE_RATE:
        return 0
    seconds = max(1.0, messages / rate)
    paid = max(0.0, messages - FREE_RATE * seconds)
    return -int(-paid // MESSAGES_A_STAR)
