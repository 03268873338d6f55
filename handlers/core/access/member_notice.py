"""What a member of the newsroom is told of the own work later on: only who is a member at that moment."""

from __future__ import annotations

from handlers.core.access.rights import member_of
from handlers.core.notify import Compose, Notified, Notifier
from handlers.core.services import Services


async def tell_member(notifier: Notifier, services: Services, user_id: int, compose: Compose) -> Notified:
    """Nothing is sent to a person who has left the newsroom meanwhile."""
    if await member_of(user_id, services.store, services.owners) is None:
        return Notified.UNREACHABLE
    return await notifier.send(user_id, compose)
