"""Controls a playground from another process: `/control/<act>` with JSON, for acceptance tests and benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from playground.api.gateway import Gateway
from playground.control.steering import Steering
from playground.local_requests import Act, answer_act, json_response
from playground.world.cast import Cast
from playground.world.views import message_view

_FAULTS = {"respond", "html_502", "drop_before", "drop_after", "hang", "slow", "late"}
_CALLS_AT_ONCE = 200_000


class Control(Steering):
    """One method for each act. A wrong request gets 400 with `{"error": …}`."""

    def __init__(
        self, cast: Cast, gateway: Gateway, lab: Mapping[str, Act], address: Callable[[], dict[str, str]]
    ) -> None:
        """`lab`: more acts by name. `address`: the `url` and `token` of the Bot API."""
        super().__init__(cast)
        self.gateway = gateway
        self._address = address
        own: dict[str, Act] = {
            name: getattr(self, f"_{name}")
            for name in (
                *("person", "range", "group", "channel", "topic", "membership", "migrate"),
                *(
                    "say",
                    "press",
                    "file",
                    "edit",
                    "forward",
                    "contact",
                    "key",
                    "offered",
                    "share",
                    "block",
                    "deactivate",
                ),
                *("inline", "choose", "promote", "permissions"),
                *("fault", "clear", "settings", "hears", "toast"),
                *("counts", "calls", "history", "copies", "menu", "info"),
            )
        }
        self._acts = {**own, **lab}

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """A request to `/control/…`."""
        act = self._acts.get(request.path.removeprefix("/control/"))
        if act is None:
            return json_response({"error": f"unknown act; there are {sorted(self._acts)}"}, 404)
        return await answer_act(request, act, name_error=True)

    # -- faults and limits, and reading the world

    async def _fault(self, body: dict[str, Any]) -> Any:
        """{kind: respond|html_502|drop_before|drop_after|hang|slow|late, …the arguments of `Faults`}"""
        body = dict(body)
        kind = str(body.pop("kind"))
        if kind not in _FAULTS:
            raise ValueError(f"kind must be one of {sorted(_FAULTS)}")
        getattr(self.gateway.faults, kind)(**body)
        return {}

    async def _clear(self, body: dict[str, Any]) -> Any:
        """{calls?: true}: ends all faults, and empties the log of calls when asked."""
        self.gateway.faults.clear()
        if body.get("calls"):
            self.gateway.calls.clear()
        return {}

    async def _settings(self, body: dict[str, Any]) -> Any:
        """{latency?, rate?, private_rate?, group_rate?, clock_offset?}: seconds; null ends a limit."""
        if "latency" in body:
            self.gateway.latency = float(body["latency"])
        if "clock_offset" in body:
            self.cast.world.clock_offset = float(body["clock_offset"])
        for name, field in (("rate", "total"), ("private_rate", "private"), ("group_rate", "group")):
            if name in body:
                setattr(self.gateway.rates, field, body[name])
        return {}

    async def _hears(self, body: dict[str, Any]) -> Any:
        """{chat, text, timeout?, topic?}: waits until the bot writes it."""
        chat = self.cast.chat(int(body["chat"]))
        return message_view(await chat.hears(str(body["text"]), float(body.get("timeout", 5)), body.get("topic")))

    async def _toast(self, body: dict[str, Any]) -> Any:
        """{chat, text, timeout?}"""
        chat = self.cast.chat(int(body["chat"]))
        return {"toast": await chat.sees_toast(str(body["text"]), float(body.get("timeout", 5)))}

    async def _counts(self, body: dict[str, Any]) -> Any:
        """{first?, count?}: messages put into each chat; for a range also who got none, and who more than one."""
        copies = self.gateway.calls.copies()
        found: dict[str, Any] = {"total": sum(copies.values()), "refused": self.gateway.rates.refused}
        if "first" not in body:
            return {**found, "chats": {str(chat): count for chat, count in copies.items()}}
        people = range(int(body["first"]), int(body["first"]) + int(body["count"]))
        more = {str(chat): copies[chat] for chat in people if copies[chat] > 1}
        return {**found, "missing": [chat for chat in people if not copies[chat]], "repeated": more}

    async def _calls(self, body: dict[str, Any]) -> Any:
        """{since?: row} -> {next, calls: [[time, method, chat, status, message id], …]}"""
        calls, since = self.gateway.calls, int(body.get("since", 0))
        end = min(len(calls), since + _CALLS_AT_ONCE)
        return {"next": end, "calls": [list(calls[row][:5]) for row in range(since, end)]}

    async def _history(self, body: dict[str, Any]) -> Any:
        """{chat}: the messages that are there, oldest first."""
        chat = self.cast.chat(int(body["chat"]))
        return {"messages": [message_view(message) for message in chat.messages], "toasts": chat.toasts}

    async def _copies(self, _: dict[str, Any]) -> Any:
        """{} -> {copies: [[chat, message id, text], …]}: the copies in the chats of ranges, oldest first."""
        return {"copies": [[chat, number, content.text] for chat, number, content in self.cast.world.crowd.copies()]}

    async def _menu(self, body: dict[str, Any]) -> Any:
        """{chat?, language?, user?}"""
        chat, user = (int(body[name]) if body.get(name) else None for name in ("chat", "user"))
        return {"commands": self.cast.menu(chat, str(body.get("language") or ""), user)}

    async def _info(self, _: dict[str, Any]) -> Any:
        """Address, token, and how much happened so far."""
        updates = self.cast.world.updates
        return {
            **self._address(),
            "calls": len(self.gateway.calls),
            "updates_waiting": len(updates.waiting),
            "updates_acknowledged": updates.acknowledged,
        }
