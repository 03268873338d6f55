"""Command menus, the bot's name and descriptions, the menu button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.rules.params import Params
from playground.rules.refusals import bad
from playground.world.world import World

# Characters of the bot's name and descriptions.
LONGEST = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(world: World, params: Params) -> Any:
    _check_chat(world, params)
    done = world.menus.set(params)
    world.changes.show({"event": "menus"})
    return done


def get_my_commands(world: World, params: Params) -> Any:
    return world.menus.get(params)


def delete_my_commands(world: World, params: Params) -> Any:
    _check_chat(world, params)
    return world.menus.delete(params)


def _check_chat(world: World, params: Params) -> None:
    scope = params.json("scope")
    if isinstance(scope, dict) and "chat_id" in scope:
        world.addressed(Params({"chat_id": scope["chat_id"]}))


def set_text(name: str) -> Callable[[World, Params], Any]:
    """setMyName, setMyDescription, setMyShortDescription."""

    def set_it(world: World, params: Params) -> Any:
        text = params.text(name)
        if len(text) > LONGEST[name]:
            raise bad(f"bot {name.replace('_', ' ')} is too long")
        world.profile[name, params.text("language_code")] = text
        return True

    return set_it


def get_text(name: str) -> Callable[[World, Params], Any]:
    """getMyName, getMyDescription, getMyShortDescription."""

    def get_it(world: World, params: Params) -> Any:
        own = world.profile.get((name, params.text("language_code")), "")
        fallback = world.bot["first_name"] if name == "name" else ""
        return {name: own or world.profile.get((name, ""), "") or fallback}

    return get_it


def set_chat_menu_button(world: World, params: Params) -> Any:
    """setChatMenuButton: for one private chat, or for all (chat 0)."""
    button = params.json("menu_button") or {"type": "default"}
    if button.get("type") not in {"commands", "web_app", "default"}:
        raise bad("can't parse menu button")
    world.menu_buttons[params.integer("chat_id")] = button
    return True


def get_chat_menu_button(world: World, params: Params) -> Any:
    default = world.menu_buttons.get(0, {"type": "commands"})
    return world.menu_buttons.get(params.integer("chat_id"), default)
