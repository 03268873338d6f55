"""/post: the source, tags, a hint at the rubric, and warnings before it leaves."""

from __future__ import annotations

from tests.conversation import Story
from tests.handlers.newsroom import Newsroom

BRIDGE = "Қалада жаңа көпір пайдалануға берілді. Құрылысы екі жылға созылды. Енді жол екі есе қысқарады."


async def test_the_source_and_tags_reach_the_article(chat: Newsroom) -> None:
    await chat.publishes("Үкімет отырысы өтті")
    editor = await chat.editor()
    await editor.says("/post Жаңа мектеп\n\nМектепте 600 бала оқиды.")
    await editor.presses(await editor.hears("Айдарын таңдаңыз"), "Саясат")
    await editor.presses(await editor.hears("Оқырман дәл осылай"), "Дереккөз")
    await editor.hears("Дереккөздің мекенжайын")
    await editor.says("javascript:alert(1)")
    await editor.hears("мекенжайға ұқсамайды")
    await editor.says("https://e.kz/mektep?a=1")
    await editor.presses(await editor.hears("Оқырман дәл осылай"), "Тегтер")
    await editor.hears("Тегтерді үтірмен")
    await editor.says("#білім, мектеп, білім")
    panel = await editor.hears("Оқырман дәл осылай")
    assert "Кіріспесі жоқ" in panel.text
    assert "https://e.kz/mektep?a=1" in [key.url for row in editor.from_bot[-2].buttons for key in row]
    await editor.presses(panel, "Жариялау")
    await editor.hears("Жарияланды")
    article = await chat.store.articles.of_draft(1)
    assert article is not None
    assert (article.url, article.tags) == ("https://e.kz/mektep?a=1", ("білім", "мектеп"))


async def test_the_rubric_of_similar_articles_is_suggested_and_the_same_story_is_named(chat: Newsroom) -> None:
    await chat.publishes("Матч басталды", Story("Жаңа көпір ашылды", BRIDGE, rubric="Қоғам"))
    editor = await chat.editor()
    await editor.says(f"/post Жаңа көпір ашылды\n\n{BRIDGE}")
    rubrics = await editor.hears("Айдарын таңдаңыз")
    assert rubrics.buttons[0][0].text == "💡 Қоғам"
    await editor.presses(rubrics, "Қоғам")
    panel = await editor.hears("Оқырман дәл осылай")
    assert "100 %-ы бұрын жарияланған мақаламен бірдей: «Жаңа көпір ашылды»" in panel.text
