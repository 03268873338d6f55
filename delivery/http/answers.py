"""Turns an answer of the Bot API, of any shape, into an outcome with its reason code. Only here; no I/O."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import Any

from domain.outcomes import Delivered, Gone, Moved, Outcome, Refused, RetryAfter, Unknown, Unreached
from domain.reason import SAID_LIMIT, Reason, ReasonCode

# Longer waits are cut (seconds). The longest that Telegram is known to ask for is 10,072 s.
LONGEST_WAIT = 86_400.0
# Ids have at most 52 significant bits, the store takes 63.
_BEYOND = 2**63
# The beginning of the usual answer to a message. Any other answer is parsed in full.
_SENT = re.compile(rb'\{"ok":true,"result":\{"message_id":([1-9]\d{0,17})[,}]')
_BLOCKED = ("bot was blocked", "user_is_blocked", "bot was kicked", "bot is not a member", "kicked from")
_FINAL = ("chat not found", "user is deactivated", "can't initiate conversation", "chat was deleted",
          "user not found", "group chat was deactivated", "peer_id_invalid", "message thread not found",
          "user_deactivated")  # fmt: skip
# Methods whose message carries a photo, so that a refusal may be about it.
PHOTO_METHODS = frozenset({"sendPhoto", "editMessageMedia"})
_NO_PHOTOS_HERE = ("rights to send photos", "rights to send media", "send_photos_forbidden", "send_media_forbidden")
_BAD_PHOTO = ("photo", "image", "media", "file", "http url", "web page", "webpage", "url host", "padding")
_CONTENT = ("can't parse", "text is empty", "must be non-empty", "is too long", "button_", "entity", "reply markup",
            "wrong http url", "wrong file identifier", "unsupported", "inline keyboard", "message text",
            "_too_long", "reply_markup_", "message_empty")  # fmt: skip

_NO_METHOD = "method not found"
# Methods that make a message begin so.
_NEW = "send"

# The code of a refusal, by what stands somewhere in Telegram's sentence, in small letters; the first one counts.
_CODES = {
    ReasonCode.BLOCKED: ("bot was blocked", "user_is_blocked"),
    ReasonCode.KICKED: ("bot was kicked", "kicked from", "not a member"),
    ReasonCode.DEACTIVATED: ("user is deactivated", "user_deactivated"),
    ReasonCode.NEVER_OPENED: ("can't initiate conversation",),
    ReasonCode.TOPIC_GONE: ("message thread not found", "topic_deleted"),
    ReasonCode.TOPIC_CLOSED: ("topic_closed",),
    ReasonCode.CHAT_GONE: ("chat not found", "chat was deleted", "user not found", "group chat was deactivated",
                           "peer_id_invalid"),
    ReasonCode.NO_RIGHTS: ("not enough rights", "have no rights", "write_forbidden", "need administrator rights",
                           "chat_restricted"),
    ReasonCode.DELETED: ("message to edit not found", "message to delete not found", "message not found"),
    ReasonCode.FIXED: ("message can't be edited", "message can't be deleted"),
    ReasonCode.MARKUP: ("can't parse",),
    ReasonCode.LONG: ("is too long", "_too_long"),
    ReasonCode.EMPTY: ("text is empty", "must be non-empty", "message_empty"),
    ReasonCode.BUTTON: ("button_", "reply_markup_"),
    ReasonCode.PHOTO_ADDRESS: ("failed to get http url", "wrong http url", "wrong file identifier"),
    ReasonCode.PHOTO_SIZE: ("photo_invalid_dimensions", "too large", "too big"),
    ReasonCode.PHOTO_BROKEN: ("image_process_failed",),
    ReasonCode.STARS: ("paid_broadcast", "paid broadcast", "not enough stars", "payment required", "balance_too_low"),
}  # fmt: skip


def read_answer(status: int, content: bytes, method: str = "", *, uploaded: bool = False) -> Outcome:
    """The outcome of a call. `uploaded`: the call uploaded a photo, so the outcome has its file_id."""
    sent = None if uploaded else _SENT.match(content)
    if sent:
        return Delivered(int(sent[1]))
    answer = parse(content)
    if answer.get("ok") is True:
        found = answer.get("result")
        result = found if isinstance(found, dict) else {}
        number = _message_id(result.get("message_id"))
        if not number and method.startswith(_NEW):
            # Telegram names each message that it sent. Something on the way that says yes to everything does not.
            return Unknown(Reason(ReasonCode.SILENT, f"{status} without a message"))
        return Delivered(number, _file_id(result) if uploaded else "")
    code = answer.get("error_code", status)
    text = str(answer.get("description", ""))[:SAID_LIMIT]
    parameters = answer.get("parameters")
    code = code if isinstance(code, int) else status
    outcome = _refusal(code, text, parameters if isinstance(parameters, dict) else {})
    return _of_photo(outcome) if method in PHOTO_METHODS and isinstance(outcome, Refused) else outcome


def of_rich_message(outcome: Outcome) -> Outcome:
    """The same answer to a rich message: a refusal that is not about the chat or its copy is about the richness.

    A Bot API server from before 10.1 has no such method, and says so with a 404.
    """
    if isinstance(outcome, Unreached) and _NO_METHOD in outcome.cause.lower():
        return Refused(Reason(ReasonCode.TELEGRAM, outcome.cause), rich=True)
    if isinstance(outcome, Refused) and (outcome.content or outcome.reason.code is ReasonCode.TELEGRAM):
        return replace(outcome, content=False, rich=True)
    return outcome


def _file_id(message: dict[str, Any]) -> str:
    """The file_id of the photo in a message: that of its largest size, which is the last."""
    sizes = message.get("photo")
    last = sizes[-1] if isinstance(sizes, list) and sizes else None
    found = last.get("file_id") if isinstance(last, dict) else None
    return found if isinstance(found, str) else ""


def _of_photo(refused: Refused) -> Refused:
    """A refusal of a photo with a caption may be about the photo, in this chat or in every chat."""
    said = refused.reason.said.lower()
    too_large = refused.reason.code is ReasonCode.PHOTO_SIZE
    if any(words in said for words in _NO_PHOTOS_HERE):
        return Refused(refused.reason, photo=True)
    if "to edit" not in said and (too_large or any(words in said for words in _BAD_PHOTO)):
        return Refused(refused.reason, content=True, photo=True)
    return refused


def _refusal(code: int, text: str, parameters: dict[str, Any]) -> Outcome:
    moved = parameters.get("migrate_to_chat_id")
    if type(moved) is int and 0 < abs(moved) < _BEYOND:
        return Moved(moved)
    if code == 429:
        return RetryAfter(_wait_seconds(parameters.get("retry_after")))
    if code == 413:
        return Refused(Reason(ReasonCode.PHOTO_SIZE, text), content=True)
    if code == 504 or (not text and (code < 300 or code >= 500) and code != 503):
        # A proxy waited in vain or lost the answer, or a success cannot be read: the call may have had its effect.
        # A proxy that answers 503 did not pass the call on. A 5xx with a description is Telegram's own: no effect.
        return Unknown(Reason(ReasonCode.SILENT, f"{code} {text}".strip()))
    if code >= 500 or code in (401, 404, 409, 421) or not text:
        # 401 and 404 are about the token: polling ends the process, and until then nothing is lost. 421: wrong server.
        # Without a description it is not from Telegram, but a page of a proxy.
        return Unreached(f"{code} {text}".strip())
    return _final(code, text)


def _message_id(number: object) -> int:
    """0 for anything that is no message id: the copy exists, but cannot be changed later."""
    return number if type(number) is int and 0 <= number < _BEYOND else 0


def _wait_seconds(told: object) -> float:
    if not isinstance(told, int | float) or (isinstance(told, float) and math.isnan(told)):
        return 3.0
    return float(min(max(1.0, told), LONGEST_WAIT))


def _final(code: int, text: str) -> Outcome:
    said = text.lower()
    codes = (one for one, parts in _CODES.items() if any(part in said for part in parts))
    reason = Reason(next(codes, ReasonCode.TELEGRAM), text)
    if "message is not modified" in said or "message to delete not found" in said:
        return Delivered(0)
    if any(words in said for words in _BLOCKED):
        return Gone(reason, blocked=True)
    if any(words in said for words in _FINAL):
        return Gone(reason, blocked=False)
    if code == 403:
        return Refused(reason)
    content = any(words in said for words in _CONTENT)
    return Refused(reason, content=content and "to edit" not in said)


def parse(content: bytes) -> dict[str, Any]:
    """The JSON object of an answer, {} for anything else."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
