"""Steps that several tests of drafts take."""

from __future__ import annotations

from playground.world.messages import Message
from playground.world.people import Person

ARTICLE = "/post Жаңа көпір ашылды\n\nКөпір екі жылда салынды.\n\nЕнді жол екі есе қысқарады."


async def panel_of(person: Person, text: str = ARTICLE) -> Message:
    """The panel under the preview of an article in Саясат."""
    await person.says(text)
    await person.presses(await person.hears("Айдарын таңдаңыз"), "Саясат")
    return await person.hears("Оқырман дәл осылай көреді")
