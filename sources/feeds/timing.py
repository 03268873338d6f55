"""When a feed is asked again: soon while it brings news, seldom when it is silent, later and later when it fails."""

from __future__ import annotations

import random

from domain.feed import FeedTrouble
from sources.feeds.fetching import DAY

# No feed waits for longer (milliseconds).
LONGEST_MS = int(DAY * 1000)
# A feed is asked again after this part of the time for which it has been silent. So its next article waits, on average,
# a twentieth of that time: three minutes after an hour, an hour after a day.
_PART_OF_SILENCE = 0.1
# Up to this part is added by chance, so that feeds that failed together are not asked together.
_JITTER = 0.1
# Failures in a row after which a feed is asked no more. With FEEDS_EVERY of 10 minutes that takes three days: a server
# that is down over a weekend comes back in time.
FAILURES = 10


def after_success(now_ms: int, news_at: int, every: float) -> int:
    """When to ask next, UTC milliseconds. `every`: FEEDS_EVERY in seconds; `news_at`: when it last brought news."""
    silent = max(0, now_ms - news_at) / 1000
    return _later(now_ms, max(every, silent * _PART_OF_SILENCE))


def after_failure(now_ms: int, failures: int, every: float, trouble: FeedTrouble) -> int:
    """The wait doubles with each failure, up to a day, and is never shorter than the server asks for."""
    doubled = every * 2 ** min(failures, 30)
    return _later(now_ms, max(min(doubled, DAY), trouble.retry_after))


def _later(now_ms: int, seconds: float) -> int:
    jitter = 1 + random.random() * _JITTER  # noqa: S311
    return now_ms + min(int(seconds * jitter * 1000), LONGEST_MS)
