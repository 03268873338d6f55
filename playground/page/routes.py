"""The chat page over HTTP: static files with a strict policy, an event stream, and the acts of a person."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from playground.local_requests import Act, answer_act, json_response
from playground.page.acts import PersonActs
from playground.world.cast import Cast
from playground.world.changes import Event
from playground.world.chats import Chat
from playground.world.inline import InlineQuery
from playground.world.people import Person
from playground.world.views import keys_view, message_view, world_view

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_TYPES[".woff2"] = "font/woff2"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_HEARTBEAT_SECONDS = 15.0
_INLINE_SECONDS = 5.0
# What is only read.
_READ = ("state", "menu", "lab")
_IMAGES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


class PageRoutes:
    """Answers `/` and `/page/…`."""

    def __init__(self, cast: Cast, lab: Mapping[str, Act], on_drop: Callable[[], Awaitable[str]] | None) -> None:
        """`lab`: acts by name, beside what a person does. `on_drop`: puts an article into the bot's folder."""
        self.cast = cast
        self.world = cast.world
        self._on_drop = on_drop
        self._asked: dict[str, InlineQuery] = {}
        own: dict[str, Act] = {
            name: getattr(self, f"_{name}")
            for name in ("state", "say", "press", "block", "send", "menu", "inline", "choose", "drop")
        }
        self._acts = {**own, **PersonActs(cast).by_name, **lab}

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """A request of the page."""
        name = request.path.removeprefix("/page/")
        if name == "events":
            return await self._events(request)
        if name.startswith("file/"):
            return self._file(name.removeprefix("file/"))
        if name in self._acts:
            return await answer_act(request, self._acts[name], method="GET" if name in _READ else "POST")
        return _static("index.html" if request.path == "/" else name)

    async def _events(self, request: web.BaseRequest) -> web.StreamResponse:
        stream = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        queue = self.world.changes.open_page(_event_json)
        try:
            await stream.write(b"retry: 500\n\n")
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), _HEARTBEAT_SECONDS)
                except TimeoutError:
                    await stream.write(b": still here\n\n")
                    continue
                if event is None:
                    break
                await stream.write(f"data: {json.dumps(event)}\n\n".encode())
        except ConnectionError:
            pass
        finally:
            self.world.changes.close_page(queue)
        return stream

    def _file(self, path: str) -> web.Response:
        stored = self.world.files.at(path)
        if stored is None:
            return json_response({"error": "no such file"}, 404)
        kind = next((mime for magic, mime in _IMAGES.items() if stored.data.startswith(magic)), None)
        headers = dict(_HEADERS)
        if kind is None:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.data, content_type=kind or "application/octet-stream", headers=headers)

    def _who(self, body: dict[str, Any]) -> tuple[Person, Chat]:
        person = self.cast.person(int(body["person"]))
        return person, self.cast.chat(int(body.get("chat") or person.id))

    async def _state(self, _: dict[str, Any]) -> Any:
        return world_view(self.world, can_drop=self._on_drop is not None)

    async def _say(self, body: dict[str, Any]) -> Any:
        person, chat = self._who(body)
        text = str(body["text"]).strip()
        if not text:
            raise ValueError("nothing to say")
        reply_to = chat.find(int(body["reply_to"])) if body.get("reply_to") else None
        message = await person.says(text, chat=chat, topic=body.get("topic") or None, reply_to=reply_to)
        return {"id": message.id}

    async def _press(self, body: dict[str, Any]) -> Any:
        person, chat = self._who(body)
        message = chat.find(int(body["message"]))
        if message is None:
            raise ValueError("the message is not there any more")
        press = await person.presses_data(message, str(body["data"]))
        return {"press": press.id}

    async def _block(self, body: dict[str, Any]) -> Any:
        person = self.cast.person(int(body["person"]))
        await person.blocks(bool(body["blocked"]))
        return {"blocked": person.blocked}

    async def _send(self, body: dict[str, Any]) -> Any:
        person, chat = self._who(body)
        texts: dict[str, Any] = {name: str(body[name]) for name in ("kind", "mime", "caption") if body.get(name)}
        message = await person.sends_file(str(body["name"]), base64.b64decode(body["data"]), chat=chat, **texts)
        return {"id": message.id}

    async def _menu(self, body: dict[str, Any]) -> Any:
        person, chat = self._who(body)
        return {"commands": self.cast.menu(chat.id, person.language_code, person.id)}

    async def _inline(self, body: dict[str, Any]) -> Any:
        person, chat = self._who(body)
        found = await person.asks_inline(str(body["query"]), str(body.get("offset") or ""), chat.kind)
        self._asked[found.id] = found
        while len(self._asked) > 50:
            del self._asked[next(iter(self._asked))]
        results = await found.answered(_INLINE_SECONDS)
        shown = [{"title": r.get("title", ""), "description": r.get("description", "")} for r in results]
        return {"id": found.id, "results": shown, "next_offset": found.next_offset}

    async def _choose(self, body: dict[str, Any]) -> Any:
        _, chat = self._who(body)
        message = await self._asked[str(body["id"])].chooses(int(body["index"]), chat=chat)
        return {"id": message.id}

    async def _drop(self, _: dict[str, Any]) -> Any:
        if self._on_drop is None:
            raise ValueError("there is no folder to drop into")
        try:
            return {"told": await self._on_drop()}
        except OSError as error:
            raise ValueError(f"{error.strerror or error}: {error.filename or ''}") from error


def _event_json(event: Event) -> Event:
    if "keys_of" in event:
        return {"event": "keys", "chat": event["keys_of"].id, "keys": keys_view(event["keys_of"])}
    return {**event, "message": message_view(event["message"])} if "message" in event else event


def _static(name: str) -> web.Response:
    """A file of the page's folder, by exact name only."""
    path = _FOLDER / name
    if path.parent != _FOLDER or path.suffix not in _TYPES or not path.is_file():
        return json_response({"error": "no such page"}, 404)
    return web.Response(body=path.read_bytes(), content_type=_TYPES[path.suffix], charset="utf-8", headers=_HEADERS)
