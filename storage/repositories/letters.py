"""What readers write to the newsroom, and who may not write any more."""

from __future__ import annotations

from domain.newsroom import BanState, Letter, LetterState
from storage.ports import Row, Rows, number, single


class Letters:
    """Letters and bans through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def add(self, chat_id: int, text: str, article: int = 0) -> int:
        """A letter of a reader, about an article (its key) or about none; its number."""
        return await number(self._rows, "letter_add", chat_id, article, text)

    async def get(self, letter: int) -> Letter | None:
        row = await single(self._rows, "letter_get", letter)
        return _letter(row) if row else None

    async def open(self, limit: int, after: int = 0) -> list[Letter]:
        """Those that nobody has answered, oldest first, after a letter (its number)."""
        return [_letter(row) for row in await self._rows.fetch("letters_open", limit, after)]

    async def count_open(self, after: int = 0) -> int:
        return await number(self._rows, "letters_count_open", after)

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
        """Whether somebody was warned or banned."""
        row = await single(self._rows, "ban_get", user_id)
        return BanState(row[0]) if row else None

    async def banned(self, limit: int = 50) -> list[tuple[int, BanState]]:
        """Everybody who was warned or banned, the last first."""
        return [(int(user), BanState(state)) for user, state in await self._rows.fetch("bans", limit)]

    async def ban(self, user_id: int, state: BanState, by: int) -> None:
        await self._rows.run("ban_put", user_id, state, by)

    async def unban(self, user_id: int) -> bool:
        """Forgets warning and ban; False when there was neither."""
        return await self._rows.run("ban_drop", user_id) == 1


def _letter(row: Row) -> Letter:
    id_, chat_id, article, state, *rest = row
    return Letter(id_, chat_id, article, LetterState(state), *rest)
