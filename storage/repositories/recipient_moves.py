"""Recipients that move: a group becomes a supergroup, a topic's news goes to another one, two become one."""

from __future__ import annotations

from dataclasses import replace

from domain.audience import Mode, Recipient, RecipientState
from domain.readers.place import PlaceEvent
from storage.ports import Rows
from storage.repositories.recipients import EVERY_RUBRIC, OF_CHOICES, OF_PLACE, Recipients

# The stems of alerts are made anew (`Alerts.restem`).
_MERGE_CHOICES = ("merge_alerts", "merge_story_choices", "merge_verdicts", "merge_saved")


class RecipientMoves:
    def __init__(self, rows: Rows, recipients: Recipients) -> None:
        self._rows = rows
        self._recipients = recipients

    async def moved(self, old_chat_id: int, new_chat_id: int) -> None:
        """A group became a supergroup: the recipients keep their ids and places, their old copies are out of reach.

        Where the new chat is known already, the two are merged: the larger id survives (it lies ahead of every
        cursor that has passed the smaller), subscriptions are joined, claims and receipts kept once. A move onto itself
        is none: merged with itself a chat would be gone.
        """
        if old_chat_id == new_chat_id:
            return
        await self._recipients.hold_broadcasts()
        known = await self._recipients.of_chat(old_chat_id)
        for old in known:
            await self._rows.run("receipts_out_of_reach", old.id)
            for statement in ("move_end_corrections", "move_count_corrections", "move_drop_corrections"):
                await self._rows.run(statement, old.id)
            await self._rows.run("move_wake_claims", old.id)
            twin = await self._recipients.find(new_chat_id, old.topic)
            if twin is None:
                await self._rows.run("recipient_move", old.id, new_chat_id)
            else:
                await self._merge(old, twin, new_chat_id)
        await self._rows.run("place_admins_move", old_chat_id, new_chat_id)
        for statement in ("forget_chat_wait", *OF_PLACE):
            await self._rows.run(statement, old_chat_id)
        if known:
            await self._rows.run("place_news_add", new_chat_id, 0, PlaceEvent.MOVED, "")

    async def to_topic(self, recipient: Recipient, topic: int) -> Recipient:
        """What came to this topic comes to another one from now on, beside what comes there already."""
        await self._recipients.hold_broadcasts()
        twin = await self._recipients.find(recipient.chat_id, topic)
        kept = recipient.id
        if twin is not None:
            kept = max(recipient.id, twin.id)
            await self._merge(recipient, twin, recipient.chat_id)
        await self._rows.run("recipient_to_topic", kept, topic)
        return await self._recipients.get(kept)

    async def _merge(self, old: Recipient, twin: Recipient, chat_id: int) -> None:
        kept, lost = (old, twin) if old.id > twin.id else (twin, old)
        follows = await self._recipients.subscriptions(twin.id)
        modes = joined(await self._recipients.subscriptions(old.id), follows)
        for rubric, mode in modes.items():
            await self._recipients.follow(kept.id, rubric, mode)
        # What passed the lost one by is still missed: it followed the rubric then.
        for statement in ("merge_since", "merge_absence"):
            await self._rows.run(statement, kept.id, lost.id)
        await self._rows.run("merge_receipts", kept.id, lost.id)
        # Of two claims for one message the one in flight stays, then the survivor's.
        await self._rows.run("merge_drop_waiting_claims", kept.id, lost.id)
        await self._rows.run("merge_tell_apart", kept.id, lost.id)
        await self._rows.run("merge_drop_lost_claims", kept.id, lost.id)
        await self._rows.run("merge_claims", kept.id, lost.id)
        await self._rows.run("merge_undelivered", kept.id, lost.id)
        for statement in ("merge_hours", "merge_withheld", "merge_digest_due", "merge_digest_parts"):
            await self._rows.run(statement, kept.id, lost.id)
        for statement in _MERGE_CHOICES:
            await self._rows.run(statement, kept.id, lost.id)
        for statement in ("forget_withheld", "forget_digest_due", "forget_digest_parts", *OF_CHOICES):
            await self._rows.run(statement, lost.id)
        for statement in ("subscriptions_drop", "forget_receipts", "forget_undelivered", "forget_recipient"):
            await self._rows.run(statement, lost.id)
        await self._rows.run("recipient_alias_follow", lost.id, kept.id)
        await self._rows.run("recipient_alias", lost.id, kept.id)
        await self._rows.run("recipient_move", kept.id, chat_id)
        # Telegram's own word that the bot is in the new chat may come before its word that the old one has become it.
        chose_nothing = not (follows or twin.welcomed or twin.article_languages)
        joint = _alone(old, twin) if chose_nothing else _together(old, twin, kept.language)
        await self._recipients.set_language(kept.id, joint.language)
        await self._recipients.set_article_languages(kept.id, joint.article_languages)
        if joint.welcomed:
            await self._recipients.set_welcomed(kept.id)
        await self._recipients.set_state(kept.id, joint.state)


def _alone(old: Recipient, twin: Recipient) -> Recipient:
    """A chat as it was, whose new id has chosen nothing: a chat that stopped the news does not get them again."""
    stopped = old.state in (RecipientState.STOPPED, RecipientState.PAUSED)
    return old if stopped else replace(old, state=_state_of_both(old, twin))


def _together(old: Recipient, twin: Recipient, language: str) -> Recipient:
    """What two chats that become one have chosen, each for itself."""
    # Empty means all of them: a chat that had all keeps all.
    both = old.article_languages and twin.article_languages and old.article_languages | twin.article_languages
    welcomed = old.welcomed or twin.welcomed
    state = _state_of_both(old, twin)
    return replace(twin, language=language, article_languages=both, state=state, welcomed=welcomed)


def _state_of_both(old: Recipient, twin: Recipient) -> RecipientState:
    return RecipientState.ACTIVE if RecipientState.ACTIVE in (old.state, twin.state) else twin.state


def joined(one: dict[int, Mode], other: dict[int, Mode]) -> dict[int, Mode]:
    """Subscriptions of two recipients that become one: what either follows is followed, in the stronger way.

    An exception to "all" stays only where the other does not follow that rubric either.
    """
    strength = list(reversed(Mode))

    def mode(modes: dict[int, Mode], rubric: int) -> Mode:
        return modes.get(rubric, modes.get(EVERY_RUBRIC, Mode.OFF))

    both = {rubric: max(mode(one, rubric), mode(other, rubric), key=strength.index) for rubric in {*one, *other}}
    every = both.get(EVERY_RUBRIC, Mode.OFF)
    return {rubric: found for rubric, found in both.items() if found is not Mode.OFF or every is not Mode.OFF}
