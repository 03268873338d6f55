"""Drives a real Chromium over its DevTools protocol, with nothing but aiohttp: for the tests of the chat page."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import itertools
import json
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
)
_PATIENCE = 30.0


def find_chromium() -> str | None:
    """The browser's path, or None when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


class Tab:
    """One page of the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.complaints: list[str] = []
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for packet in self._socket:
            body = json.loads(packet.data)
            if body.get("id") in self._answers:
                self._answers.pop(body["id"]).set_result(body)
            elif body.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded"}:
                self.complaints.append(json.dumps(body["params"], ensure_ascii=False))

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        """A DevTools command; its result."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params})
        body = await asyncio.wait_for(self._answers[number], _PATIENCE)
        assert "error" not in body, body
        result: dict[str, Any] = body["result"]
        return result

    async def close(self) -> None:
        await self._socket.close()
        await self._reader

    async def open(self, url: str) -> None:
        await self.send("Page.enable")
        await self.send("Runtime.enable")
        await self.send("Log.enable")
        await self.send("Page.navigate", url=url)

    async def value(self, expression: str) -> Any:
        """What a JavaScript expression gives; promises are awaited."""
        result = await self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    async def until(self, expression: str, timeout: float = 10) -> Any:
        """Waits, frame by frame, until the expression is true."""
        found = await self.value(
            f"""new Promise((done) => {{
                const end = performance.now() + {timeout * 1000};
                const look = () => {{
                    let found = null;
                    try {{ found = {expression}; }} catch {{ /* not there yet */ }}
                    if (found || performance.now() > end) done(found || null);
                    else setTimeout(look, 15);
                }};
                look();
            }})"""
        )
        if not found:
            raise AssertionError(f"{expression} did not come true; the page shows:\n{await self.text('body')}")
        return found

    async def text(self, selector: str) -> str:
        return str(await self.value(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    async def sees(self, text: str, selector: str = "body", timeout: float = 10) -> None:
        """Waits until the visible text of an element contains `text`."""
        where = f"document.querySelector({json.dumps(selector)})"
        await self.until(f"{where}.innerText.includes({json.dumps(text)})", timeout)

    async def click(self, selector: str, text: str = "") -> None:
        """Clicks, with the mouse, the last matching element that contains `text`."""
        spot = await self.until(
            f"""(() => {{
                const all = [...document.querySelectorAll({json.dumps(selector)})];
                const found = all.filter((e) => e.innerText.includes({json.dumps(text)}) && e.offsetParent).at(-1);
                if (!found) return null;
                found.scrollIntoView({{block: "nearest"}});
                const box = found.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }})()"""
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.send("Input.dispatchMouseEvent", type=kind, x=spot[0], y=spot[1], button="left", clickCount=1)

    async def types(self, text: str) -> None:
        await self.send("Input.insertText", text=text)

    async def enter(self) -> None:
        for kind in ("keyDown", "keyUp"):
            await self.send("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13)

    async def sized(self, width: int, height: int, *, dark: bool = False) -> None:
        await self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await self.send("Emulation.setEmulatedMedia", features=[scheme])

    async def picture(self, path: Path) -> None:
        shot = await self.send("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))


@contextlib.asynccontextmanager
async def chromium(folder: Path) -> AsyncIterator[Tab]:
    """A browser with a new profile in `folder` and one tab."""
    path = find_chromium()
    assert path is not None, "no Chromium on this machine"
    # It leaves its socket behind when it is killed. The path of a socket is short, so this is not in `folder`.
    sockets = tempfile.TemporaryDirectory(prefix="browser-")
    process = await asyncio.create_subprocess_exec(
        path,
        *_FLAGS,
        f"--user-data-dir={folder}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "TMPDIR": sockets.name},
    )
    try:
        port = await asyncio.wait_for(_port(process), _PATIENCE)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                pages = [page for page in await answer.json() if page["type"] == "page"]
            tab = Tab(await session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0))
            yield tab
            await tab.close()
    finally:
        # The browser is a family of processes: its own group ends as one.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()
        sockets.cleanup()


async def _port(process: asyncio.subprocess.Process) -> int:
    assert process.stderr is not None
    while line := await process.stderr.readline():
        if b"DevTools listening on ws://" in line:
            return int(line.split(b"127.0.0.1:")[1].split(b"/")[0])
    raise AssertionError("Chromium ended before it listened")
