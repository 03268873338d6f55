"""`zharshy backup`: a consistent copy of the store, also while `run` writes to it."""

from __future__ import annotations

import argparse

from bot.cli.console import describe_articles, say
from bot.cli.open_store import settings_with_quiet_logs
from domain.errors import CannotStart
from storage.admin.backup import back_up


def main(args: argparse.Namespace) -> int:
    settings = settings_with_quiet_logs()
    if settings.on_postgres:
        raise CannotStart("backup-postgres")
    inspected = back_up(settings.database_file, args.file)
    size = args.file.stat().st_size / 1_000_000
    articles = describe_articles(inspected.articles, inspected.recalled)
    say(f"{args.file}: {articles}, {inspected.chats} chats, {size:.1f} MB, checked")
    return 0
