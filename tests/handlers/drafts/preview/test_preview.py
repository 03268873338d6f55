"""The preview: what readers of each language get, how many, how long it takes, what it costs, what is odd about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.audience import ChatKind
from domain.broadcast import stars
from handlers.core.throughput import Throughput
from playground.world.messages import Message
from storage.repositories.recipients import NewRecipient
from tests.builders import broadcasts_of, merge_rubrics
from tests.conversation import OWNER, Story
from tests.handlers.drafts.steps import ARTICLE, panel_of
from tests.handlers.newsroom import STALE, Newsroom

BRIDGE = "Қалада жаңа көпір пайдалануға берілді. Құрылысы екі жылға созылды. Енді жол екі есе қысқарады."


def labels(message: Message) -> list[list[str]]:
    return [[key.text for key in row] for row in message.buttons]


async def test_it_tells_how_many_chats_of_each_kind_and_how_long_it_takes(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(280)
    rubric = await chat.store.rubrics.named("Саясат")
    assert rubric is not None
    async with chat.store.transaction() as work:
        for chat_id, kind in ((-1001, ChatKind.GROUP), (-1002, ChatKind.CHANNEL)):
            met = await work.recipients.met(NewRecipient(chat_id, kind, "kk"))
            await work.recipients.follow(met.id, rubric.key)
    panel = await panel_of(await chat.editor())
    assert "280 оқырман, 1 топ, 1 арна алады." in panel.text
    assert "Жеткізуге шамамен 10 секунд кетеді (секундына 28 хабар)" in panel.text
    assert "Алдымен" not in panel.text
    assert "Stars" not in panel.text


async def test_what_goes_first_is_counted_and_a_stop_of_everything_is_named(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(280)
    (key,) = await chat.publishes("Алдыңғы хабар", push=True)
    (sending,) = await broadcasts_of(chat.store, key)
    async with chat.store.transaction() as work:
        await work.broadcasts.measure(sending.id, 280)
        await work.facts.halt(True)
    panel = await panel_of(await chat.editor())
    assert "Алдымен кезекте тұрған 280 хабар кетеді: шамамен 10 секунд" in panel.text
    assert "Бүкіл жіберу тоқтатулы тұр" in panel.text


async def test_the_rate_is_the_measured_one_while_there_is_plenty_to_send(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(300)
    (key,) = await chat.publishes("Алдыңғы хабар", push=True)
    (sending,) = await broadcasts_of(chat.store, key)
    for second in range(6):
        tally = replace(sending.tally, total=1000, delivered=second * 5)
        chat.throughput.note(100.0 + second, [replace(sending, tally=tally)])
    panel = await panel_of(await chat.editor())
    assert "Жеткізуге шамамен 60 секунд кетеді (секундына 5 хабар)" in panel.text


async def test_a_paid_broadcast_names_its_price_in_stars(chat: Newsroom) -> None:
    chat.throughput = Throughput(1000, paid=True)
    await chat.restart()
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(500)
    panel = await panel_of(await chat.editor())
    assert "Құны: ең көбі 47 Stars" in panel.text


@pytest.mark.parametrize(
    ("messages", "rate", "price"),
    [(1_000_000, 1000, 97_000), (1_000_000, 30, 0), (20, 1000, 0), (100, 1000, 7), (0, 1000, 0), (6000, 60, 300)],
)
def test_a_price_is_a_tenth_of_a_star_for_each_message_above_thirty_a_second(
    messages: int, rate: float, price: int
) -> None:
    assert stars(messages, rate) == price


async def test_the_preview_turns_into_what_readers_of_each_language_get(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    editor = await chat.editor()
    panel = await panel_of(editor)
    card = editor.from_bot[-2]
    assert labels(card) == [["📖 Оқу", "…"], ["🔕 Саясатты өшіру"]]
    assert "үлгі ғана" in await (await editor.presses(card, "…")).answered()
    assert ["● Қаз", "○ Рус", "○ Eng"] in labels(panel)
    for language, read in (("Рус", "📖 Читать"), ("Eng", "📖 Read"), ("Қаз", "📖 Оқу")):
        await (await editor.presses(panel, language)).answered()
        assert labels(card)[0] == [read, "…"]
        assert f"● {language}" in [label for row in labels(panel) for label in row]


async def test_readers_of_each_language_get_exactly_the_message_that_was_previewed(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    readers = [chat.reader(1000 + number, language_code=code) for number, code in enumerate(("kk", "ru", "en"))]
    for reader in readers:
        await reader.says("/sub Саясат")
        await reader.hears("✅")
    editor = await chat.editor()
    text = "/post Жаңа <көпір>\n\nКөпір <b>екі жылда</b> салынды.\n\nЕнді жол екі есе қысқарады.".replace("<к", "&lt;к")
    await editor.says(text, html=True)
    await editor.presses(await editor.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await editor.hears("Қазір 3 оқырман алады.\n")
    card, previewed = editor.from_bot[-2], []
    for language in ("Қаз", "Рус", "Eng"):
        await (await editor.presses(panel, language)).answered()
        previewed.append((card.html, labels(card)))
    await chat.delivers()
    await editor.presses(panel, "Жариялау")
    await editor.hears("Жарияланды")
    for reader, (html, keys) in zip(readers, previewed, strict=True):
        got = await reader.hears("Жаңа <көпір>")
        assert (got.html, labels(got)) == (html, keys)


async def test_the_languages_of_a_draft_that_changed_or_is_a_strangers_are_not_shown(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    editor, owner, stranger = await chat.editor(), chat.owner(), chat.reader(1001)
    panel = await panel_of(editor)
    data = panel.button("Рус").data
    assert data is not None
    for person in (owner, stranger):
        await person.says("/help")
        assert await (await person.presses_data(await person.hears("Жаршы"), data)).answered() == STALE
    await editor.presses(panel, "Тақырып")
    await editor.hears("Тақырыбын")
    await editor.says("Басқа тақырып")
    await editor.hears("Оқырман дәл осылай")
    assert "өзгеріп кетті" in await (await editor.presses(panel, "Рус")).answered()


async def test_the_language_is_recognised_and_can_be_chosen(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(3)
    reader = await chat.store.recipients.find(100_000)
    assert reader is not None
    async with chat.store.transaction() as work:
        await work.recipients.set_article_languages(reader.id, frozenset({"ru"}))
    editor = await chat.editor()
    panel = await panel_of(editor)
    assert "Мақала тілі: қазақша (мәтінінен анықталды)" in panel.text
    assert "Қазір 2 оқырман алады.\n" in panel.text
    await editor.presses(panel, "Тілі")
    await editor.presses(await editor.hears("қай тілде?"), "Орысша")
    panel = await editor.hears("Мақала тілі: орысша")
    assert "анықталды" not in panel.text
    assert "Қазір 3 оқырман алады.\n" in panel.text
    await editor.presses(panel, "Жариялау")
    await editor.hears("Жарияланды")
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert article.language == "ru"


async def test_the_preview_names_an_article_with_the_same_story_and_opens_it(chat: Newsroom) -> None:
    await chat.publishes(Story("Жаңа көпір ашылды", BRIDGE))
    editor = await chat.editor()
    await editor.says(f"/post Жаңа көпір ашылды\n\n{BRIDGE} Оған отыз миллион теңге бөлінген еді.")
    await editor.presses(await editor.hears("Айдарын"), "Саясат")
    panel = await editor.hears("%-ы бұрын жарияланған мақаламен бірдей: «Жаңа көпір ашылды»")
    await editor.presses(panel, "Ұқсас мақаланы қарау")
    await editor.hears("Құрылысы екі жылға созылды")


async def test_a_lead_that_does_not_fit_is_named(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    panel = await panel_of(await chat.editor(), f"/post Тақырып\n\n{'😀' * 900}\n\nМәтін мұнда.")
    assert "Кіріспе бір хабарламаға сыймайды" in panel.text


async def test_a_rubric_that_was_merged_or_hidden_meanwhile_is_named(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    editor = await chat.editor()
    panel = await panel_of(editor)
    old, new = [await chat.store.rubrics.named(name) for name in ("Саясат", "Спорт")]
    assert old is not None
    assert new is not None
    async with chat.store.transaction() as work:
        await work.rubrics.hide(old.key, True)
    await editor.presses(panel, "Тақырып")
    await editor.hears("Тақырыбын")
    await editor.says("Басқа тақырып")
    panel = await editor.hears("«Саясат» айдары жасырулы")
    async with chat.store.transaction() as work:
        await merge_rubrics(work, old.key, new.key)
    await editor.says("/drafts")
    await editor.presses(await editor.hears("Қараламалар"), "Басқа тақырып")
    panel = await editor.hears("мақала «Спорт» айдарында шығады")
    await editor.presses(panel, "Жариялау")
    await editor.hears("Жарияланды")
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert article.rubric.key == new.key


@pytest.mark.parametrize(
    ("language", "choose", "below", "publish"),
    [
        ("kk", "Айдарын таңдаңыз", "Мақала тілі: қазақша", "Жарияланды"),
        ("ru", "рубрику", "Язык статьи: казахский (определён сам)", "Опубликовано"),
        ("en", "Choose the rubric", "Language of the article: Kazakh (recognised)", "Published"),
    ],
)
async def test_the_whole_talk_is_in_the_editors_language(
    chat: Newsroom, language: str, choose: str, below: str, publish: str
) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    await chat.followers(3)
    owner = chat.owner(language)
    await owner.says(ARTICLE)
    rubrics = await owner.hears(choose)
    await owner.presses(rubrics, rubrics.buttons[0][0].text)
    panel = await owner.hears(below)
    await owner.presses(panel, panel.buttons[1][0].text)
    await owner.hears(publish)
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is None
