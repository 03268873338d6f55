"""Rubrics: found by any of their names in any language, made when an article brings a new one, merged."""

from __future__ import annotations

import json
from collections.abc import Iterable

from domain.article import Rubric
from domain.errors import NotFound, Rejected
from storage import objects
from storage.ports import Repository, number, single
from text.words.rubric_names import common_rubric, fold_name, names_rubric, slug_of

# What an article without a rubric is filed under.
GENERAL = "Жаңалықтар"


class Rubrics(Repository):
    async def all(self) -> list[Rubric]:
        """Every rubric in the newsroom's order, hidden ones too."""
        return [objects.rubric(row) for row in await self._rows.fetch("rubrics_all")]

    async def get(self, key: int) -> Rubric:
        """Raises NotFound."""
        row = await single(self._rows, "rubric_by_key", key)
        if row is None:
            raise NotFound("store-no-rubric", name=str(key))
        return objects.rubric(row)

    async def named(self, name: str) -> Rubric | None:
        """The rubric of this name (any language, any case) or slug."""
        row = await single(self._rows, "rubric_by_name", fold_name(name))
        return objects.rubric(row) if row else None

    async def named_in_any_form(self, name: str) -> Rubric | None:
        """As `named`; else the rubric that these words name in another form: "спорта", "экономические", "саяси"."""
        exact = await self.named(name)
        if exact or not name.strip():
            return exact
        names = await self._rows.fetch("rubric_names_all")
        key = next((int(key) for known, key in names if names_rubric(name, known)), 0)
        return await self.get(key) if key else None

    async def named_by_any(self, names: Iterable[str]) -> int:
        """The key of the first rubric that one of these names means; 0 if none does."""
        listed = [fold_name(name) for name in names]
        known: dict[str, int] = dict(await self._rows.fetch("rubrics_by_names", json.dumps(listed, ensure_ascii=False)))
        return next((int(known[name]) for name in listed if name in known), 0)

    async def named_or_new(self, name: str) -> Rubric:
        """As `named`; an unknown name makes a rubric. Names that newsrooms share bring their translations."""
        wanted = await self.would_be(name)
        if wanted.key:
            return wanted
        key = await self._add(wanted.slug, wanted.names)
        for known in {*wanted.names.values(), _cleaned(name)}:
            await self._rows.run("rubric_name_add", fold_name(known), key)
        return await self.get(key)

    async def would_be(self, name: str) -> Rubric:
        """What `named_or_new` would give, and makes nothing: a new one has key 0, which stands for "all rubrics" where
        followers are counted."""
        name = _cleaned(name)
        found = await self.named(name)
        if found:
            return found
        names = common_rubric(name) or {"kk": name}
        return Rubric(0, slug_of(names.get("en") or name), names)

    async def _add(self, slug: str, names: dict[str, str]) -> int:
        for attempt in range(1, 1000):
            free = slug if attempt == 1 else f"{slug}-{attempt}"
            values = (free, names["kk"], names.get("ru", ""), names.get("en", ""), names.get("emoji", ""))
            if key := await number(self._rows, "rubric_add", *values):
                await self._rows.run("rubric_name_add", free, key)
                return key
        raise NotFound("store-no-rubric", name=slug)

    async def add(self, names: dict[str, str], emoji: str) -> Rubric:
        """A rubric with names by language (kk is needed). Raises Rejected when one of them is taken."""
        await self._refuse_taken(names, 0)
        key = await self._add(slug_of(names.get("en") or names["kk"]), {**names, "emoji": emoji})
        for name in names.values():
            await self._rows.run("rubric_name_add", fold_name(name), key)
        return await self.get(key)

    async def rename(self, rubric: Rubric, names: dict[str, str], emoji: str) -> None:
        """Other names; the slug stays, and so do the old names by which articles may still call it."""
        await self._refuse_taken(names, rubric.key)
        shown = (names["kk"], names.get("ru", ""), names.get("en", ""), emoji)
        await self._rows.run("rubric_rename", rubric.key, *shown)
        for name in names.values():
            await self._rows.run("rubric_name_add", fold_name(name), rubric.key)

    async def _refuse_taken(self, names: dict[str, str], own: int) -> None:
        for name in names.values():
            found = await self.named(name)
            if found and found.key != own:
                raise Rejected("rubric-name-taken", name=name)

    async def hide(self, key: int, hidden: bool) -> None:
        """Hidden from readers' keyboards; who follows it goes on getting it."""
        await self._rows.run("rubric_hide", key, int(hidden))

    async def suggest(self, key: int, suggested: bool) -> None:
        """Shown first to new readers; a press is needed to follow it."""
        await self._rows.run("rubric_suggest", key, int(suggested))

    async def put_in_order(self, keys: list[int]) -> None:
        for position, key in enumerate(keys, start=1):
            await self._rows.run("rubric_place", key, position)

    async def per_day(self, since_ms: int, days: float) -> dict[int, float]:
        """How many articles a day each rubric (key) brought since a moment `days` ago."""
        return {int(key): count / days for key, count in await self._rows.fetch("rubric_pace", since_ms)}


def _cleaned(name: str) -> str:
    return " ".join(name.split())[:64] or GENERAL


RECIPIENTS_AT_ONCE = 2_000
"""Recipients whose subscriptions are looked at in one transaction: about 40 ms."""

_LEASE_MS = 60_000


class Merges(Repository):
    """Merges of rubrics through a connection (reads) or a transaction (all).

    `begin`, then `merge_followers` over all recipients, then `end`. From the beginning on a new follower of the old
    rubric follows the new one too (see `Recipients.follow`), so the walk misses no follower. Broken off, a
    merge may begin again and finds done what was done.
    """

    async def begin(self, old: int, new: int) -> None:
        """Who follows `old` follows `new` too from now on. Raises Rejected if either is, or was, in a merge."""
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

    async def give_up(self, before_ms: int) -> int:
        """Forgets merges that were broken off before this moment (UTC milliseconds) and not begun again."""
        return await self._rows.run("merging_forget", before_ms)

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
        """All recipients have been walked over: no second walk is needed."""
        await self._rows.run("rubric_forgotten", old)
