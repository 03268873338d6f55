"""Where sentences end in Kazakh, Russian and English news: one pass, linear, no model.

Every full stop or other end mark may end a sentence. The text before it (an abbreviation, initials, a list number) and
the text behind it (a small letter, "– деді") decide. Inside a short quotation or brackets no sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.rich import Rich
from text.words.dateline import dateline_end
from text.words.stopwords import word_set

# Characters. A quotation up to this length is kept whole; a longer one is a speech and is split like other text.
LONGEST_QUOTE = 400

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_END = re.compile(r"[.!?…؟۔]+[»”“\"'’)\]]*")
_BEHIND = re.compile(r"(\s*)([–—-]?)\s*(.?)")
_ALNUM = re.compile(r"[^\W_]")
_TOKEN = re.compile(r"[\w.№]*")
_TOKEN_CHARS = 24
_BRACKETS = re.compile(r"[«»“”„\"()]")
_PAIRS = {"»": "«", "”": "“", ")": "("}
_LIST_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,2}|[IVXІХ]{1,4}")
_DOMAINS = {"kz", "ru", "com", "org", "net", "info", "tv"}


# Never the last word of a sentence. A year or millions nearly always go on ("1991 ж. Қазақстан", "3 млрд. АҚШ").
_NEVER = word_set(
    "ж жж ғ ғғ б бб қ қ-сы обл ауд ауыл-окр көш даңғ мкр ш-а пәт тел т акад проф доц ген полк инж млн млрд трлн мыс "
    "г гг в вв ул пр просп пр-т пл пер бул д корп кв стр тыс им см рис табл ст п пп ч с св респ гор пос дер зам гл нач "
    "изд ред напр сокр тж чл-корр канд экз "
    "mr mrs ms dr prof st gen col capt lt sgt sen rep gov hon rev mt vs jan feb mar apr jun jul aug sep sept oct nov "
    "dec"
)
# May be the last word: then a capital follows, and that decides.
_MAYBE = word_set("т.б т.т т.с.с т.д т.п др etc a.m p.m inc ltd co corp jr sr руб тг")
_UNITS = word_set("км м см мм кг га л сағ мин сек руб тг км/сағ")
_BEFORE_NUMBER = word_set("no fig vol pp ch № бап тарм")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence, without the white space between them; a line break always ends one."""
    return list(each_sentence(text))


def each_sentence(text: str) -> Iterator[tuple[int, int]]:
    """The same, one by one: who wants the first pays for no other."""
    for line in _LINE.finditer(text):
        before = line.start()
        for start, end in _in_line(line.group()):
            yield before + start, before + end


def sentences(rich: Rich) -> list[Rich]:
    """The sentences with their formatting."""
    return [rich.slice(start, end) for start, end in sentence_spans(rich.text)]


def _in_line(line: str) -> Iterator[tuple[int, int]]:
    kept_whole = iter(_quotations(line))
    quotation = next(kept_whole, None)
    start = _skip_space(line, 0)
    for mark in _END.finditer(line):
        end = mark.end()
        while quotation and quotation[1] <= end:
            quotation = next(kept_whole, None)
        if quotation and quotation[0] < end:
            continue
        if _ends_here(line, start, mark):
            yield start, end
            start = _skip_space(line, end)
    rest = line[start:].rstrip()
    if rest:
        yield start, start + len(rest)


def _skip_space(line: str, place: int) -> int:
    while place < len(line) and line[place].isspace():
        place += 1
    return place


def _quotations(line: str) -> list[tuple[int, int]]:
    """(start, end) of outermost quotations and brackets short enough to be kept whole."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(line):
        char, place = match.group(), match.start()
        if char == '"' or (char == "“" and opened and opened[-1][0] == "„"):
            closes = bool(opened) and opened[-1][0] in {'"', "„"} and not _opens(line, place)
        else:
            closes = char in _PAIRS and any(char_open == _PAIRS[char] for char_open, _ in opened[-3:])
        if not closes:
            if char not in _PAIRS:
                opened = [*opened[-7:], (char, place)]
            continue
        partner = {"“": "„", '"': '"'}.get(char) or _PAIRS[char]
        while opened and opened[-1][0] != partner:
            opened.pop()
        if opened:
            _keep(found, opened.pop()[1], place + 1)
    return found


def _opens(line: str, place: int) -> bool:
    before = line[place - 1] if place else " "
    behind = line[place + 1] if place + 1 < len(line) else " "
    return (before.isspace() or before in "(–—-") and not behind.isspace()


def _keep(found: list[tuple[int, int]], start: int, end: int) -> None:
    if end - start > LONGEST_QUOTE:
        return
    while found and found[-1][0] > start:
        found.pop()
    found.append((start, end))


def _ends_here(line: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the candidate ends the sentence that began at `start`."""
    behind = _BEHIND.match(line, mark.end())
    gap, dash, following = behind.groups() if behind else ("", "", "")
    closers = mark.group().lstrip(".!?…؟۔")
    if not following and not dash:
        return True
    if not _ALNUM.search(line, max(start, mark.start() - _TOKEN_CHARS), mark.start()):
        return start < mark.start() - _TOKEN_CHARS
    if following.islower() or following in ",;:)]»”" or (closers and dash):
        return False
    if not gap:
        return not dash and _ends_without_space(line, mark, following)
    if mark.group().strip("»”“\"'’)]") != ".":
        return True
    return not _goes_on(line, start, mark.start(), following)


def _ends_without_space(line: str, mark: re.Match[str], following: str) -> bool:
    """Whether a mark without a space behind it ends a sentence: in "болды.Келесі", not in "Қ.Тоқаев" or "13.08"."""
    if not ("\u0400" <= following <= "\u052f" and following.isupper()):
        return False
    if mark.group()[0] != ".":
        return True
    before = line[mark.start() - 1]
    token = _token(line, mark.start())
    whole_word = len(token) >= 3 and "." not in token and token.lower() not in _NEVER
    return not before.isalnum() or ("\u0400" <= before <= "\u052f" and before.islower() and whole_word)


def _token(line: str, end: int) -> str:
    """The word before a full stop, with the stops inside it ("т.с.с"), of at most 24 characters."""
    backwards = _TOKEN.match(line[max(0, end - _TOKEN_CHARS) : end][::-1])
    return backwards.group()[::-1].lstrip(".") if backwards else ""


def _goes_on(line: str, start: int, stop: int, following: str) -> bool:
    """Whether the sentence goes on behind a full stop and a space, though no small letter follows."""
    token = _token(line, stop)
    low = token.lower()
    if low in _MAYBE or (low in _UNITS and _number_before(line, stop - len(token))):
        return False
    if low in _NEVER or (low in _BEFORE_NUMBER and following.isdigit()):
        return True
    if stop - len(token) == start and _LIST_NUMBER.fullmatch(token):
        return True
    if _initials(token):
        return not (token in {"I", "V", "X"} and "\u0400" <= following <= "\u052f")
    pieces = low.split(".")
    if len(pieces) > 1 and pieces[-1] not in _DOMAINS and all(piece.isalpha() and len(piece) <= 3 for piece in pieces):
        return True
    return stop - start < 80 and stop + 2 < dateline_end(line, start)


def _number_before(line: str, place: int) -> bool:
    return line[max(0, place - 2) : place].strip()[-1:].isdigit()


def _initials(token: str) -> bool:
    """ "Қ", "М.О", "Дж", "U.S": single capitals, one by one."""
    return all(len(piece) == 1 and piece.isupper() for piece in token.split(".")) or token in {"Дж", "Ш", "Ю", "Я"}
