"""Recipients and what they follow: chats and topics, kept through blocks."""

from __future__ import annotations

from dataclasses import dataclass

from domain.audience import WRITABLE, ChatKind, Layout, Mode, Recipient, RecipientState, Sound
from domain.errors import NotFound
from storage import objects
from storage.ports import Repository, exactly_one, single, value

# What is kept of a group or channel beside its recipients, by chat id.
OF_PLACE = ("forget_place_admins", "forget_forum_topics", "forget_place_news", "forget_passing_messages")
# In `subscription`: every rubric for which there is no row of its own, also rubrics that come later.
EVERY_RUBRIC = 0
# Words, stories and saved articles of a recipient.
OF_CHOICES = ("forget_alerts", "forget_alert_stems", "forget_story_choices", "forget_verdicts", "forget_saved")


@dataclass(frozen=True, slots=True)
class NewRecipient:
    """A chat or topic that the bot meets. `language`: kk, ru or en."""

    chat_id: int
    kind: ChatKind
    language: str
    topic: int = 0
    title: str = ""


class Recipients(Repository):
    async def find(self, chat_id: int, topic: int = 0) -> Recipient | None:
        """The recipient of a chat or topic, in whatever state."""
        row = await single(self._rows, "recipient_by_chat", chat_id, topic)
        return objects.recipient(row) if row else None

    async def get(self, recipient: int) -> Recipient:
        """By id; raises NotFound."""
        row = await single(self._rows, "recipient_by_id", recipient)
        if row is None:
            raise NotFound("store-no-chat", chat=str(recipient))
        return objects.recipient(row)

    async def language_of(self, user_id: int) -> str | None:
        """In which language a person is written to; None where nothing is known."""
        found: str | None = await value(self._rows, "language_of", user_id)
        return found

    async def of_chat(self, chat_id: int) -> list[Recipient]:
        """The chat itself and its topics."""
        return [objects.recipient(row) for row in await self._rows.fetch("recipients_of_chat", chat_id)]

    async def met(self, new: NewRecipient) -> Recipient:
        """Finds or adds a recipient; the title is kept up to date, nothing else changes."""
        await self._rows.run("recipient_met", new.chat_id, new.topic, new.kind, new.language, new.title)
        found = await self.find(new.chat_id, new.topic)
        assert found is not None
        return found

    async def set_state(self, recipient: int, state: RecipientState, reason: str = "") -> None:
        """Moves a recipient between states; its subscriptions stay and are live only while it is active.

        One that can be written to has shown it, also where it was not known to be away: the refusal that would have
        said so may wait for its commit.
        """
        await self._rows.run("recipient_set_state", recipient, state, reason)
        if state in WRITABLE:
            await self._rows.run("recipient_returned", recipient)
        await self._rows.run("subscriptions_set_live", recipient, int(state == RecipientState.ACTIVE))
        if state is RecipientState.ACTIVE:
            # What was withheld before the chat went away.
            await self._rows.run("digest_due_again", recipient)

    async def returned(self, chat_id: int) -> None:
        """Telegram says that the chat can be written to: no refusal of a message that was claimed before counts."""
        await self._rows.run("chat_returned", chat_id)

    async def set_language(self, recipient: int, language: str) -> None:
        """The language of the menu and of the labels in pushes."""
        await self._rows.run("recipient_set_language", recipient, language)

    async def set_article_languages(self, recipient: int, languages: frozenset[str]) -> None:
        """Which articles come; empty: in all languages."""
        await self._rows.run("recipient_set_article_languages", recipient, " ".join(sorted(languages)))

    async def set_zone(self, recipient: int, zone: str) -> None:
        """An IANA name; "": TIMEZONE."""
        await self._rows.run("recipient_set_zone", recipient, zone)

    async def set_quiet(self, recipient: int, quiet: str) -> None:
        """Hours without news (`domain/readers`); "": none. What was withheld comes at once when they end so."""
        await self._rows.run("recipient_set_quiet", recipient, quiet)
        await self._rows.run("digest_due_withheld", recipient)

    async def set_breaking_passes(self, recipient: int, passes: bool) -> None:
        """Whether breaking news comes in quiet hours too."""
        await self._rows.run("recipient_set_breaking_passes", recipient, int(passes))

    async def set_sound(self, recipient: int, sound: Sound) -> None:
        """Which news rings."""
        await self._rows.run("recipient_set_sound", recipient, sound)

    async def set_layout(self, recipient: int, layout: Layout) -> None:
        """How much of an article pushes show."""
        await self._rows.run("recipient_set_layout", recipient, layout)

    async def set_cap(self, recipient: int, cap: int) -> None:
        """The most pushes a day; 0: as many as there are, and what was withheld comes at once."""
        await self._rows.run("recipient_set_cap", recipient, cap)
        if not cap:
            await self._rows.run("digest_due_withheld", recipient)

    async def set_digest(self, recipient: int, times: str, days: str, due_at: int) -> None:
        """When digests come (domain/readers/digest_times.py), and when the next one is due."""
        await self._rows.run("recipient_set_digest", recipient, times, days, due_at)
        if due_at:
            await self._rows.run("digest_due_by", recipient, due_at)

    async def set_welcomed(self, recipient: int) -> None:
        """The first choice of language and rubrics is done."""
        await self._rows.run("recipient_set_welcomed", recipient)

    async def subscriptions(self, recipient: int) -> dict[int, Mode]:
        """Mode by rubric key; key 0 (EVERY_RUBRIC) when all are followed."""
        return {int(rubric): Mode(mode) for rubric, mode in await self._rows.fetch("subscriptions_of", recipient)}

    async def follow(self, recipient: int, rubric: int, mode: Mode = Mode.NOW) -> None:
        """Follows a rubric, or all (EVERY_RUBRIC); one that is being merged, also the one that takes it over."""
        await self._rows.run("subscription_set", recipient, rubric, mode)
        for old, new in await self._rows.fetch("merging_all"):
            if old == rubric:
                await self._rows.run("rubric_merge_followers", old, new, recipient, recipient)

    async def unfollow(self, recipient: int, rubric: int) -> None:
        """Follows a rubric no more; where all are followed, this one becomes an exception."""
        await self._rows.run("subscription_drop_merged", recipient, rubric)
        if rubric != EVERY_RUBRIC and EVERY_RUBRIC in await self.subscriptions(recipient):
            await self._rows.run("subscription_set", recipient, rubric, Mode.OFF)
        else:
            await self._rows.run("subscription_drop", recipient, rubric)

    async def unfollow_all(self, recipient: int) -> None:
        await self._rows.run("subscriptions_drop", recipient)

    async def forget(self, chat_id: int, user_id: int) -> None:
        """Deletes everything that is kept about a person or chat; what is in flight is dropped when it answers."""
        await self.hold_broadcasts()
        for recipient in await self.of_chat(chat_id):
            await self._rows.run("subscriptions_drop", recipient.id)
            await self._rows.run("forget_claims", recipient.id)
            await self._rows.run("forget_undelivered", recipient.id)
            for statement in ("forget_withheld", "forget_digest_due", "forget_digest_parts"):
                await self._rows.run(statement, recipient.id)
            await self._rows.run("forget_aliases", recipient.id)
            await self._rows.run("forget_leavers", recipient.id)
            for statement in OF_CHOICES:
                await self._rows.run(statement, recipient.id)
            await self._rows.run("forget_nudges", recipient.id)
            await self._rows.run("forget_title_test_reader", recipient.id)
            await self._rows.run("forget_receipts", recipient.id)
            await self._rows.run("forget_recipient", recipient.id)
        for statement in ("forget_chat_wait", "forget_letters", *OF_PLACE):
            await self._rows.run(statement, chat_id)
        if chat_id == user_id:
            await self._rows.run("forget_places_of", user_id)
            await self._rows.run("forget_drafts", user_id)
            await self._rows.run("forget_staff", user_id)
            await self._rows.run("forget_letter_notice", user_id)
        await self._rows.run("forget_dialogues", chat_id, user_id)

    async def forget_lost(self, before_ms: int) -> int:
        """Forgets one chat that has been out of reach since before then, with all its topics; 0 when there is none."""
        found = await self._rows.fetch("recipients_lost", before_ms)
        for chat_id, kind in found:
            await self.forget(chat_id, chat_id if kind == ChatKind.PRIVATE else 0)
        return len(found)

    async def hold_broadcasts(self) -> None:
        """No step claims or records anything until the commit.

        A claim that another process made meanwhile, of a recipient that is gone then, would belong to no one, and its
        broadcast would never end.
        """
        await self._rows.fetch("broadcasts_lock_unfinished")

    async def audience(self, rubric: int, language: str) -> dict[ChatKind, int]:
        """How many a push in this rubric and language would reach now, by kind of chat. Walks the index."""
        row = await exactly_one(self._rows, "audience_by_kind", rubric, language)
        counts = zip((ChatKind.PRIVATE, ChatKind.GROUP, ChatKind.CHANNEL), row, strict=True)
        return {kind: int(count) for kind, count in counts if count}

    async def page(self, after: int, limit: int) -> list[Recipient]:
        """Recipients by id, for an export."""
        return [objects.recipient(row) for row in await self._rows.fetch("recipients_page", after, limit)]

    async def count_by_state(self) -> dict[RecipientState, int]:
        return {RecipientState(state): int(count) for state, count in await self._rows.fetch("recipients_by_state")}
