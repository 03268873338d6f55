"""What `zharshy check` and `zharshy init` ask the Bot API: whose token this is, and what time it is there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import aiohttp

from bot.cli.check.result import CheckResult, bad, ok, warning
from bot.cli.console import explain
from bot.clock.guard import ClockGuard
from bot.clock.known import shown
from bot.config import Settings
from bot.logs import LineFormatter
from delivery.http.dialing import ProxyDialer, why_unreachable
from domain.clock import SystemClock
from domain.errors import SettingsError

_PATIENCE = aiohttp.ClientTimeout(total=15)
# Of both clocks together; delivery's leases and schedules suffer from more.
_MOST_SECONDS_OFF = 30
_SET_IT = "set it, for example by `timedatectl set-ntp true`"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to getMe; `date`: the server's clock in UTC seconds, if the answer has it. `inline`: whether
    people can type `@bot words` in any chat."""

    status: int
    username: str = ""
    date: float | None = None
    seconds: float = 0.0
    inline: bool = True


def open_session(settings: Settings) -> aiohttp.ClientSession:
    """An HTTP client that takes the way of the settings to Telegram. Close it."""
    if not settings.proxy:
        return aiohttp.ClientSession(timeout=_PATIENCE)
    from aiohttp_socks import ProxyConnector

    return aiohttp.ClientSession(timeout=_PATIENCE, connector=ProxyConnector.from_url(settings.proxy, rdns=True))


async def try_proxy(settings: Settings) -> CheckResult:
    """Opens a connection to the Bot API through the proxy, as delivery does."""
    api = urlsplit(settings.api_base_url)
    host, port = api.hostname or "", api.port or (443 if api.scheme == "https" else 80)
    shown, clock = settings.proxy_shown, SystemClock()
    begun = clock.monotonic()
    try:
        async with asyncio.timeout(_PATIENCE.total):
            (await ProxyDialer(settings.proxy).dial(host, port)).close()
    except OSError as error:
        reason = LineFormatter(as_json=False, secrets=settings.secrets).hide(why_unreachable(error))
        return bad("proxy", f"{shown} does not lead to {host}:{port} ({reason}): check PROXY_URL, name and password")
    return ok("proxy", f"{shown} leads to {host}:{port}, {(clock.monotonic() - begun) * 1000:.0f} ms")


async def ask_who_am_i(settings: Settings) -> Reply | str:
    """Calls getMe, for the answer and its Date header; returns the reason as text if there is no answer."""
    clock = SystemClock()
    begun = clock.monotonic()
    try:
        url = f"{settings.api_base_url}/bot{settings.token()}/getMe"
        async with open_session(settings) as session, session.get(url) as response:
            body = await response.json(content_type=None)
            result = body.get("result") if isinstance(body, dict) else None
            result = result if isinstance(result, dict) else {}
            username = str(result.get("username", ""))
            inline = result.get("supports_inline_queries") is not False
            date = response.headers.get("Date")
            moment = parsedate_to_datetime(date).timestamp() if date else None
            return Reply(response.status, username, moment, clock.monotonic() - begun, inline)
    except SettingsError as error:
        return explain(error)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        reason = why_unreachable(error) if isinstance(error, OSError) else type(error).__name__
        return f"no answer from {settings.api_base_url} ({reason}): check the network and API_BASE_URL"


def check_token(settings: Settings, reply: Reply | str) -> CheckResult:
    if isinstance(reply, str):
        return bad("token", reply)
    if reply.status in (401, 404):
        return bad("token", explain(SettingsError("settings-token-refused", name="BOT_TOKEN")))
    if not reply.username:
        words = f"{settings.api_base_url} answered {reply.status}: no Bot API server, or one in trouble; try again"
        return bad("token", words)
    return ok("token", f"@{reply.username} at {settings.api_base_url}, {reply.seconds * 1000:.0f} ms away")


def check_inline(reply: Reply | str) -> list[CheckResult]:
    """Nothing where inline mode is on, or where that is not known."""
    if isinstance(reply, str) or not reply.username or reply.inline:
        return []
    words = f"inline mode is off, so @{reply.username} WORDS finds nothing: switch it on by /setinline at @BotFather"
    return [warning("inline", words)]


def check_clock(reply: Reply | str, clock: ClockGuard) -> CheckResult:
    """This machine's clock against what `run` knew last, and against the server's."""
    if clock.is_behind:
        words = f"it shows {shown(clock.system.now_ms())}, and it was {shown(clock.now_ms())} already"
        return bad("clock", f"{words}: {_SET_IT}")
    if isinstance(reply, str):
        # The token's line says what is wrong; a clock that was not compared is not bad.
        return ok("clock", "not compared, for the Bot API server was not reached")
    if reply.date is None:
        return ok("clock", "not compared, for the Bot API server tells no time")
    # The header has whole seconds: on average it is half a second late.
    off = clock.system.now_ms() / 1000 - (reply.date + 0.5)
    words = f"{abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} the Bot API server's"
    if abs(off) > _MOST_SECONDS_OFF:
        return bad("clock", f"{words}: {_SET_IT}")
    return ok("clock", "the same as the Bot API server's" if abs(off) < 2 else words)
