"""The words that name a period in a question, and those around it, folded, in Kazakh, Russian and English."""

from __future__ import annotations

from text.time.lexicon import NEAR_ADJECTIVES, NEAR_DAYS, YEAR_WORDS, Unit, by_form, words_of
from text.words.folding import fold, folded_words

NEAR = {fold(form): days for form, days in (NEAR_DAYS | NEAR_ADJECTIVES).items() if days <= 0}
NEAR |= dict.fromkeys(folded_words("кешегі кешеден yesterdays вчерашнего вчерашних вчерашней"), -1)
NEAR |= dict.fromkeys(folded_words("бүгінгі бүгіннен todays сегодняшнего сегодняшних сегодняшней tonight"), 0)
NEAR |= dict.fromkeys(folded_words("позавчерашний позавчерашние позавчерашних позавчерашнего алдыңгүнгі"), -2)
# Today, and the days after it.
COMING = frozenset(fold(form) for form, days in NEAR_DAYS.items() if days >= 0) | frozenset(
    folded_words("бүгінше ертеңге ертеңгі бүгінге завтрашнего завтрашний")
)
# "Алдыңғы күні": the day before yesterday.
BEFORE, BEFORE_DAY = frozenset(folded_words("алдыңғы алдынғы")), frozenset(folded_words("күні күнгі күн"))
ORDINAL = frozenset(
    folded_words(
        "го ое е й я му ы і ші шы сы сі ына іне сына сіне ында інде сында сінде ындағы індегі сындағы сіндегі ынан "
        "інен сынан сінен ның нің да де та те нда нде дан ден тан тен нан нен ға ге қа ке дағы дегі тағы тегі інші "
        "ыншы нші ншы st nd rd th"
    )
)
DAY_WORDS = frozenset(folded_words("числа число числу күні күнгі күнінен күніне күніндегі day"))
WEEKDAYS = {
    fold(form): weekday
    for weekday, forms in enumerate(
        (
            "дүйсенбі понедельник понедельника понедельнику понедельничные monday mondays",
            "сейсенбі вторник вторника вторнику tuesday tuesdays",
            "сәрсенбі среда среду среды среде wednesday wednesdays",
            "бейсенбі четверг четверга четвергу thursday thursdays",
            "жұма пятница пятницу пятницы пятнице пятничные friday fridays",
            "сенбі суббота субботу субботы субботе субботние saturday saturdays",
            "жексенбі воскресенье воскресенья воскресенью воскресные sunday sundays",
        )
    )
    for form in words_of(forms)
}
_KAZAKH_DAY_ENDINGS = folded_words("да де дағы дегі нің ның ға ге дан ден н сі сы нда нде лік нан нен күні")
WEEKDAYS |= {
    fold(name) + ending: weekday
    for weekday, name in enumerate(words_of("дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"))
    for ending in _KAZAKH_DAY_ENDINGS
}
WEEKEND = frozenset(folded_words("выходные выходных выходным выходными уикенд уикенда уикенде weekend weekends"))
# "Демалыс күндері": days of rest.
REST = frozenset(folded_words("демалыс"))
REST_DAYS = frozenset(folded_words("күндері күндер күні күнгі күндегі күндерде күндердегі күндерінде күндеріндегі"))
# "Утренние новости", "что нового с утра": only beside news.
NEAR_OF_NEWS = dict.fromkeys(folded_words("утренние утренних утра вечерние вечерних таңғы таңнан morning mornings"), 0)
# "Новости недели", "күннің жаңалықтары", "news of the week": so many last days.
OF_UNIT = (
    dict.fromkeys(folded_words("дня суток күннің day days daily"), 1)
    | dict.fromkeys(folded_words("недели недельные апта аптаның апталық week weeks weekly"), 7)
    | dict.fromkeys(folded_words("месяца айдың айлық month months monthly"), 31)
)
AGO = frozenset(folded_words("назад тому бұрын бұрынғы ago back"))
NUMBERS = {
    form: number
    for number, forms in enumerate(
        (
            "бір один одну a one",
            "екі два две пару two",
            "үш три three",
            "төрт четыре four",
            "бес пять five",
            "алты шесть six",
            "жеті семь seven",
            "сегіз восемь eight",
            "тоғыз девять nine",
            "он десять ten",
        ),
        1,
    )
    for form in folded_words(forms)
}
UNITS_OF_AGO = {
    form: unit
    for unit, forms in {
        Unit.DAY: "күн день дня дней day days",
        Unit.WEEK: "апта неделю недели недель week weeks",
        Unit.MONTH: "ай месяц месяца месяцев month months",
    }.items()
    for form in folded_words(forms)
}
PARTS_OF_MONTH = {
    form: part
    for part, forms in enumerate(
        (
            "начало начала начале басы басында басындағы бас early beginning start",
            "середина середины середине ортасы ортасында ортасындағы mid middle",
            "конец конца конце соңы соңында соңындағы аяғы аяғында аяғындағы late end",
        )
    )
    for form in folded_words(forms)
}
THIS = frozenset(folded_words("осы бұл этой этот эту эта этом этого текущей текущий текущую текущем this current"))
LAST = frozenset(
    folded_words(
        "өткен былтырғы прошлой прошлый прошлая прошлую прошлом прошлого прошлые прошедшей прошедший last previous"
    )
)
_UNIT_FORMS = {
    Unit.WEEK: "апта аптада аптадағы аптаның аптаға аптасы аптаны неделя неделе неделю недели week weeks",
    Unit.MONTH: "ай айда айдағы айдың айға айы месяц месяце месяца month months",
    Unit.YEAR: "жыл жылы жылғы жылдың жылда жылдағы год году года year years",
}
UNITS = {form: unit for unit, forms in _UNIT_FORMS.items() for form in folded_words(forms)}
NAMED_YEARS = dict.fromkeys(folded_words("биыл биылғы"), 0) | dict.fromkeys(folded_words("былтыр былтырғы"), 1)
FROM = frozenset(folded_words("с со от from between since начиная"))
# Of these the ones behind which a day alone is the first of many: "с понедельника", but no "новости от 8 марта".
OPENING = frozenset(folded_words("с со since начиная"))
SINCE = frozenset(folded_words("бері бергі since"))
TO = frozenset(folded_words("по до to till until and through мен пен бен - – — .."))
UP_TO = frozenset(folded_words("дейін дейінгі шейін аралығында аралығындағы арасында арасындағы аралығы"))
# Days of a month in words, as people say them: "шестого марта", "бесінші наурызда", "march fifth".
_ORDINALS = by_form({
    1: "бірінші перв first", 2: "екінші втор second", 3: "үшінші треть third", 4: "төртінші четверт fourth",
    5: "бесінші пят fifth", 6: "алтыншы шест sixth", 7: "жетінші седьм seventh", 8: "сегізінші восьм eighth",
    9: "тоғызыншы девят ninth", 10: "оныншы десят tenth", 11: "одиннадцат eleventh", 12: "двенадцат twelfth",
    13: "тринадцат thirteenth", 14: "четырнадцат fourteenth", 15: "пятнадцат fifteenth", 16: "шестнадцат sixteenth",
    17: "семнадцат seventeenth", 18: "восемнадцат eighteenth", 19: "девятнадцат nineteenth",
    20: "жиырмасыншы двадцат twentieth", 30: "отызыншы тридцат thirtieth",
})  # fmt: skip
# "Он бірінші", "двадцать первого", "twenty first".
TENS = {
    fold(form): ten
    for form, ten in by_form({10: "он", 20: "жиырма двадцать twenty", 30: "отыз тридцать thirty"}).items()
}
_ORDINAL_ENDINGS = folded_words("ое ого ому ом ый ым ье ьего ьему ьем ий")
ORDINAL_DAYS = {fold(form): day for form, day in _ORDINALS.items() if len(form) > 4} | {
    fold(form) + ending: day for form, day in _ORDINALS.items() for ending in _ORDINAL_ENDINGS
}
SILENT = frozenset(folded_words("the of в во на за от from күні күнгі г"))
# "Вчерашнего дня", "кешегі күннің".
SILENT_BEHIND = DAY_WORDS | frozenset(folded_words("дня день дни дней күннің күндегі күндері күнде"))
YEARS = frozenset(map(fold, YEAR_WORDS)) | frozenset(folded_words("жылдан жылға году"))
MONTH_WORDS = frozenset(
    folded_words("ай айы айында айындағы айының айда айдағы айынан айына месяца месяце месяц месяцу")
)
