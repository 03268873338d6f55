"""Which pages a site lets us fetch: its robots.txt, asked for once a day.

A feed is asked because a person added it; the pages behind its teasers are looked up by a program, which a site may
refuse.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from yarl import URL

from domain.clock import Clock
from domain.feed import FeedTrouble
from sources.feeds.asking import Asked
from sources.feeds.connections import AGENT
from sources.feeds.fetching import Fetcher
from sources.feeds.robots_rules import RobotsRules, rules_for

_TYPES = "text/plain, */*;q=0.5"
# Seconds for which rules hold (RFC 9309: a day at most), and for which a server that fails is left alone.
_KEPT, _AWAY = 86_400.0, 300.0
# Sites that are remembered; the one that was asked first is forgotten first.
_SITES = 500


@dataclass(frozen=True, slots=True)
class _Known:
    """`rules`: None while the server fails, so that nothing of it may be fetched."""

    rules: RobotsRules | None
    until: float


class Robots:
    """The rules of the sites that were asked of late."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._known: OrderedDict[str, _Known] = OrderedDict()

    async def rules(self, page: str, home: str) -> RobotsRules | None:
        """What the site of a page lets us fetch; None while nobody can tell. `home`: as in `Asked`."""
        try:
            site = str(URL(page).origin())
        except ValueError:
            # No address of a page: who fetches it says so.
            return RobotsRules()
        known = self._known.get(site)
        if known is None or self._clock.monotonic() >= known.until:
            rules = await self._asked(f"{site}/robots.txt", home)
            known = _Known(rules, self._clock.monotonic() + (_AWAY if rules is None else _KEPT))
            self._known[site] = known
            while len(self._known) > _SITES:
                self._known.popitem(last=False)
        return known.rules

    async def _asked(self, url: str, home: str) -> RobotsRules | None:
        try:
            fetched = await self._fetcher.get(Asked(url, _TYPES, home=home))
        except FeedTrouble as trouble:
            status = trouble.values.get("status", 0)
            is_refused = trouble.gone or (isinstance(status, int) and 400 <= status < 500 and status != 429)
            # A site without the file lets everything be fetched. Where the address itself is refused, so is the page.
            return RobotsRules() if is_refused or trouble.key == "feed-private" else None
        return rules_for((fetched.body or b"").decode("utf-8", "replace"), AGENT)
