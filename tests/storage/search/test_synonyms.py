"""A reader's word for a thing is not the newsroom's: паспорт for төлқұжат, машина for көлік."""

from __future__ import annotations

from storage.search.answer import SearchAnswer, SearchOptions
from storage.store import Store
from tests.builders import accept

ARCHIVE = (
    ("papers", "Шетелдік төлқұжат екі күнде дайын", "Төлқұжат рәсімдеу 31 мың теңге тұрады."),
    ("herd", "Қырық жылқы айдап кеткендерге үкім шықты", "Аудан соты мал ұрлығы ісін қарап бітті."),
    ("meat", "Соғым базары қызды", "Жылқы етінің келісі 2 900 теңге болды."),
    ("parking", "В центре запретили стоянку", "Владелец автомобиля заплатит 15 тысяч тенге."),
    ("hives", "Bees are rented to orchards", "Thieves took nine hives in May. A hive costs 11,000 tenge."),
    ("crossing", "A new border crossing", "The border crossing opened on Monday."),
)


async def test_the_article_of_another_word_for_it_answers_and_nothing_is_said_to_be_missing(store: Store) -> None:
    for id_, title, body in ARCHIVE:
        await accept(store, id_, push=False, title=title, body=body)

    async def ask(query: str) -> SearchAnswer:
        return await store.search.find(query, SearchOptions(language_of_reader="kk"))

    for query, right in (
        ("паспорт жасату қанша тұрады", "papers"),
        ("Паспорт қанша теңге", "papers"),
        ("жылқылардың ұрлануы", "herd"),
        ("сколько заплатит владелец машины", "parking"),
        ("how many hives were stolen", "hives"),
        # A vowel left out of an English word.
        ("bordr crossing", "crossing"),
        # Whoever is polite at length asks no more than others do.
        (
            "мазалағаныма кешірім өтінем ағайын, төлқұжат қанша тұратынын айтып жіберіңіздерші",
            "papers",
        ),
    ):
        answer = await ask(query)
        assert answer.shown[0].id == right, query
        assert answer.found, query
        assert not answer.inexact, query
    assert not (await ask("паспорт жасату қанша тұрады")).missing
    helicopter = await ask("тікұшақ қанша тұрады")
    assert not helicopter.found or helicopter.inexact
