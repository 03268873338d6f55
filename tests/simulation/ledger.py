"""The two books of a run side by side: what the store says, and what stands in the chats."""

from __future__ import annotations

import math
from collections import defaultdict

from delivery.engine.drain import DRAIN
from delivery.engine.outcomes import TRIES
from delivery.engine.own_failures import MOST_FAILURES
from domain.outcomes import Delivered, Gone, Refused, Unknown, Unreached
from tests.simulation.audience import Push
from tests.simulation.chats import Call, Message
from tests.simulation.line import LATE_EFFECT
from tests.simulation.newsroom import Story
from tests.simulation.process import Process
from tests.simulation.stage import Stage

# An answer is committed within 100 ms; so long before a kill it is recorded on a disk that works (seconds).
RECORDED_IN = 0.35
# A stop waits so long for an answer (seconds).
PATIENCE = DRAIN - 0.1


class Ledger:
    """Indexes for the judge. A `place` is (chat id, topic)."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._audience = stage.audience
        ask = stage.disk.ask
        self._keys = {row[0]: row[1] for row in ask("SELECT id, key FROM article")}
        self.chat_of = {row[0]: row[1] for row in ask("SELECT id, chat_id FROM recipient")}
        self.receipts: dict[tuple[int, int], set[int]] = defaultdict(set)
        for article, recipient, number in ask("SELECT article, recipient, message_id FROM receipt"):
            self.receipts[article, recipient].add(number)
        rows = ask("SELECT broadcast, recipient, message_id, fate, reason FROM undelivered")
        self.fates = {tuple(row[:3]): row[3:] for row in rows}
        corrections = "SELECT article, max(id) FROM broadcast WHERE kind IN ('edit', 'recall') GROUP BY article"
        self._newest: dict[int, int] = dict(ask(corrections))
        self.copies: dict[int, list[Message]] = defaultdict(list)
        for copy in stage.network.chats.copies:
            self.copies[copy.article].append(copy)
        self.places: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for place, ids in self._audience.seen.items():
            for recipient in ids:
                self.places[self._audience.living(recipient)].add(place)
        digests = "SELECT recipient FROM undelivered u JOIN broadcast i ON i.id = u.broadcast WHERE i.kind = 'digest'"
        self._undelivered_digests = {recipient for (recipient,) in ask(digests)}
        self.disk_trouble = bool(
            {"locked", "full", "gone", "commit_fails", "answer_lost", "stop_refused"} & stage.plan.troubles
        )

    def key_of(self, story: Story) -> int | None:
        return self._keys.get(f"story-{story.number}")

    def push_of(self, story: Story) -> Push | None:
        key = self.key_of(story)
        return next((push for push in self._audience.pushes.values() if push.article == key), None)

    def living_all(self, recipients: set[int]) -> set[int]:
        return self._audience.living_all(recipients)

    def living(self, recipient: int) -> int:
        return self._audience.living(recipient)

    def copies_for(self, story: Story, recipient: int) -> list[Message]:
        return [copy for copy in self.copies[story.number] if (copy.chat, copy.topic) in self.places[recipient]]

    def digests_with(self, story: Story, recipient: int) -> list[Message]:
        """Digests in the recipient's chat that list a story."""
        if not self._stage.network.chats.digests:
            return []
        return [
            digest
            for digest in self._stage.network.chats.digests
            if (digest.chat, digest.topic) in self.places[recipient]
            and any(number == story.number for number, _ in digest.call.listed)
        ]

    def digest_ended(self, recipient: int) -> bool:
        """Whether some digest could not be brought to it, for a reason that was written down."""
        return recipient in self._undelivered_digests

    def run(self, call: Call) -> Process:
        return self._stage.processes[call.run - 1]

    def calls_to(self, story: Story, recipient: int) -> list[Call]:
        """New messages of a story that left for a recipient."""
        return [
            call
            for call in self._stage.network.calls
            if call.is_new
            and (call.chat, call.topic) in self.places[recipient]
            and call.wording is not None
            and call.wording[0] == story.number
        ]

    def explains(self, story: Story, recipient: int, fate: str) -> bool:
        """Whether what left for a recipient explains how it ended there."""
        calls = self.calls_to(story, recipient)
        if fate == "gone":
            return any(isinstance(call.answer, Gone) for call in calls)
        if fate == "refused":
            unreached = sum(isinstance(call.answer, Unreached) for call in calls)
            return unreached > MOST_FAILURES or any(isinstance(call.answer, Refused) for call in calls)
        if fate == "unknown":
            open_at_a_stop = any(self._was_open_at_a_stop(call) for call in calls) or self._some_stop_was_not_recorded()
            silent = [call for call in calls if isinstance(call.answer, Unknown)]
            kills = sum(1 for process in self._stage.processes if process.killed_at is not None)
            # Sent again by an editor it has one try.
            again = min(self._stage.sent_again[story.number], default=math.inf)
            tries = 1 if any(call.departed_at > again for call in calls) else TRIES
            return open_at_a_stop or len(silent) + kills >= tries
        return False

    def _was_open_at_a_stop(self, call: Call) -> bool:
        """Whether the process stopped although the call had no answer, after it had waited long enough.

        Or the call had failed by then: from the stop on what is not known stays so.
        """
        stopped_at = self.run(call).stopped_at
        if isinstance(call.answer, Unknown) and call.answered_at is not None:
            return self.run(call).noticed_at is not None
        return call.answered_at is None and stopped_at is not None and stopped_at - call.departed_at > PATIENCE

    def _some_stop_was_not_recorded(self) -> bool:
        """Of such a process everything that it had claimed is unknown, also what never left."""
        return any(one.noticed_at is not None and one.killed_at is not None for one in self._stage.processes)

    def was_heard(self, call: Call) -> bool:
        """Whether Telegram's yes reached a process that lived long enough to write it down."""
        return isinstance(call.answer, Delivered) and self.was_written(call)

    def was_written(self, call: Call) -> bool:
        """Whether an answer came, to a process that lived long enough to write it down."""
        if call.answered_at is None:
            return False
        killed_at = self.run(call).killed_at
        if killed_at is None:
            return True
        return not self.disk_trouble and killed_at - call.answered_at > RECORDED_IN

    def may_be_repeated(self, call: Call, following: Call) -> bool:
        """Whether the fate of a call was not known when the next one left for the same chat.

        After a kill, or without an answer. What a process did before it was asked to stop is not repeated by later
        ones, whatever became of it, and whether the store took it; only by an editor.
        """
        if self.run(call).noticed_at is not None and following.run != call.run:
            return self.was_sent_again(call, following)
        return not self.was_heard(call)

    def was_sent_again(self, call: Call, following: Call) -> bool:
        """Whether an editor had a story sent once more between the two."""
        assert call.wording is not None
        again = self._stage.sent_again[call.wording[0]]
        return any(call.departed_at < moment < following.departed_at for moment in again)

    def is_current(self, story: Story, copy: Message) -> bool:
        """Also where an older change took effect after it counts as lost: the store cannot know of that."""
        last = copy.changed_by
        if last is not None and last.effect_at is not None and last.effect_at - last.departed_at > LATE_EFFECT:
            return True
        return copy.text == "(notice)" if story.recalled else copy.text == story.title

    def correction_failed(self, article: int, recipient: int, number: int) -> bool:
        """Whether the newest correction has written down that it could not reach this copy.

        An unknown fate is no end: a correction is made again until its answer comes.
        """
        fate, _ = self.fates.get((self._newest.get(article), recipient, number), ("", ""))
        return fate not in ("", "unknown")

    def reader_deleted(self, article: int) -> bool:
        return any(
            copy.deleted_by_reader
            for copy in self._stage.network.chats.copies
            if self._keys.get(f"story-{copy.article}") == article
        )
