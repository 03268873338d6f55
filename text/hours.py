"""Words of time as people type them: numbers in words, stretches of time, hours of the day with their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from text.months import folded

AHEAD = frozenset(("кейін", "соң", "через", "in", "after", "после"))
_ONES = (
    ("бір", "один", "одну", "одна", "одного", "one"),
    ("екі", "два", "две", "two"),
    ("үш", "три", "three"),
    ("төрт", "четыре", "four"),
    ("бес", "пять", "five"),
    ("алты", "шесть", "six"),
    ("жеті", "семь", "seven"),
    ("сегіз", "восемь", "eight"),
    ("тоғыз", "девять", "nine"),
)
_TENS = (
    ("он", "десять", "ten"),
    ("жиырма", "двадцать", "twenty"),
    ("отыз", "тридцать", "thirty"),
    ("қырық", "сорок", "forty"),
    ("елу", "пятьдесят", "fifty"),
)
_NUMBERS = {
    **{word: number for number, words in enumerate(_ONES, 1) for word in words},
    **{word: number * 10 for number, words in enumerate(_TENS, 1) for word in words},
    "одиннадцать": 11,
    "eleven": 11,
    "двенадцать": 12,
    "twelve": 12,
    "пятнадцать": 15,
    "fifteen": 15,
}
_UNITS = {
    **dict.fromkeys(("минут", "минуттан", "мин", "минуту", "минуты", "minute", "minutes", "min", "m"), 1),
    **dict.fromkeys(("сағат", "сағаттан", "сағ", "час", "часа", "часов", "ч", "hour", "hours", "h"), 60),
    **dict.fromkeys(("күн", "күннен", "күнде", "день", "дня", "дней", "day", "days", "d"), 24 * 60),
    **dict.fromkeys(("апта", "аптадан", "неделю", "недели", "недель", "week", "weeks"), 7 * 24 * 60),
}
_HALF = ("жарты", "half")
_PHRASES = (
    ("day after tomorrow", "послезавтра"),
    ("арғы күні", "послезавтра"),
    ("түстен кейін", "afternoon"),
    ("түн ортасы", "midnight"),
    ("түн жарымы", "midnight"),
)
_WORD = re.compile(r"\d+[.,]\d(?!\d|[.:])|[^\W\d_]+|\d+")
_CLOCK = re.compile(r"(?<![\d.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d.])(?:\s*(am|pm)\b)?")
_PART = {
    **dict.fromkeys(("таңғы", "таңертең", "таңертеңгі", "утра", "утром", "morning"), "morning"),
    **dict.fromkeys(("afternoon", "дня", "днём", "днем", "түскі"), "afternoon"),
    **dict.fromkeys(("кешкі", "кешке", "кеште", "вечера", "вечером", "evening", "tonight"), "evening"),
    **dict.fromkeys(("түнгі", "түнде", "ночи", "ночью", "night"), "night"),
    **dict.fromkeys(("түсте", "полдень", "noon"), "noon"),
    **dict.fromkeys(("полночь", "midnight"), "midnight"),
}
_ALONE = {"morning": (9, 0), "evening": (19, 0), "noon": (12, 0), "midnight": (0, 0)}
"""The hour of a part of the day that is named without one."""
_BEFORE_HOUR = frozenset(("сағат", "в", "at", "к", "таңғы", "түскі", "кешкі", "түнгі"))
_BEHIND_HOUR = frozenset(("да", "де", "та", "те", "ға", "ге", "қа", "ке", "am", "pm", "утра", "дня", "вечера", "ночи"))


def plain_words(text: str) -> tuple[str, list[str]]:
    """(the text in small letters, its words with numbers as digits)."""
    plain = " ".join(text.lower().split())
    for phrase, word in _PHRASES:
        plain = plain.replace(phrase, word)
    words: list[str] = []
    for word in (folded(found) for found in _WORD.findall(plain)):
        number = _NUMBERS.get(word)
        if number is None:
            words.append(word)
        elif number < 10 and words and words[-1] in {"10", "20", "30", "40", "50"}:
            words[-1] = str(int(words[-1]) + number)
        else:
            words.append(str(number))
    return plain, words


@dataclass(slots=True)
class _Span:
    """A stretch of time while it is read; `whole_days`: it has days and weeks alone."""

    minutes: float = 0.0
    found: bool = False
    whole_days: bool = True
    number: float | None = None
    unit: int = 0

    def take(self, unit: int) -> None:
        self.minutes += (1.0 if self.number is None else self.number) * unit
        self.found, self.whole_days = True, self.whole_days and unit >= 24 * 60
        self.number, self.unit = None, unit

    def half(self) -> None:
        """ "half an hour"; behind a unit, "and a half"."""
        if self.unit:
            self.minutes, self.number = self.minutes + self.unit / 2, None
        else:
            self.number = 0.5


def span_of(plain: str, words: list[str]) -> tuple[timedelta, bool] | None:
    """How long from now, and whether in whole days; None when the text does not say "in …" or "… after"."""
    if not (AHEAD & set(words) or plain.startswith("+")):
        return None
    span = _Span()
    for place, word in enumerate(words):
        if word[0].isdigit():
            span.number = float(word[:5].replace(",", "."))
        elif word in ("полтора", "полторы"):
            span.number = 1.5
        elif word == "жарым":
            span.number = (span.number or 0.0) + 0.5
        elif word in ("a", "an"):
            span.number = span.number or 1.0
        elif word in _HALF:
            span.half()
        elif word == "полчаса":
            span.number = 0.5
            span.take(60)
        elif word in _UNITS:
            # "after 9 o'clock" names an hour and no stretch: a unit has its number, or stands beside "in".
            if span.number is None and not AHEAD & set(words[max(0, place - 1) : place + 2]):
                return None
            span.take(_UNITS[word])
    return (timedelta(minutes=span.minutes), span.whole_days) if span.found else None


def clock_of(plain: str, words: list[str]) -> tuple[int, int] | None:
    """Hour and minute: "9:05", "9.05", "кешкі 7-де", "в 9 утра", "7 pm"; a part of the day alone has its own."""
    part = next((_PART[word] for word in words if word in _PART), "")
    if found := _CLOCK.search(plain):
        return _in_part(int(found[1]), found[3] or part), int(found[2])
    for place, word in enumerate(words):
        if not word.isdigit() or len(word) > 2 or int(word) > 23:
            continue
        before, behind = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
        if before in _BEFORE_HOUR or behind in _BEHIND_HOUR:
            return _in_part(int(word), behind if behind in ("am", "pm") else part), 0
    return _ALONE.get(part)


def _in_part(hour: int, part: str) -> int:
    """7 in the evening is 19; 12 at night is 0."""
    if part in ("am", "night") and hour == 12:
        return 0
    later = {"pm": range(1, 12), "evening": range(1, 12), "afternoon": range(1, 7), "night": range(9, 12)}
    return hour + 12 if hour in later.get(part, ()) else hour
