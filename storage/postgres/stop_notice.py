"""Tells the server that a run was asked to stop, also one that stands still and reads it when the process has ended.

Over a connection of its own: all others may wait for the server. What the kernel holds for a server that is frozen is
read when that goes on, and the statement is committed although nobody waits for its answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

import psycopg
from psycopg import Connection, RawCursor


class StopNotice:
    """`connect` opens a connection that commits each statement by itself. Everything here runs in threads."""

    def __init__(self, connect: Callable[[], Connection[Any]], statement: str) -> None:
        self._connect = connect
        self._statement = statement.encode()
        self._connection: Connection[Any] | None = None
        self._is_posted = False

    def prepare(self) -> None:
        """Connects, unless it has. A server that is away is tried again at the stop."""
        with suppress(psycopg.Error):
            if self._connection is None or self._connection.closed:
                self._connection = self._connect()

    def post(self, run: int) -> None:
        """The run is asked to stop. Returns at once."""
        self._is_posted = True
        # A daemon: a server that does not answer must not keep the process from ending.
        threading.Thread(target=self._post, args=(run,), name="postgres-stop", daemon=True).start()

    def _post(self, run: int) -> None:
        # Again over a new connection where the old one was cut since.
        for _ in range(2):
            self.prepare()
            if self._connection is None:
                return
            connection, self._connection = self._connection, None
            with suppress(psycopg.Error), closing(connection), RawCursor(connection) as cursor:
                cursor.execute(self._statement, [run])
                return

    def close(self) -> None:
        """At the end of the process. A connection that may wait for its answer is left to the kernel."""
        if self._connection is not None and not self._is_posted:
            self._connection.close()
