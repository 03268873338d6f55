"""Pauses, and what passed a chat by while it was paused or blocked: it is counted, listed, or sent after all."""

from __future__ import annotations

from storage.ports import Repository, Rows
from storage.repositories.delivery.broadcasts import Broadcasts

# Articles that are looked for; nobody reads more of what was missed.
MOST = 200


class Absences(Repository):
    def __init__(self, rows: Rows, broadcasts: Broadcasts) -> None:
        super().__init__(rows)
        self._broadcasts = broadcasts

    async def pause(self, recipient: int, until: int) -> None:
        """No news until then (UTC milliseconds), or until it is resumed (0)."""
        await self._rows.run("recipient_pause", recipient, until)
        await self._rows.run("subscriptions_set_live", recipient, 0)

    async def ended_pauses(self, now_ms: int, limit: int) -> list[int]:
        """Recipients whose pause is over by then, and who are still paused."""
        return [int(recipient) for (recipient,) in await self._rows.fetch("recipients_pause_over", now_ms, limit)]

    async def ask(self, recipient: int) -> int:
        """Ends an absence that the chat was not asked about: how many articles it missed. 0: there is nothing to ask.

        A second call is 0: two updates that tell of one return ask once.
        """
        if not await self._rows.run("absence_ask", recipient):
            return 0
        missed = len(await self.missed(recipient))
        if not missed:
            await self._rows.run("absence_none", recipient)
        return missed

    async def missed(self, recipient: int) -> list[int]:
        """Keys of the articles that passed it by, newest first, `MOST` at most."""
        return [int(article) for article, _ in await self._rows.fetch("missed", recipient, MOST)]

    async def answered(self, recipient: int) -> None:
        """The chat has said what it wants of it."""
        await self._rows.run("absence_answered", recipient)

    async def send_missed(self, recipient: int) -> int:
        """Each push that passed the recipient by goes on for it, the oldest first: how many."""
        found = await self._rows.fetch("missed", recipient, MOST)
        for broadcast in sorted(int(one) for _, one in found):
            await self._broadcasts.lock(broadcast)
            if await self._rows.run("missed_claim", broadcast, recipient):
                for (fate,) in await self._rows.fetch("missed_forget", broadcast, recipient):
                    await self._rows.run("missed_uncount", broadcast, fate)
                await self._rows.run("broadcast_reopen", broadcast)
        return len(found)
