"""Reply keyboards, which stand where a person types: read, and checked as Telegram does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.rules.refusals import Refusal, bad

MAX_KEYS = 300


@dataclass(frozen=True, slots=True)
class ReplyKey:
    """A key that sends its text, or shares the own contact, or a chat (`chat`: KeyboardButtonRequestChat)."""

    text: str
    contact: bool = False
    chat: dict[str, Any] | None = None

    @property
    def kind(self) -> str:
        return "chat" if self.chat else "contact" if self.contact else "text"


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """`one_time`: it is put away after one press."""

    rows: tuple[tuple[ReplyKey, ...], ...]
    one_time: bool = False
    placeholder: str = ""

    def key(self, label: str) -> ReplyKey:
        """The key with this label, else the only one that contains it."""
        keys = [key for row in self.rows for key in row]
        exact, part = [k for k in keys if k.text == label], [k for k in keys if label in k.text]
        if not exact and len(part) != 1:
            raise AssertionError(f"no key {label!r} (or several) among {[key.text for key in keys]}")
        return (exact or part)[0]


# `remove_keyboard`: the chat has none any more.
NO_KEYBOARD = ReplyKeyboard(())


def read_reply_keyboard(markup: Any, *, private: bool) -> ReplyKeyboard | None:
    """The keyboard that a message brings, NO_KEYBOARD where it takes one away, None where it does neither. Raises
    Refusal (400)."""
    if not isinstance(markup, dict):
        return None
    if markup.get("remove_keyboard"):
        return NO_KEYBOARD
    raw = markup.get("keyboard")
    if raw is None:
        return None
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad('can\'t parse keyboard: Field "keyboard" must be an Array of Arrays')
    rows = tuple(tuple(_key(one, private=private) for one in row) for row in raw if row)
    if sum(map(len, rows)) > MAX_KEYS:
        raise bad("reply markup is too long")
    return ReplyKeyboard(rows, bool(markup.get("one_time_keyboard")), str(markup.get("input_field_placeholder") or ""))


def _key(raw: Any, *, private: bool) -> ReplyKey:
    if isinstance(raw, str):
        raw = {"text": raw}
    text = raw.get("text") if isinstance(raw, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise _cannot('can\'t find field "text"')
    if raw.get("request_contact") and not private:
        raise bad("phone number can be requested in private chats only")
    return ReplyKey(text, bool(raw.get("request_contact")), _request(raw.get("request_chat"), private=private))


def _request(raw: Any, *, private: bool) -> dict[str, Any] | None:
    if raw is None:
        return None
    if not private:
        raise bad("chats can be requested in private chats only")
    if not isinstance(raw, dict) or not isinstance(raw.get("request_id"), int):
        raise _cannot('can\'t find field "request_id"')
    for_bot, of_user = (_granted(raw.get(f"{who}_administrator_rights")) for who in ("bot", "user"))
    if not for_bot <= of_user:
        # The manual demands it; the words are not Telegram's own, which no test has seen.
        raise bad("the bot's administrator rights must be a subset of the user's")
    return raw


def _granted(rights: Any) -> set[str]:
    return {name for name, given in rights.items() if given is True} if isinstance(rights, dict) else set()


def _cannot(reason: str) -> Refusal:
    return bad(f"can't parse keyboard button: {reason}")
