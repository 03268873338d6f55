"""Finds the id of the owner: the person who opens the chat with the bot and presses Start.

The updates are only looked at, never confirmed: `run` gets them all, and answers the owner's /start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.cli.check.telegram import open_session
from bot.cli.console import say
from bot.cli.init.questions import ask_valid, ask_yes
from bot.config import Settings
from bot.parsing import ids

# Seconds until the person is offered to type the id instead.
_PATIENCE = 120.0
# Seconds of one question to Telegram; and between two, when updates of others wait there and each question returns
# at once.
_LONG_POLL, _PAUSE = 10, 1.0


class UpdatesTaken(Exception):
    """Another program takes this bot's updates, or a webhook does."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A person who pressed Start."""

    user_id: int
    name: str
    username: str

    def __str__(self) -> str:
        return f"{self.name}{f' (@{self.username})' if self.username else ''}, id {self.user_id}"


def find_owner(settings: Settings, username: str) -> str:
    """The ADMIN_IDS: of the person who pressed Start and says so here, or typed."""
    say(f"Open https://t.me/{username} and press Start. Waiting for that…")
    refused: set[int] = set()
    while True:
        try:
            starter = asyncio.run(_wait_for_start(settings, refused))
        except UpdatesTaken:
            say("  Another program, or a webhook, takes this bot's updates, so I can't see who presses Start.")
            return ask_valid("Your Telegram user id (a number)", "", _at_least_one)
        if starter is None:
            if typed := ask_valid("Nobody pressed Start yet. Your user id, if you know it (Enter: wait on)", "", ids):
                return typed
        elif ask_yes(f"{starter} pressed Start. Is that you?", default=False):
            return str(starter.user_id)
        else:
            refused.add(starter.user_id)
            say("Then I wait for the next one…")


def _at_least_one(raw: str) -> None:
    ids(raw or "-")


async def _wait_for_start(settings: Settings, refused: set[int]) -> Starter | None:
    """The first one who presses Start, but none of `refused`; None after a while."""
    async with open_session(settings) as session:
        loop = asyncio.get_running_loop()
        end = loop.time() + _PATIENCE
        while loop.time() < end:
            begun = loop.time()
            for starter in _starters(await _updates(settings, session)):
                if starter.user_id not in refused:
                    return starter
            if loop.time() - begun < _PAUSE:
                await asyncio.sleep(_PAUSE)
    return None


async def _updates(settings: Settings, session: aiohttp.ClientSession) -> list[Any]:
    url = f"{settings.api_base_url}/bot{settings.token()}/getUpdates"
    try:
        async with session.post(url, json={"timeout": _LONG_POLL, "allowed_updates": ["message"]}) as response:
            if response.status == 409:
                raise UpdatesTaken
            answer = await response.json(content_type=None)
    except (OSError, ValueError, aiohttp.ClientError, TimeoutError):
        # It is asked again; the token was just checked.
        return []
    found = answer.get("result") if isinstance(answer, dict) else None
    return found if isinstance(found, list) else []


def _starters(updates: list[Any]) -> Iterator[Starter]:
    """Those who wrote /start in a private chat, the last one first."""
    for update in reversed(updates):
        message = update.get("message") or {}
        sender = message.get("from") or {}
        private = (message.get("chat") or {}).get("type") == "private"
        if private and str(message.get("text", "")).startswith("/start") and not sender.get("is_bot"):
            name = " ".join(filter(None, (sender.get("first_name"), sender.get("last_name"))))
            yield Starter(int(sender["id"]), name, str(sender.get("username", "")))
