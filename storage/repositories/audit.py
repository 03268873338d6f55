"""Who did what, when, to what, with the old and the new value. Rows are only added."""

from __future__ import annotations

from domain.team import AuditAction, AuditEntry
from storage.ports import Rows, single

_LONGEST = 500
"""Characters of a value that are kept: enough to know it again."""


class Audit:
    """The audit through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    async def note(self, who: int, what: AuditAction, subject: str, old: str = "", new: str = "") -> None:
        """Adds a line, in the transaction of the deed itself. `who` 0: the program, at its hour."""
        await self._rows.run("audit_add", who, what, *(text[:_LONGEST] for text in (subject, old, new)))

    async def page(self, limit: int, offset: int = 0) -> list[AuditEntry]:
        """The newest lines first."""
        return [AuditEntry(*row) for row in await self._rows.fetch("audit_page", limit, offset)]

    async def count(self) -> int:
        row = await single(self._rows, "audit_count")
        return int(row[0]) if row else 0
