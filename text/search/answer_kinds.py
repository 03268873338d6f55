"""The kinds of answer that a sentence can show: a moment, a number, the name of a work, a cause.

Kazakh, Russian and English share one table, since the language of a query is not certain. There is no kind for people
and places: names stand in most sentences of news, and preferring sentences with a new name gained nothing on the judged
questions (docs/search.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

from text.words.folding import fold, folded_words


class AnswerKind(StrEnum):
    """What a sentence that answers holds."""

    MOMENT = "moment"
    NUMBER = "number"
    NAME = "name"
    CAUSE = "cause"


# "When" alone; "which year": two words side by side.
_WHEN = folded_words("қашан когда when")
_HOW_MANY = folded_words("қанша неше скольк")
_WHICH = folded_words("қай қандай какой какая какое каком какого какую what which how неше нешінші")
_TIME = folded_words(
    "жыл ғасыр кезең уақыт күн айда айы сағат год век ден дат числ врем месяц час year century date day time month"
)
_COUNTED = folded_words("many much long old far often tall high")
# How a moment is said without a digit.
_MOMENTS = folded_words(
    "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан "
    "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі "
    "бүгін ертең кеше көктемде жазда күзде қыста айдың аптаның жылдың "
    "январ феврал март апрел мая июн июл август сентябр октябр ноябр декабр "
    "понедельник вторник среду четверг пятниц суббот воскресен "
    "сегодня завтра вчера весной летом осенью зимой "
    "january february march april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday spring summer autumn winter"
)
# "What is the price": what is measured or counted, where anything is asked.
_MEASURED = folded_words(
    "биіктігі ұзындығы тереңдігі ауданы көлемі мөлшері салмағы саны бағасы құны жылдамдығы температурасы "
    "высот длин глубин площад объем весит колич числен цена цены цену стоим скорост температур возраст "
    "height length depth area size weight price cost speed temperature population"
)
# "Which book", "what is it called": the name of a work, a paper, an ensemble stands in quotation marks.
_ASKING = frozenset(folded_words("қай қандай қалай қайсы не кім какой какая какое какую каком как что what which how"))
_NAMED = folded_words(
    "шығарма кітап кітаб жинақ жинағ өлең роман әңгіме повест поэма жыр күйі әні фильм спектакл пьеса газет журнал "
    "аталады аталатын аталған аталды атауы аты книг рассказ стих песн спектакл назыв назван "
    "book novel poem song film movie play newspaper magazine called titled name"
)
_WHY = folded_words("неге неліктен себеп себеб почему зачем отчего причин why reason cause")
_BECAUSE = folded_words(
    "себеп себеб сондықтан өйткені үшін байланысты нәтижесінде салдарынан кесірінен "
    "потому поэтому поскольку причин вследствие благодаря чтобы because due caused reason therefore since"
)
# "-дықтан", "-ғандықтан": Kazakh says "because" with an ending.
_BECAUSE_ENDS = folded_words("дықтан діктен тықтан тіктен лықтан ліктен")
# "Бір" and its like are articles as often as numbers.
_NUMBERS = frozenset(
    folded_words(
        "екі үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан жүз мың миллион "
        "два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят сто тысяч миллион "
        "two three four five six seven eight nine ten twenty thirty forty fifty hundred thousand million"
    )
)
_DIGITS = re.compile(r"\d+")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,80})[»”“\"]")
_WORD = re.compile(r"\w+")
# A word of the sentence is one of the question's if so many first letters agree.
_ALIKE = 4


def answer_kinds(words: Sequence[str]) -> frozenset[AnswerKind]:
    """The kinds of answer that a question asks for, given its folded words in order, question words included."""
    found = set()
    pairs = [(word, after) for word, after in pairwise(words) if word in _WHICH]
    if any(word.startswith(_WHEN) for word in words) or any(after.startswith(_TIME) for _, after in pairs):
        found.add(AnswerKind.MOMENT)
    elif any(word.startswith(_HOW_MANY) for word in words) or any(after.startswith(_COUNTED) for _, after in pairs):
        found.add(AnswerKind.NUMBER)
    if not _ASKING.isdisjoint(words):
        found |= {AnswerKind.NUMBER for word in words if word.startswith(_MEASURED)}
        found |= {AnswerKind.NAME for word in words if word.startswith(_NAMED)}
    if any(word.startswith(_WHY) for word in words):
        found.add(AnswerKind.CAUSE)
    return frozenset(found)


def shows_answer(kind: AnswerKind, sentence: str, folded: Iterable[str], question: Collection[str]) -> bool:
    """Whether a sentence (`folded`: its words) shows an answer of this kind that the question does not hold itself.

    `question`: the first four letters of each word of the question.
    """
    if kind in {AnswerKind.MOMENT, AnswerKind.NUMBER} and any(
        digits[:_ALIKE] not in question for digits in _DIGITS.findall(sentence)
    ):
        return True
    if kind is AnswerKind.MOMENT:
        return any(word.startswith(_MOMENTS) for word in folded)
    if kind is AnswerKind.NUMBER:
        return not _NUMBERS.isdisjoint(folded)
    if kind is AnswerKind.NAME:
        return any(not _stands_in(name, question) for name in _QUOTED.findall(sentence))
    return "из-за" in sentence or any(word.startswith(_BECAUSE) or word.endswith(_BECAUSE_ENDS) for word in folded)


def _stands_in(name: str, question: Collection[str]) -> bool:
    return all(fold(word)[:_ALIKE] in question for word in _WORD.findall(name.lower()))
