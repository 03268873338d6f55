"""Files already taken (being written; replaced soon)."""

from __future__ import annotations

from storage.rows import Rows


class Files:
    """Files through a connection (reads) or a transaction (all)."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
