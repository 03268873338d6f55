"""Command menus: kept by scope and language, and looked up by Telegram's rules."""

from __future__ import annotations

import re
from typing import Any

from playground.rules.params import Params
from playground.rules.refusals import bad

_NAME = re.compile(r"[a-z0-9_]{1,32}")
Scope = tuple[Any, ...]
DEFAULT: Scope = ("default",)


class Menus:
    """The lists that setMyCommands has set."""

    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], list[dict[str, str]]] = {}

    def set(self, params: Params) -> bool:
        commands = params.json("commands")
        if not isinstance(commands, list):
            raise bad("can't parse commands")
        if len(commands) > 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        self._lists[_key(params)] = [_command(raw) for raw in commands]
        return True

    def get(self, params: Params) -> list[dict[str, str]]:
        return self._lists.get(_key(params), [])

    def delete(self, params: Params) -> bool:
        self._lists.pop(_key(params), None)
        return True

    def shown(self, scopes: list[Scope], language: str) -> list[dict[str, str]]:
        """The first list that exists: narrow scopes first, in each the person's language before no language."""
        for scope in scopes:
            for code in dict.fromkeys((language, "")):
                if found := self._lists.get((scope, code)):
                    return found
        return []


def _command(raw: Any) -> dict[str, str]:
    name = raw.get("command") if isinstance(raw, dict) else None
    description = raw.get("description") if isinstance(raw, dict) else None
    name = name.removeprefix("/") if isinstance(name, str) else ""
    if not _NAME.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    if not isinstance(description, str) or not 1 <= len(description.strip()) <= 256:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _key(params: Params) -> tuple[Scope, str]:
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    return scope_of(params.json("scope")), language


def scope_of(raw: Any) -> Scope:
    """A BotCommandScope as a key."""
    if raw is None:
        return DEFAULT
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind in {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}:
        return (kind,)
    if kind in {"chat", "chat_administrators"} and raw.get("chat_id") is not None:
        return (kind, int(raw["chat_id"]))
    if kind == "chat_member" and raw.get("chat_id") is not None and raw.get("user_id") is not None:
        return (kind, int(raw["chat_id"]), int(raw["user_id"]))
    raise bad("can't parse BotCommandScope: Unsupported type specified")


def scopes_for(chat_id: int | None, user_id: int | None, *, private: bool, admin: bool) -> list[Scope]:
    """The scopes that apply to a user in a chat, narrowest first. Without a chat only the default applies."""
    if chat_id is None:
        return [DEFAULT]
    if private:
        return [("chat", chat_id), ("all_private_chats",), DEFAULT]
    member: list[Scope] = [("chat_member", chat_id, user_id)] if user_id is not None else []
    of_admins: list[Scope] = [("chat_administrators", chat_id)] if admin else []
    of_all_admins: list[Scope] = [("all_chat_administrators",)] if admin else []
    return [*member, *of_admins, ("chat", chat_id), *of_all_admins, ("all_group_chats",), DEFAULT]
