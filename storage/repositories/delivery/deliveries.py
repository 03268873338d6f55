"""Claims, receipts and failures: messages about to leave, copies in chats, and what was not delivered."""

from __future__ import annotations

from collections.abc import Sequence

from domain.audience import WRITABLE, RecipientState
from domain.delivery import Answer, BroadcastCursor, BroadcastKind, Claim, Fate, OpenBroadcast, Target, Urgency
from domain.reason import ReasonCode
from storage import objects
from storage.ports import Row, Rows, exactly_one, number, single
from storage.repositories.delivery.audience_cursor import AudienceCursor
from storage.repositories.delivery.broadcasts import Broadcasts
from storage.repositories.delivery.delivery_statements import (
    DeliveryStatements,
    Recorded,
    claim_keys,
    receipt,
)


class Deliveries(AudienceCursor):
    """Claims, receipts and ends through a transaction."""

    def __init__(self, rows: Rows, statements: DeliveryStatements, broadcasts: Broadcasts, entries_read: int) -> None:
        super().__init__(rows, statements, entries_read)
        self.broadcasts = broadcasts

    async def due(
        self, broadcast: OpenBroadcast, head: BroadcastCursor, now: int, limit: int
    ) -> list[tuple[Target, int]]:
        """Due claims with their tries. Claims of chats that follow no more, or have a copy, are deleted.

        If one of these was sent with an unknown outcome, it is counted as unknown.
        """
        wanted, dropped, unknown = [], [], []
        breaking = broadcast.urgency is Urgency.BREAKING
        for row in await self._due(broadcast, head, now, limit):
            target, tries, wants, uncertain = objects.due_claim(row, breaking=breaking)
            if wants > 0:
                wanted.append((target, tries))
                continue
            dropped.append((broadcast.article, target.recipient, target.message_id))
            if uncertain and not wants:
                unknown.append((broadcast.id, target.recipient, target.message_id, Fate.UNKNOWN, ReasonCode.UNFOLLOWED))
        await self._rows.many("claim_drop", dropped)
        await self._rows.many("undelivered_add", unknown)
        if unknown:
            await self.count_fate(broadcast.id, Fate.UNKNOWN, len(unknown))
        return wanted

    async def _due(self, broadcast: OpenBroadcast, head: BroadcastCursor, now: int, limit: int) -> list[Row]:
        if broadcast.note_of:
            return await self._rows.fetch("note_claims_due", broadcast.id, now, limit, broadcast.note_of)
        if broadcast.kind is BroadcastKind.DIGEST:
            return await self._rows.fetch("digest_claims_due", broadcast.id, now, limit)
        return await self._rows.fetch("claims_due", broadcast.id, now, limit, head.language, broadcast.rubric)

    async def take(self, broadcast: OpenBroadcast, targets: Sequence[Target], run: int) -> None:
        """Waiting claims, taken by this run: one more try."""
        await self._rows.many("claim_take", [(broadcast.article, t.recipient, t.message_id, run) for t in targets])

    async def postpone(self, broadcast: OpenBroadcast, targets: Sequence[tuple[Target, int]]) -> None:
        rows = [(broadcast.article, t.recipient, t.message_id, until) for t, until in targets]
        await self._rows.many("claim_postpone", rows)

    async def holds(self, claim: Claim) -> bool:
        """Whether the run that took the claim still holds it."""
        target = claim.target
        for recipient in {target.recipient: 0, await self._living(target.recipient): 0}:
            if await self._rows.fetch("claim_held", claim.article, recipient, target.message_id, claim.run):
                return True
        return False

    async def give_back(self, claims: Sequence[tuple[Claim, int, int]], run: int) -> None:
        """(claim, change of its tries, when it is due) of claims that will leave later."""
        for claim, change, due in claims:
            target = claim.target
            values = (target.message_id, change, due, run)
            if not await self._rows.run("claim_give_back", claim.article, target.recipient, *values):
                holder = await self._holder(claim)
                if holder != target.recipient:
                    await self._rows.run("claim_give_back", claim.article, holder, *values)
        for broadcast in sorted({claim.broadcast for claim, _, _ in claims}):
            await self.broadcasts.close(broadcast)

    async def record(self, broadcast: int, answers: Sequence[Answer], message_ids: Sequence[int]) -> Recorded:
        """New copies of one broadcast become receipts and are counted."""
        recorded = await self._statements.record(broadcast, answers, message_ids)
        if recorded.settled == len(answers):
            return recorded
        others = await self._record_others(broadcast, answers, message_ids)
        return Recorded(recorded.settled + others, recorded.shown_since)

    async def _record_others(self, broadcast: int, answers: Sequence[Answer], message_ids: Sequence[int]) -> int:
        """Records those whose claim another broadcast or recipient has by now: how many claims."""
        settled, living = await self._settle_others(answers)
        merged = [
            receipt(answer, message_id, known)
            for answer, message_id in zip(answers, message_ids, strict=True)
            if (known := living[answer.claim.target.recipient]) != answer.claim.target.recipient
        ]
        await self._rows.many("receipt_add", merged)
        await self.count(broadcast, 0, delivered=settled)
        return settled

    async def changed(self, answers: Sequence[Answer]) -> int:
        """Copies of one broadcast that show this version now; how many of their claims were still there."""
        settled, living = await self._settle(answers)
        rows = []
        for answer in answers:
            target = answer.claim.target
            known = living.get(target.recipient, target.recipient)
            rows.append((answer.claim.article, known, target.message_id, answer.version))
        await self._rows.many("receipt_changed", rows)
        return settled

    async def ended(self, answer: Answer, fate: Fate, reason: str) -> int:
        """This recipient will not get it: counted for the broadcast that has the claim now. 0 if that was done."""
        claim, target = answer.claim, answer.claim.target
        known = await self._holder(claim)
        found = await self._rows.fetch("claim_settle_any", claim.article, known, target.message_id, claim.run)
        for broadcast, _ in found:
            await self._rows.run("undelivered_add", broadcast, known, target.message_id, fate, reason[:200])
            await self.count_fate(broadcast, fate, 1)
        return len(found)

    async def undeletable(self, claim: Claim) -> None:
        """Telegram refused to delete this copy: a notice takes its place."""
        target = claim.target
        await self._rows.run("receipt_undeletable", claim.article, target.recipient, target.message_id)

    async def takes_no_photo(self, claim: Claim) -> None:
        """The chat takes no photos: this message is sent, or changed, without it."""
        for recipient in {claim.target.recipient: 0, await self._living(claim.target.recipient): 0}:
            await self._rows.run("claim_plain", claim.article, recipient, claim.target.message_id)

    async def lost_copy(self, article: int, recipient: int, message_id: int) -> None:
        """The copy is not in the chat any more."""
        if not await self._rows.run("receipt_drop", article, recipient, message_id):
            await self._rows.run("receipt_drop", article, await self._living(recipient), message_id)

    async def _settle(self, answers: Sequence[Answer]) -> tuple[int, dict[int, int]]:
        """How many of the claims were still there; and, if any was missing, which recipient each one is by now."""
        settled = await self._rows.many("claim_settle", claim_keys(answers))
        if settled == len(answers):
            return settled, {}
        others, living = await self._settle_others(answers)
        return settled + others, living

    async def _settle_others(self, answers: Sequence[Answer]) -> tuple[int, dict[int, int]]:
        """Rare: a newer correction took a claim over, two recipients were merged, or a person was forgotten."""
        settled = duplicates = 0
        living: dict[int, int] = {}
        for claim in (answer.claim for answer in answers):
            target = claim.target
            known = living[target.recipient] = await self._living(target.recipient)
            found = await self._rows.fetch("claim_settle_any", claim.article, known, target.message_id, claim.run)
            settled += len(found)
            duplicates += sum(before for _, before in found)
        if duplicates:
            await self._rows.run("broadcast_count_duplicates", answers[0].claim.broadcast, duplicates)
        return settled, living

    async def _living(self, recipient: int) -> int:
        """The recipient, or the one it was merged into."""
        return await number(self._rows, "alias_of", recipient) or recipient

    async def _holder(self, claim: Claim) -> int:
        """Which recipient has this claim by now: its own, or the one it was merged into if that had no claim itself."""
        recipient = claim.target.recipient
        living = await self._living(recipient)
        values = (claim.article, living, claim.target.message_id)
        moved = living != recipient and await self._rows.fetch("claim_moved", *values)
        return living if moved else recipient

    async def count(self, broadcast: int, version: int, *, delivered: int) -> None:
        """Copies made or changed; `version` proves that Telegram takes this version."""
        await self._rows.run("broadcast_count", broadcast, delivered, 0, 0, 0, version)

    async def count_fate(self, broadcast: int, fate: Fate, number: int) -> None:
        """Recipients that were not reached, by how it ended."""
        columns = [number if fate is column else 0 for column in (Fate.GONE, Fate.REFUSED, Fate.UNKNOWN)]
        await self._rows.run("broadcast_count", broadcast, 0, *columns, 0)

    async def take_refusals_back(self, broadcast: int, reason: str, first: int) -> int:
        """Recipients from `first` on that refused a new copy for this reason wait for it again: how many."""
        await self._rows.run("brake_claims", broadcast, reason, first)
        taken_back = await self._rows.run("brake_forget", broadcast, reason, first)
        await self._rows.run("broadcast_count", broadcast, 0, 0, -taken_back, 0, 0)
        return taken_back

    async def out_of_reach(self, broadcast: int, targets: Sequence[tuple[Target, Fate, str]]) -> None:
        """Copies that a correction cannot reach: the chat is gone, or it moved since; counted at once."""
        rows = [(broadcast, t.recipient, t.message_id, fate.value, reason) for t, fate, reason in targets]
        await self._rows.many("undelivered_add", rows)
        for fate in {fate for _, fate, _ in targets}:
            await self.count_fate(broadcast, fate, sum(1 for _, other, _ in targets if other is fate))

    async def shown(self, article: int) -> tuple[int, bool]:
        """(the version since which copies show the present card, whether the article is recalled)."""
        shown_since, state, _ = await exactly_one(self._rows, "article_shown", article)
        return shown_since, state == "recalled"

    async def correct(self, broadcast: int, answers: Sequence[tuple[Answer, int]]) -> None:
        """Claims a correction for copies that were recorded too late for the walk: (answer, message id of the copy)."""
        for answer, message_id in answers:
            living = await self._living(answer.claim.target.recipient)
            await self._rows.run("claim_correction", answer.claim.article, living, message_id, broadcast)

    async def chat_waits(self, chat_id: int, until: int) -> None:
        """A chat that Telegram told to wait; kept, so that a restart does not forget it."""
        await self._rows.run("chat_waits", chat_id, until)

    async def forget_chat_waits(self, before_ms: int) -> None:
        """Forgets waits that were over before then."""
        await self._rows.run("chat_waits_over", before_ms)

    async def forget_receipts(self, accepted_before_ms: int, limit: int = 2000) -> int:
        """Deletes a few receipts of articles accepted before then; how many, 0 when there are none left."""
        return await self._rows.run("receipts_forget", accepted_before_ms, limit)

    async def is_writable(self, recipient: int) -> bool:
        """Whether the recipient may be written to, as far as the store knows."""
        row = await single(self._rows, "recipient_by_id", await self._living(recipient))
        return row is not None and objects.recipient(row).state in WRITABLE

    async def gone(self, claim: Claim, *, blocked: bool, reason: str) -> bool:
        """The recipient cannot be written to; False when it came back after the message was claimed."""
        state = RecipientState.BLOCKED if blocked else RecipientState.GONE
        recipient = claim.target.recipient
        values = (state, reason[:200], claim.claimed_at, claim.target.signs)
        changed = await self._rows.run("recipient_gone", recipient, *values)
        if changed:
            await self._rows.run("subscriptions_set_live", recipient, 0)
        return changed == 1
