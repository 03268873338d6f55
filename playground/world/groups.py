"""Groups, supergroups and channels: they add and remove the bot, migrate, open and close topics."""

from __future__ import annotations

from typing import Any

from playground.world.content import Content
from playground.world.members import bot_changed, member
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.shared_chats import GENERAL_TOPIC, Channel, Group, Shared, Topic
from playground.world.world import World


class _Acting(Shared):
    """What groups and channels both do."""

    world: World

    async def changes_bot(self, status: str, by: Person | None = None, *, may_write: bool = True) -> None:
        """Makes the bot `member`, `administrator`, `restricted`, `left` or `kicked`, with the update about it."""
        old, old_may = self.bot_status, self.may_write
        self.bot_status, self.may_write = status, may_write
        before = member(self.world.bot, old, self.kind, may_write=old_may)
        after = member(self.world.bot, status, self.kind, may_write=may_write)
        user = by.user if by else _default_actor(self)
        self.world.updates.add("my_chat_member", bot_changed(self, user, self.world.now(), before, after))

    async def adds_bot(self, by: Person | None = None, *, admin: bool | None = None) -> None:
        """Adds the bot: as a member of a group, as an administrator of a channel, unless `admin` says otherwise."""
        as_admin = self.kind == "channel" if admin is None else admin
        self.bot_status = "left" if self.bot_status == "member" else self.bot_status
        await self.changes_bot("administrator" if as_admin else "member", by)

    async def removes_bot(self, by: Person | None = None) -> None:
        await self.changes_bot("kicked", by)

    def service(self, extra: dict[str, Any], sender: dict[str, Any] | None = None) -> Message:
        """A service message, with an update for the bot."""
        message = Message(self.new_id(), self, Content(kind="service"), self.world.now(), sender=sender, extra=extra)
        self.history.append(message)
        self.world.updates.add("message", message.as_json())
        return message


class PlayGroup(_Acting, Group):
    """A group or supergroup of the playground."""

    async def migrates(self, to: int) -> PlayGroup:
        """Becomes a supergroup with a new id, which refusals of sends to the old id name. Returns the supergroup."""
        known = self.world.chats.get(to)
        new = known if isinstance(known, PlayGroup) else PlayGroup(self.world, to, self.title, "supergroup")
        new.admins, new.members, new.bot_status = list(self.admins), list(self.members), self.bot_status
        self.world.keep(new)
        sender = _default_actor(self)
        self.service({"migrate_to_chat_id": to}, sender)
        new.service({"migrate_from_chat_id": self.id}, sender)
        self.migrated_to = to
        return new

    def opens_topic(self, name: str, thread_id: int | None = None) -> int:
        """A new topic, its id."""
        self.is_forum = True
        number = thread_id or self.new_id()
        self.topics[number] = Topic(name)
        return number

    def closes_topic(self, thread_id: int = GENERAL_TOPIC) -> None:
        """From now on only those who manage topics may write there."""
        self.topics.setdefault(thread_id, Topic("General")).closed = True

    def reopens_topic(self, thread_id: int = GENERAL_TOPIC) -> None:
        self.topics[thread_id].closed = False

    def deletes_topic(self, thread_id: int) -> None:
        """The topic and its messages are gone."""
        del self.topics[thread_id]
        for message in self.messages:
            if message.thread_id == thread_id:
                self.remove(message)


class PlayChannel(_Acting, Channel):
    """A channel of the playground."""

    async def posts(self, text: str, *, by: Person | None = None) -> Message:
        """A post by an administrator."""
        author = by or self.world.new_person(self.admins[0] if self.admins else 1, "Admin")
        return await author.says(text, chat=self)


def _default_actor(chat: _Acting) -> dict[str, Any]:
    """The default user behind an act: the first administrator."""
    person = chat.world.chats.get(chat.admins[0]) if chat.admins else None
    if isinstance(person, Person):
        return person.user
    return {"id": chat.admins[0] if chat.admins else 1, "is_bot": False, "first_name": "Admin"}
