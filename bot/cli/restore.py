"""`zharshy restore`: the store back from a copy, checked first; the old file is kept beside it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from bot.cli.console import describe_articles, say
from bot.cli.open_store import settings_with_quiet_logs
from bot.lock import process_lock
from domain.clock import SystemClock
from domain.errors import CannotStart
from storage.admin.backup import restore


def main(args: argparse.Namespace) -> int:
    settings = settings_with_quiet_logs()
    if settings.on_postgres:
        raise CannotStart("restore-postgres")
    database = settings.database_file
    now = datetime.fromtimestamp(SystemClock().now_ms() / 1000, UTC)
    with process_lock(database):
        inspected, kept = restore(args.file, database, now)
    articles = describe_articles(inspected.articles, inspected.recalled)
    say(f"{database}: {articles}, {inspected.chats} chats, as in {args.file}")
    if kept:
        say(f"the file that was there is kept: {kept}")
    if inspected.unfinished:
        say(f"broadcasts unfinished in the copy: {inspected.unfinished}; they go on when `zharshy run` starts,")
        say("and whom they reached after the copy was made is written to once more")
    return 0
