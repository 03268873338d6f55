"""`zharshy init`: asks what is needed, tries it, and writes `.env`. With `--yes` the environment answers."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot import addresses, parsing
from bot.cli.check.telegram import Reply, ask_who_am_i, check_token
from bot.cli.console import say, warn
from bot.cli.exit_codes import ALL_WELL, SOME_FAILED
from bot.cli.init.env_file import write_env
from bot.cli.init.owner import find_owner
from bot.cli.init.questions import ask_valid, ask_yes
from bot.cli.init.service import offer_service
from bot.cli.open_store import keep_logs_quiet
from bot.config import ENV_FILE, Settings, load_settings, load_sound_settings
from domain.errors import SettingsError

Values = dict[str, str]

_LANGUAGE = parsing.choice("DEFAULT_LANGUAGE", ("kk", "ru", "en"))


def main(args: argparse.Namespace) -> int:
    return _from_environment() if args.yes else _interview()


def _from_environment() -> int:
    """For scripts: nothing is asked, and nothing is written unless the token is good."""
    settings = load_settings()
    keep_logs_quiet(settings)
    settings.token()
    reply = asyncio.run(ask_who_am_i(settings))
    if not isinstance(reply, Reply) or not reply.username:
        warn(f"zharshy: {check_token(settings, reply).text}")
        return SOME_FAILED
    write_env(Path(ENV_FILE), _given())
    say(f"{ENV_FILE} is written for @{reply.username}.")
    if not settings.admin_ids:
        say("It names no owner: nobody is told what goes wrong, or may publish. Put your Telegram id into ADMIN_IDS.")
    return ALL_WELL


def _interview() -> int:
    settings, _ = load_sound_settings()
    keep_logs_quiet(settings)
    say(f"A few questions; the answers go into {ENV_FILE} in this folder. Enter takes what stands in brackets,")
    say("Ctrl-C leaves everything as it is.")
    settings, username = _ask_token(settings)
    values = _given() | {"BOT_TOKEN": settings.token()}
    if settings.proxy:
        values["PROXY_URL"] = settings.proxy
    values["ADMIN_IDS"] = _ask_owner(settings, username)
    for name, question, default, read in (
        (
            "DEFAULT_LANGUAGE",
            "Language until a chat chooses its own (kk, ru, en)",
            settings.default_language,
            _LANGUAGE,
        ),
        ("TIMEZONE", "Time zone", str(settings.timezone), parsing.zone),
        ("ARTICLES_DIR", "Folder of article files", str(settings.articles_dir), _usable_folder),
    ):
        values[name] = ask_valid(question, default, read)
    write_env(Path(ENV_FILE), values)
    say(f"{ENV_FILE} is written; nobody else on this machine can read it. `zharshy check` looks at everything.")
    offer_service()
    return ALL_WELL


def _given() -> Values:
    """Our settings that stand in the environment: without it, `.env` has to have them."""
    names = [name.upper() for name in Settings.model_fields]
    return {name: os.environ[name] for name in names if os.environ.get(name)}


def _ask_token(settings: Settings) -> tuple[Settings, str]:
    """The settings with a token that Telegram knows, and with the proxy if it takes one; the bot's username."""
    known = settings.bot_token.get_secret_value()
    while True:
        question = "The bot's token (Enter: the one that is set)" if known else "The bot's token, from @BotFather"
        token = ask_valid(question, "", _token_or(known), hidden=True) or known
        settings = settings.model_copy(update={"bot_token": parsing.token(token)})
        reply = asyncio.run(ask_who_am_i(settings))
        if isinstance(reply, Reply) and reply.username:
            say(f"  That is @{reply.username}.")
            return settings, reply.username
        say(f"  {check_token(settings, reply).text}")
        known = token if isinstance(reply, str) else ""
        if isinstance(reply, str):
            settings = _ask_proxy(settings)


def _token_or(known: str) -> Callable[[Any], Any]:
    """Takes a token; nothing only where there is one already."""
    return lambda raw: parsing.token(raw or known or "-")


def _ask_proxy(settings: Settings) -> Settings:
    question = "If Telegram is reached by a proxy only: http://… or socks5://… (Enter: no)"
    proxy = ask_valid(question, "", addresses.proxy_url, hidden=True)
    return settings.model_copy(update={"proxy_url": addresses.proxy_url(proxy)}) if proxy else settings


def _ask_owner(settings: Settings, username: str) -> str:
    known = ",".join(map(str, settings.admin_ids))
    if known and ask_yes(f"The owners are {known}. Shall it stay so?", default=True):
        return known
    return find_owner(settings, username)


def _usable_folder(raw: Any) -> Any:
    """A folder, or a name that is free: `run` makes the folder."""
    folder = parsing.folder(raw)
    if folder.exists() and not folder.is_dir():
        raise SettingsError("settings-articles-not-a-folder", name="ARTICLES_DIR", path=str(folder))
    return folder
