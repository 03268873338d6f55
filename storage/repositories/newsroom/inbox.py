"""What comes to the newsroom: letters of readers and who may not write, and notices for the owners."""

from __future__ import annotations

import json
from dataclasses import dataclass

from domain.newsroom import BanState, Letter, LetterState
from storage import newsroom_objects
from storage.ports import Repository, number, single, value


@dataclass(frozen=True, slots=True)
class LetterNotice:
    """What a member was last told of letters: the newest one then, and when (UTC milliseconds)."""

    letter: int = 0
    told_at: int = 0
    wanted: bool = True

    def is_due(self, newest: int, now_ms: int, pause_ms: int) -> bool:
        """Whether the member is to be told now. A clock that was set back silences nobody for long."""
        return self.wanted and newest > self.letter and not 0 <= now_ms - self.told_at < pause_ms


class Letters(Repository):
    async def add(self, chat_id: int, text: str, article: int = 0) -> int:
        """A letter of a reader, about an article (its key) or about none; its number."""
        return await number(self._rows, "letter_add", chat_id, article, text)

    async def get(self, letter: int) -> Letter | None:
        row = await single(self._rows, "letter_get", letter)
        return newsroom_objects.letter(row) if row else None

    async def open(self, limit: int, after: int = 0) -> list[Letter]:
        """The unanswered ones, oldest first, after a letter (its number)."""
        return [newsroom_objects.letter(row) for row in await self._rows.fetch("letters_open", limit, after)]

    async def count_open(self, after: int = 0) -> int:
        return await number(self._rows, "letters_count_open", after)

    async def newest_open(self) -> int:
        """The number of the newest unanswered letter; 0 for none."""
        return await number(self._rows, "letters_newest_open")

    async def notice_of(self, user_id: int) -> LetterNotice:
        row = await single(self._rows, "letter_notice_get", user_id)
        return LetterNotice(letter=int(row[1]), told_at=int(row[2]), wanted=bool(row[0])) if row else LetterNotice()

    async def put_notice(self, user_id: int, notice: LetterNotice) -> None:
        """The member is told now. Whether that is wanted stays as it is."""
        await self._rows.run("letter_notice_put", user_id, notice.letter, notice.told_at)

    async def want_notices(self, user_id: int, wanted: bool) -> None:
        await self._rows.run("letter_notice_wanted", user_id, int(wanted))

    async def seen(self, user_id: int, newest: int) -> None:
        """The member has seen the letters up to this one."""
        await self._rows.run("letter_notice_seen", user_id, newest)

    async def count_recent(self, chat_id: int, since_ms: int) -> int:
        """How many a reader has written since a moment."""
        return await number(self._rows, "letters_count_recent", chat_id, since_ms)

    async def answer(self, letter: int, text: str, by: int) -> None:
        """An answer; a later one stands in its place."""
        await self._rows.run("letter_answer", letter, LetterState.ANSWERED, text, by)

    async def close(self, letter: int, by: int) -> bool:
        """Needs no answer; False when it is not open any more."""
        return await self._rows.run("letter_close", letter, by) == 1

    async def ban_of(self, user_id: int) -> BanState | None:
        state = await value(self._rows, "ban_get", user_id)
        return BanState(state) if state else None

    async def banned(self, limit: int = 50) -> list[tuple[int, BanState]]:
        """Everybody who was warned or banned, the last first."""
        return [(int(user), BanState(state)) for user, state in await self._rows.fetch("bans", limit)]

    async def ban(self, user_id: int, state: BanState, by: int) -> None:
        await self._rows.run("ban_put", user_id, state, by)

    async def unban(self, user_id: int) -> bool:
        """Forgets warning and ban; False when there was neither."""
        return await self._rows.run("ban_drop", user_id) == 1


@dataclass(frozen=True, slots=True)
class Notice:
    """`key` names the phrase (text/locales), `values` fill its places."""

    id: int
    key: str
    values: dict[str, str | int]


class Notices(Repository):
    async def add(self, dedupe: str, key: str, values: dict[str, str | int]) -> bool:
        """Tells the owners, unless this event (`dedupe`) was told before; False then."""
        packed = json.dumps(values, ensure_ascii=False)
        return await self._rows.run("notice_add", dedupe[:500], key, packed) == 1

    async def pending(self, limit: int = 20) -> list[Notice]:
        """What is still to be told, oldest first."""
        rows = await self._rows.fetch("notices_untold", limit)
        return [Notice(id_, key, json.loads(values)) for id_, key, values in rows]

    async def mark_told(self, notice: int) -> None:
        """It was told to every owner who can be reached."""
        await self._rows.run("notice_told", notice)

    async def give_up(self, before_ms: int) -> int:
        """What has waited since before then counts as told; how many."""
        return await self._rows.run("notices_give_up", before_ms)
