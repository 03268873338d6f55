"""Fills a world: people, groups and channels are added and found here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from playground.world.chats import Chat
from playground.world.groups import PlayChannel, PlayGroup
from playground.world.menus import scopes_for
from playground.world.people import Person
from playground.world.shared_chats import Shared, Topic
from playground.world.world import World

Place = TypeVar("Place", bound=Shared)


class Cast:
    def __init__(self, world: World) -> None:
        self.world = world

    def add_person(
        self, user_id: int, name: str, *, language_code: str = "", username: str = "", started: bool = True
    ) -> Person:
        """A person and the private chat; one who never pressed Start (`started=False`) can't be written to."""
        person = self.world.new_person(user_id, name, language_code, username)
        person.started = started
        self.world.keep(person)
        return person

    def add_range(self, first: int, count: int) -> None:
        """Private chats first … first+count-1, without an object for each."""
        self.world.crowd.add_range(first, count)

    def add_group(
        self,
        chat_id: int,
        title: str,
        kind: str = "group",
        *,
        topics: dict[int, str] | None = None,
        admins: Sequence[int] = (),
        members: Sequence[int] = (),
        bot: str = "member",
    ) -> PlayGroup:
        """A group or `supergroup`; with `topics` (thread id: name) a forum, too. `bot` is the bot's status in it."""
        group = PlayGroup(self.world, chat_id, title, "supergroup" if topics else kind)
        group.is_forum = bool(topics)
        group.topics = {number: Topic(name) for number, name in (topics or {}).items()}
        return self._keep(group, admins, members, bot)

    def add_channel(
        self, chat_id: int, title: str, *, admins: Sequence[int] = (), bot: str = "administrator", username: str = ""
    ) -> PlayChannel:
        return self._keep(PlayChannel(self.world, chat_id, title, username), admins, (), bot)

    def chat(self, chat_id: int) -> Chat:
        """Any chat by id; KeyError when there is none."""
        found = self.world.chat(chat_id)
        if found is None:
            raise KeyError(chat_id)
        return found

    def person(self, user_id: int) -> Person:
        """A person by id, also one of a range; KeyError when there is none."""
        found = self.world.chat(user_id)
        if not isinstance(found, Person):
            raise KeyError(user_id)
        return found

    def menu(
        self, chat_id: int | None = None, language_code: str = "", user_id: int | None = None
    ) -> list[dict[str, str]]:
        """The commands that a user sees in a chat: `[{"command": …, "description": …}]`."""
        chat = self.world.chats.get(chat_id) if chat_id is not None else None
        admin = isinstance(chat, Shared) and user_id in chat.admins
        private = chat_id is not None and chat_id > 0
        return self.world.menus.shown(scopes_for(chat_id, user_id, private=private, admin=admin), language_code)

    def _keep(self, chat: Place, admins: Sequence[int], members: Sequence[int], bot: str) -> Place:
        chat.admins, chat.members, chat.bot_status = list(admins), list(members), bot
        self.world.keep(chat)
        return chat
