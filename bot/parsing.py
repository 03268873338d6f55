"""How each kind of setting is read from text. What cannot be read is a SettingsError that says how to mend it.

No value of a secret is ever part of an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from domain.errors import SettingsError

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]+")
_LIKE_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_INGEST = re.compile(r"[!-~]{1,256}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_DURATION = re.compile(r"(?:\d{1,6}[smhdw])+")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LONGEST = timedelta(days=36500)
_TRUE = frozenset({"true", "1", "yes", "on"})
_FALSE = frozenset({"false", "0", "no", "off"})
_LARGEST_ID = 2**52


def token(raw: Any) -> Any:
    """BOT_TOKEN as BotFather writes it: digits, a colon, letters."""
    value = plain(raw)
    if value and not _TOKEN.fullmatch(value):
        raise SettingsError("settings-token-wrong", name="BOT_TOKEN")
    return SecretStr(value)


def ids(raw: Any) -> Any:
    """User ids separated by commas or white space, each once."""
    if not isinstance(raw, str):
        return raw
    found: dict[int, None] = {}
    for part in raw.replace(",", " ").split():
        if not (re.fullmatch(r"[0-9]{1,16}", part) and 0 < int(part) < _LARGEST_ID):
            raise SettingsError("settings-ids-wrong", name="ADMIN_IDS", value=short(part))
        found[int(part)] = None
    return tuple(found)


def folder(raw: Any) -> Any:
    """A path; `~` is the home folder."""
    return Path(raw).expanduser() if isinstance(raw, str) else raw


def webhook_secret(raw: Any) -> Any:
    """1 to 256 of A-Z, a-z, 0-9, _ and -, as setWebhook takes it."""
    value = plain(raw)
    if value and not _SECRET.fullmatch(value):
        raise SettingsError("settings-webhook-secret-wrong", name="WEBHOOK_SECRET")
    return SecretStr(value)


def zone(raw: Any) -> Any:
    """A name of the IANA time zone database."""
    if not isinstance(raw, str):
        return raw
    try:
        return ZoneInfo(raw.strip())
    except (KeyError, ValueError, OSError) as error:
        raise SettingsError("settings-zone-wrong", name="TIMEZONE", value=short(raw)) from error


def switch(raw: Any) -> Any:
    """true or false."""
    if isinstance(raw, bool):
        return raw
    value = str(raw).strip().lower()
    if value not in _TRUE | _FALSE:
        raise SettingsError("settings-switch-wrong", name="PAID_BROADCAST", value=short(value))
    return value in _TRUE


def duration(raw: Any) -> Any:
    """PUSH_MAX_AGE: `24h`, `90m`, `2d`, `1d12h`."""
    return _duration("PUSH_MAX_AGE", raw)


def interval(name: str) -> Callable[[Any], Any]:
    """A duration from a second to a day."""

    def read(raw: Any) -> Any:
        value = _duration(name, raw)
        if not timedelta(seconds=1) <= value <= timedelta(days=1):
            raise SettingsError("settings-interval-wrong", name=name, value=short(str(raw)))
        return value

    return read


# Characters of a token that nobody guesses, however fast.
LONG_TOKEN = 16


def ingest_token(raw: Any) -> Any:
    """1 to 256 printable characters without spaces, as a header holds them."""
    value = plain(raw)
    if value and not _INGEST.fullmatch(value):
        raise SettingsError("settings-ingest-token-wrong", name="INGEST_TOKEN")
    return SecretStr(value)


def _duration(name: str, raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    value = raw.strip().lower()
    if not _DURATION.fullmatch(value):
        raise SettingsError("settings-duration-wrong", name=name, value=short(raw))
    pieces = re.findall(r"(\d+)([smhdw])", value)
    total = sum((timedelta(**{_UNITS[unit]: int(count)}) for count, unit in pieces), timedelta())
    return min(total, _LONGEST)


def number(name: str, low: int, high: int) -> Callable[[Any], Any]:
    """A whole number within bounds, both included."""

    def read(raw: Any) -> Any:
        value = str(raw).strip()
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            raise SettingsError("settings-number-wrong", name=name, value=short(value), low=str(low), high=str(high))
        return int(value)

    return read


def choice(name: str, allowed: tuple[str, ...]) -> Callable[[Any], Any]:
    """One word of a few, in any case of letters."""

    def read(raw: Any) -> Any:
        value = str(raw).strip().lower()
        if value not in allowed:
            raise SettingsError("settings-choice-wrong", name=name, value=short(value), allowed=", ".join(allowed))
        return value

    return read


def plain(raw: Any) -> str:
    return raw.get_secret_value() if isinstance(raw, SecretStr) else str(raw).strip()


def short(value: str) -> str:
    """A wrong value for an error message: one short line, without a token that was pasted in the wrong place."""
    shown = "".join(c if c.isprintable() else "?" for c in _LIKE_TOKEN.sub("<token>", value))
    return shown if len(shown) <= 40 else shown[:39] + "…"
