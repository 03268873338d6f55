"""Makes a chat active: by /start, or by the button under "the news is stopped"."""

from __future__ import annotations

from domain.audience import Recipient, RecipientState
from handlers.core.chat_context import ensure_recipient
from handlers.core.responder import Responder


async def activate_chat(responder: Responder, source: str = "") -> Recipient:
    """Makes the chat active, with its earlier settings. `source`: the poster that brought a new reader, "" for none."""
    async with responder.store.transaction() as work:
        # A link may still follow a rubric.
        work.is_effect = False
        recipient = await ensure_recipient(work, responder.context)
        if source and responder.context.recipient is None:
            await work.arrivals.count(source)
        if recipient.state is not RecipientState.ACTIVE:
            await work.recipients.set_state(recipient.id, RecipientState.ACTIVE)
            recipient = await work.recipients.get(recipient.id)
    responder.set_recipient(recipient)
    return recipient
