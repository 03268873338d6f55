"""Metadata in the text of a saved page: the line "rubric • date", counters of views and minutes, labelled lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sources.values.coercion import as_web_address
from sources.values.dates import read_moment
from text.time.foreign_months import foreign_month_of
from text.time.lexicon import NEAR_DAYS, ORDINAL_ENDINGS, UNITS, WEEKDAY_NAMES, YEAR_WORDS, Unit, month_of, words_of
from text.words.latin import bare_latin
from text.words.rubric_names import common_rubric

_DIVIDERS = re.compile(r"[•·∙●⋅◦|¦‖›]\s*+|(?<!\s)\s++[•·∙●⋅◦|¦‖›]\s*+|\s»\s")
# Dashes and commas stand in titles too: only a whole date beside the name of a section makes a header of such a line.
_SOFT_DIVIDER = re.compile(r"(?<!\s)\s++(?:[–—-]\s++|/\s*+|(?=\d))|/\s*+|,\s++")
# "16:14, 16 Қаңтар 2026 | GMT +5": a zone behind a divider belongs to the date.
_ZONE_PART = re.compile(r"[•·∙●⋅◦|¦‖›]\s{0,5}+(?=(?:GMT|UTC) ?[+-]?\d{0,2}(?::?\d\d)?\s{0,5}+(?:[•·∙●⋅◦|¦‖›]|\Z))")
_YEAR = re.compile(r"\b\d{4}\b|\d\.\d\d\b")
_HOME = frozenset({"басты бет", "бастысы", "главная", "home", "жаңалықтар лентасы"})
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_DATE_WORDS = frozenset({
    *words_of("жарияланды жарияланған жаңартылды опубликовано обновлено published updated дата күні сағ date"),
    *words_of("on в at of the am pm a p m t z utc gmt бұрын назад ago сағат сағ sagat saǵat sağat jyl jyly"),
    *(form for form, unit in UNITS.items() if unit <= Unit.DAY),
    *(YEAR_WORDS | ORDINAL_ENDINGS | WEEKDAY_NAMES),
})  # fmt: skip
_DATE_LENGTH = range(4, 61)
_RUBRIC = re.compile(r"\A[^\W\d][\w’'-]*(?: (?:[&+–-] )?[^\W\d][\w’'-]*){0,3}")
_PERSON = re.compile(r"\A[A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w’'-]*\.?(?: [A-ZА-ЯЁӘІҢҒҮҰҚӨҺ][\w’'-]*\.?){1,2}")
_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[ .,]\d{{3}})+|\d+(?:[.,]\d)?)(?: ?(?P<{0}_unit>мың|тыс\.?|k|к|млн|m)\b)?"
_VIEWS_WORD = (
    r"(?:қарал\w+|көріл\w+|көрсетіл\w+|оқыл\w+|просмотр\w*|просмотрено|прочитано|прочитали|показ\w*|views?|reads|hits|"
    r"qaral\w+|koril\w+|korsetil\w+|oqyl\w+|oqil\w+)"
)
_VIEWS = (
    rf"(?:{_VIEWS_WORD} ?:? ?|👁\ufe0f? ?){_NUMBER.format('before')}(?: рет| раза?| ret)?"
    rf"|{_NUMBER.format('after')} ?(?:(?:рет|раза?|ret) ?{_VIEWS_WORD}?|{_VIEWS_WORD})"
)
_READING = (
    r"(?:оқу(?:ға)?(?: үшін| уақыты)?|оқылады|чтения|на чтение|для чтения|читать|to read|read|reading|"
    r"o[qk][yuw]u?(?:ga)?(?: u(?:shin|shyn|chun|sin))?)"
)
_MINUTE = r"(?:минут\w*|мин|minutes?|mins?|minut|min)\b\.?"
_MINUTES = (
    rf"(?:{_READING}|время чтения|reading time|[⏱🕒📖⏳]\ufe0f?) ?:? ?(?P<m1>\d{{1,3}}) ?{_MINUTE}"
    rf"|(?P<m2>\d{{1,3}}) ?{_MINUTE}(?: {_READING})?"
)
# Counters that no field is for: comments, likes, shares.
_REACTIONS = r"(?:пікір\w*|комментари\w+|коммент\w*|pikir\w*|comments?|likes?|shares?|лайк\w*|бөліс\w*|репост\w*)"
_OTHERS = rf"\d{{1,6}} ?{_REACTIONS}|{_REACTIONS} ?:? ?\d{{1,6}}|(?:💬|❤|👍|🔁)\ufe0f? ?\d{{1,6}}"
_COUNTER = re.compile(
    rf"\A[ ,;•·|–—-]*+(?:(?P<views>{_VIEWS})|(?P<minutes>{_MINUTES})|(?P<other>{_OTHERS}))(?=[ ,;•·|.–—-]|$)\.?",
    re.IGNORECASE,
)
_UNITS = {"мың": 1_000, "тыс": 1_000, "k": 1_000, "к": 1_000, "млн": 1_000_000, "m": 1_000_000}
_COUNTER_LENGTH = 90
_LABELS = {
    **dict.fromkeys(("айдар", "айдары", "бөлім", "рубрика", "раздел", "категория"), "rubric"),
    **dict.fromkeys(("rubric", "section", "category"), "rubric"),
    **dict.fromkeys(("автор", "авторы", "авторлары", "авторлар", "авторы текста", "author", "authors"), "author"),
    **dict.fromkeys(("тегтер", "тегтері", "тег", "теги", "тэги", "tags", "keywords", "кілт сөздер"), "tags"),
    **dict.fromkeys(("дереккөз", "дереккөзі", "сілтеме", "источник", "ссылка", "source", "link", "url"), "url"),
    **dict.fromkeys(("күні", "жарияланды", "жарияланған", "дата", "опубликовано", "published", "date"), "date"),
}  # fmt: skip
_LABELLED = re.compile(r"\A([^\W\d][\w ]{1,20}?) ?: ?(.{1,300})")
_HASHTAGS = re.compile(r"\A#[\w’'-]+(?:[ ,]+#[\w’'-]+)*")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What such lines state; other fields are empty."""

    rubric: str = ""
    published: datetime | date | None = None
    author: str = ""
    url: str = ""
    views: int | None = None
    minutes: int | None = None
    tags: tuple[str, ...] = ()

    def __or__(self, other: PageMetadata) -> PageMetadata:
        """The fields of both; the left one wins."""
        return PageMetadata(
            rubric=self.rubric or other.rubric,
            published=self.published if self.published is not None else other.published,
            author=self.author or other.author,
            url=self.url or other.url,
            views=self.views if self.views is not None else other.views,
            minutes=self.minutes or other.minutes,
            tags=self.tags or other.tags,
        )


def read_header(line: str, now: datetime | None) -> PageMetadata | None:
    """The line of rubric and date in any of its forms, or None. A line of a date alone is one too."""
    if len(line) > 200:
        return None
    parts = [part for part in _DIVIDERS.split(_ZONE_PART.sub(" ", line)) if part]
    if len(parts) == 1:
        line = " ".join(parts[0].split())
    if len(parts) > 1:
        return _divided(parts, now)
    if (published := page_date(line, now)) is not None:
        return PageMetadata(published=published)
    if (counted := _date_and_counters(line, now)) is not None:
        return counted
    for divider in _SOFT_DIVIDER.finditer(line):
        left, right = line[: divider.start()].strip(), line[divider.end() :].strip()
        for rubric, day in ((left, right), (right, left)):
            if _YEAR.search(day) and is_rubric(rubric, words=1) and (published := page_date(day, now)) is not None:
                return PageMetadata(rubric=rubric, published=published)
    return None


def _date_and_counters(line: str, now: datetime | None) -> PageMetadata | None:
    """A date with the counters that a page shows behind it, without a sign between them."""
    if len(line) > max(_DATE_LENGTH) + _COUNTER_LENGTH:
        return None
    for space in re.finditer(r"(?<=\d) ", line):
        if (counted := read_counters(line[space.end() :])) and (day := page_date(line[: space.start()], now)):
            return counted | PageMetadata(published=day)
    return None


def page_date(text: str, now: datetime | None) -> datetime | date | None:
    """A date as a page shows it, with what belongs to one ("жарияланды", "сағат", a day of the week), and no more.

    None for anything else: a sentence with a date belongs to the article.
    """
    if len(text) not in _DATE_LENGTH:
        return None
    words = [word.casefold() for word in _WORD.findall(text)]
    if not all(word in _DATE_WORDS or NEAR_DAYS.get(word, 1) <= 0 or _is_month(word) for word in words):
        return None
    return read_moment(text, now)


def _is_month(word: str) -> bool:
    return bool(month_of(word) or foreign_month_of(word)) or word in {"cet", "cest", "eet", "msk"}


def is_rubric(text: str, *, words: int) -> bool:
    """Whether this can be the name of a section: that of a common one, or a few words without digits and signs."""
    return is_known_rubric(text) or (len(text) <= 40 and text.count(" ") < words and bool(_RUBRIC.fullmatch(text)))


def is_known_rubric(text: str) -> bool:
    """Whether this is a name that newsrooms give to sections."""
    return len(text) <= 40 and common_rubric(text) is not None


def read_counters(text: str) -> PageMetadata | None:
    """Views and minutes when the text consists of such counters and nothing else."""
    if not text or len(text) > _COUNTER_LENGTH or not _DIGIT.search(text):
        return None
    found, at = PageMetadata(), 0
    text = bare_latin(text)
    while at < len(text):
        counter = _COUNTER.match(text[at:])
        if counter is None:
            return None
        found |= _counted(counter)
        at += counter.end()
    return found


def read_label(line: str, now: datetime | None) -> PageMetadata | None:
    """A line such as "Автор: …" or "Тегтер: …", or one of hashtags alone."""
    if _HASHTAGS.fullmatch(line[:400]):
        return PageMetadata(tags=_split_tags(line))
    parts = _LABELLED.fullmatch(line) if len(line) < 330 else None
    name = _LABELS.get(parts[1].casefold()) if parts else None
    if parts is None or name is None:
        return None
    value = parts[2].strip()
    if name == "tags":
        return PageMetadata(tags=_split_tags(value))
    if name == "date":
        published = page_date(value, now)
        return None if published is None else PageMetadata(published=published)
    if name == "url":
        return PageMetadata(url=as_web_address(value)) if as_web_address(value) else None
    return PageMetadata(rubric=value) if name == "rubric" else PageMetadata(author=value)


def _divided(parts: list[str], now: datetime | None) -> PageMetadata | None:
    """Parts between dividers: a date or a counter must be among them, the first other one is the rubric."""
    found, others = PageMetadata(), []
    for part in parts:
        if (published := page_date(part, now)) is not None:
            found |= PageMetadata(published=published)
        elif (counted := read_counters(part)) is not None:
            found |= counted
        elif part.casefold() not in _HOME and not re.fullmatch(r"\d\d:\d\d", part):
            others.append(part)
    if found == PageMetadata() or len(others) > 3 or any(len(part) > 64 for part in others):
        return None
    rubric = others[0] if others else ""
    author = next((part for part in others[1:] if _PERSON.fullmatch(part)), "")
    return found | PageMetadata(rubric=rubric, author=author)


def _counted(counter: re.Match[str]) -> PageMetadata:
    if counter["other"] is not None:
        return PageMetadata()
    if counter["minutes"] is not None:
        return PageMetadata(minutes=int(counter["m1"] or counter["m2"]))
    digits, unit = counter["before"] or counter["after"], counter["before_unit"] or counter["after_unit"]
    if unit:
        number = float(digits.replace(",", ".").replace(" ", ""))
        return PageMetadata(views=round(number * _UNITS[unit.lower().rstrip(".")]))
    return PageMetadata(views=int(re.sub(r"\D", "", digits)))


def _split_tags(text: str) -> tuple[str, ...]:
    return tuple(tag for part in re.split(r"[,;#]", text) if (tag := part.strip()))
