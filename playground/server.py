"""The playground: a pretend Telegram on loopback that tests, benchmarks and `zharshy demo` talk to over real HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from playground.api.calls import Call, Calls
from playground.api.faults import Faults
from playground.api.gateway import Gateway
from playground.api.rate import Rates
from playground.control.routes import Control
from playground.page.routes import PageRoutes
from playground.world.cast import PlayChannel, PlayGroup, make_group
from playground.world.chats import Chat, Shared
from playground.world.menus import scopes_for
from playground.world.people import Person
from playground.world.world import World

HOST = "127.0.0.1"
Place = TypeVar("Place", bound=Shared)
TOKEN = "123456789:AAplayground-pretend-token-000000000"  # noqa: S105 - opens nothing
_BODY_LIMIT = 64 * 1024 * 1024
_SHUTDOWN_SECONDS = 1.0


class Playground:
    """`async with Playground() as tg:` starts the server; `tg.url` and `tg.token` are what a bot needs.

    `latency` is how long (seconds) each answer takes after its effect; `strict_rate` refuses what exceeds so many
    messages in any sliding second, `strict_private` in a second to one person, `strict_group` in a minute to one group;
    `record=False` keeps no parameters of calls; `page` serves the chat page at `/`, where `on_drop` stands behind the
    button that drops a new article and returns what to tell about it.
    """

    def __init__(
        self,
        port: int = 0,
        latency: float = 0.0,
        strict_rate: float | None = None,
        *,
        strict_private: float | None = None,
        strict_group: int | None = None,
        record: bool = True,
        page: bool = False,
        on_drop: Callable[[], Awaitable[str]] | None = None,
    ) -> None:
        self.port = port
        self.token = TOKEN
        self.page = page
        self.on_drop = on_drop
        self.world = World(record=record)
        self.faults = Faults()
        self.rates = Rates(strict_rate, strict_private, strict_group)
        self.gateway = Gateway(self.world, self.faults, self.rates, latency)
        self._control = Control(self)
        self._pages = PageRoutes(self)
        self._runner: web.ServerRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Listens; OSError when the port is taken."""
        server = web.Server(self._route, handler_cancellation=True, access_log=None, request_factory=_request)
        self._runner = web.ServerRunner(server, shutdown_timeout=_SHUTDOWN_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self.port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Ends event streams and open polls, and stops within about a second."""
        self.faults.clear()
        self.world.updates.interrupt("")
        self.world.changes.close()
        await self.world.webhook.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            return await self.gateway.answer(request)
        if path.startswith("/file/bot"):
            return await self.gateway.download(request)
        if path.startswith("/control/"):
            return await self._control.answer(request)
        if self.page and (path == "/" or path.startswith("/page/")):
            return await self._pages.answer(request)
        return web.Response(status=404, text="Not Found")

    @property
    def url(self) -> str:
        """What API_BASE_URL has to be."""
        return f"http://{HOST}:{self.port}"

    @property
    def latency(self) -> float:
        return self.gateway.latency

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.gateway.latency = seconds

    @property
    def clock_offset(self) -> float:
        """Seconds by which Telegram's clock is ahead of this machine's."""
        return self.world.clock_offset

    @clock_offset.setter
    def clock_offset(self, seconds: float) -> None:
        self.world.clock_offset = seconds

    @property
    def calls(self) -> Calls:
        return self.world.calls

    def sent(self, chat_id: int) -> list[Call]:
        """Calls that put a message into this chat."""
        return self.calls.sent(chat_id)

    def add_person(
        self, user_id: int, name: str, *, language_code: str = "", username: str = "", started: bool = True
    ) -> Person:
        """A person and the private chat; one who never pressed Start (`started=False`) can't be written to."""
        person = Person(self.world, user_id, name, language_code, username)
        person.started = started
        self.world.keep(person)
        return person

    def add_range(self, first: int, count: int) -> None:
        """Private chats first … first+count-1 that exist without an object each."""
        self.world.crowd.add_range(first, count)

    def add_group(
        self,
        chat_id: int,
        title: str,
        *,
        topics: dict[int, str] | None = None,
        admins: Sequence[int] = (),
        members: Sequence[int] = (),
        bot: str = "member",
    ) -> PlayGroup:
        """A plain group, or a forum when it has `topics` (thread id: name); `bot` is the bot's status in it."""
        return _peopled(make_group(self.world, chat_id, title, "group", topics), admins, members, bot)

    def add_supergroup(
        self,
        chat_id: int,
        title: str,
        *,
        topics: dict[int, str] | None = None,
        admins: Sequence[int] = (),
        members: Sequence[int] = (),
        bot: str = "member",
    ) -> PlayGroup:
        """A supergroup, or a forum when it has `topics`."""
        return _peopled(make_group(self.world, chat_id, title, "supergroup", topics), admins, members, bot)

    def add_channel(
        self, chat_id: int, title: str, *, admins: Sequence[int] = (), bot: str = "administrator", username: str = ""
    ) -> PlayChannel:
        """A channel."""
        channel = PlayChannel(self.world, chat_id, title, username)
        self.world.keep(channel)
        return _peopled(channel, admins, (), bot)

    def chat(self, chat_id: int) -> Chat:
        """Any chat by id; KeyError when there is none."""
        found = self.world.chat(chat_id)
        if found is None:
            raise KeyError(chat_id)
        return found

    def person(self, user_id: int) -> Person:
        """A person by id, also one of a range; KeyError when there is none."""
        found = self.world.chat(user_id)
        if not isinstance(found, Person):
            raise KeyError(user_id)
        return found

    def menu(
        self, chat_id: int | None = None, language_code: str = "", user_id: int | None = None
    ) -> list[dict[str, str]]:
        """The commands that somebody sees in a chat: `[{"command": …, "description": …}]`."""
        chat = self.world.chats.get(chat_id) if chat_id is not None else None
        admin = isinstance(chat, Shared) and user_id in chat.admins
        private = chat_id is not None and chat_id > 0
        return self.world.menus.shown(scopes_for(chat_id, user_id, private=private, admin=admin), language_code)

    async def until(self, check: Callable[[], Any], timeout: float = 5) -> Any:
        """Waits, by event, until `check()` is true; its value. AssertionError after `timeout` seconds."""
        found = await self.world.changes.until(check, timeout)
        if not found:
            raise AssertionError(f"it did not come true within {timeout} s: {check}")
        return found


def _request(*parts: Any) -> web.BaseRequest:
    message, payload, protocol, writer, task = parts
    loop = protocol._loop if hasattr(protocol, "_loop") else task.get_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_BODY_LIMIT)


def _peopled(chat: Place, admins: Sequence[int], members: Sequence[int], bot: str) -> Place:
    chat.admins, chat.members, chat.bot_status = list(admins), list(members), bot
    return chat
