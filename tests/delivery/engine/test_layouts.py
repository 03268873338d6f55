"""Layouts: each chat gets the article as it chose, corrections keep the look of a copy, a refusal costs no news."""

from __future__ import annotations

import pytest

from domain.audience import Layout
from domain.delivery import BroadcastKind, BroadcastState
from playground.world.people import Person
from tests.builders import chat
from tests.delivery.process import DeliveryProcess

LEAD = "Көпір бүгін ашылды."
BODY = "\n\n".join([LEAD, *(f"Құрылыстың {year} жылы туралы." for year in range(1, 200)), "Соңғы сөйлем."])
URL = "https://example.kz/bridge"


async def readers(process: DeliveryProcess) -> dict[Layout, Person]:
    """One of each layout."""
    people = {}
    for chat_id, layout in enumerate(Layout, start=11):
        people[layout] = process.tg.add_person(chat_id, layout.value)
        found = await chat(process.store, chat_id, "Саясат")
        async with process.store.transaction() as work:
            await work.recipients.set_layout(found.id, layout)
    await process.opens()
    return people


async def publish(process: DeliveryProcess, kind: BroadcastKind = BroadcastKind.PUSH, **fields: str) -> int:
    key = await process.publishes(**{"title": "Жаңа көпір", "body": BODY, "lead": LEAD, "url": URL, **fields})
    if kind is BroadcastKind.EDIT:
        # A copy that was changed moments ago waits for its turn in the chat.
        process.jump(3)
    await process.until_state(BroadcastState.DONE, kind=kind)
    return key


async def test_each_chat_gets_its_layout_and_corrections_and_recalls_keep_it(each_process: DeliveryProcess) -> None:
    process = each_process
    people = await readers(process)
    key = await publish(process)
    compact, normal, full = (people[layout].from_bot[0] for layout in Layout)
    assert compact.text == "Жаңа көпір"
    assert [one.url for one in compact.entities if one.type == "text_link"] == [URL]
    assert LEAD in normal.text and "Соңғы сөйлем." not in normal.text
    assert full.content.kind == "rich" and full.text.endswith("Соңғы сөйлем.") and full.button("📖")

    await publish(process, BroadcastKind.EDIT, title="Ескі көпір")
    assert compact.text == "Ескі көпір" and normal.text.startswith("Ескі көпір\n\nКөпір")
    assert full.text.startswith("Ескі көпір") and full.content.kind == "rich"

    await publish(process, BroadcastKind.EDIT, title="Ескі көпір", body=BODY.replace("Соңғы", "Ең соңғы"))
    await process.tg.until(lambda: full.text.endswith("Ең соңғы сөйлем."))
    assert [len(one.versions) for one in (compact, normal, full)] == [1, 1, 2], "what shows no body is left alone"

    await process.recalls(key)
    await process.tg.until(lambda: all(one.deleted for one in (compact, normal, full)))


@pytest.mark.parametrize(
    ("status", "said"), [(400, "Bad Request: RICH_MESSAGE_INVALID"), (404, "Not Found: method not found")]
)
async def test_where_telegram_refuses_rich_messages_the_text_comes_as_an_ordinary_one(
    process: DeliveryProcess, status: int, said: str
) -> None:
    process.tg.faults.respond(status=status, description=said, method="sendRichMessage", times=None)
    people = await readers(process)
    await publish(process)
    full = people[Layout.FULL].from_bot[0]
    assert full.content.kind == "text" and full.text.startswith("Жаңа көпір") and full.text.endswith("…")
    assert len(process.tg.calls.of("sendRichMessage")) == 1
    assert (await process.tally()).delivered == 3
    await publish(process, BroadcastKind.EDIT, title="Ескі көпір")
    assert full.text.startswith("Ескі көпір") and full.content.kind == "text"
