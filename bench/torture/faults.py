"""The faults by name: of the line, of one chat, of Telegram's temper; what each does to a call."""

from __future__ import annotations

from bench.torture.api import Fault, http, refusal

_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


def _good() -> bytes:
    return http(200, '{"ok":true,"result":{"message_id":7,"date":1,"chat":{"id":1,"type":"private"}}}')


# Of the line or of a server on the way: every call meets it while it stands.
LINE: dict[str, Fault] = {
    "500 in words": Fault(refusal(500, "Internal Server Error")),
    "500 page": Fault(http(500, _PAGE, "text/html")),
    "502 page": Fault(http(502, _PAGE, "text/html")),
    "502 page after the effect": Fault(http(502, _PAGE, "text/html"), effect=True),
    "503 page": Fault(http(503, _PAGE, "text/html")),
    "504 page": Fault(http(504, _PAGE, "text/html")),
    "cut in the body": Fault(_good()[:-20], effect=True, closes=True),
    "cut in the head": Fault(_good()[:12], effect=True, closes=True),
    "dropped before the effect": Fault(None, closes=True),
    "dropped after the effect": Fault(None, effect=True, closes=True),
    "hangs": Fault(None),
    "garbage": Fault(b"\x00\xff\x17 garbage \r\n\r\n\r\n", closes=True),
    "redirect": Fault(http(302, "", "text/plain", "Location: http://127.0.0.1:9/\r\n")),
    "slow head": Fault(_good(), wait=30.0),
    "yes to everything": Fault(http(200, '{"ok":true,"result":true}')),
    "login page": Fault(http(200, "<html>Welcome to the hotel</html>", "text/html")),
    "401 for a while": Fault(http(401, _PAGE, "text/html")),
}
# A storm of 429s ends with its `retry_after`.
STORM = Fault(refusal(429, "Too Many Requests: retry after 1", retry_after=1), applies=lambda call: call.sends)
# Nothing that is said about one chat may cost the others.
REFUSALS: dict[str, bytes] = {
    "500 in words": refusal(500, "Internal Server Error"),
    "502 page": http(502, _PAGE, "text/html"),
    "hangs": b"",
    "400 unheard of": refusal(400, "Bad Request: SOMETHING_NEW"),
    # The last: this chat waits in the next case as well.
    "429 for a day": refusal(429, "Too Many Requests: retry after 86400", retry_after=86400),
}
# All chats in a row answer this: the sender is meant, not the chats.
MASS: dict[str, bytes] = {
    "403": refusal(403, "Forbidden: bot is not allowed to send messages"),
    "402": refusal(402, "Payment Required: not enough Stars"),
    "400 about the sender": refusal(400, "Bad Request: BOT_ACCESS_FORBIDDEN"),
}


def for_chat(chat: int, kind: str) -> Fault:
    """One chat meets it for ever."""
    raw = REFUSALS[kind]
    return Fault(raw or None, applies=lambda call: call.sends and call.chat == chat)


def for_all(kind: str, *, but: int) -> Fault:
    """Every chat but one meets it, and nothing but messages does."""
    return Fault(MASS[kind], applies=lambda call: call.sends and call.chat != but)
