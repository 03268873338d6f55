"""An owner writes and publishes: in one message or step by step, nothing typed is lost, nothing goes out twice."""

from __future__ import annotations

import asyncio

from domain.delivery import BroadcastKind
from domain.errors import Rejected
from domain.rich import Span, SpanKind
from handlers.drafts.publication import prepare_with, publish
from playground.world.messages import Message
from playground.world.people import Person
from storage.prepare import PrepareContext
from tests.conversation import OWNER, ZONE, Conversation, Story

ALL_IN_ONE = """/post Жапониямен келісім жасалды

Екі ел ынтымақтастық туралы құжатқа қол қойды.

Келіссөз Токиода өтті. Тараптар сауданы арттырмақ.

Келесі кездесу Астанада болады."""


async def previewed(chat: Conversation, owner: Person, text: str = ALL_IN_ONE) -> Message:
    """The panel below the preview of an article in Саясат."""
    await owner.says(text, html=True)
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    return await owner.hears("Оқырман дәл осылай көреді")


async def test_all_in_one_message_is_seen_as_readers_will_and_published_once(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    reader, owner = chat.reader(), chat.owner()
    await reader.says("/sub Саясат")
    await reader.hears("✅")

    panel = await previewed(chat, owner)
    preview = owner.from_bot[-2]
    assert preview.html.startswith(
        "<b>Жапониямен келісім жасалды</b>\n\nЕкі ел ынтымақтастық туралы құжатқа қол қойды."
    )
    assert "Саясат · " in preview.text
    assert [[key.text for key in row] for row in preview.buttons] == [["📖 Оқу", "…"], ["🔕 Саясатты өшіру"]]
    assert "Қазір 1 оқырман алады.\n" in panel.text

    press = await owner.presses(panel, "Жариялау")
    await press.answered()
    await owner.hears("Жарияланды: Жапониямен келісім жасалды")
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert article.rubric.name("kk") == "Саясат"
    assert article.lead.text == "Екі ел ынтымақтастық туралы құжатқа қол қойды."
    assert article.body.text.endswith("Келесі кездесу Астанада болады.")
    (broadcast,) = await chat.store.broadcasts.summaries()
    assert (broadcast.article, broadcast.kind) == (article.id, BroadcastKind.PUSH)


async def test_a_second_press_publishes_nothing_and_says_so(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    panel = await previewed(chat, owner)
    data = panel.button("Жариялау").data
    assert data is not None
    presses = [await owner.presses_data(panel, data) for _ in range(3)]
    toasts = [await press.answered() for press in presses]
    assert sum("жарияланып қойған" in toast for toast in toasts) == 2
    assert await chat.store.articles.count() == 2
    assert len(await chat.store.broadcasts.summaries()) == 1


async def test_two_devices_that_publish_the_same_draft_at_once_publish_it_once(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await previewed(chat, owner)
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is not None
    async with chat.store.transaction() as work:
        rubric = await work.rubrics.named_or_new("Саясат")
    ready = await prepare_with(chat.store, PrepareContext(chat.clock.now_ms(), ZONE), draft, rubric)

    async def publish_once() -> int:
        async with chat.store.transaction() as work:
            return await publish(work, draft, ready, by)

    by = await chat.store.team.owner(OWNER)
    both = (publish_once(), publish_once())
    ends = await asyncio.gather(*both, return_exceptions=True)
    assert [type(end) for end in ends if not isinstance(end, int)] == [Rejected]
    assert len(await chat.store.broadcasts.summaries()) == 1


async def test_step_by_step_through_a_restart_at_every_step(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын жазыңыз")
    await chat.restart()
    await owner.says("Жаңа   мектеп\nашылды")
    await owner.hears("Кіріспесін жазыңыз")
    await chat.restart()
    await owner.presses(owner.last, "Кіріспесіз")
    await owner.hears("Енді мәтінін жіберіңіз")
    await chat.restart()
    await owner.says("Мектепте 600 бала оқиды.")
    await owner.hears("барлығы 24 таңба")
    await owner.says("Құрылыс екі жылға созылды.")
    received = await owner.hears("барлығы 52 таңба")
    await chat.restart()
    await owner.presses(received, "Болды, әрі қарай")
    rubrics = await owner.hears("Айдарын таңдаңыз")
    await chat.restart()
    await owner.presses(rubrics, "Саясат")
    panel = await owner.hears("Оқырман дәл осылай көреді")
    await chat.restart()
    await owner.presses(panel, "Жариялау")
    await owner.hears("Жарияланды: Жаңа мектеп ашылды")
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert article.body.text == "Мектепте 600 бала оқиды.\n\nҚұрылыс екі жылға созылды."


async def test_formatting_is_kept_also_behind_emoji(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    text = (
        "/post 🇰🇿 Тақырып\n\n😀 Кіріспеде <b>қалың</b> сөз бар.\n\n"
        '🏔🏔 Мәтінде <i>көлбеу</i>, <a href="https://e.kz/x">сілтеме</a> және <tg-spoiler>құпия</tg-spoiler>.'
    )
    panel = await previewed(chat, owner, text)
    await owner.presses(panel, "Жариялау")
    await owner.hears("Жарияланды")
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    lead, body = article.lead, article.body
    assert [(lead.text[s.start : s.end], s.kind) for s in lead.spans] == [("қалың", SpanKind.BOLD)]
    marked = {body.text[s.start : s.end]: s for s in body.spans}
    assert list(marked) == ["көлбеу", "сілтеме", "құпия"]
    assert marked["сілтеме"] == Span(marked["сілтеме"].start, marked["сілтеме"].end, SpanKind.LINK, "https://e.kz/x")


async def test_cancel_of_an_article_without_a_word_keeps_nothing_and_says_so(chat: Conversation) -> None:
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын")
    await owner.says("/cancel")
    await owner.hears("Ештеңе жазылмаған еді")
    await owner.says("/cancel")
    await owner.hears("тоқтататын ештеңе жоқ")
    await owner.says("/drafts")
    await owner.hears("Қаралама жоқ")


async def test_cancel_leaves_and_keeps_the_draft_and_post_offers_it_again(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post")
    await owner.hears("Тақырыбын")
    await owner.says("Жаңа мектеп")
    await owner.hears("Кіріспесін")
    await owner.says("/cancel")
    await owner.hears("Жазғаныңыз сақтаулы")
    await owner.says("Үкімет")
    await owner.hears("🔎")
    await owner.says("/post")
    offer = await owner.hears("Аяқталмаған мақалаңыз бар: «Жаңа мектеп»")
    await owner.presses(offer, "Жалғастыру")
    await owner.hears("Кіріспесін")

    await owner.says("/cancel")
    await owner.hears("сақтаулы")
    await owner.says("/post")
    await owner.presses(await owner.hears("Аяқталмаған"), "Жаңасын бастау")
    await owner.hears("Тақырыбын жазыңыз")
    drafts = [await chat.store.drafts.get(number) for number in (1, 2)]
    assert [draft.title for draft in drafts if draft] == ["Жаңа мектеп", ""]


async def test_every_part_can_be_changed_from_the_panel(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті", Story("Матч", rubric="Спорт"))
    owner = chat.owner()
    panel = await previewed(chat, owner)
    await owner.presses(panel, "Тақырып")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says("Басқа тақырып")
    panel = await owner.hears("Оқырман дәл осылай")
    assert "Басқа тақырып" in owner.from_bot[-2].text
    await owner.presses(panel, "Кіріспе")
    await owner.hears("Кіріспесін")
    await owner.says("Басқа кіріспе.")
    panel = await owner.hears("Оқырман дәл осылай")
    await owner.presses(panel, "Мәтін")
    await owner.hears("Жаңа мәтінін")
    await owner.says("Бірінші бөлік.")
    await owner.hears("барлығы 14 таңба")
    await owner.says("Екінші бөлік.")
    await owner.presses(await owner.hears("Қабылданды"), "Болды")
    panel = await owner.hears("Оқырман дәл осылай")
    await owner.presses(panel, "Айдар")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Спорт")
    panel = await owner.hears("Оқырман дәл осылай")
    await owner.presses(owner.from_bot[-2], "📖 Оқу")
    await owner.hears("Екінші бөлік.")
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is not None
    assert (draft.title, draft.lead.text) == ("Басқа тақырып", "Басқа кіріспе.")
    assert draft.body.text == "Бірінші бөлік.\n\nЕкінші бөлік."


async def test_an_old_panel_does_not_publish_what_it_never_showed(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    old = await previewed(chat, owner)
    await owner.presses(old, "Тақырып")
    await owner.hears("Тақырыбын")
    await owner.says("Басқа тақырып")
    await owner.hears("Оқырман дәл осылай")
    assert "өзгеріп кетті" in await (await owner.presses(old, "Жариялау")).answered()
    await owner.hears("Оқырман дәл осылай")
    assert await chat.store.articles.count() == 1


async def test_a_draft_is_thrown_away_only_when_it_is_meant(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    panel = await previewed(chat, owner)
    publish = panel.button("Жариялау").data
    assert publish is not None
    await owner.presses(panel, "Жою")
    await owner.presses(await owner.hears("жояйын ба"), "Жоқ, қалсын")
    panel = await owner.hears("Оқырман дәл осылай")
    await owner.presses(panel, "Жою")
    await owner.presses(await owner.hears("жояйын ба"), "Иә, жою")
    await owner.hears("Мақала жойылды")
    assert "жойылған" in await (await owner.presses_data(panel, publish)).answered()
    assert await chat.store.articles.count() == 1
    assert await chat.store.drafts.unfinished(OWNER) is None


async def test_a_new_rubric_is_opened_only_when_confirmed(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says(ALL_IN_ONE)
    await owner.hears("Айдарын таңдаңыз")
    await owner.says("Ғарыш")
    question = await owner.hears("«Ғарыш» деген айдар жоқ")
    assert await chat.store.rubrics.named("Ғарыш") is None
    await owner.presses(question, "Иә, жаңа айдар ашу")
    panel = await owner.hears("ешкім жазылмаған")
    assert "Ғарыш · " in owner.from_bot[-2].text
    await owner.presses(panel, "Жариялау")
    await owner.hears("Жарияланды")


async def test_a_known_rubric_may_be_typed_in_any_language(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says(ALL_IN_ONE)
    await owner.hears("Айдарын таңдаңыз")
    await owner.says("политика")
    await owner.hears("Оқырман дәл осылай")
    assert "Саясат · " in owner.from_bot[-2].text


async def test_twenty_thousand_characters_come_in_several_messages_and_stay_in_order(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    parts = [f"{number}-бөлім. " + "Ұзақ мақаланың сөзі осында. " * 140 for number in range(1, 6)]
    await owner.says(f"/post Ұзақ мақала\n\nҚысқа кіріспе.\n\n{parts[0]}")
    for part in parts[1:]:
        await owner.says(part)
    await owner.says("Соңы осы.")
    question = await owner.hears("«Соңы осы.» деген айдар жоқ")
    await owner.presses(question, "Бұл мәтіннің жалғасы")
    await owner.presses(await owner.hears("Айдарын таңдаңыз"), "Саясат")
    panel = await owner.hears("Оқырман дәл осылай")
    await owner.presses(panel, "Жариялау")
    await owner.hears("Жарияланды")
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert article.body.text == "\n\n".join([*(part.strip() for part in parts), "Соңы осы."])
    assert len(article.body.text) > 19_000


async def test_what_is_too_long_is_answered_clearly_and_the_rest_is_kept(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    await owner.says("/post " + "ұзын тақырып " * 30)
    await owner.hears("Бірінші жол тақырыпқа тым ұзын")
    await owner.hears("Тақырыбын жазыңыз")
    await owner.says("т" * 251)
    await owner.hears("Тақырып тым ұзын: 251 таңба, ал шегі 250")
    await owner.says("Қысқа тақырып")
    await owner.hears("Айдарын таңдаңыз")
    draft = await chat.store.drafts.unfinished(OWNER)
    assert draft is not None
    assert draft.body.text.startswith("ұзын тақырып")
    await owner.sends_file("a.ogg", b"x", kind="voice")
    await owner.hears("Мәтін мен бір фото ғана")


async def test_a_hostile_article_is_previewed_and_published_like_any_other(chat: Conversation) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    owner = chat.owner()
    panel = await previewed(chat, owner, '/post &lt;b&gt;&amp;"\u202e\n\n' + "😀" * 1900)
    assert owner.from_bot[-2].text.startswith('<b>&"\n')
    await owner.presses(panel, "Жариялау")
    await owner.hears('Жарияланды: <b>&"')


async def test_the_editor_is_answered_in_the_own_language(chat: Conversation) -> None:
    owner = chat.owner("ru")
    await owner.says("/post")
    await owner.hears("Напишите заголовок")
    await owner.says("/help")
    await owner.hears("/post опубликовать статью")
