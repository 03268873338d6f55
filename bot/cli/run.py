"""`zharshy run`: the bot, delivery, schedules and the folder watch, until SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Callable
from contextlib import nullcontext

from bot import logs
from bot.config import load_settings
from bot.lock import process_lock
from bot.misspelt_names import misspelt_names
from domain.clock import SystemClock
from domain.errors import SettingsError

log = logging.getLogger(__name__)


def main(args: argparse.Namespace) -> int:
    """`args.clock`: a ClockGuard instead of the machine's, from the demo."""
    settings = load_settings()
    logs.configure(settings.log_level, settings.log_format, settings.secrets)
    for typed, meant in misspelt_names():
        log.warning("settings.no_such_name name=%s did_you_mean=%s", typed, meant)
    settings.token()
    if settings.articles_dir.exists() and not settings.articles_dir.is_dir():
        path = str(settings.articles_dir)
        raise SettingsError("settings-articles-not-a-folder", name="ARTICLES_DIR", path=path)
    # Several processes may share a PostgreSQL database; there the leader lease takes the lock's place.
    with nullcontext() if settings.on_postgres else process_lock(settings.database_file):
        alone_since = SystemClock().monotonic()
        # Imported only now: a wrong setting or a second `run` must be reported at once.
        from bot.app import serve

        with asyncio.Runner(loop_factory=_loop_factory(on_postgres=settings.on_postgres)) as runner:
            runner.run(serve(settings, getattr(args, "clock", None), alone_since))
    return 0


def _loop_factory(*, on_postgres: bool) -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, where the extra `fast` is installed and the store is SQLite; None: asyncio's own.

    uvloop saves about a fifth of the CPU of a message (`python -m bench.unpaced --uvloop`). Not with PostgreSQL: of
    three runs in which the server froze for 15 s (tests/delivery/cluster) two did not go on with uvloop, none of four
    with asyncio.
    """
    if on_postgres:
        return None
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop
