"""What a search answers: the right article first, the sentence that answers, and what to say when there is none."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from storage.search.answer import SearchAnswer, SearchOptions
from storage.store import Store
from tests.builders import accept

_DAY = 86_400_000
NOW = int(datetime(2026, 11, 24, 12, tzinfo=UTC).timestamp() * 1000)
LONG = (
    "Кеше астанада үкімет отырысы өтті. Онда министрлер көктемгі егіс науқанын талқылады. "
    "Биыл егіс көлемі 24 миллион гектарға жетеді деп күтіледі. Тұқым толық дайындалған."
)


async def search(store: Store, query: str, **options: Any) -> SearchAnswer:
    return await store.search.find(query, SearchOptions(**{"now_ms": NOW, **options}))


async def ids(store: Store, query: str, **options: Any) -> list[str]:
    return [hit.id for hit in (await search(store, query, **options)).hits]


def days_ago(days: float) -> datetime:
    return datetime.fromtimestamp((NOW - days * _DAY) / 1000, UTC)


async def add(store: Store, id: str, body: str, **more: Any) -> None:
    await accept(store, id, push=False, body=body, **{"title": "", **more})


async def test_a_hit_shows_the_sentence_that_answers(store: Store) -> None:
    await add(store, "egis", LONG, title="Үкімет отырысы")
    [hit] = (await search(store, "егіс көлемі қанша гектар")).hits
    assert hit.best_sentence == "Биыл егіс көлемі 24 миллион гектарға жетеді деп күтіледі."
    assert (hit.id, hit.title) == ("egis", "Үкімет отырысы")


async def test_without_a_title_the_first_sentence_is_shown_as_one(store: Store) -> None:
    await add(store, "egis", LONG)
    [hit] = (await search(store, "егіс көлемі")).hits
    assert hit.title == "Кеше астанада үкімет отырысы өтті."


async def test_words_are_marked_in_whatever_inflection(store: Store) -> None:
    await add(store, "egis", LONG)
    answer = await search(store, "министрге")
    assert answer.is_match("министрлер")
    assert answer.is_match("МИНИСТРДІҢ")
    assert not answer.is_match("тұқым")


async def test_an_event_is_found_though_there_is_newer_talk_of_its_topic(store: Store) -> None:
    await add(
        store, "event", "Президент Жапонияға сапары кезінде су электр стансасы туралы келісті.", published=days_ago(300)
    )
    for day in range(5):
        await add(store, f"talk{day}", f"Президент жиын өткізді. Тапсырма саны {day}.", published=days_ago(day))
    assert (await ids(store, "президенттің Жапонияға сапары"))[0] == "event"


async def test_the_only_articles_of_a_store_answer_in_any_case_of_their_words(store: Store) -> None:
    await add(store, "bridge", "Семейде жаңа көпір ашылды. Қозғалыс бүгін басталды.", title="Көпір ашылды")
    await add(store, "other", "Далада егін орағы аяқталды.", title="Егін жиналды")
    answer = await search(store, "көпірдің")
    assert (answer.found, [hit.id for hit in answer.hits]) == (True, ["bridge"])


async def test_of_equal_answers_the_newest_comes_first(store: Store) -> None:
    for day in (30, 1, 7):
        text = f"Ұлттық валюта бағамы жарияланды, айырмашылығы {day} теңге болды, деп хабарлады банк."
        await add(store, f"rate{day}", text, published=days_ago(day))
    assert await ids(store, "валюта бағамы") == ["rate1", "rate7", "rate30"]


async def test_the_same_text_twice_is_one_hit(store: Store) -> None:
    await add(store, "first", LONG, title="Егіс")
    await add(store, "copy", LONG + " Толығырақ сайтта.", title="Егіс науқаны")
    answer = await search(store, "көктемгі егіс")
    assert len(answer.hits) == answer.total_known == 1


async def test_pages_do_not_repeat_and_end(store: Store) -> None:
    towns = ("Ақтау", "Атырау", "Ақтөбе", "Орал", "Қостанай", "Көкшетау", "Павлодар", "Семей", "Өскемен", "Тараз")
    for town in towns:
        await add(store, town, f"{town} қаласында сайлау учаскесі ашылды. {town} тұрғындары дауыс берді, {town} дайын.")
    first = await search(store, "сайлау учаскесі", limit=5)
    second = await search(store, "сайлау учаскесі", limit=5, offset=5)
    third = await search(store, "сайлау учаскесі", limit=5, offset=10)
    shown = [hit.id for answer in (first, second, third) for hit in answer.hits]
    assert len(shown) == len(set(shown)) == 10
    assert first.total_known == 10


async def test_a_slip_a_layout_or_another_script_still_finds_it(store: Store) -> None:
    await add(store, "crane", "В порту установили портальные и порталовые краны новой серии.", language="ru")
    await add(store, "other", "В порту прошло совещание о расписании поездов.", language="ru")
    for typed in ("gjhnfkjdst", "порталдвые", "порталовыми", "portalovye", "портоловые"):
        assert (await ids(store, typed))[0] == "crane", typed


async def test_did_you_mean_spells_the_word_as_the_articles_do(store: Store) -> None:
    await add(store, "egis", LONG)
    assert (await search(store, "тукым гиктарга")).did_you_mean == "тұқым гектарға"
    assert (await search(store, "nfkrskflss")).did_you_mean == "талқылады"
    assert (await search(store, "qwrtplkjhg")).did_you_mean == ""
    assert (await search(store, "vbybcnhkth")).did_you_mean == "министрлер"
    assert (await search(store, "министрлер")).did_you_mean == ""


async def test_a_question_with_a_quotation_still_finds_the_answer(store: Store) -> None:
    await add(store, "egis", LONG)
    assert await ids(store, 'кім "егіс көлемі жетпейді" деп министрлер отырысында айтты') == ["egis"]


async def test_a_phrase_is_kept_together(store: Store) -> None:
    await add(store, "egis", LONG)
    await add(store, "flood", "Көктемгі су тасқыны егіс алқабын шайды.")
    assert await ids(store, '"көктемгі егіс"') == ["egis"]
    assert set(await ids(store, "көктемгі егіс")) == {"egis", "flood"}


async def test_a_phrase_that_stands_nowhere_is_searched_as_words(store: Store) -> None:
    await add(store, "egis", LONG)
    answer = await search(store, '"егіс министрлер"')
    assert [hit.id for hit in answer.hits] == ["egis"]
    assert answer.filters_dropped


async def test_typed_filters_hold(store: Store) -> None:
    await add(store, "old", "Сайлау өтті, дауыс саналды.", rubric="Саясат", published=days_ago(40))
    await add(store, "new", "Сайлау күні белгілі болды.", rubric="Саясат", published=days_ago(2))
    await add(store, "sport", "Футбол федерациясында сайлау болды.", rubric="Спорт", published=days_ago(3))
    assert set(await ids(store, "сайлау соңғы апта")) == {"new", "sport"}
    assert await ids(store, "сайлау #спорт") == ["sport"]
    assert await ids(store, "спорт соңғы ай") == ["sport"]
    assert await ids(store, f"сайлау {days_ago(40):%Y-%m-%d}") == ["old"]
    assert set(await ids(store, "сайлау #жоқайдар")) == {"old", "new", "sport"}


async def test_a_filter_that_leaves_nothing_is_left_aside_and_said(store: Store) -> None:
    await add(store, "old", "Сайлау өтті, дауыс саналды.", published=days_ago(40))
    answer = await search(store, "сайлау соңғы апта")
    assert [hit.id for hit in answer.hits] == ["old"]
    assert answer.filters_dropped


async def test_pressed_filters_are_never_left_aside(store: Store) -> None:
    await add(store, "old", "Сайлау өтті, дауыс саналды.", published=days_ago(40))
    assert await ids(store, "сайлау", since_ms=NOW - _DAY) == []


async def test_nothing_found_names_the_nearest_rubric(store: Store) -> None:
    await add(store, "match", "Құрама жеңіске жетті.", rubric="Спорт")
    sport = await store.rubrics.named("Спорт")
    assert sport is not None
    answer = await search(store, "хоккей спорт чемпионат қайда")
    assert not answer.found
    assert answer.nearest_rubric == sport.key


async def test_an_unknown_word_beside_a_common_one_is_no_answer(store: Store) -> None:
    for number in range(30):
        await add(store, f"n{number}", f"Бүгін қалада {number} жаңа үй берілді, деп хабарлады әкімдік.")
    assert not (await search(store, "квазипульсар гиперболоид синхрофазотрон бүгін")).found
    assert (await search(store, "жаңа үй")).found


async def test_searches_in_vain_are_counted_without_a_person(store: Store) -> None:
    async with store.transaction() as work:
        for query in ("Квазар", "квазар ", "", "пульсар"):
            await work.search.note_unanswered(query)
    assert [(one.query, one.times) for one in await store.search.unanswered()] == [("квазар", 2), ("пульсар", 1)]
    async with store.transaction() as work:
        assert await work.search.forget_unanswered(1 << 52) == 2
    assert await store.search.unanswered() == []


async def test_explain_tells_words_counts_and_parts(store: Store) -> None:
    await add(store, "egis", LONG)
    told = (await search(store, "егістік гектарга -футбол")).explain
    assert told["reading"] == "typed"
    assert told["without"] == ["футбол"]
    assert [one["word"] for one in told["words"]] == ["егістік", "гектарга"]
    assert told["hits"][0]["id"] == "egis"


HOSTILE = [
    "", " ", '"', "-", "()", '" OR 1=1 --', "AND OR NOT NEAR", "NEAR(егіс гектар)", "егіс*", "^егіс", "tokens:егіс",
    "{егіс}", "\x00егіс", "'; DROP TABLE article; --", "%_%", "🙂🙂🙂", "\u202eсiге", "ﷺ" * 300, "а" * 4096,
    "егіс " * 800, "-егіс " * 800, '"егіс ' * 600, "соңғы апта " * 300, "½ ² Ⅷ ٣ 三", "İ" * 300, "lang:kk #а 1-2",
]  # fmt: skip


async def test_anything_may_be_typed(store: Store) -> None:
    await add(store, "egis", LONG)
    for query in HOSTILE:
        assert len((await search(store, query)).hits) <= 1, query
        assert await ids(store, "егіс") == ["egis"], query


async def test_a_day_in_words_is_a_filter_in_three_languages(store: Store) -> None:
    await add(store, "old", LONG, published=datetime(2020, 8, 13, 9, tzinfo=UTC))
    await add(store, "new", LONG.replace("24", "25"), published=days_ago(1))
    for said in ("13 тамыз 2020", "2020 жылғы 13 тамыз", "13 августа 2020", "August 13, 2020", "тамыз 2020"):
        assert await ids(store, f"үкімет отырысы {said}") == ["old"]
    for said in ("кеше", "keshe", "вчера", "yesterday", "23 қараша", "сонгы апта", "за неделю"):
        assert await ids(store, f"үкімет отырысы {said}") == ["new"]


async def test_a_day_that_let_no_answer_through_is_part_of_the_question(store: Store) -> None:
    await add(store, "december", "1986 жылғы желтоқсан оқиғасы туралы кітап шықты.", published=days_ago(3))
    answer = await search(store, "1986 жылғы желтоқсан")
    assert [hit.id for hit in answer.hits] == ["december"]
    assert answer.filters_dropped
    assert answer.is_match("желтоқсанда")


async def test_a_language_at_the_end_of_a_query_is_a_filter(store: Store) -> None:
    await add(store, "kk", "Футболдан ойын өтті, жанкүйер көп келді.", language="kk")
    await add(store, "ru", "Прошла игра в футбол, пришло много людей.", language="ru")
    assert await ids(store, "футбол орысша") == ["ru"]
    assert await ids(store, "футбол на казахском") == ["kk"]
    assert set(await ids(store, "футбол")) == {"kk", "ru"}


async def test_a_guess_at_a_slip_is_not_marked_where_the_word_itself_is_there(store: Store) -> None:
    await add(store, "jastar", "Жастар кеңесіне кез келген тұрғын өтініш бере алады. Келесі жиын қазанда өтеді.")
    answer = await search(store, "жастардың кеңесі")
    assert answer.is_match("кеңесіне")
    assert not answer.is_match("келген")
    assert not answer.is_match("Келесі")
    assert (await search(store, "жастардың кенқесі")).is_match("кеңесіне")


async def test_news_of_a_day_are_what_was_published_on_it_whatever_their_words(store: Store) -> None:
    await add(store, "egis", LONG, rubric="Экономика", published=days_ago(1))
    await add(store, "match", "Құрама жеңіске жетті.", rubric="Спорт", published=days_ago(1))
    await add(store, "old", "Жаңалық көп: хабар таратылды, новости, news.", rubric="Спорт", published=days_ago(40))
    for asked in (
        "новости за вчера",
        "news yesterday",
        "кешегі жаңалықтар",
        "23 қарашадағы жаңалықтар",
        "news last week",
    ):
        assert set(await ids(store, asked)) == {"egis", "match"}, asked
    for asked in ("қарашадағы хабарлар", "қараша айындағы жаңалықтар", "23 карашадагы жаналыктар", "новости за ноябрь"):
        assert set(await ids(store, asked)) == {"egis", "match"}, asked
    assert await ids(store, "новости за октябрь") == ["old"]
    assert await ids(store, "23 қарашадағы спорт") == ["match"]
    assert set(await ids(store, "спорт жаңалықтары")) == {"match", "old"}
    assert await ids(store, "жаңалық таратылды") == ["old"]


async def test_news_of_a_rubric_are_asked_for_in_any_verb_and_any_script(store: Store) -> None:
    await add(store, "egis", LONG, rubric="Экономика", published=days_ago(2))
    await add(store, "match", "Құрама жеңіске жетті.", rubric="Спорт", published=days_ago(1))
    for asked in ("спорт бөлімін ашып берші", "скиньте раздел спорта", "sporttyn zhanalyktaryn korsetinizshi"):
        answer = await search(store, asked)
        assert [hit.id for hit in answer.hits] == ["match"], asked
        assert answer.news, asked
    assert await ids(store, "songy zhanalyktar kerek edi") == ["match", "egis"]
    assert not (await search(store, "құрама бөлімі")).news
    assert not (await search(store, "спорт бөлімі")).news


async def test_a_day_without_news_has_none_and_words_do_not_stand_in_for_it(store: Store) -> None:
    await add(store, "old", "Жаңалық көп: хабар таратылды, новости вчера.", published=days_ago(40))
    answer = await search(store, "новости за вчера")
    assert answer.news
    assert not answer.hits
    assert not answer.found


async def test_a_short_word_is_not_found_in_a_verb_that_shares_its_stem_by_chance(store: Store) -> None:
    await add(store, "snow", "Түнде қалың қар жауды, көше жабылды.")
    await add(store, "inflected", "Қызметкерлер қарды таңға дейін тазалады.")
    await add(store, "looking", "Ауылға қарай жол салынды, тұрғындар қара жерге тал екті.")
    assert set(await ids(store, "қар")) == {"snow", "inflected"}
