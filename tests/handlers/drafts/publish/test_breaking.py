"""Breaking news needs its own right, a preview with the mark, and a second press."""

from __future__ import annotations

import pytest

from tests.builders import chat as known_chat
from tests.handlers.drafts.steps import panel_of
from tests.handlers.newsroom import STALE, Newsroom

pytestmark = pytest.mark.both_databases


@pytest.fixture
def chat(newsroom_with_clock: Newsroom) -> Newsroom:
    return newsroom_with_clock


async def test_breaking_news_is_a_right_of_its_own(chat: Newsroom) -> None:
    editor = await chat.editor()
    panel = await panel_of(editor)
    assert "Шұғыл" not in repr(panel)
    data = panel.button("Жариялау").data
    assert data is not None
    forged = await editor.presses_data(panel, data.replace(":publish:", ":breaking:"))
    assert await forged.answered() == STALE
    editor = await chat.editor(breaking=True)
    await editor.says("/drafts")
    await editor.presses(await editor.hears("📝 Жаңа көпір"), "📝 Жаңа көпір")
    await editor.presses(await editor.hears("Оқырман дәл осылай"), "Шұғыл")
    await editor.presses(await editor.hears("шұғыл хабар жіберіліп жатқанның"), "Иә, шұғыл")
    await editor.hears("Жарияланды")
    (sending,) = await chat.store.progress.under_way()
    assert sending.urgency == "breaking"


async def test_breaking_news_is_marked_in_the_preview_and_in_each_readers_language(chat: Newsroom) -> None:
    owner, russian = chat.owner(), chat.reader(1001, language_code="ru")
    await known_chat(chat.store, 1001, "Саясат", language="ru")
    panel = await panel_of(owner)
    (card,) = [one for one in owner.from_bot if one.text.startswith("Жаңа көпір")]
    await owner.presses(panel, "Шұғыл")
    sure = await owner.hears("Оқырман осылай көреді")
    assert card.text.startswith("⚡ Шұғыл хабар\nЖаңа көпір")
    await owner.presses(sure, "Кері қайту")
    assert (await owner.hears("Оқырман дәл осылай")).id == sure.id
    assert card.text.startswith("Жаңа көпір")
    await owner.presses(sure, "Шұғыл")
    await owner.presses(await owner.hears("Оқырман осылай көреді"), "Иә, шұғыл")
    await owner.hears("Жарияланды")
    await chat.delivers()
    assert (await russian.hears("⚡ Срочно")).text.startswith("⚡ Срочно\nЖаңа көпір")
