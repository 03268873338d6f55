"""The Kazakh stemmer: inflections of a word meet in one stem, other words stay apart."""

from __future__ import annotations

import pytest

from text.words import kazakh
from text.words.folding import fold

# Each line: forms of one word, as school grammar declines and conjugates it.
ONE_WORD = """
мектеп мектептер мектебі мектебіміз мектептеріңізде мектебіндегі мектептен мектепке мектепті мектептің мектебінің
қала қалалар қаласы қаласында қаладағы қалаға қаланың қаладан қалалардың
халық халқы халқымыз халыққа халықтың халықтар халқының
кітап кітабы кітаптар кітабымда кітапқа кітаптың
үкімет үкіметі үкіметтің үкіметке үкіметіміздің үкіметпен
президент президенті президентке президенттің президентінің президентпен
сайлау сайлауы сайлауға сайлауда сайлаудың сайлаулар сайлауымыз
орын орны орында орындар орындағы орнында
жұмыс жұмысы жұмысқа жұмыстар жұмыстың
оқушы оқушысы оқушылар оқушының
Қазақстан Қазақстанның Қазақстанға Қазақстандағы Қазақстаннан Қазақстанмен
Алматы Алматыда Алматыдағы Алматының Алматыға
жазу жазды жазған жазады жазып жазатын жазғандар жазбады жазсын жазамын жаздық жазбайды жазса
келу келді келген келеді келіп келетін келгендер келдім келмейді
су судың суға суда суы суымыз
ел елі еліміз елдің елге елде елдер
үй үйге үйдегі үйлер үйі
ит иттер иттікі иттен итке
сұрау сұрайды сұраймыз сұрайсыз сұрамақшы
клуб клубы клубқа клубтың клубтар
алтын алтыны алтынға алтынның алтыннан
бала баласы балалар балаға балам
баға бағасы бағалар бағаға
келін келіні келіндер келінге
жүлде жүлдесі жүлделер жүлдеге
доллар доллары долларға доллардың долларымен
"""
APART = """
балық балалар
халық халал
қызмет қызметкер
жұмыс жұмсақ
алтын алты
бала бал
баға бақ
келін келу
теңге тең
қала қалады
көше көшеді
жаңа жан
доллар долы
жылғы жылқы
"""


def lines(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def stem(word: str) -> str:
    return kazakh.stem(fold(word.lower()))


@pytest.mark.parametrize("forms", lines(ONE_WORD), ids=lambda forms: forms[0])
def test_the_forms_of_a_word_have_one_stem(forms: list[str]) -> None:
    assert {stem(form) for form in forms} == {stem(forms[0])}


@pytest.mark.parametrize("words", lines(APART), ids=lambda words: words[0])
def test_different_words_stay_apart(words: list[str]) -> None:
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize("forms", lines(ONE_WORD), ids=lambda forms: forms[0])
def test_a_word_typed_without_kazakh_letters_has_the_same_stem(forms: list[str]) -> None:
    plain = str.maketrans("әғқңөұүһі", "агкноуухи")
    assert [stem(form.lower().translate(plain)) for form in forms] == [stem(form) for form in forms]


def test_an_ending_comes_off_only_where_its_sound_fits() -> None:
    assert stem("үкіметі") == stem("үкімет")  # -ті would need a voiceless consonant before it
    assert stem("жұмысы") == stem("жұмыс")  # -сы would need a vowel
    assert stem("орын") == stem("орны")  # -н would need a possessive


def test_a_stem_keeps_three_letters_and_a_vowel() -> None:
    for word in ("дан", "лар", "астында", "нікі", "мен", "ның", "дағы"):
        assert len(stem(word)) >= min(3, len(word))


def test_nothing_is_left_of_nothing() -> None:
    assert kazakh.stem("") == ""


def test_no_table_repeats_an_ending_of_its_own() -> None:
    for table in (*kazakh.NOUN_ENDINGS, *kazakh.VERB_ENDINGS):
        endings = table.split()
        assert len(endings) == len(set(endings)), table
