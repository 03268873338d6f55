"""The standing cast of `zharshy demo`: two readers of different languages, an owner, a group with topics, a channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.world.cast import PlayChannel, PlayGroup

if TYPE_CHECKING:
    from playground.server import Playground
    from playground.world.people import Person

# Pretend ids; the demo puts the owner's into ADMIN_IDS.
OWNER_ID = 777001
KAZAKH_READER_ID = 777002
RUSSIAN_READER_ID = 777003
GROUP_ID = -1001777000004
CHANNEL_ID = -1001777000005
CHANNEL_NAME = "zharshy_arna"


class DemoWorld:
    """Who is in the demo, by part."""

    def __init__(self, playground: Playground) -> None:
        self.kazakh: Person = playground.add_person(
            KAZAKH_READER_ID, "Әлия", language_code="kk", username="aliya_reader", started=False
        )
        self.russian: Person = playground.add_person(
            RUSSIAN_READER_ID, "Марина", language_code="ru", username="marina_reader", started=False
        )
        self.owner: Person = playground.add_person(
            OWNER_ID, "Ерлан (иесі)", language_code="kk", username="erlan_editor", started=False
        )
        people = [OWNER_ID, KAZAKH_READER_ID, RUSSIAN_READER_ID]
        self.group: PlayGroup = playground.add_supergroup(
            GROUP_ID,
            "Көршілер",
            topics={2: "Жаңалықтар", 3: "Спорт"},
            admins=[OWNER_ID],
            members=people,
        )
        self.channel: PlayChannel = playground.add_channel(
            CHANNEL_ID, "Жаршы арнасы", admins=[OWNER_ID], username=CHANNEL_NAME
        )


def populate(playground: Playground) -> DemoWorld:
    """Puts the cast into an empty playground; nobody has pressed Start yet."""
    return DemoWorld(playground)
