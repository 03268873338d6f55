"""How the bot gets its updates: long polling, or a webhook."""

from __future__ import annotations

import re
from typing import Any

from playground.rules.params import Params
from playground.rules.refusals import bad
from playground.world.updates import SET_WEBHOOK
from playground.world.world import World


async def get_updates(world: World, params: Params) -> Any:
    return await world.updates.get(params)


def set_webhook(world: World, params: Params) -> Any:
    """setWebhook; an empty url removes it. Plain http is accepted here, since everything is on loopback."""
    url = params.text("url")
    if not url:
        return delete_webhook(world, params)
    if not re.match(r"https?://[^/\s]+", url):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    world.updates.allow(params)
    world.updates.interrupt(SET_WEBHOOK)
    _drop_if_asked(world, params)
    connections = params.integer("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad("max_connections must be from 1 to 100")
    world.webhook.start(url, secret, connections)
    return True


def delete_webhook(world: World, params: Params) -> Any:
    world.webhook.stop()
    _drop_if_asked(world, params)
    return True


def get_webhook_info(world: World, params: Params) -> Any:
    hook = world.webhook
    body: dict[str, Any] = {
        "url": world.updates.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.waiting),
    }
    if hook.last_error:
        body.update(last_error_date=int(hook.last_error_date), last_error_message=hook.last_error)
    if world.updates.webhook_url:
        body["max_connections"] = hook.connections
    if world.updates.allowed:
        body["allowed_updates"] = sorted(world.updates.allowed)
    return body


def log_out(world: World, params: Params) -> Any:
    """logOut and close: nothing to do on loopback."""
    return True


def _drop_if_asked(world: World, params: Params) -> None:
    if params.flag("drop_pending_updates"):
        world.updates.waiting.clear()
