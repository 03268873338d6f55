"""`zharshy run`: the bot, delivery, schedules and the folder watch, until SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
from contextlib import nullcontext

from bot import logs
from bot.config import load_settings
from bot.event_loop import run_event_loop
from bot.lock import process_lock
from domain.errors import SettingsError


def main(_: argparse.Namespace) -> int:
    settings = load_settings()
    logs.configure(settings.log_level, settings.log_format, settings.secrets)
    settings.token()
    if settings.articles_dir.exists() and not settings.articles_dir.is_dir():
        path = str(settings.articles_dir)
        raise SettingsError("settings-articles-not-a-folder", name="ARTICLES_DIR", path=path)
    # Several processes may share a PostgreSQL database; there the leader lease takes the lock's place.
    with nullcontext() if settings.on_postgres else process_lock(settings.database_file):
        # Imported only now: a wrong setting or a second `run` must be reported at once.
        from bot.app import serve

        run_event_loop(serve(settings), on_postgres=settings.on_postgres)
    return 0
