"""Articles held for the owner (being written; replaced soon)."""

from __future__ import annotations

from storage.rows import Rows


class Held:
    """Held articles through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
