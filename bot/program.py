"""What every part of a running program shares: made once at the start, closed at the end."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.backoff import Backoff
from bot.config import Settings
from bot.delivering import OpenDelivery
from bot.periodic import TaskGuard
from bot.updates.leader_lease import LeaderLease
from delivery.http.client import Telegram, TokenRefused
from domain.clock import Clock
from domain.errors import SettingsError
from storage.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Program:
    """`username`: the bot's own, for links. `guard`: calls the periodic tasks."""

    settings: Settings
    clock: Clock
    store: Store
    delivery: OpenDelivery
    username: str
    lease: LeaderLease
    guard: TaskGuard


async def find_username(telegram: Telegram, clock: Clock) -> str:
    """The bot's username, as soon as Telegram answers. Raises SettingsError for a token that Telegram refuses."""
    backoff = Backoff("getMe", clock)
    while True:
        try:
            username = await telegram.username()
        except TokenRefused as error:
            raise SettingsError("settings-token-refused", name="BOT_TOKEN") from error
        except OSError as error:
            await backoff.wait(str(error))
        else:
            backoff.reset()
            return username
