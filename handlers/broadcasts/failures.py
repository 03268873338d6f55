"""Recipients that a broadcast did not reach, counted by reason, in words."""

from __future__ import annotations

from collections import Counter

from domain.broadcast import BroadcastProgress, Failing
from domain.delivery import BroadcastState, Fate
from domain.reason import ReasonCode
from handlers.broadcasts.report_recipient import ReportRecipient
from handlers.core.services import Services

_REASONS = 5


async def failures_of(services: Services, broadcast: BroadcastProgress) -> list[Failing]:
    """Who was not reached, and why. Of a cancelled push the store has only the recipients that it had come to. The
    others did not get it either, so they are added here."""
    failures = await services.store.progress.failing(broadcast.id)
    if broadcast.state is not BroadcastState.CANCELLED:
        return failures
    stored = sum(one.count for one in failures if one.fate is Fate.CANCELLED)
    rest = broadcast.tally.total - broadcast.served - stored
    return [*failures, Failing(Fate.CANCELLED, ReasonCode.CANCELLED, rest)] if rest > 0 else failures


def reason_lines(failures: list[Failing], recipient: ReportRecipient) -> list[str]:
    """A line of HTML for each reason, the most frequent first."""
    counted = count_by_reason(failures, recipient)
    lines = [
        recipient.say("report-reason", fate=fate, reason=reason, count=count)
        for fate, reason, count in counted[:_REASONS]
    ]
    more = sum(count for *_, count in counted[_REASONS:])
    return [*lines, recipient.say("report-more", count=more)] if more else lines


def count_by_reason(failures: list[Failing], recipient: ReportRecipient) -> list[tuple[str, str, int]]:
    """(fate, reason in words, count), the most frequent first. Stored reasons with the same words are one entry."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in failures:
        counted[one.fate.value, recipient.reason(one.reason)] += one.count
    return [(fate, reason, count) for (fate, reason), count in counted.most_common()]
