"""Rubrics: found by any of their names in any language, made when an article brings a new one."""

from __future__ import annotations

import json
from collections.abc import Iterable

from domain.article import Rubric
from domain.errors import NotFound, Rejected
from storage.ports import Row, Rows, single
from text.words.rubric_names import common_rubric, fold_name, slug_of

# What an article without a rubric is filed under.
GENERAL = "Жаңалықтар"


class Rubrics:
    """Rubrics through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def all(self) -> list[Rubric]:
        """Every rubric in the desk's order, hidden ones too."""
        return [_rubric(row) for row in await self._rows.fetch("rubrics_all")]

    async def get(self, key: int) -> Rubric:
        """Raises NotFound."""
        row = await single(self._rows, "rubric_by_key", key)
        if row is None:
            raise NotFound("store-no-rubric", name=str(key))
        return _rubric(row)

    async def named(self, name: str) -> Rubric | None:
        """The rubric of this name (any language, any case) or slug."""
        row = await single(self._rows, "rubric_by_name", fold_name(name))
        return _rubric(row) if row else None

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
        for number in range(1, 1000):
            free = slug if number == 1 else f"{slug}-{number}"
            values = (free, names["kk"], names.get("ru", ""), names.get("en", ""), names.get("emoji", ""))
            row = await single(self._rows, "rubric_add", *values)
            if row:
                await self._rows.run("rubric_name_add", free, int(row[0]))
                return int(row[0])
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
        """Shown first to whoever comes anew; nobody follows it without a press."""
        await self._rows.run("rubric_suggest", key, int(suggested))

    async def put_in_order(self, keys: list[int]) -> None:
        """The order in which rubrics are shown."""
        for position, key in enumerate(keys, start=1):
            await self._rows.run("rubric_place", key, position)

    async def per_day(self, since_ms: int, days: float) -> dict[int, float]:
        """How many articles a day each rubric (key) brought since a moment `days` ago."""
        return {int(key): count / days for key, count in await self._rows.fetch("rubric_pace", since_ms)}


def _cleaned(name: str) -> str:
    return " ".join(name.split())[:64] or GENERAL


def _rubric(row: Row) -> Rubric:
    key, slug, kk, ru, en, emoji, position, hidden, suggested = row
    names = {code: name for code, name in (("kk", kk), ("ru", ru), ("en", en)) if name}
    return Rubric(key, slug, names, emoji, position, bool(hidden), bool(suggested))
