"""Why something is so: told by a word for a cause, by the trouble it came of, by what it is good for."""

from __future__ import annotations

import pytest

from tests.text.search.sentences.test_best_sentence import answer

# A question, what the text says, and the sentence that tells why.
CASES = """
why is the museum closing | The museum will close in May for repairs. The roof leaked twice. | roof
why was homework cut | Homework will be cut by half. It was an hour. A survey of parents led to the change. | survey
why did the ferry stop | The ferry stopped on Monday. Following a storm, it stays in port. | Following
почему подешевела аренда | Аренда подешевела на шесть процентов. Аналитик связывает это с каникулами. | связывает
почему закрыли мост | Мост закрыли на месяц. В опоре нашли трещину. Объезд есть. | трещину
зачем нужны камеры | Камеры нужны на перекрёстках. Они снизят число аварий. | снизят
почему отменили рейс | Рейс отменили вчера. В связи с туманом самолёты не летают. Билеты обменяют. | туманом
су неге өшеді | Ауыз су ертең өшеді. Су кешке дейін болмайды. Құбыр тозғандықтан желіні ауыстырады. | тозғандықтан
көпір неге жабылады | Көпір ертең жабылады. Тірекке жарықшақ түскен. Айналма жол бар. | жарықшақ
сексеуіл не үшін керек | Көшет 45 теңге. Далаға сексеуіл керек. Ол шаңның ұшуын тоқтатады. | тоқтатады
ет неге қымбаттады | Ет қымбаттады. Келісі 3 мың теңге. Сатушылар мұны жеммен түсіндірді. | түсіндірді
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_the_sentence_that_tells_why_answers(case: str) -> None:
    query, text, why = map(str.strip, case.split("|"))
    assert why in answer(query, text)


def test_where_no_sentence_tells_why_the_one_about_the_event_is_shown() -> None:
    assert (
        answer("why did the team win", "The team won on Sunday. Tickets cost 500 tenge.") == "The team won on Sunday."
    )
