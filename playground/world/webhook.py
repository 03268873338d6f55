"""Delivers updates by POST with the secret header, and again until the bot answers 2xx."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from playground.rules.params import Params, read_params
from playground.world.base import WorldBase

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0


class Webhook:
    """One delivery loop; several updates may be on their way at once, each keeps its place until it is taken."""

    def __init__(self, world: WorldBase) -> None:
        self.world = world
        self.connections = 40
        self.last_error = ""
        self.last_error_date = 0.0
        # A webhook's answer may itself be a call. The gateway puts the function that runs it here.
        self.run_call: Callable[[str, Params], Any] | None = None
        self._secret = ""
        self._loop: asyncio.Task[None] | None = None

    def start(self, url: str, secret: str, connections: int) -> None:
        self.stop()
        self.world.updates.webhook_url = url
        self.connections, self._secret = connections, secret
        self._loop = asyncio.create_task(self._deliver(url))

    def stop(self) -> None:
        self.world.updates.webhook_url = ""
        if self._loop is not None:
            self._loop.cancel()
            self._loop = None

    async def close(self) -> None:
        loop = self._loop
        self.stop()
        if loop is not None:
            await asyncio.gather(loop, return_exceptions=True)

    async def _deliver(self, url: str) -> None:
        places = asyncio.Semaphore(self.connections)
        taken: dict[int, asyncio.Task[None]] = {}
        async with ClientSession(timeout=ClientTimeout(total=60)) as session:
            try:
                while True:
                    await self._something_new(taken)
                    for update in [u for u in self.world.updates.waiting if u["update_id"] not in taken]:
                        await places.acquire()
                        task = asyncio.create_task(self._one(session, url, update))
                        taken[update["update_id"]] = task
                        task.add_done_callback(partial(_leave, places, taken, update["update_id"]))
            finally:
                left = list(taken.values())
                for task in left:
                    task.cancel()
                await asyncio.gather(*left, return_exceptions=True)

    async def _something_new(self, taken: dict[int, Any]) -> None:
        updates = self.world.updates
        while all(update["update_id"] in taken for update in updates.waiting):
            await updates.news()

    async def _one(self, session: ClientSession, url: str, update: dict[str, Any]) -> None:
        pause = _FIRST_PAUSE
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        while True:
            try:
                async with session.post(url, json=update, headers=headers) as answer:
                    body = await answer.read()
                    if answer.status // 100 == 2:
                        self._taken(update, answer.headers.get("Content-Type", ""), body)
                        return
                    self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
            except (ClientError, OSError, TimeoutError) as error:
                self._failed(f"Connection failed: {type(error).__name__}")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _failed(self, reason: str) -> None:
        self.last_error, self.last_error_date = reason, self.world.now()

    def _taken(self, update: dict[str, Any], content_type: str, body: bytes) -> None:
        updates = self.world.updates
        if update in updates.waiting:
            updates.waiting.remove(update)
        updates.acknowledged += 1
        if body and self.run_call is not None:
            params = read_params("", content_type, body)
            if method := params.text("method"):
                self.run_call(method, params)


def _leave(places: asyncio.Semaphore, taken: dict[int, asyncio.Task[None]], update_id: int, _: object) -> None:
    places.release()
    taken.pop(update_id, None)
