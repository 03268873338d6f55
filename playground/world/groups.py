"""Groups, supergroups and channels: they add and remove the bot, migrate, open and close topics."""

from __future__ import annotations

from typing import Any

from playground.world.content import Content
from playground.world.members import bot_changed, member
from playground.world.messages import Message
from playground.world.people import Person
from playground.world.shared_chats import GENERAL_TOPIC, TOPIC_COLOUR, Channel, Group, Shared, Topic
from playground.world.world import World


class _Acting(Shared):
    """What groups and channels both do."""

    world: World

    async def changes_bot(self, status: str, by: Person | None = None, *, may_write: bool = True) -> None:
        """Makes the bot `member`, `administrator`, `restricted`, `left` or `kicked`, with the update about it."""
        old, old_may, topics = self.bot_status, self.may_write, self.may_manage_topics
        self.bot_status, self.may_write = status, may_write
        before = member(self.world.bot, old, self.kind, may_write=old_may, may_manage_topics=topics)
        after = member(self.world.bot, status, self.kind, may_write=may_write, may_manage_topics=topics)
        user = by.user if by else _default_actor(self)
        self.world.updates.add("my_chat_member", bot_changed(self, user, self.world.now(), before, after))
        self.world.changes.show({"event": "chats"})

    async def adds_bot(self, by: Person | None = None, *, admin: bool | None = None) -> None:
        """Adds the bot: as a member of a group, as an administrator of a channel, unless `admin` says otherwise."""
        as_admin = self.kind == "channel" if admin is None else admin
        self.bot_status = "left" if self.bot_status == "member" else self.bot_status
        await self.changes_bot("administrator" if as_admin else "member", by)

    async def removes_bot(self, by: Person | None = None) -> None:
        await self.changes_bot("kicked", by)

    def service(self, extra: dict[str, Any], sender: dict[str, Any] | None = None) -> Message:
        """A service message, with an update for the bot."""
        return self._serve(
            Message(self.new_id(), self, Content(kind="service"), self.world.now(), sender=sender, extra=extra)
        )

    def _serve(self, message: Message) -> Message:
        self.add(message)
        if not message.by_bot and self.bot_status not in {"left", "kicked"}:
            self.world.updates.add("message", message.as_json())
        return message

    def promotes(self, user_id: int, *, admin: bool = True) -> None:
        """Makes somebody an administrator, or a member again. The bot is told where it asked for `chat_member`."""
        before = self._member_of(user_id)
        self.admins = [one for one in self.admins if one != user_id] + ([user_id] if admin else [])
        if not admin and user_id not in self.members:
            self.members.append(user_id)
        if self.bot_status == "administrator":
            changed = bot_changed(self, _default_actor(self), self.world.now(), before, self._member_of(user_id))
            self.world.updates.add("chat_member", changed)
        self.world.keep(self)

    def _member_of(self, user_id: int) -> dict[str, Any]:
        person = self.world.chats.get(user_id)
        user = person.user if isinstance(person, Person) else {"id": user_id, "is_bot": False, "first_name": "User"}
        return member(user, "administrator" if user_id in self.admins else "member", self.kind)


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

    def opens_topic(self, name: str, thread_id: int | None = None, *, by_bot: bool = False) -> int:
        """A new topic, its id, which is that of the service message it begins with."""
        self.is_forum = True
        # General has the first number.
        self._last_id = max(self._last_id, GENERAL_TOPIC)
        number = thread_id or self.new_id()
        self._last_id = max(self._last_id, number)
        self.topics[number] = Topic(name, made_at=self.world.now())
        made = {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOUR}}
        self._topic_says(number, made, message_id=number, by_bot=by_bot)
        self.world.keep(self)
        return number

    def renames_topic(self, thread_id: int, name: str) -> None:
        self.topics[thread_id].name = name
        self._topic_says(thread_id, {"forum_topic_edited": {"name": name}})
        self.world.keep(self)

    def closes_topic(self, thread_id: int = GENERAL_TOPIC) -> None:
        """From now on only those who manage topics may write there."""
        self.topics.setdefault(thread_id, Topic("General")).closed = True
        self._topic_says(thread_id, {"forum_topic_closed": {}})
        self.world.keep(self)

    def reopens_topic(self, thread_id: int = GENERAL_TOPIC) -> None:
        self.topics[thread_id].closed = False
        self._topic_says(thread_id, {"forum_topic_reopened": {}})
        self.world.keep(self)

    def deletes_topic(self, thread_id: int) -> None:
        """The topic and its messages are gone; Telegram tells the bot nothing."""
        del self.topics[thread_id]
        for message in self.messages:
            if message.thread_id == thread_id:
                self.remove(message)
        self.world.keep(self)

    def _topic_says(
        self, thread_id: int, extra: dict[str, Any], *, message_id: int | None = None, by_bot: bool = False
    ) -> None:
        """A service message in a topic; General has no thread."""
        message = Message(message_id or self.new_id(), self, Content(kind="service"), self.world.now(), extra=extra)
        message.thread_id = None if thread_id == GENERAL_TOPIC else thread_id
        message.sender, message.by_bot = (self.world.bot if by_bot else _default_actor(self)), by_bot
        self._serve(message)


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
