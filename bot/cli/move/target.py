"""Where `zharshy move` moves to: the address holds a password, and a command line can be read by everybody.

The address comes from MOVE_TO_URL, from standard input (`-`), or, without a password, from the command line.
"""

from __future__ import annotations

import getpass
import os
import sys
from importlib.util import find_spec
from urllib.parse import urlsplit

from bot.cli.console import explain, warn
from domain.errors import SettingsError
from storage.store import POSTGRES

VARIABLE = "MOVE_TO_URL"


def read_target(given: str | None) -> str:
    """The address. Raises SettingsError when there is none, or none of PostgreSQL."""
    if given == "-":
        target = _from_standard_input()
    elif given:
        target = given
        if _has_password(given):
            _hide_password(given)
    else:
        target = os.environ.get(VARIABLE, "")
    if not target.startswith(POSTGRES):
        raise SettingsError("move-addresses", name="TO_URL")
    if find_spec("psycopg") is None:
        raise SettingsError("settings-postgres-extra", name="TO_URL")
    return target


def _from_standard_input() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("TO_URL: ").strip()
    return sys.stdin.readline().strip()


def _has_password(url: str) -> bool:
    try:
        return bool(urlsplit(url).password) or "password=" in url
    except ValueError:
        return True


def _hide_password(url: str) -> None:
    """Warns, and starts this process anew with the address in the environment, which only its user can read."""
    warn(f"zharshy: {explain(SettingsError('move-password-shown', name='TO_URL'))}")
    if url in sys.orig_argv:
        arguments = [one for one in sys.orig_argv[1:] if one != url]
        this = [sys.executable, *arguments]
        os.execve(sys.executable, this, {**os.environ, VARIABLE: url})  # noqa: S606 - this very program
