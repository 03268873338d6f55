"""The sentence that answers: whole, from the article, and the one a reader would point at."""

from __future__ import annotations

import pytest

from text.search.interpretations import content_words
from text.search.query_terms import query_terms
from text.search.read_text import ReadText
from text.search.sentences.answer_kinds import AnswerKind
from text.search.sentences.best_sentence import Question, TermsByWord, best_sentences, make_question
from text.words.folding import fold, tidy, words
from text.words.words import query_tokens

METRO = (
    "Алматыда метро желісі ұзарды. Келесі бекет 2028 жылы ашылады. Бекетті Бақытжан Серіков жобалаған. "
    "Ол Павлодарда туған. Жолақы өзгермейді, билет бағасы бұрынғыдай қалады. Құрылыс «Алатау құрылыс» компаниясына "
    "тапсырылды. Жұмыс жерасты суының кесірінен екі жылға кешікті. Компания жұмысты күзде бастайды."
)


def ask(query: str, articles: int = 1000) -> Question:
    """The query, as an archive understands it in which each of its words is rare."""
    spelled = words(tidy(query))
    looked_for = content_words([(word,) for word in spelled])
    known = {token: 5 for word, _ in looked_for for tokens in query_tokens(word) for token in tokens}
    return make_question(query_terms(looked_for, {}, known, articles), list(map(fold, spelled)))


def answer(query: str, text: str = METRO, title: str = "") -> str:
    best, *_ = best_sentences(ReadText(text, title), ask(query))
    return text[best.start : best.end]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("билеттің бағасы", "Жолақы өзгермейді"),
        ("билеттин багасы", "Жолақы өзгермейді"),
        ("бекеттер", "Келесі бекет"),
        ("метро бекеті қашан ашылады", "2028"),
        ("құрылысты қай компания", "Алатау құрылыс"),
        ("метро жұмысы неге кешікті", "жерасты суының кесірінен"),
    ],
)
def test_the_sentence_that_holds_the_words_answers(query: str, said: str) -> None:
    assert said in answer(query)


RUSSIAN = (
    "Президент подписал закон о театре. Театр откроют в Семее. Закон о театре обсуждали долго. Театр откроют 12 мая. "
    "Театр будет называться «Абай». Театр открывают, потому что старое здание закрыли."
)
ENGLISH = (
    "The museum will open at last. The museum opens on 12 May. The museum was called “Silk Road” by its founder. "
    "The museum moved because the old building was closed."
)


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        (RUSSIAN, "когда откроют театр", "12 мая"),
        (RUSSIAN, "как называется театр", "«Абай»"),
        (RUSSIAN, "почему открывают театр", "потому что"),
        (ENGLISH, "when will the museum open", "12 May"),
        (ENGLISH, "what was the museum called", "Silk Road"),
        (ENGLISH, "why has the museum moved", "because"),
    ],
)
def test_what_shows_an_answer_of_the_kind_that_was_asked_for_is_preferred(text: str, query: str, said: str) -> None:
    assert said in answer(query, text)


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        ("«Наурыз жұмыскер» өтініші басталды. Өтініш 25 қарашаға дейін алынады.", "өтініш қашанға дейін", "25 қараша"),
        ("The mayor spoke of buses on Sunday. Buses stop on 5 May.", "when do buses stop", "5 May"),
        ("Buses are free until 31 May. Teachers may not ride free.", "can teachers ride free", "not"),
        ("It stands in Baitursynov Street. The idea belongs to Dana Omarova.", "whose is the idea", "Omarova"),
        ("A session lasts 30 minutes. It needs 2 million tenge a month.", "how long is a session", "30 minutes"),
        ("Метро күніне 110 мың жолаушы тасиды. Жол ақысы бұрынғыдай 100 теңге.", "метро қанша теңге", "100 теңге"),
        ("Маммографию делают раз в два года. Она идёт 15 минут.", "сколько длится маммография", "15 минут"),
    ],
)
def test_what_only_looks_like_an_answer_of_the_kind_is_none(text: str, query: str, said: str) -> None:
    assert said in answer(query, text)


def test_a_question_that_the_text_asks_is_answered_by_the_sentence_behind_it() -> None:
    text = "Станет ли море озером? Нет, говорит учёный: оно глубокое. Дождей не было."
    assert "Нет" in answer("станет ли море озером", text)


def test_the_unit_of_a_question_may_be_written_in_another_way() -> None:
    assert "10 %" in answer("на сколько процентов вырастут пенсии", "Пенсии вырастут на 10 %. Пенсии получают 5 лет.")
    assert "40 км" in answer("сколько километров дороги", "Дороги строят 19 рабочих. Дороги будет 40 км.")


def test_a_number_of_the_question_is_no_answer_to_it() -> None:
    text = "1916 жылғы көтеріліс Торғайда басталды. Көтеріліске 50 мың адам қатысты."
    assert "50 мың" in answer("1916 жылғы көтеріліске қанша адам қатысты", text)


def test_a_moment_is_shown_by_a_month_or_a_day_and_not_by_any_number_word() -> None:
    text = "Өтініш беру үшін он бес құжат керек. Өтініш айдың соңына дейін қабылданады."
    assert "айдың соңына" in answer("өтініш қашанға дейін", text)
    assert "он бес" in answer("өтініш үшін қанша құжат", text)


def test_the_kind_of_answer_alone_does_not_outweigh_the_words() -> None:
    text = "Кеңеске 15 адам кіреді. Облыстағы жастар өтінішін әкімдікке береді. Қағаз керек."
    assert "әкімдікке" in answer("жастар кеңесіне облыста қағаз өтініш қашан беріледі", text)


def test_words_of_the_title_count_less_since_they_stand_everywhere() -> None:
    text = "Алматы метросы туралы жаңалық. Метро вагондары Кореяда жасалған."
    assert "Кореяда" in answer("Алматы метросы вагондары", text, "Алматы метросы")
    assert "жаңалық" in answer("Алматы метросы вагондары", text)


def test_a_sentence_with_a_pronoun_speaks_of_what_the_one_before_it_named() -> None:
    text = "Серіков бекетті жобалаған. Ол 1970 жылы туған. Құрылысшы Асанов 1980 жылы туған."
    assert "1970" in answer("Серіков қашан туған", text)
    assert "Асанов" in answer("Асанов қашан туған", text)


def test_the_first_of_equals_is_shown() -> None:
    assert answer("бекет", "Бір бекет бар. Тағы бекет бар.") == "Бір бекет бар."


def test_a_word_with_a_slip_counts_once_however_many_words_it_may_be() -> None:
    asked = Question(TermsByWord({"кала": {0: 3.0}, "коле": {0: 2.0}, "кома": {0: 2.0}, "сауд": {1: 4.0}}, {}))
    text = "Көлем коман қала. Сауда өсті."
    assert [(one.start, one.end) for one in best_sentences(ReadText(text), asked, count=2)] == [(18, 29), (0, 17)]


def test_the_lead_and_the_body_lose_their_datelines() -> None:
    lead = "АСТАНА. ҚазАқпарат – Театр ашылды. Театр ашылды."
    text = f"{lead}\n\nАСТАНА. ҚазАқпарат – Билет 500 теңге."
    best, *_ = best_sentences(ReadText(text, body_start=50), ask("билет"))
    assert text[best.start : best.end] == "Билет 500 теңге."


@pytest.mark.parametrize("query", ["футбол", "", "қашан"])
def test_no_sentence_answers_a_query_without_words_in_the_article(query: str) -> None:
    assert best_sentences(ReadText(METRO), ask(query)) == []


def test_an_article_without_words_has_no_answer() -> None:
    assert best_sentences(ReadText(""), ask("метро")) == []
    assert best_sentences(ReadText("— … 🌿"), ask("метро")) == []


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("шайқас қашан болды", AnswerKind.DATE),
        ("қай жылы туған", AnswerKind.DATE),
        ("в каком году родился", AnswerKind.DATE),
        ("өтініш қашанға дейін қабылданады", AnswerKind.DEADLINE),
        ("до какого числа принимают", AnswerKind.DEADLINE),
        ("by when do i pay", AnswerKind.DEADLINE),
        ("дүкен нешеге дейін ашық", AnswerKind.HOUR),
        ("во сколько открывается", AnswerKind.HOUR),
        ("what time does it close", AnswerKind.HOUR),
        ("сколько стоит билет", AnswerKind.MONEY),
        ("билет қанша", AnswerKind.MONEY),
        ("киіз үй жасату қанша тұрады", AnswerKind.MONEY),
        ("нанның бағасы қандай", AnswerKind.MONEY),
        ("what is the price of bread", AnswerKind.MONEY),
        ("how much is the ticket", AnswerKind.MONEY),
        ("how much homework is allowed", AnswerKind.NUMBER),
        ("how many people came", AnswerKind.NUMBER),
        ("неше сағат ұшады", AnswerKind.NUMBER),
        ("какая высота башни", AnswerKind.NUMBER),
        ("во сколько раз больше", AnswerKind.NUMBER),
        ("қай елде", AnswerKind.PLACE),
        ("в каком городе", AnswerKind.PLACE),
        ("бапкері кім", AnswerKind.PERSON),
        ("какой врач лечил", AnswerKind.PERSON),
        ("Абайдың қандай өлеңі бар", AnswerKind.WORK),
        ("what is the book called", AnswerKind.WORK),
        ("баға неліктен өсті", AnswerKind.REASON),
        ("почему выросли цены", AnswerKind.REASON),
        ("why did prices rise", AnswerKind.REASON),
        ("итпен кіруге бола ма", AnswerKind.WHETHER),
        ("можно ли войти с собакой", AnswerKind.WHETHER),
        ("can i bring a dog", AnswerKind.WHETHER),
        ("жаңа кітап", None),
        ("цены на хлеб", AnswerKind.MONEY),
        ("парад в день независимости", None),
        ("нан бағасы", AnswerKind.MONEY),
        ("kazakhstan floods", None),
        ("министр финансов", AnswerKind.PERSON),
        ("банк төрайымы", AnswerKind.PERSON),
        ("штраф за вывоз бензина", AnswerKind.MONEY),
        ("мұзға шықса айыппұл", AnswerKind.MONEY),
        ("құтқарушылардың нөмірі", AnswerKind.NUMBER),
        ("билеті қанша болды", AnswerKind.MONEY),
        ("пайызы қанша", AnswerKind.NUMBER),
        ("сколько учителей не хватает", AnswerKind.NUMBER),
        ("мұз қандай қалың", AnswerKind.NUMBER),
    ],
)
def test_the_kind_of_answer_is_read_from_the_question(query: str, kind: AnswerKind | None) -> None:
    kinds = ask(query).asked.kinds
    assert (kinds[0] if kinds else None) == kind


@pytest.mark.parametrize(
    ("text", "query", "answers"),
    [
        (
            "Бұған дейін билет 90 теңге болса, енді жолаушы 130 теңге төлейді.",
            "автобус билеті енді қанша",
            ["130 теңге"],
        ),
        ("Бұрын он екі есеп тапсыратын, енді төртеуі ғана қалды.", "енді неше есеп толтырады", ["төртеуі"]),
        ("Стипендия вырастет с 41 до 52 тысяч тенге.", "какая теперь стипендия", ["52 тысяч тенге"]),
        ("Теперь здесь восемь дорожек вместо шести.", "сколько теперь дорожек", ["восемь дорожек"]),
        ("Дүкен сегізден он төртке дейін ашық.", "дүкен нешеге дейін ашық", ["сегізден", "он төртке"]),
        ("Заявки принимают до 10 декабря.", "до какого числа принимают заявки", ["10 декабря"]),
        ("Басты рөлде Мөлдір Жұмабекова ойнайды.", "басты рөлде кім ойнайды", ["Мөлдір Жұмабекова"]),
        ("A ticket costs 350 tenge for everyone.", "how much is a ticket", ["350 tenge"]),
        ("Ремонт стоит 19,7 млрд тенге.", "сколько стоит ремонт", ["19,7 млрд тенге"]),
        ("The visa costs $200 for a year.", "how much is the visa", ["$200"]),
        ("Каждая школа обойдётся в 6–7 миллиардов тенге.", "сколько стоит школа", ["6–7 миллиардов тенге"]),
        ("Жоба басшысы Наби Еркінұлы Айтжановтың сөзі.", "жоба басшысы кім", ["Наби Еркінұлы Айтжановтың"]),
        ("Министр Чингис Сергеевич Аринов ответил.", "кто министр", ["Чингис Сергеевич Аринов"]),
        ("Рыжий кот по кличке Пельмень нашёлся.", "как зовут рыжего кота", ["Пельмень"]),
        ("Қойылым 28 және 29 қарашада қайталанады.", "қойылым қашан қайталанады", ["28 және 29 қарашада"]),
        ("Су қараша айының 15-інде қосылады.", "су қашан қосылады", ["қараша айының 15-інде"]),
        ("Тариф келер жылдың шілдесінде қаралады.", "тариф қашан қаралады", ["келер жылдың шілдесінде"]),
        ("Самокат жылдамдығы 25 км/сағ-тан 20 км/сағ-қа түседі.", "самокат жылдамдығы қандай", ["20 км"]),
        ("Вакцина Ресейден емес, Франциядан алынды.", "вакцина қай елден алынды", ["Франциядан"]),
        ("Куәлік 10 жыл емес, 15 жыл жарамды.", "куәлік қанша жыл жарамды", ["15 жыл"]),
        ("На пенсию шахтёры выходят с 55 лет.", "со скольки лет пенсия", ["55 лет"]),
        ("Олжаса представили к медали «За отвагу».", "какой медалью наградили Олжаса", ["За отвагу"]),
        ("Төлегенді Азамат Қабыл, Жібекті Нұргүл Алпысбаева сомдады.", "Жібекті кім сомдады", ["Нұргүл Алпысбаева"]),
        ("Ең үлкен сома 36 млн теңге, ал өңірде 30 млн теңге.", "өңірде қанша ақша", ["30 млн теңге"]),
        ("Он сел в Караганде, а нашли его в Алматы.", "где нашли кота", ["Алматы"]),
        ("Камера Тұран мен Мәңгілік Ел даңғылдарында.", "камера қай көшеде", ["Тұран мен Мәңгілік Ел даңғылдарында"]),
        ("The centre is at 40 Abai Avenue in the city.", "where is the centre", ["40 Abai Avenue"]),
    ],
)
def test_the_words_that_answer_are_pointed_at(text: str, query: str, answers: list[str]) -> None:
    [best] = best_sentences(ReadText(text), ask(query))
    shown = text[best.start : best.end]
    assert [shown[start:end] for start, end in best.answers] == answers
