"""Words by which a query asks for news as such: "спорт жаңалықтары", "что нового", "latest news about sport".

Beside a day, a rubric or nothing they are not searched for. Beside a topic they are left out where they frame it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache

from text.search.question_words import weight
from text.words.folding import fold, folded_words, words
from text.words.kazakh_verbs import KazakhVerbs
from text.words.latin import is_latin, to_cyrillic


class _Part(Flag):
    """What a chunk of the query does: names news (`FRAME`: in the plural, as one does who asks for it), asks, says
    "latest", joins."""

    NONE = 0
    NEWS = auto()
    FRAME = auto()
    ASKS = auto()
    RECENT = auto()
    JOINS = auto()


# Beginnings: any ending may follow.
_FRAMES = folded_words("жаңалықтар хабарлар новости новостей новостя janalyqtar zhanalyktar jańalyqtar жаналиктар")
_NEWS_STARTS = (*folded_words("жаңалығ жаңалық новост мақала janalyq zhanalyk"), *_FRAMES)
_NEWS = frozenset(folded_words("хабар хабарларды хабарларын хабарлардан")) | frozenset(
    folded_words("news headlines статьи статей articles stories дайджест известия известий")
)
_FRAMES_EXACT = frozenset(("news", "headlines"))
# "Not болды", "что нового": two words that ask for news together.
_QUESTIONS = tuple(
    frozenset(folded_words(pair))
    for pair in [
        "не болды",
        "не болып",
        "не болған",
        "не болуда",
        "не өтті",
        "что нового",
        "чё нового",
        "чо нового",
        "шо нового",
        "чем писали",
        "чем пишут",
        "что писали",
        "что пишут",
        "что происходило",
        "что творится",
        "что творилось",
        "не жаздыңдар",
        "не жаздыңыздар",
        "did write",
        "что новенького",
        "что новенькое",
        "что новое",
        "что интересного",
        "нибудь нового",
        "нибудь новенькое",
        "жаңа не",
        "последнее время",
        "соңғы уақытта",
        "соңғы кезде",
        "what miss",
        "what was there",
        "anything interesting",
        "going on",
        "что случилось",
        "что произошло",
        "что было",
        "что слышно",
        "что происходит",
        "whats new",
        "whats up",
        "what happened",
        "whats happening",
        "what new",
        "anything new",
    ]
)
_RECENT = frozenset(
    folded_words(
        "соңғы соңғылары ең жаңа басты бастысы маңызды кейінгі songy последние последних последняя последнее "
        "последнюю свежие свежих свежее свежая главные главных главное самые важные важное новые новых "
        "горячие топ latest recent newest breaking top main fresh hot important last new"
    )
)
_SURELY_RECENT = frozenset(folded_words("последнее свежее latest newest соңғылары"))
_ASKING = frozenset(
    folded_words(
        "көрсет көрсетші көрсетіңіз көрсетіңізші бер берші беріңіз беріңізші айт айтшы айтыңызшы айтып оқы "
        "оқығым жібер жіберші керек бар барма ма ме ба бе не қандай маған болса барлық күні жатыр болып қазір "
        "тағы бүкіл келеді покажи покажите показать дай дайте давай расскажи расскажите скинь пришли пришлите "
        "найди мне какие какая какой есть ли хочу можно нужны интересуют все что там сейчас рубрики рубрика "
        "рубрике раздел раздела разделе теме тему пожалуйста show give tell me find get read any some are "
        "блин бля блять сука нахуй пиздец wtf fuck fucking damn shit "
        "почитать посмотреть глянуть узнать пять три пару бес үш "
        "көрейін көрейік көрсем оқиын оқысам білейін естиін тыңдайын gimme "
        "there what whats is section category rubric please all can you i want see"
    )
)
# Verbs in which one asks to see something, in all forms that do not deny: "қарап шығайын", "скиньте".
_KAZAKH_VERBS = KazakhVerbs(
    (
        *("көр", "көрсет", "бер", "айт", "оқы", "жібер", "тап", "аш", "қара", "біл", "есті"),
        *("тыңда", "лақтыр", "таста", "ал", "шығар", "жина", "ұсын", "жеткіз", "таныс", "шық", "қой"),
    )
)
_ASKING_STARTS = folded_words(
    "покаж показыв скинь скин скид пришл присыл вышл кинь кинуть кидай давай дайте откро найди найдё выведи вывод "
    "выдай расскаж подбер прочит прочес почита посмотр просмотр глян ознаком узна интерес показат"
)
# What a rubric is called: beside the name of one they ask for its news.
_SECTIONS = folded_words("айдар рубрик раздел тақырыб")
# This is a department as well: "білім бөлімі" is no request, "білім бөлімін ашшы" is one.
_DEPARTMENT = fold("бөлім")
_JOINS = frozenset(
    folded_words(
        "за на от в во с из по о об про для у for of on from in at about the a туралы жайлы жайында бойынша "
        "жөнінде күнгі саласы саласындағы саласының саласынан айдары айдарындағы айдарының айдарынан айдар "
        "бөлімі тақырыбы тақырыбында"
    )
)
# "Latest 10 news".
_DIGITS = 2
_ANY = _Part.NEWS | _Part.ASKS | _Part.RECENT | _Part.JOINS


@dataclass(frozen=True, slots=True)
class NewsRequest:
    """A query that may ask for news. `topic`: the chunks that do none of it. Where they are none or name a rubric, all
    news are asked for; else a search for `framed`: the chunks without the words for news around them.

    `surely`: it names news or asks what is new; else it only says "latest", as topics do ("соңғы қоңырау").
    """

    topic: tuple[str, ...]
    framed: tuple[str, ...]
    surely: bool


def news_request(chunks: Sequence[str], *, of_period: bool = False) -> NewsRequest | None:
    """How these chunks ask for news; None where they do not. `of_period`: a time is named beside them: "главное"."""
    return _news_request(tuple(chunks), of_period)


# One search asks twice.
@lru_cache(maxsize=64)
def _news_request(chunks: tuple[str, ...], of_period: bool) -> NewsRequest | None:
    parts = [_part(chunk) for chunk in chunks]
    said = {word for chunk in chunks for word in _folded(chunk)}
    of_section = any(word.startswith(_DEPARTMENT) for word in said) and any(map(_bids_to_show, said))
    surely = of_section or any(_Part.NEWS in part for part in parts) or any(pair <= said for pair in _QUESTIONS)
    if not surely and not any(_Part.RECENT in part for part in parts):
        return None
    asking = {word for pair in _QUESTIONS if pair <= said for word in pair}
    topic = tuple(
        chunk
        for chunk, part in zip(chunks, parts, strict=True)
        if not (part & _ANY) and not asking.issuperset(_folded(chunk))
    )
    if not (surely or topic or of_period or not _SURELY_RECENT.isdisjoint(said)):
        return None
    return NewsRequest(topic, tuple(_without_frame(list(chunks), parts)), surely)


def without_joins(chunks: Sequence[str]) -> tuple[str, ...]:
    """The chunks without those that only join: "in sport" is "sport"."""
    return tuple(chunk for chunk in chunks if _Part.JOINS not in _part(chunk))


def carrying_something(chunks: Sequence[str]) -> tuple[str, ...]:
    """The chunks that are searched for."""
    return tuple(chunk for chunk in chunks if any(map(weight, _folded(chunk))))


def _without_frame(chunks: list[str], parts: list[_Part]) -> list[str]:
    first, last = 0, len(chunks)
    if chunks and _Part.FRAME in parts[-1]:
        last -= 1
        while last > 0 and parts[last - 1] & (_Part.RECENT | _Part.JOINS | _Part.ASKS):
            last -= 1
    opening = 0
    while opening < last and parts[opening] & _ANY:
        opening += 1
    if any(_Part.FRAME in part for part in parts[:opening]):
        first = opening
    return chunks[first:last]


@lru_cache(maxsize=4_096)
def _folded(chunk: str) -> tuple[str, ...]:
    return folded_words(" ".join(words(chunk.replace("'", "").replace("’", ""))))


@lru_cache(maxsize=4_096)
def _part(chunk: str) -> _Part:
    """What a chunk does; a chunk of several words does what all of them do."""
    found = [_part_of_word(word) for word in _folded(chunk)]
    if not found:
        return _Part.JOINS
    part = found[0]
    for other in found[1:]:
        part &= other
    return part


@lru_cache(maxsize=4_096)
def _part_of_word(word: str) -> _Part:
    part = _part_of_spelling(word)
    if not part and is_latin(word):
        part = next(filter(None, map(_part_of_spelling, to_cyrillic(word))), _Part.NONE)
        # "Maqalanyn" is a word of a question more often.
        part = part if part != _Part.NEWS else _Part.NONE
    # What no search looks for, or hardly, names no topic: "слушай", "керек еді".
    carries = weight(word) == 1.0 and not (is_latin(word) and any(weight(read) < 1.0 for read in to_cyrillic(word)))
    return part or (_Part.NONE if carries else _Part.ASKS)


def _part_of_spelling(word: str) -> _Part:
    part = _Part.NONE
    if word in _NEWS or word.startswith((*_NEWS_STARTS, *_SECTIONS)):
        part |= _Part.NEWS
    if word in _FRAMES_EXACT or word.startswith(_FRAMES):
        part |= _Part.FRAME
    if word in _ASKING or _bids_to_show(word) or (word.isdigit() and len(word) <= _DIGITS):
        part |= _Part.ASKS
    if word in _RECENT:
        part |= _Part.RECENT
    if word in _JOINS or word.startswith(_DEPARTMENT):
        part |= _Part.JOINS
    return part


def _bids_to_show(word: str) -> bool:
    verb = _KAZAKH_VERBS.read(word)
    return word.startswith(_ASKING_STARTS) or (verb is not None and not verb.form.denied)
