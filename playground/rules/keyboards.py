"""Inline keyboards under a message: read, checked as strictly as Telegram does, and kept as buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.rules.links import checked
from playground.rules.refusals import Refusal, bad

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
# What a button does: one of these. `style`, `icon_custom_emoji_id` and `disabled` only say how it looks.
_ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
_OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


@dataclass(frozen=True, slots=True)
class Button:
    """A key of an inline keyboard: `data` is sent back to the bot, `url` is opened, `inline` starts an inline query."""

    text: str
    data: str | None = None
    url: str | None = None
    inline: str | None = None
    copy: str | None = None


Rows = tuple[tuple[Button, ...], ...]


def read_keyboard(markup: Any) -> tuple[Rows, dict[str, Any] | None]:
    """Buttons, and the markup as messages repeat it; None for no inline keyboard. Raises Refusal (400)."""
    if markup is None or markup == "":
        return (), None
    if not isinstance(markup, dict):
        raise bad("can't parse reply keyboard markup JSON object")
    if "inline_keyboard" not in markup:
        if any(name in markup for name in _OTHER_MARKUPS) or not markup:
            return (), None
        raise bad("can't parse reply keyboard markup JSON object")
    raw_rows = markup["inline_keyboard"]
    if not isinstance(raw_rows, list) or not all(isinstance(row, list) for row in raw_rows):
        raise bad('can\'t parse inline keyboard: Field "inline_keyboard" must be an Array of Arrays')
    rows = tuple(tuple(_button(raw) for raw in row) for row in raw_rows if row)
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad("reply markup is too long")
    return rows, {"inline_keyboard": [row for row in raw_rows if row]} if rows else None


def _button(raw: Any) -> Button:
    if not isinstance(raw, dict):
        raise _cannot("expected an Object")
    text = raw.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _cannot('can\'t find field "text"')
    actions = [name for name in _ACTIONS if raw.get(name) is not None]
    if not actions and not raw.get("disabled"):
        raise _cannot("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _cannot(f"exactly one action must be given, found {' and '.join(actions)}")
    return Button(text, _data(raw), _url(raw), _inline(raw), _copy(raw))


def _data(raw: dict[str, Any]) -> str | None:
    data = raw.get("callback_data")
    if data is None or (isinstance(data, str) and 1 <= len(data.encode("utf-8", "surrogatepass")) <= MAX_DATA_BYTES):
        return data
    raise bad("BUTTON_DATA_INVALID")


def _url(raw: dict[str, Any]) -> str | None:
    url = raw.get("url")
    if url is None or (isinstance(url, str) and checked(url) is not None):
        return url
    raise bad("BUTTON_URL_INVALID")


def _inline(raw: dict[str, Any]) -> str | None:
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if isinstance(raw.get(name), str):
            return str(raw[name])
    chosen = raw.get("switch_inline_query_chosen_chat")
    return str(chosen.get("query") or "") if isinstance(chosen, dict) else None


def _copy(raw: dict[str, Any]) -> str | None:
    copied = raw.get("copy_text")
    if copied is None:
        return None
    text = copied.get("text") if isinstance(copied, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    return text


def _cannot(reason: str) -> Refusal:
    return bad(f"can't parse inline keyboard button: {reason}")
