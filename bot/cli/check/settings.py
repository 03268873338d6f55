"""What `zharshy check` says of the settings, of the folder of articles, and of who else can read `.env`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.cli.check.result import CheckResult, bad, ok, warning
from bot.cli.console import explain
from bot.config import ENV_FILE, Settings
from bot.misspelt_names import misspelt_names
from domain.errors import SettingsError


def check_settings(settings: Settings, wrong: tuple[SettingsError, ...]) -> Iterator[CheckResult]:
    """A line for each setting that is wrong; one for all of them if none is; one for each misspelt name."""
    for error in wrong:
        yield bad("settings", explain(error))
    if trouble := _folder_trouble(settings.articles_dir):
        yield bad("settings", trouble)
    elif not wrong:
        yield ok("settings", _describe(settings))
    for typed, meant in misspelt_names():
        yield warning("settings", f"{ENV_FILE} has {typed}, which is no setting: did you mean {meant}?")
    if _is_readable_by_everybody(Path(ENV_FILE)):
        yield warning("settings", f"{ENV_FILE} can be read by every user of this machine: chmod 600 {ENV_FILE}")


def _describe(settings: Settings) -> str:
    count = len(settings.admin_ids)
    owners = f"{count} owner{'' if count == 1 else 's'}"
    if not count:
        owners = "no owner (ADMIN_IDS): no one is told what goes wrong"
    updates = f"webhook at {settings.webhook_url}" if settings.webhook_url else "long polling"
    return f"{settings.send_rate} messages a second, {updates}, articles from {settings.articles_dir}, {owners}"


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


def _is_readable_by_everybody(file: Path) -> bool:
    """A group may be the one that the service runs as, so only "others" count."""
    try:
        return bool(file.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))
    except OSError:
        return False
