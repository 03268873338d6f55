"""What an answer of the Bot API means: whatever shape it has, it becomes one outcome, here and nowhere else. Pure."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from domain.delivery import Delivered, Gone, Moved, Outcome, Refused, RetryAfter, Unknown, Unreached

# The longest wait that is believed; Telegram's longest on record is 10,072 s.
LONGEST_WAIT = 86_400.0
# Ids have at most 52 significant bits, the store takes 63.
_BEYOND = 2**63
# How Telegram's own server begins the answer to a message; anything else is parsed in full.
_SENT = re.compile(rb'\{"ok":true,"result":\{"message_id":(\d{1,18})[,}]')
_BLOCKED = ("bot was blocked", "bot was kicked", "bot is not a member", "kicked from")
_FINAL = ("chat not found", "user is deactivated", "can't initiate conversation", "chat was deleted",
          "user not found", "group chat was deactivated", "peer_id_invalid", "message thread not found")  # fmt: skip
# Methods whose message carries a photo, so that a refusal may be about it.
PHOTO_METHODS = frozenset({"sendPhoto", "editMessageMedia"})
_NO_PHOTOS_HERE = ("rights to send photos", "rights to send media", "send_photos_forbidden", "send_media_forbidden")
_BAD_PHOTO = ("photo", "image", "media", "file", "http url", "web page", "webpage", "url host", "padding")
_CONTENT = ("can't parse", "text is empty", "must be non-empty", "is too long", "button_", "entity", "reply markup",
            "wrong http url", "wrong file identifier", "unsupported", "inline keyboard", "message text")  # fmt: skip


def read_answer(status: int, content: bytes, method: str = "", *, uploaded: bool = False) -> Outcome:
    """The outcome that an HTTP answer to a method means; `uploaded`: with the file_id of the photo."""
    sent = None if uploaded else _SENT.match(content)
    if sent:
        return Delivered(int(sent[1]))
    answer = parse(content)
    if answer.get("ok") is True:
        result = answer.get("result")
        if not isinstance(result, dict):
            return Delivered(0)
        return Delivered(_message_id(result.get("message_id")), _file_id(result) if uploaded else "")
    code = answer.get("error_code", status)
    text = str(answer.get("description", ""))[:200]
    parameters = answer.get("parameters")
    code = code if isinstance(code, int) else status
    outcome = _refusal(code, text, parameters if isinstance(parameters, dict) else {})
    return _of_photo(outcome) if method in PHOTO_METHODS and isinstance(outcome, Refused) else outcome


def _file_id(message: dict[str, Any]) -> str:
    """Of the photo in a message: its largest size, which stands last."""
    sizes = message.get("photo")
    last = sizes[-1] if isinstance(sizes, list) and sizes else None
    found = last.get("file_id") if isinstance(last, dict) else None
    return found if isinstance(found, str) else ""


def _of_photo(refused: Refused) -> Refused:
    """Whether a refusal of a photo with a caption is about the photo: for this chat, or for every one."""
    said = refused.reason.lower()
    if any(words in said for words in _NO_PHOTOS_HERE):
        return Refused(refused.reason, photo=True)
    if "to edit" not in said and (said == "413" or "too large" in said or any(words in said for words in _BAD_PHOTO)):
        return Refused(refused.reason, content=True, photo=True)
    return refused


def _refusal(code: int, text: str, parameters: dict[str, Any]) -> Outcome:
    moved = parameters.get("migrate_to_chat_id")
    if type(moved) is int and 0 < abs(moved) < _BEYOND:
        return Moved(moved)
    if code == 429:
        return RetryAfter(_seconds(parameters.get("retry_after")))
    if code == 413:
        return Refused(text or "413", content=True)
    if code == 504 or (not text and (code < 300 or code >= 500) and code != 503):
        # Somebody on the way waited in vain, lost the answer, or said yes in a way that nobody can read: it may have
        # been done. A 503 is of one who did not pass it on; a 5xx with words is Telegram's own, and not done.
        return Unknown(f"{code} {text}".strip())
    if code >= 500 or code in (401, 404, 409, 421) or not text:
        # 401 and 404 are about the token: polling ends the process; until then nothing is lost. 421: another server.
        # Without a reason it is no word of Telegram's, but a page of somebody on the way.
        return Unreached(f"{code} {text}".strip())
    return _final(code, text)


def _message_id(number: object) -> int:
    """0 for anything that is no message id: the copy is there, but cannot be reached."""
    return number if type(number) is int and 0 <= number < _BEYOND else 0


def _seconds(told: object) -> float:
    if not isinstance(told, int | float) or (isinstance(told, float) and math.isnan(told)):
        return 3.0
    return float(min(max(1.0, told), LONGEST_WAIT))


def _final(code: int, text: str) -> Outcome:
    said = text.lower()
    if "message is not modified" in said or "message to delete not found" in said:
        return Delivered(0)
    if any(words in said for words in _BLOCKED):
        return Gone(text, blocked=True)
    if any(words in said for words in _FINAL):
        return Gone(text, blocked=False)
    if code == 403:
        return Refused(text)
    content = any(words in said for words in _CONTENT)
    return Refused(text, content=content and "to edit" not in said)


def parse(content: bytes) -> dict[str, Any]:
    """The JSON object of an answer; {} for anything else."""
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
