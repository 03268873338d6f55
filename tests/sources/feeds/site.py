"""A web server on loopback that has feeds and pages, and behaves as badly as it is told."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
NOW = datetime.now(UTC)


def item(number: int, title: str, *, hours_ago: float = 1.0, category: str = "", text: str = "", link: str = "") -> str:
    """An entry of RSS; `number` is its guid."""
    date = format_datetime(NOW - timedelta(hours=hours_ago))
    # Two articles with one text would be one story.
    words = text or f"{title}: бұл туралы {number} адам айтты. Толығырақ мәлімет {number + 1} сағаттан кейін шығады."
    kind = f"<category>{category}</category>" if category else ""
    where = f"<link>{link}</link>" if link else ""
    return (
        f"<item><title>{title}</title><guid>{number}</guid>{where}{kind}<pubDate>{date}</pubDate>"
        f"<description>{words}</description></item>"
    )


def rss(*items: str) -> bytes:
    body = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Сайт</title>{body}</channel></rss>'.encode()


@dataclass
class Site:
    """`pages`: what stands at each path: bytes, or a function that answers. Bytes have an ETag. `asked`: requests."""

    url: str = ""
    pages: dict[str, bytes | Answer] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    held_up: asyncio.Event | None = None

    def at(self, path: str) -> str:
        return f"{self.url}{path}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            if self.held_up is not None:
                await self.held_up.wait()
            return await self._page(request)
        finally:
            self.at_once -= 1

    async def _page(self, request: web.Request) -> web.StreamResponse:
        page = self.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if not isinstance(page, bytes):
            return await page(request)
        etag = f'"{hash(page)}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(body=page, headers={"ETag": etag, "Content-Type": "application/rss+xml"})


@asynccontextmanager
async def open_site() -> AsyncIterator[Site]:
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    site.url = f"http://{host}:{port}"
    try:
        yield site
    finally:
        await runner.cleanup()


def leads_to(url: str, status: int = 302) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": url})

    return answer


def says(status: int, **headers: str) -> Answer:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return answer


def packed(body: bytes, how: str = "gzip") -> Answer:
    """The body as it would come packed in this way."""

    async def answer(request: web.Request) -> web.StreamResponse:
        data = gzip.compress(body, 1) if how == "gzip" else body
        return web.Response(body=data, headers={"Content-Encoding": how})

    return answer


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"<item>" * 10_000)


async def drip(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.02)
