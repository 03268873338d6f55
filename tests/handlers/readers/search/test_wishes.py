""" "Tell me when it appears": the wish is kept, and the reader is told once."""

from __future__ import annotations

from handlers.core.services import Services
from handlers.readers.search.wishes import tell_wishes
from tests.conversation import OWNER, ZONE, Conversation, Story
from text.i18n import Phrases


async def looks(chat: Conversation) -> None:
    """What the program repeats every few seconds."""
    await tell_wishes(chat.bot, Services(chat.store, Phrases.load(), chat.clock, frozenset({OWNER}), ZONE, "kk"))


async def test_what_was_searched_for_in_vain_is_told_once_it_appears(chat: Conversation) -> None:
    await chat.publishes("Футболдан ел кубогы")
    reader = chat.reader()
    await looks(chat)
    await reader.says("кванттық телепортация")
    nothing = await reader.hears("ештеңе табылмады")
    await reader.presses(nothing, "Шыққанда хабарла")
    await reader.sees_toast("айтамын")
    await chat.publishes(Story("Көктемгі егіс", body="Кванттық есептеу туралы емес."))
    await looks(chat)
    await chat.publishes(Story("Физика", body="Ғалымдар кванттық телепортацияны жүзеге асырды."))
    await looks(chat)
    await looks(chat)
    came = await reader.hears("Күткеніңіз шықты: «кванттық телепортация»")
    assert len([one for one in reader.from_bot if "Күткеніңіз" in one.text]) == 1
    await reader.presses(came, "Оқу")
    await reader.hears("жүзеге асырды")


async def test_forget_takes_the_wishes_too(chat: Conversation) -> None:
    await chat.publishes("Футболдан ел кубогы")
    reader = chat.reader()
    await reader.says("кванттық телепортация")
    await reader.presses(await reader.hears("ештеңе табылмады"), "Шыққанда хабарла")
    await reader.sees_toast("айтамын")
    assert len(await chat.store.wishes.after(0, "", 10)) == 1
    await reader.says("/forget")
    await reader.presses(await reader.hears("өшірейін бе"), "бәрін өшіру")
    await reader.hears("Бәрі өшірілді")
    assert await chat.store.wishes.after(0, "", 10) == []
