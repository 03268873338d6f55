"""How settings that are addresses are read: of the store, of Bot API and proxy, and where the program listens.

A password inside an address is never part of an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from pydantic import SecretStr

from bot.parsing import plain, short
from domain.errors import SettingsError

Network = IPv4Network | IPv6Network
# The ports that Telegram calls (setWebhook in the Bot API).
_WEBHOOK_PORTS = frozenset({443, 80, 88, 8443})
# A percent sign in an address must precede two hexadecimal digits, and they must not be the byte 0.
_ODD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})|%00")


def database(raw: Any) -> Any:
    """`sqlite:///relative.db`, `sqlite:////absolute.db`, or `postgresql://user:password@host:port/database`."""
    value = plain(raw)
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
    value = plain(raw)
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


def networks(raw: Any) -> Any:
    """Addresses and networks separated by commas or white space: `10.0.0.7, 192.168.4.0/24, ::1`."""
    if not isinstance(raw, str):
        return raw
    found: dict[Network, None] = {}
    for part in raw.replace(",", " ").split():
        try:
            found[ip_network(part, strict=False)] = None
        except ValueError as error:
            raise SettingsError("settings-networks-wrong", name="FEEDS_ALLOW_PRIVATE", value=short(part)) from error
    return tuple(found)


def listen(name: str) -> Callable[[Any], Any]:
    """`host:port`; an IPv6 host stands in brackets."""

    def read(raw: Any) -> Any:
        value = str(raw).strip()
        if value and not address(value):
            raise SettingsError("settings-listen-wrong", name=name, value=short(value))
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
