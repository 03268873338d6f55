"""What `zharshy check` looks at when the store is a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.check.result import CheckResult, bad, ok, ok_if
from bot.cli.console import describe_articles, explain
from bot.config import Settings
from domain.clock import SystemClock
from domain.errors import ZharshyError

# PostgreSQL 13 is the oldest version with everything that the statements use.
_OLDEST = 13
# Milliseconds: leases tolerate a clock that is one second wrong.
_MOST_MS_OFF = 1000


def check_postgres(settings: Settings) -> Iterator[CheckResult]:
    """The database, its connections, and its clock against ours."""
    # Imported only when it is used: psycopg is an extra.
    from storage.admin.inspect_postgres import look

    try:
        found = look(settings.database, SystemClock())
    except ZharshyError as error:
        yield bad("database", explain(error))
        return
    where = f"{settings.database_shown}, PostgreSQL {found.server}"
    if int(found.server.split(".")[0]) < _OLDEST:
        yield bad("database", f"{where}: too old, {_OLDEST} at least is needed")
    elif not found.schema:
        yield ok("database", f"{where}: nothing there yet; `zharshy run` makes the tables")
    else:
        live, recalled, chats, unfinished = found.counts
        upgrade = "" if found.schema == found.newest else f", {found.newest} after the next start"
        words = f"{describe_articles(live, recalled)}, {chats} chats, {unfinished} broadcasts unfinished"
        yield ok("database", f"{where}, schema {found.schema}{upgrade}: {words}")
    words = f"{found.free} connections free, a process opens {found.needed} at most"
    if found.free < found.needed:
        words += ": raise max_connections, or end what holds them"
    yield ok_if(found.free >= found.needed, "pool", words)
    off = abs(found.ahead_ms)
    words = f"the server's is {off} ms {'ahead of' if found.ahead_ms > 0 else 'behind'} this machine's"
    if off > _MOST_MS_OFF:
        words += ": set both, for example by `timedatectl set-ntp true`"
    yield ok_if(off <= _MOST_MS_OFF, "db-clock", words)
