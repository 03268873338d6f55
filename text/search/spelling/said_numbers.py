"""Numbers as people say them, in digits: "отыз алты миллион", "пятнадцать тысяч", "two hundred".

Articles write digits, and people who speak to their phones get words. Both spellings are offered; the vocabulary of
the index decides (text/search/interpretations.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from text.words.folding import fold, fold_once, folded_words

_ONES = (
    "нөл ноль нуля zero",
    "бір один одна одного одной one",
    "екі два две двух two",
    "үш три трех трёх three",
    "төрт четыре четырех четырёх four",
    "бес пять пяти five",
    "алты шесть шести six",
    "жеті семь семи seven",
    "сегіз восемь восьми eight",
    "тоғыз девять девяти nine",
    "он десять десяти ten",
    "одиннадцать одиннадцати eleven",
    "двенадцать двенадцати twelve",
    "тринадцать тринадцати thirteen",
    "четырнадцать четырнадцати fourteen",
    "пятнадцать пятнадцати fifteen",
    "шестнадцать шестнадцати sixteen",
    "семнадцать семнадцати seventeen",
    "восемнадцать восемнадцати eighteen",
    "девятнадцать девятнадцати nineteen",
)
_TENS = (
    "жиырма двадцать двадцати twenty",
    "отыз тридцать тридцати thirty",
    "қырық сорок сорока forty",
    "елу пятьдесят пятидесяти fifty",
    "алпыс шестьдесят шестидесяти sixty",
    "жетпіс семьдесят семидесяти seventy",
    "сексен восемьдесят восьмидесяти eighty",
    "тоқсан девяносто девяноста ninety",
)
_HUNDREDS = (
    "сто ста",
    "двести двухсот",
    "триста трехсот",
    "четыреста четырехсот",
    "пятьсот пятисот",
    "шестьсот шестисот",
    "семьсот семисот",
    "восемьсот восьмисот",
    "девятьсот девятисот",
)
_NUMERALS = {
    word: value
    for values, texts in ((range(20), _ONES), (range(20, 100, 10), _TENS), (range(100, 1000, 100), _HUNDREDS))
    for value, text in zip(values, texts, strict=True)
    for word in folded_words(text)
}
# Before one of these a number is multiplied.
_HUNDRED = frozenset(folded_words("жүз hundred"))
_SCALES = {
    word: scale
    for scale, text in (
        (1_000, "мың тысяча тысячи тысяч тысячу thousand"),
        (1_000_000, "миллион миллиона миллионов млн million"),
        (1_000_000_000, "миллиард миллиарда миллиардов млрд billion"),
    )
    for word in folded_words(text)
}
_ALL = frozenset((*_NUMERALS, *_SCALES, *_HUNDRED))
_THOUSAND = 1_000
# A single word that is no number elsewhere: "он" and "сто" are, "отыз" is not.
_SURE_ALONE = 11
_LONGEST_RUN = 8
# "15 000": the groups of a number in digits.
_GROUP = 3
_SHORTEST_NUMBER, _LONGEST_NUMBER = 4, 7
_CENTURIES = ("19", "20")


def with_numbers_joined(chunks: Sequence[str]) -> list[str]:
    """The chunks with those that say one number joined by hyphens: "отыз-алты", "15-000"."""
    if _ALL.isdisjoint(map(fold_once, chunks)) and not any(map(_is_group, chunks)):
        return list(chunks)
    joined: list[str] = []
    run: list[str] = []
    for chunk in (*chunks, ""):
        if run and (not chunk or len(run) == _LONGEST_RUN or not _goes_on(run, chunk)):
            joined.append("-".join(run))
            run = []
        if _begins(chunk) or (run and chunk):
            run.append(chunk)
        elif chunk:
            joined.append(chunk)
    return joined


def _begins(chunk: str) -> bool:
    return fold_once(chunk) in _ALL or (chunk.isdecimal() and len(chunk) <= _GROUP)


def _goes_on(run: Sequence[str], chunk: str) -> bool:
    if run[-1].isdecimal():
        return _is_group(chunk)
    return fold_once(chunk) in _ALL


def _is_group(chunk: str) -> bool:
    return len(chunk) == _GROUP and chunk.isdecimal()


def spelled_in_digits(words: Sequence[str]) -> Iterator[list[str]]:
    """Other spellings of a number, given by its words or its digits: as one, in groups, with its scale as a word."""
    if all(map(str.isdecimal, words)):
        number = "".join(words)
        is_year = len(words) == 1 and number[:2] in _CENTURIES and len(number) == _SHORTEST_NUMBER
        if _SHORTEST_NUMBER <= len(number) <= _LONGEST_NUMBER and not number.startswith("0") and not is_year:
            yield from ([number], _groups(int(number)))
        return
    folded = [fold(word) for word in words]
    if not _ALL.issuperset(folded) or _NUMERALS.keys().isdisjoint(folded):
        return
    value = _value(folded)
    if len(words) == 1 and value < _SURE_ALONE:
        return
    scale = _SCALES.get(folded[-1], 0)
    if scale and value > scale and value % scale == 0:
        yield [str(value // scale), words[-1]]
    yield [str(value)]
    if value >= _THOUSAND:
        yield _groups(value)


def _groups(value: int) -> list[str]:
    return f"{value:,}".split(",")


def _value(folded: Sequence[str]) -> int:
    """The number that words say, read from the left: a scale multiplies what stands before it."""
    whole = part = 0
    for word in folded:
        if word in _HUNDRED:
            part = max(part, 1) * 100 if part < 10 else part + 100
        elif scale := _SCALES.get(word):
            whole, part = whole + max(part, 1) * scale, 0
        else:
            part += _NUMERALS[word]
    return whole + part
