"""What is refused before a handler looks at a request: packed bodies, and host names of strangers on loopback."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.addresses import address

_ASKS = ("GET", "HEAD", "OPTIONS")
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def is_packed(request: web.Request) -> bool:
    """Whether the sender says that the body is compressed. A megabyte of it can unpack to a gigabyte."""
    return request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity")


def refusal(status: int, text: str = "") -> web.Response:
    """A refusal that ends the connection: what else the sender has for us is not read."""
    response = web.Response(status=status, text=text)
    response.force_close()
    return response


@web.middleware
async def refuse_packed(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers 415 before the body is read."""
    if is_packed(request):
        return refusal(415, "send the body without Content-Encoding\n")
    return await handler(request)


def refuse_foreign_hosts(listen_at: str) -> Middleware:
    """On a loopback address, refuses to tell anything to who asks by another name than ours.

    A web page that a person of this machine has open can give its own host name our address (DNS rebinding), and read
    the answers. Programs without a Host header are no browsers. A POST carries a secret, which no page knows, and may
    come through a proxy that keeps the public name.
    """
    place = address(listen_at)
    own = place[0] if place else ""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "") if request.method in _ASKS else ""
        if _is_loopback(own) and host and _name_in(host) not in _LOCAL_NAMES | {own.lower()}:
            return refusal(403, "this address is asked as 127.0.0.1 or localhost\n")
        return await handler(request)

    return middleware


def _name_in(host: str) -> str:
    """The name in a Host header, without the port; "" for nonsense."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
