"""Two rubrics become one, in strides: no transaction looks at more than a few thousand of the followers."""

from __future__ import annotations

from domain.errors import Rejected
from storage.ports import Rows, number

STRIDE = 2_000
"""Recipients whose subscriptions are looked at in one transaction: about 40 ms."""

_LEASE_MS = 60_000


class Merges:
    """Merges of rubrics through a connection (reads) or a transaction (all).

    `begin`, then `merge_followers` over all recipients, then `end`. From the beginning on whoever follows the old
    rubric follows the new one too (see `Recipients.follow`), so nobody is left who was not looked at. Broken off, a
    merge may begin again and finds done what was done.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def begin(self, old: int, new: int) -> None:
        """From now on whoever follows `old` follows `new` too.

        Raises Rejected while either is in another merge, or after one.
        """
        hindered = await self._rows.fetch("merging_hinders", old, new)
        if hindered or not await self._rows.run("merging_begin", old, new, _LEASE_MS):
            raise Rejected("reader-stale")

    async def merge_followers(self, old: int, new: int, first: int, last: int) -> bool:
        """Followers of `old` among these recipients follow `new` too. False: too long ago begun, to be begun again."""
        await self._rows.run("rubric_merge_followers", old, new, first, last)
        return bool(await self._rows.run("merging_renew", old, new, _LEASE_MS))

    async def end(self, old: int, new: int) -> bool:
        """From now on `old` is `new`: names, buttons, drafts. Its open broadcasts go on with its own followers.

        False, and nothing is changed: too long ago begun, to be begun again.
        """
        if not await self._rows.run("merging_renew", old, new, _LEASE_MS):
            return False
        await self._rows.run("rubric_merge_names", old, new)
        await self._rows.run("rubric_merge_end", old, new)
        await self._rows.run("merging_end", old)
        return True

    async def move_articles(self, old: int, new: int, limit: int = 200) -> int:
        """Moves a few articles; again until it is 0."""
        return await self._rows.run("rubric_merge_articles", old, new, limit)

    async def largest_recipient(self) -> int:
        """The end of a walk over all recipients."""
        return await number(self._rows, "rubric_largest_recipient")

    async def to_forget(self) -> list[int]:
        """Merged rubrics whose broadcasts have ended, and whose subscriptions are still there."""
        return [int(key) for (key,) in await self._rows.fetch("rubrics_to_forget")]

    async def forget_followers(self, old: int, first: int, last: int) -> None:
        """Drops subscriptions of a merged rubric among these recipients, unless a broadcast of it is open."""
        await self._rows.run("rubric_forget_merged", old, first, last)

    async def forgotten(self, old: int) -> None:
        """All recipients have been walked over: nobody needs to look again."""
        await self._rows.run("rubric_forgotten", old)
