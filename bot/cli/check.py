"""`zharshy check`: a line each for settings, token, database, disk and clock; a bad one names the remedy."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

import aiohttp

from bot.cli.check_postgres import on_postgres
from bot.cli.check_result import CheckResult
from bot.cli.console import describe_articles, explain, say
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED
from bot.cli.open_store import settings_with_quiet_logs
from bot.config import Settings
from domain.clock import SystemClock
from domain.errors import SettingsError, ZharshyError
from storage.admin.backup import inspect

_PATIENCE = aiohttp.ClientTimeout(total=15)
_LEAST_FREE = 200_000_000
_MOST_SECONDS_OFF = 30


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to getMe; `date`: the server's clock in UTC seconds, if the answer has it."""

    status: int
    username: str = ""
    date: float | None = None
    seconds: float = 0.0


def main(_: argparse.Namespace) -> int:
    settings = settings_with_quiet_logs()
    bad = 0
    for result in _check_all(settings):
        bad += not result.ok
        say(f"{result.subject:<9} {'ok ' if result.ok else 'BAD'}  {result.text}")
    return SOME_FAILED if bad else ALL_WELL


def _check_all(settings: Settings) -> Iterator[CheckResult]:
    yield _settings(settings)
    reply = asyncio.run(_ask(settings))
    yield _token(settings, reply)
    if settings.on_postgres:
        yield from on_postgres(settings)
    else:
        yield _database(settings.database_file)
        yield _disk(settings.database_file)
    yield _clock(reply)


def _settings(settings: Settings) -> CheckResult:
    if trouble := _folder_trouble(settings.articles_dir):
        return CheckResult("settings", False, trouble)
    count = len(settings.admin_ids)
    owners = f"{count} owner{'' if count == 1 else 's'}"
    if not count:
        owners = "no owner (ADMIN_IDS): no one is told what goes wrong"
    updates = f"webhook at {settings.webhook_url}" if settings.webhook_url else "long polling"
    words = f"{settings.send_rate} messages a second, {updates}, articles from {settings.articles_dir}, {owners}"
    return CheckResult("settings", True, words)


def _folder_trouble(folder: Path) -> str:
    """Why `run` could not read the articles; "" when it can, or will make the folder."""
    try:
        with os.scandir(folder):
            return ""
    except FileNotFoundError:
        # `run` cannot make a folder at a dangling link.
        return f"ARTICLES_DIR is {folder}, a link to nothing: mend it" if folder.is_symlink() else ""
    except NotADirectoryError:
        return f"ARTICLES_DIR is {folder}, a file: name a folder"
    except OSError as error:
        trouble = f"ARTICLES_DIR is {folder}, which cannot be read ({error.strerror})"
        return f"{trouble}: mend its permissions, or name another"


async def _ask(settings: Settings) -> Reply | str:
    """Calls getMe, for the answer and its Date header; returns the reason as text if there is no answer."""
    clock = SystemClock()
    begun = clock.monotonic()
    try:
        url = f"{settings.api_base_url}/bot{settings.token()}/getMe"
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session, session.get(url) as response:
            body = await response.json(content_type=None)
            result = body.get("result") if isinstance(body, dict) else None
            username = str(result.get("username", "")) if isinstance(result, dict) else ""
            date = response.headers.get("Date")
            moment = parsedate_to_datetime(date).timestamp() if date else None
            return Reply(response.status, username, moment, clock.monotonic() - begun)
    except SettingsError as error:
        return explain(error)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return f"no answer from {settings.api_base_url} ({reason}): check the network and API_BASE_URL"


def _token(settings: Settings, reply: Reply | str) -> CheckResult:
    if isinstance(reply, str):
        return CheckResult("token", False, reply)
    if reply.status in (401, 404):
        return CheckResult("token", False, explain(SettingsError("settings-token-refused", name="BOT_TOKEN")))
    if not reply.username:
        words = f"{settings.api_base_url} answered {reply.status}: no Bot API server, or one in trouble; try again"
        return CheckResult("token", False, words)
    words = f"@{reply.username} at {settings.api_base_url}, {reply.seconds * 1000:.0f} ms away"
    return CheckResult("token", True, words)


def _database(file: Path) -> CheckResult:
    folder = _nearest(file)
    if not os.access(folder, os.W_OK | os.X_OK):
        return CheckResult("database", False, f"{folder} takes no files: mend its permissions, or change DATABASE_URL")
    if not file.exists():
        return CheckResult("database", True, f"{file} is not there yet; `zharshy run` makes it")
    try:
        found = inspect(file, thorough=False)
    except ZharshyError as error:
        return CheckResult("database", False, explain(error))
    articles = describe_articles(found.articles, found.recalled)
    words = f"{file}: {articles}, {found.chats} chats, {found.unfinished} broadcasts unfinished"
    return CheckResult("database", True, words)


def _disk(file: Path) -> CheckResult:
    folder = _nearest(file)
    free = shutil.disk_usage(folder).free
    needed = max(_LEAST_FREE, file.stat().st_size if file.exists() else 0)
    words = f"{free / 1e9:.1f} GB free at {folder}"
    if free < needed:
        words += f": make room, {needed / 1e9:.1f} GB at least, for the store and its copies"
    return CheckResult("disk", free >= needed, words)


def _clock(reply: Reply | str) -> CheckResult:
    if isinstance(reply, str):
        # The token's line says what is wrong; a clock that was not compared is not bad.
        return CheckResult("clock", True, "not compared, for the Bot API server was not reached")
    if reply.date is None:
        return CheckResult("clock", True, "not compared, for the Bot API server tells no time")
    # The header has whole seconds: on average it is half a second late.
    off = SystemClock().now_ms() / 1000 - (reply.date + 0.5)
    words = f"{abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the Bot API server's"
    if abs(off) > _MOST_SECONDS_OFF:
        return CheckResult("clock", False, f"{words}: set it, for example by `timedatectl set-ntp true`")
    return CheckResult("clock", True, "the same as the Bot API server's" if abs(off) < 2 else words)


def _nearest(file: Path) -> Path:
    """The folder of the file, or the nearest one above it that exists."""
    folder = file.absolute().parent
    while not folder.exists():
        folder = folder.parent
    return folder
