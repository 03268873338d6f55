"""The words of a channel or group are managed from the private chat, like its rubrics and hours."""

from __future__ import annotations

from tests.conversation import Conversation
from tests.handlers.readers.places.test_channels import ADMIN, CHANNEL, OTHER, goes


async def words_of(chat: Conversation, chat_id: int) -> list[tuple[str, bool]]:
    found = await chat.store.recipients.find(chat_id)
    return [(one.words, one.blocks) for one in await chat.store.alerts.of(found.id)] if found else []


async def test_words_of_a_channel_are_typed_blocked_and_taken_off_in_private_by_who_still_administers_it(
    chat: Conversation,
) -> None:
    await chat.publishes(*(f"Қазақстан жаңалығы {number}" for number in range(1, 13)))
    admin = chat.reader(ADMIN, language_code="ru")
    channel = chat.tg.add_channel(CHANNEL, "Арна", admins=[ADMIN, OTHER], bot="left")
    await channel.adds_bot(admin)
    board = await admin.hears("Спасибо, что добавили")
    await goes(chat, admin, board, "Открыть", "🔔 Слова")
    await admin.hears("новость с ним сразу придёт сюда")
    assert board.text.startswith("📣 Арна\n") and "/alerts" not in board.text
    await goes(chat, admin, board, "Добавить слово")
    await admin.hears("О каком слове сообщать")
    await admin.says("a")
    assert "/alerts" not in (await admin.hears("слишком коротко")).text
    await admin.says("Ертіс көпірі, қазақстан")
    answer = await admin.hears("«ертіс көпірі»: сообщу сразу")
    question = await admin.hears("в половине статей")
    assert answer.text.startswith("📣 Арна\n") and question.text.startswith("📣 Арна\n")
    await (await admin.presses(question, "Да, всё равно")).answered()
    await admin.hears("«қазақстан»: сообщу сразу")
    await goes(chat, admin, answer, "🔔 Слова", "Не присылать")
    await admin.hears("Новости с каким словом")
    await admin.says("/cancel")
    board = await admin.hears("Ваши слова: 2/50")
    assert board.text.startswith("📣 Арна\n")
    await goes(chat, admin, board, "✕ қазақстан")
    await admin.hears("Ваши слова: 1/50")
    assert await words_of(chat, CHANNEL) == [("ертіс көпірі", False)]
    await goes(chat, admin, board, "Не присылать")
    await admin.says("футбол")
    await admin.hears("«футбол»: таких новостей больше не будет")
    assert await words_of(chat, CHANNEL) == [("ертіс көпірі", False), ("футбол", True)]
    assert await words_of(chat, ADMIN) == [] and channel.messages == []
    await goes(chat, admin, board, "Назад")
    await admin.hears("не приходит ни одна рубрика")
    await goes(chat, admin, board, "🔔 Слова", "Добавить слово")
    channel.promotes(ADMIN, admin=False)
    await admin.says("хоккей")
    await admin.hears("только администраторы того чата")
    assert len(await words_of(chat, CHANNEL)) == 2 and await words_of(chat, ADMIN) == []
