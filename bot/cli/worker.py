"""`zharshy worker`: one more delivery worker on a PostgreSQL database, until SIGTERM or SIGINT."""

from __future__ import annotations

import argparse
import asyncio

from bot import logs
from bot.config import load_settings
from domain.errors import SettingsError


def main(_: argparse.Namespace) -> int:
    settings = load_settings()
    logs.configure(settings.log_level, settings.log_format, settings.secrets)
    settings.token()
    if not settings.on_postgres:
        raise SettingsError("settings-worker-alone", name="DATABASE_URL")
    from bot.worker import serve_worker

    asyncio.run(serve_worker(settings))
    return 0
