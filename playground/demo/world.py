"""The people and chats of `zharshy demo`: two readers, an owner, a forum and a channel."""

from __future__ import annotations

from playground.world.cast import Cast

# Pretend ids; the demo puts the owner's into ADMIN_IDS.
OWNER_ID = 777001
KAZAKH_READER_ID = 777002
RUSSIAN_READER_ID = 777003
GROUP_ID = -1001777000004
CHANNEL_ID = -1001777000005
CHANNEL_NAME = "zharshy_arna"


class DemoWorld:
    """The people and chats of the demo, by role, added to an empty world. None of them has pressed Start yet."""

    def __init__(self, cast: Cast) -> None:
        self.kazakh = cast.add_person(
            KAZAKH_READER_ID, "Әлия", language_code="kk", username="aliya_reader", started=False
        )
        self.russian = cast.add_person(
            RUSSIAN_READER_ID, "Марина", language_code="ru", username="marina_reader", started=False
        )
        self.owner = cast.add_person(
            OWNER_ID, "Ерлан (иесі)", language_code="kk", username="erlan_editor", started=False
        )
        people = [OWNER_ID, KAZAKH_READER_ID, RUSSIAN_READER_ID]
        topics = {2: "Жаңалықтар", 3: "Спорт"}
        self.group = cast.add_group(GROUP_ID, "Көршілер", topics=topics, admins=[OWNER_ID], members=people)
        self.channel = cast.add_channel(CHANNEL_ID, "Жаршы арнасы", admins=[OWNER_ID], username=CHANNEL_NAME)
