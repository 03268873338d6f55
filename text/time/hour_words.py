"""Splits a typed hour into words: numbers as digits, dates and hours whole, phrases of time as one word."""

from __future__ import annotations

import re

from text.time.lexicon import by_form, folded

# Characters of a text that can be an hour.
LONGEST = 80
_TENS = by_form({
    10: "он десять ten",
    20: "жиырма двадцать twenty",
    30: "отыз тридцать thirty",
    40: "қырық сорок forty",
    50: "елу пятьдесят fifty",
})  # fmt: skip
_NUMBERS = _TENS | by_form({
    1: "бір один одну одна одного one",
    2: "екі два две two",
    3: "үш три three",
    4: "төрт четыре four",
    5: "бес пять five",
    6: "алты шесть six",
    7: "жеті семь seven",
    8: "сегіз восемь eight",
    9: "тоғыз девять nine",
    11: "одиннадцать eleven",
    12: "двенадцать twelve",
    15: "пятнадцать fifteen",
})  # fmt: skip
# Kazakh numbers in the case in which they are an hour. They become the number and the ending, as in "9-да".
_AT_HOUR = by_form({
    1: "бірде", 2: "екіде", 3: "үште", 4: "төртте", 5: "бесте", 6: "алтыда", 7: "жетіде", 8: "сегізде", 9: "тоғызда",
    10: "онда",
})  # fmt: skip
# Tens that a smaller number may follow: "ten five" and "десять пять" are an hour with its minutes, "он бес" is 15.
_JOINED = frozenset(word for word, number in _TENS.items() if number > 10) | {"он"}
_PHRASES = (
    ("day after tomorrow", "послезавтра"),
    ("арғы күні", "послезавтра"),
    ("түстен кейін", "afternoon"),
    ("түн ортасы", "midnight"),
    ("түн жарымы", "midnight"),
    ("полчаса", "half час"),
    ("from now", "later"),
    ("o'clock", "часов"),
    ("o’clock", "часов"),
    ("a.m.", "am"),
    ("p.m.", "pm"),
)
_TOKEN = re.compile(
    r"[^\W\d_]++"
    r"|(?=\d)(?:\d{4}-\d\d-\d\d(?!\d)"
    r"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)(?!\d)"
    r"|\d{1,2}[:./]\d{1,2}(?!\d)"
    r"|\d{1,2},\d(?!\d)"
    r"|\d++)|\S"
)
_ISO_HOUR = re.compile(r"(?<=\d\d-\d\d)t(?=\d)")
# "в 9-30", as timetables write an hour. "9-30" alone may be anything.
_DASHED_HOUR = re.compile(r"(?<!\S)((?:в|к|at|сағат) \d{1,2})-(?=[0-5]\d(?![\d.:]))")
_ENDING = re.compile(r"(?<=\d)-(?=[^\W\d_])|(?<=\s)[-–—](?=\s)")
_SILENT = frozenset(",.;!()«»“”„\"'")


def time_words(text: str) -> list[str]:
    """The words of a text in small letters; empty when it is too long to be an hour.

    "30-го" is "30", "го"; "25.11", "9:05", "25.11.2026", "2026-11-25" and "1,5" stay whole. A sign that means
    something ("-", "+", "?", "%") is a word.
    """
    if len(text) > LONGEST:
        return []
    plain = " ".join(text.lower().split())
    for phrase, word in _PHRASES:
        plain = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", word, plain)
    plain = _ENDING.sub(" ", _DASHED_HOUR.sub(r"\1:", _ISO_HOUR.sub(" ", plain)))
    words: list[str] = []
    joins = False
    for word in (folded(found) for found in _TOKEN.findall(plain) if found not in _SILENT):
        at_hour = word in _AT_HOUR
        number = _AT_HOUR[word] if at_hour else _NUMBERS.get(word)
        if number is None:
            words.append(word)
        elif number < 10 and joins:
            words[-1] = str(int(words[-1]) + number)
        else:
            words.append(str(number))
        if at_hour:
            words.append("да")
        joins = word in _JOINED
    return words


def word_at(words: list[str], at: int) -> str:
    """The word at a place, empty before the first and behind the last."""
    return words[at] if 0 <= at < len(words) else ""
