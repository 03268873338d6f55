"""How each kind of setting is read from text. What cannot be read is a SettingsError that says how to mend it.

No value of a secret is ever part of an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from domain.errors import SettingsError

Network = IPv4Network | IPv6Network

_TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]+")
_LIKE_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_INGEST = re.compile(r"[!-~]{1,256}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
# The ports that Telegram calls (setWebhook in the Bot API).
_WEBHOOK_PORTS = frozenset({443, 80, 88, 8443})
_DURATION = re.compile(r"(?:\d{1,6}[smhdw])+")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LONGEST = timedelta(days=36500)
# A percent sign in an address must precede two hexadecimal digits, and they must not be the byte 0.
_ODD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})|%00")
_TRUE = frozenset({"true", "1", "yes", "on"})
_FALSE = frozenset({"false", "0", "no", "off"})
_LARGEST_ID = 2**52


def token(raw: Any) -> Any:
    """BOT_TOKEN as BotFather writes it: digits, a colon, letters."""
    value = _plain(raw)
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
            raise SettingsError("settings-ids-wrong", name="ADMIN_IDS", value=_short(part))
        found[int(part)] = None
    return tuple(found)


def database(raw: Any) -> Any:
    """`sqlite:///relative.db`, `sqlite:////absolute.db`, or `postgresql://user:password@host:port/database`."""
    value = _plain(raw)
    if value.startswith(("postgresql://", "postgres://")):
        return SecretStr(_postgres(value))
    path = value.removeprefix("sqlite:///")
    if path == value or not path or path.endswith("/") or "?" in path or "\0" in path or path == ":memory:":
        raise SettingsError("settings-database-wrong", name="DATABASE_URL")
    return SecretStr(value)


def _postgres(url: str) -> str:
    try:
        parts = urlsplit(url)
        sound = len(parts.path) > 1 and (parts.port is None or parts.port > 0) and not re.search(r"[\s\0]", url)
    except ValueError:
        sound = False
    if not sound or _ODD_PERCENT.search(url):
        raise SettingsError("settings-database-wrong", name="DATABASE_URL")
    if find_spec("psycopg") is None or find_spec("psycopg_pool") is None:
        raise SettingsError("settings-postgres-extra", name="DATABASE_URL")
    return url


def folder(raw: Any) -> Any:
    """A path; `~` is the home folder."""
    return Path(raw).expanduser() if isinstance(raw, str) else raw


def api_url(raw: Any) -> Any:
    """The root of a Bot API server, without the token."""
    value = str(raw).strip().rstrip("/")
    parts = _split(value)
    if not parts or parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
        raise SettingsError("settings-url-wrong", name="API_BASE_URL", example="https://api.telegram.org")
    return value


def webhook_url(raw: Any) -> Any:
    """The public address that Telegram calls; http only with a local Bot API server."""
    value = str(raw).strip()
    parts = _split(value) if value else None
    if value and (not parts or parts.scheme not in {"http", "https"} or parts.fragment):
        raise SettingsError("settings-url-wrong", name="WEBHOOK_URL", example="https://bot.example.org/telegram")
    return value


def proxy_url(raw: Any) -> Any:
    """`http://host:port` or `socks5://name:password@host:port`; socks5h, as other programs call it, is the same."""
    value = _plain(raw)
    if not value:
        return SecretStr("")
    try:
        parts = urlsplit(value)
        name, password = unquote(parts.username or ""), unquote(parts.password or "")
        sound = parts.hostname and parts.port and parts.path in ("", "/") and not (parts.query or parts.fragment)
    except ValueError:
        sound = False
    if not sound or _ODD_PERCENT.search(value) or re.search(r"[\s\0]", value):
        raise SettingsError("settings-proxy-wrong", name="PROXY_URL")
    scheme = {"http": "http", "socks5": "socks5", "socks5h": "socks5"}.get(parts.scheme)
    if not scheme or not _proxy_takes(scheme, name, password):
        raise SettingsError("settings-proxy-wrong", name="PROXY_URL")
    login = f"{quote(name, safe='')}:{quote(password, safe='')}@" if name else ""
    return SecretStr(f"{scheme}://{login}{parts.netloc.rpartition('@')[2]}")


def _proxy_takes(scheme: str, name: str, password: str) -> bool:
    """SOCKS5 has a byte for the length of each. HTTP has Latin-1, and ends the name at a colon."""
    if password and not name:
        return False
    if scheme == "socks5":
        return max(len(name.encode()), len(password.encode())) <= 255
    return ":" not in name and all(ord(character) < 256 for character in name + password)


def telegram_calls(url: str) -> bool:
    """Whether Telegram's own servers would call this address: https, on one of the ports that they know."""
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.port or 443) in _WEBHOOK_PORTS


def webhook_secret(raw: Any) -> Any:
    """1 to 256 of A-Z, a-z, 0-9, _ and -, as setWebhook takes it."""
    value = _plain(raw)
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
        raise SettingsError("settings-zone-wrong", name="TIMEZONE", value=_short(raw)) from error


def switch(raw: Any) -> Any:
    """true or false."""
    if isinstance(raw, bool):
        return raw
    value = str(raw).strip().lower()
    if value not in _TRUE | _FALSE:
        raise SettingsError("settings-switch-wrong", name="PAID_BROADCAST", value=_short(value))
    return value in _TRUE


def duration(raw: Any) -> Any:
    """PUSH_MAX_AGE: `24h`, `90m`, `2d`, `1d12h`."""
    return _duration("PUSH_MAX_AGE", raw)


def interval(name: str) -> Callable[[Any], Any]:
    """A duration from a second to a day."""

    def read(raw: Any) -> Any:
        value = _duration(name, raw)
        if not timedelta(seconds=1) <= value <= timedelta(days=1):
            raise SettingsError("settings-interval-wrong", name=name, value=_short(str(raw)))
        return value

    return read


def networks(raw: Any) -> Any:
    """Addresses and networks separated by commas or white space: `10.0.0.7, 192.168.4.0/24, ::1`."""
    if not isinstance(raw, str):
        return raw
    found: dict[Network, None] = {}
    for part in raw.replace(",", " ").split():
        try:
            found[ip_network(part, strict=False)] = None
        except ValueError as error:
            raise SettingsError("settings-networks-wrong", name="FEEDS_ALLOW_PRIVATE", value=_short(part)) from error
    return tuple(found)


def ingest_token(raw: Any) -> Any:
    """1 to 256 printable characters without spaces, as a header holds them."""
    value = _plain(raw)
    if value and not _INGEST.fullmatch(value):
        raise SettingsError("settings-ingest-token-wrong", name="INGEST_TOKEN")
    return SecretStr(value)


def _duration(name: str, raw: Any) -> Any:
    if not isinstance(raw, str):
        return raw
    value = raw.strip().lower()
    if not _DURATION.fullmatch(value):
        raise SettingsError("settings-duration-wrong", name=name, value=_short(raw))
    pieces = re.findall(r"(\d+)([smhdw])", value)
    total = sum((timedelta(**{_UNITS[unit]: int(count)}) for count, unit in pieces), timedelta())
    return min(total, _LONGEST)


def number(name: str, low: int, high: int) -> Callable[[Any], Any]:
    """A whole number within bounds, both included."""

    def read(raw: Any) -> Any:
        value = str(raw).strip()
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            raise SettingsError("settings-number-wrong", name=name, value=_short(value), low=str(low), high=str(high))
        return int(value)

    return read


def choice(name: str, allowed: tuple[str, ...]) -> Callable[[Any], Any]:
    """One word of a few, in any case of letters."""

    def read(raw: Any) -> Any:
        value = str(raw).strip().lower()
        if value not in allowed:
            raise SettingsError("settings-choice-wrong", name=name, value=_short(value), allowed=", ".join(allowed))
        return value

    return read


def listen(name: str) -> Callable[[Any], Any]:
    """`host:port`; an IPv6 host stands in brackets."""

    def read(raw: Any) -> Any:
        value = str(raw).strip()
        if value and not address(value):
            raise SettingsError("settings-listen-wrong", name=name, value=_short(value))
        return value

    return read


def address(listen_at: str) -> tuple[str, int] | None:
    """Host and port of `host:port`, or None if it is not one."""
    parts = _split(f"//{listen_at}")
    if not parts or not parts.port or parts.path or parts.query or parts.fragment:
        return None
    return parts.hostname or "", parts.port


def _split(url: str) -> SplitResult | None:
    """The parts of a URL with a host, a valid port and no user or password; else None."""
    try:
        parts = urlsplit(url)
        sound = parts.hostname and (parts.port is None or parts.port > 0) and not re.search(r"[\s\0]", url)
    except ValueError:
        return None
    return parts if sound and "@" not in parts.netloc else None


def _plain(raw: Any) -> str:
    return raw.get_secret_value() if isinstance(raw, SecretStr) else str(raw).strip()


def _short(value: str) -> str:
    """A wrong value for an error message: one short line, without a token that was pasted in the wrong place."""
    shown = "".join(c if c.isprintable() else "?" for c in _LIKE_TOKEN.sub("<token>", value))
    return shown if len(shown) <= 40 else shown[:39] + "…"
