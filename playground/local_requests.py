"""JSON requests from this machine only: a foreign web page must not control the playground."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from playground.rules.refusals import Refusal

_HOSTS = {"127.0.0.1", "localhost", "::1"}
# The page's own requests, and an address that a person typed.
_OWN_SITE = {"same-origin", "none"}


def is_ours(request: web.BaseRequest) -> bool:
    """False for a request that a foreign page made (another origin or site), or that came by another host name.

    Programs send neither `Origin` nor `Sec-Fetch-Site`; browsers do, and a page cannot change either.
    """
    host = request.headers.get("Host", "")
    if _name_in(host) not in _HOSTS:
        return False
    if request.headers.get("Sec-Fetch-Site", "none") not in _OWN_SITE:
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == f"http://{host}"


def _name_in(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


Act = Callable[[dict[str, Any]], Awaitable[Any]]


async def answer_act(
    request: web.BaseRequest, act: Act, *, name_error: bool = False, method: str = "POST"
) -> web.Response:
    """What `act` returns for the JSON of the request; 400 with `{"error": …}` when it can't be done.

    What changes anything is a POST: a link, or the source of a picture, makes a GET without asking anybody.
    """
    if request.method != method:
        return json_response({"error": f"this takes {method}"}, 405)
    try:
        return json_response(await act(await read_json(request)))
    except (KeyError, ValueError, TypeError, AssertionError) as error:
        return json_response({"error": f"{type(error).__name__}: {error}" if name_error else str(error)}, 400)
    except Refusal as refusal:
        return json_response({"error": refusal.description}, 400)


async def read_json(request: web.BaseRequest) -> dict[str, Any]:
    """The JSON object of a POST, or the query of a GET. ValueError when it is neither."""
    if request.method != "POST":
        return dict(request.query)
    raw = await request.read()
    body = json.loads(raw) if raw else {}
    if not isinstance(body, dict):
        raise ValueError("a JSON object is expected")
    return {**request.query, **body}


def json_response(body: Any, status: int = 200) -> web.Response:
    return web.Response(
        status=status,
        body=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json", "Cache-Control": "no-store"},
    )
