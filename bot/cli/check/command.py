"""`zharshy check`: a line each for settings, token, database, disk and clock; a bad one names the remedy."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from bot.cli.check.feeds import check_door, check_feeds
from bot.cli.check.result import CheckResult, State, bad, ok
from bot.cli.check.settings import check_settings
from bot.cli.check.sqlite import check_disk, check_file
from bot.cli.check.telegram import ask_who_am_i, check_clock, check_inline, check_token, try_proxy
from bot.cli.console import explain, say
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED, USAGE
from bot.cli.open_store import keep_logs_quiet
from bot.clock.guard import ClockGuard
from bot.clock.keeper import resume_clock
from bot.clock.known import command_clock
from bot.config import Settings, load_sound_settings
from domain.errors import SettingsError, ZharshyError
from storage.store import Store

_SHOWN = {State.OK: "ok  ", State.WARNING: "WARN", State.BAD: "BAD "}


def main(args: argparse.Namespace) -> int:
    settings, wrong = load_sound_settings()
    keep_logs_quiet(settings)
    results = []
    for result in _check_all(settings, wrong):
        results.append(result)
        if not args.json:
            say(f"{result.subject:<9} {_SHOWN[result.state]} {result.text}")
    failed = any(result.state is State.BAD for result in results)
    if args.json:
        checks = [{"subject": one.subject, "state": one.state, "text": one.text} for one in results]
        say(json.dumps({"ok": not failed, "checks": checks}, ensure_ascii=False))
    if wrong:
        return USAGE
    return SOME_FAILED if failed else ALL_WELL


def _check_all(settings: Settings, wrong: tuple[SettingsError, ...]) -> Iterator[CheckResult]:
    yield from check_settings(settings, wrong)
    names = {str(error.values.get("name", "")) for error in wrong}
    unasked = _not_asked(names)
    if settings.proxy and not unasked:
        proxy = asyncio.run(try_proxy(settings))
        yield proxy
        unasked = "not tried, for the proxy does not lead to it" if proxy.state is State.BAD else ""
    reply = unasked or asyncio.run(ask_who_am_i(settings))
    yield check_token(settings, reply)
    yield from check_inline(reply)
    if "DATABASE_URL" in names:
        yield ok("database", "not looked at, for DATABASE_URL is wrong")
    elif settings.on_postgres:
        yield from _check_postgres(settings)
    else:
        file = settings.database_file
        yield from _guarded("database", lambda: [check_file(file)])
        yield from _guarded("disk", lambda: [check_disk(file)])
    if "DATABASE_URL" not in names:
        yield from _guarded("feeds", lambda: check_feeds(settings))
    yield from check_door(settings)
    yield check_clock(reply, asyncio.run(_clock(settings, names)))


async def _clock(settings: Settings, wrong: set[str]) -> ClockGuard:
    """With what `run` wrote down, where the store can be asked; where it can't, its own line says so."""
    clock = command_clock()
    if "DATABASE_URL" not in wrong and (settings.on_postgres or settings.database_file.exists()):
        with suppress(ZharshyError, OSError):
            store = await Store.open(settings.database, clock, may_upgrade=False)
            try:
                await resume_clock(clock, store)
            finally:
                await store.close()
    return clock


def _not_asked(wrong: set[str]) -> str:
    """Why the Bot API cannot be asked; "" when it can."""
    names = sorted(wrong & {"BOT_TOKEN", "API_BASE_URL", "PROXY_URL"})
    return f"not tried, for {names[0]} is wrong" if names else ""


def _check_postgres(settings: Settings) -> Iterator[CheckResult]:
    # Imported only when it is used: psycopg is an extra.
    from bot.cli.check.postgres import check_postgres

    yield from _guarded("database", lambda: check_postgres(settings))


def _guarded(subject: str, check: Callable[[], Iterable[CheckResult]]) -> Iterator[CheckResult]:
    """What the check finds. One that cannot look, for example for want of permissions, is bad; the others go on."""
    try:
        yield from check()
    except ZharshyError as error:
        yield bad(subject, explain(error))
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        yield bad(subject, f"{where}{error.strerror or type(error).__name__}: mend its permissions, or name another")
