"""What a search says of what it did not find: words in no article are named, names stay names, slips are told."""

from __future__ import annotations

import re

import pytest

from storage.search.answer import SearchOptions
from storage.store import Store
from tests.builders import accept
from tests.storage.search.archive import accepted, ask, missing

ARCHIVE = (
    ("bakery", "Наубайхана тоқашты арзан сатады", "Тоқаш пен самса бағасы өзгерген жоқ. Нан 180 теңге тұрады."),
    ("theatre", "Аяулым басты рөлде", "Аяулым спектакльде ойнайды. Билет бағасы 2 500 теңге болады."),
    ("marathon", "В Шымкенте прошёл марафон", "Среди женщин победила Мария Кот. На финише дали плов."),
    ("meeting", "Байқау кеңесі", "Байқау кеңесі жиналды. Кристофер Ким баяндама жасады."),
    ("hockey", "«Тұлпар» хоккей клубы жеңді", "Хоккей ойынын мың адам көрді. Шайбаны Данияр соқты."),
    ("ocean", "Экспедиция в океан", "Учёные вышли в океан. Океана они не видели год."),
    ("lake", "На озере вырос лёд", "Озеро замёрзло. На озёрах толщина льда десять сантиметров. Катка пока нет."),
    ("dombra", "Конкурс домбристов", "Лучшая домбра звучала в Уральске. На домбре играли дети."),
    ("tale", "Вечер сказки", "Сказку прочитал актёр. Дети любят сказки. Чайка летела, тропа вела к морю."),
    ("dog", "Собака нашла хозяина", "Собака ждала три дня. Собаку накормили."),
    ("lesson", "Мектепте сабақ ұзарды", "Сабақ сегізде басталады. Сабаққа кешікпеңіз."),
    ("parks", "Free Wi-Fi reaches all city parks", "All 23 parks of the city have free Wi-Fi. Benches stand in nine."),
    ("flu", "Тұмауға қарсы екпе", "Екпе алғанға қарсы ешкім жоқ. Жүлдесі 20 мың доллар болды."),
    ("rink", "Каток открыли", "На катке играет музыка. Каток работает каждый день до ночи."),
    ("loan", "Ипотека арзандады", "Kaspi ипотеканың пайызын төмендетті. Пайыз жеті болды."),
)  # fmt: skip


@pytest.fixture
async def archive(store: Store) -> Store:
    return await accepted(store, ARCHIVE)


async def test_a_name_or_a_thing_that_stands_nowhere_brings_no_card_that_begins_alike(archive: Store) -> None:
    for name in ("Тоқаев", "токаев", "Айгүл", "айгүл", "Марина", "Байқоңыр", "криптовалюта", "bitcoin"):
        answer = await ask(archive, name)
        assert not answer.shown, name
        assert missing(answer) == {name}


async def test_a_missing_word_is_named_beside_one_that_is_found(archive: Store) -> None:
    answer = await ask(archive, "пияз бағасы")
    assert not answer.found or answer.inexact
    assert missing(answer) == {"пияз"}


async def test_a_missing_name_makes_the_rest_inexact(archive: Store) -> None:
    answer = await ask(archive, "спектакльде Айгүл ойнайды")
    assert [hit.id for hit in answer.shown] == ["theatre"]
    assert answer.inexact
    assert missing(answer) == {"Айгүл"}


@pytest.mark.parametrize("asked", ["Айгүл ойнайды", "кто ойнайды Айгүл", "не ойнайды Тоқаев"])
async def test_what_somebody_else_did_is_no_answer_about_a_name_that_stands_nowhere(archive: Store, asked: str) -> None:
    answer = await ask(archive, asked)
    assert not answer.shown
    assert missing(answer) in ({"Айгүл"}, {"Тоқаев"})


async def test_a_verb_does_not_answer_for_a_thing_that_stands_nowhere(store: Store) -> None:
    await accept(store, "bridge", push=False, title="Көпір жабылады", body="Жібек көпірі 25 қарашадан бастап жабылады.")
    assert (await ask(store, "Аягөз көпірі қашан жабылады")).inexact
    assert not (await ask(store, "Жібек көпірі қашан жабылады")).inexact


async def test_who_holds_the_office_of_another_place_is_no_answer(store: Store) -> None:
    await accept(store, "akim", push=False, title="Көпір ашылды", body="Шымкент әкімі Ғабит Сыздықбеков көпірді ашты.")
    await accept(store, "snow", push=False, title="Қар жауды", body="Қостанай қаласында қар жауды. Жол жабық.")
    assert (await ask(store, "Қостанай әкімі кім")).inexact
    assert not (await ask(store, "Шымкент әкімі кім")).inexact


async def test_an_article_that_shares_only_a_price_with_the_query_is_no_card(store: Store) -> None:
    await accept(store, "petrol", push=False, title="Цена на бензин растёт", body="Цена АИ-95 выросла. Цена высока.")
    await accept(store, "potato", push=False, title="Картоп арзандады", body="Картоптың келісі 190 теңге тұрады.")
    answer = await ask(store, "картошка цена")
    assert [hit.id for hit in answer.shown] == ["potato"]
    # Картоп is a potato.
    assert not answer.inexact
    assert answer.total_known == 1


async def test_another_bearer_of_a_first_name_is_no_answer(store: Store) -> None:
    await accept(
        store, "bronze", push=False, title="Күрес", body="Қола медаль алған Айдос Бекеновтің иығы шығып кетті."
    )
    assert (await ask(store, "Айдос Сарым")).inexact
    assert not (await ask(store, "Айдос Бекенов")).inexact


async def test_what_somebody_else_saved_is_no_answer(store: Store) -> None:
    await accept(store, "driver", push=False, title="Пожар", body="Водитель спас ребёнка. Дети сидели в автобусе.")
    assert (await ask(store, "собака спасла ребёнка", "ru")).inexact
    assert not (await ask(store, "водитель спасла ребёнка", "ru")).inexact


async def test_price_is_no_missing_word(store: Store) -> None:
    await accept(store, "visa", push=False, title="A visa for nomads", body="The visa costs $200.")
    assert not (await ask(store, "nomad visa price", "en")).missing


async def test_capitals_alone_are_an_abbreviation_and_no_slip(store: Store) -> None:
    await accept(store, "petrol", push=False, title="Бензин", body="Цены на бензин выросли. Об этом сообщил МЧС.")
    assert not (await ask(store, "ЦОН")).shown
    assert [hit.id for hit in (await ask(store, "МЧС")).shown] == ["petrol"]
    assert [hit.id for hit in (await ask(store, "ЦЕНЫ НА БЕНЗИН")).shown] == ["petrol"]


async def test_a_russian_word_is_no_kazakh_one_with_the_same_stem(store: Store) -> None:
    await accept(store, "snow", push=False, title="Боран соқты", body="Көшкін қаупі жоқ. Бұл 2027 жылғы болжам емес.")
    assert not (await ask(store, "кошка")).shown
    assert not (await ask(store, "жылқы")).shown
    assert [hit.id for hit in (await ask(store, "кошкин")).shown] == ["snow"]


async def test_an_ending_behind_a_hyphen_is_no_word(store: Store) -> None:
    await accept(store, "grid", push=False, title="Желі", body="KEGOC желісі жаңарды.")
    answer = await ask(store, "KEGOC-тың желісі")
    assert [hit.id for hit in answer.shown] == ["grid"]
    assert not answer.missing


async def test_a_name_in_one_article_and_the_rest_in_another_are_no_answer(archive: Store) -> None:
    answer = await ask(archive, "Мария домбра Уральске")
    assert answer.inexact


async def test_a_first_name_is_found_in_its_inflections(archive: Store) -> None:
    answer = await ask(archive, "аяулымның рөлі")
    assert [hit.id for hit in answer.shown] == ["theatre"]
    assert not answer.inexact


SLIPS = (
    ("хокей", "hockey", "хоккей"),
    ("океян", "ocean", "океан"),
    ("озиро", "lake", "озеро"),
    ("дамбра", "dombra", "домбра"),
    ("скаска", "tale", "сказки"),
    ("чяйка", "tale", "чайка"),
    ("трапа", "tale", "тропа"),
    ("экспидицыя", "ocean", "экспедиция"),
)


async def test_a_slip_in_a_short_word_is_repaired_and_told(archive: Store) -> None:
    for typed, right, meant in SLIPS:
        answer = await ask(archive, typed, "ru")
        assert answer.shown[0].id == right, typed
        assert not answer.inexact, typed
        assert answer.did_you_mean == meant
        assert [(one.word, one.taken_for) for one in answer.missing] == [(typed, (meant,))]


FLEETING = (
    ("на катке", "rink"),
    ("льда", "lake"),
    ("сказок", "tale"),
    ("лёд", "lake"),
    ("дня", "dog"),
    ("озёра", "lake"),
)


async def test_a_vowel_that_falls_out_makes_no_other_word(archive: Store) -> None:
    for typed, right in FLEETING:
        answer = await ask(archive, typed, "ru")
        assert answer.shown[0].id == right, typed
        assert not answer.inexact, typed


WORDS = (
    ("seams", "Ремонт моста", "Рабочие заменят швы и перила."),
    ("young", "В приюте котёнок", "Котёнка нашли у школы. Музей рядом."),
    ("farm", "A farm bought sheep", "The farmer bought ten sheep and jugs. A woman sang."),
    ("hand", "Қолында орамал", "Қолы ауырды. Қол қойды."),
    ("lake2", "Көлдің жағасы", "Көлде қайық жүзді."),
    ("van", "Трамвайдағы Wi-Fi", "Kaspi қосымшасы ашылды."),
    ("tens", "Ten boys ran", "They sent ten letters. The ten boys rent a boat."),
    ("tents", "Camping shop", "It lends tents and drills."),
    ("it", "IT-парк ашылды", "IT-паркте елу компания бар. Сегізде ашылады."),
    ("stove", "Как топить печь", "Печь топят дровами, а шапку сушат рядом. Сгорели два сарая."),
    ("drama", "Драмтеатр едет в аул", "Велосипед актёра отстал."),
    ("bakery", "Ауылда наубайхана ашты", "Пешті жапты, нан сатып жатыр. Алтын тапқан жоқ."),
    ("six", "Алты бала", "Олар таңғы алтыда тұрады."),
)  # fmt: skip


ASKED = """
швов=seams котята=young котятам=young музею=young buys=farm women=farm a jug=farm farm's sheep=farm көлдеріміз=lake2
қолымен=hand вайфайды=van вай-фай=van wi fi=van tent=tents it-парк=it айти парк=it
печку=stove шапочки=stove сгоревшие=stove алтынға=bakery пеш жабылдыма=bakery
наубайхана ашылған=bakery балалар=six
"""


async def test_a_word_is_found_in_any_form_and_either_script(store: Store) -> None:
    for id_, title, body in WORDS:
        await accept(store, id_, push=False, title=title, body=body)
    for typed, right in re.findall(r"(\S[^=\n]*)=(\S+)", ASKED):
        answer = await ask(store, typed)
        assert (answer.shown[0].id, answer.inexact, missing(answer)) == (right, False, set()), typed


async def test_a_verb_that_is_half_of_the_question_is_named(store: Store) -> None:
    await accept(store, "path", push=False, title="Велосипед жолы", body="Велосипед жолы жиырма шақырым.")
    answer = await ask(store, "кто-то угнал велосипед", "ru")
    assert missing(answer) == {"угнал"}


async def test_a_surname_made_of_a_first_name_is_no_first_name(store: Store) -> None:
    await accept(store, "peter", push=False, title="Пётр сказал", body="Пётр сказал, что придёт. Петропавловск ждёт.")
    answer = await ask(store, "Петров что сказал", "ru")
    assert not answer.shown
    assert missing(answer) == {"Петров"}


async def test_a_russian_reader_means_the_russian_word(archive: Store) -> None:
    assert (await ask(archive, "сабака", "ru")).shown[0].id == "dog"
    assert (await ask(archive, "сабак", "kk")).shown[0].id == "lesson"


async def test_politeness_costs_nothing(archive: Store) -> None:
    for asked in (
        "сәлеметсіз бе, хоккейде кім шайба соқты айтыңызшы",
        "айтыңызшы хоккейде шайбаны кім соқты, көмектесіңізші",
        "hey, хоккей please",
        "здравствуйте, подскажите пожалуйста, хоккей",
    ):
        answer = await ask(archive, asked)
        assert answer.shown[0].id == "hockey", asked
        assert not answer.inexact, asked
        assert not answer.missing, asked


async def test_one_sure_answer_is_one_card_and_its_words_are_pointed_at(archive: Store) -> None:
    answer = await ask(archive, "нан қанша тұрады")
    [hit] = answer.shown
    assert (hit.id, hit.best_sentence) == ("bakery", "Нан 180 теңге тұрады.")
    assert [hit.best_sentence[start:end] for start, end in hit.answer_spans] == ["180 теңге"]
    assert answer.total_known == 1


async def test_an_article_in_latin_letters_answers_whatever_the_letters_of_the_query(store: Store) -> None:
    text = "Qazaqstan astanasynda jańa mektep ashyldy. Mektepte myń bala oqıdy, sabaq segizde bastalady."
    await accept(store, "latin", push=False, title="Jańa mektep", body=text, language="kk")
    for query in ("мектептегі сабақ", "mektep sabaq", "vtrntg cf,fr"):
        answer = await ask(store, query)
        assert [hit.id for hit in answer.shown] == ["latin"], query
        assert not answer.inexact, query


async def test_a_query_of_unknown_words_names_each(archive: Store) -> None:
    answer = await ask(archive, "квазар пульсар гиперболоид синхрофазотрон телескоптар")
    assert not answer.shown
    assert missing(answer) == {"квазар", "пульсар", "гиперболоид", "синхрофазотрон", "телескоптар"}


@pytest.mark.parametrize(
    ("query", "found", "absent"),
    [
        # English stays English: "many" is no маңы.
        ("how many parks have wifi", "parks", set()),
        ("қанадйша тоқаш арзан сатылады", "bakery", set()),
        ("сегодня каток работает", "rink", set()),
    ],
)
async def test_the_wording_of_a_question_is_no_missing_word(
    archive: Store, query: str, found: str, absent: set[str]
) -> None:
    answer = await ask(archive, query)
    assert [hit.id for hit in answer.shown][:1] == [found]
    assert not answer.inexact
    assert missing(answer) == absent


async def test_a_missing_word_is_named_as_it_was_typed(archive: Store) -> None:
    assert missing(await ask(archive, "Tokayev")) == {"Tokayev"}


async def test_another_vowel_makes_another_short_word(archive: Store) -> None:
    answer = await ask(archive, "курс доллара")
    assert not answer.found or answer.inexact
    assert missing(answer) == {"курс"}


async def test_how_sure_an_answer_is_does_not_depend_on_how_many_are_asked_for(archive: Store) -> None:
    for query in ("билет қанша", "тоқаш неше теңге", "how many parks have wifi", "хокей ойыны"):
        told = {
            (answer.found, answer.inexact)
            for limit in (1, 5, 10)
            for answer in [await archive.search.find(query, SearchOptions(limit=limit))]
        }
        assert len(told) == 1


@pytest.mark.parametrize(
    ("typed", "exact"), [("каспи ипотека", True), ("каспиде ипотека", True), ("хаски ипотека", False)]
)
async def test_a_brand_in_latin_letters_is_found_in_cyrillic_ones(archive: Store, typed: str, exact: bool) -> None:
    answer = await ask(archive, typed)
    assert [hit.id for hit in answer.shown] == ["loan"]
    assert answer.inexact is not exact


async def test_a_vowel_is_no_slip_for_a_consonant(store: Store) -> None:
    await accept(store, "danger", push=False, title="Көшкін қаупі", body="Тауда көшкін қаупі бар.")
    answer = await ask(store, "каспи көшкін")
    assert answer.inexact
    assert missing(answer) == {"каспи"}


async def test_an_english_question_is_not_read_on_another_keyboard(archive: Store) -> None:
    answer = await ask(archive, "what do the parks have")
    assert [hit.id for hit in answer.shown] == ["parks"]
    assert not missing(answer)


async def test_a_word_with_a_hyphen_is_found_however_it_is_written(archive: Store) -> None:
    for typed in ("wifi", "Wi-Fi", "wi fi", "wifi в парке", "free wifi"):
        answer = await ask(archive, typed)
        assert [hit.id for hit in answer.shown][:1] == ["parks"], typed
        assert "wifi" not in missing(answer), typed


@pytest.mark.parametrize("typed", ["Токаев не деди", "токаев қайда барды", "Зоопарк қашан ашылады"])
async def test_a_verb_of_something_else_is_not_shown_for_a_word_that_stands_nowhere(store: Store, typed: str) -> None:
    await accept(
        store, "bakery", push=False, title="Тоқаш арзан", body="Наубайшы тоқаш арзан деді. Дүкен бүгін ашылды."
    )
    await accept(store, "team", push=False, title="Құрама келді", body="Құрама Парижге барды.")
    answer = await ask(store, typed)
    assert not answer.shown
    assert missing(answer) == {typed.split(maxsplit=1)[0]}


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("market", "A marked route opens."),
        ("bridge", "Pupils bring songs."),
        ("каспии", "Қар көшкінінің қаупіне байланысты жол жабық."),
    ],
)
async def test_an_ending_of_its_own_makes_another_word_and_no_slip(store: Store, typed: str, stands: str) -> None:
    await accept(store, "other", push=False, title="News", body=stands)
    answer = await ask(store, typed)
    assert not answer.found or answer.inexact
    assert missing(answer) == {typed}


@pytest.mark.parametrize(("typed", "meant"), [("tiket", "ticket"), ("kichen", "kitchen"), ("празник", "праздник")])
async def test_a_letter_that_is_not_spoken_may_be_left_out(store: Store, typed: str, meant: str) -> None:
    await accept(store, "right", push=False, title="Other words here", body=f"The {meant} is ready now.")
    answer = await ask(store, typed)
    assert answer.found
    assert not answer.inexact
    assert [one.taken_for for one in answer.missing] == [(meant,)]


async def test_words_that_ask_nothing_find_nothing(archive: Store) -> None:
    for typed in ("сколько", "и в на", "the", "how much", "қашан"):
        assert not (await ask(archive, typed)).shown, typed


async def test_a_title_of_such_words_is_found(store: Store) -> None:
    await accept(store, "game", push=False, title="Что? Где? Когда?", body="Знатоки выиграли у зрителей.")
    assert [hit.id for hit in (await ask(store, "что где когда")).shown] == ["game"]


@pytest.mark.parametrize(
    "typed", ["скока стоит билет в музей", "билет в музей скок стоит", "how mch is a museum ticket"]
)
async def test_a_question_as_it_is_spoken_is_the_usual_one(store: Store, typed: str) -> None:
    await accept(store, "ru", push=False, title="Музей", body="Музей открыли весной. Билет в музей стоит 800 тенге.")
    await accept(store, "en", push=False, title="Museum", body="The museum opened. A museum ticket costs 900 tenge.")
    answer = await ask(store, typed)
    assert answer.hits[0].best_sentence in {"Билет в музей стоит 800 тенге.", "A museum ticket costs 900 tenge."}
    assert answer.hits[0].answer_spans
    assert not missing(answer)


async def test_an_inflected_word_of_which_articles_hold_the_bare_form_is_no_slip(store: Store) -> None:
    await accept(store, "gold", push=False, title="Қазба", body="Мұражайға алтын айыр берілді. Оны тұрғын тапқан.")
    await accept(store, "other", push=False, title="Алынды", body="Жүк алынды. Инженер арба ойлап тапты.")
    assert (await ask(store, "алтынды кім тапты")).hits[0].id == "gold"


async def test_a_question_about_a_person_shows_what_is_said_of_her(store: Store) -> None:
    body = "Первым прибежал Джон Муту. Среди женщин победила Мария Кот."
    await accept(store, "race", push=False, title="Забег", body=body)
    assert (await ask(store, "Мария Кот кто")).hits[0].best_sentence == "Среди женщин победила Мария Кот."
