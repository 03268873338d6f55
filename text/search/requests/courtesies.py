"""Greetings and thanks. People write them to a bot as to a person; they are no search."""

from __future__ import annotations

import re
from enum import StrEnum

from text.words.folding import fold, folded_words, tidy, words
from text.words.layout import as_russian_keys


class Courtesy(StrEnum):
    """What a person says to be polite."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ASSENT = "assent"


_SAID = {
    Courtesy.GREETING: """
        сәлем;сәлемет сіз бе;сәлеметсіз бе;сәлеметсіздер ме;саламатсыз ба;ассалаумағалейкум;ассалаумағалайкум
        қайырлы таң;қайырлы күн;қайырлы кеш;қайырлы түн;salem;salemetsiz be;sálem;ассалам;салем;амансыз ба;амансың ба
        қалайсың;қалайсыз;қалың қалай;қалыңыз қалай;халіңіз қалай;не жаңалық өзіңде
        привет;приветик;здравствуйте;здравствуй;здрасте;добрый день;добрый вечер;доброе утро;доброй ночи;privet;салам
        как дела;как ты;как вы;как поживаешь;как жизнь
        hi;hello;hey;hi there;good morning;good afternoon;good evening;good night;how are you
    """,
    Courtesy.THANKS: """
        рахмет;рақмет;көп рахмет;көп рақмет;рахмет сізге;рақмет сізге;raqmet;rahmet
        спасибо;большое спасибо;спасибо большое;спасибо вам;благодарю
        thanks;thank you;thanks a lot;thank you very much;thx
        керемет;тамаша;жарайсың;молодец;супер;отлично;класс;great;super;cool;well done;мың рахмет
    """,
    Courtesy.FAREWELL: """
        сау бол;сау болыңыз;сау болыңдар;қош бол;қош болыңыз;көріскенше;пока;до свидания;всего доброго;до встречи
        bye;goodbye;bye bye;see you
    """,
    Courtesy.ASSENT: """
        иә;ия;жоқ;жарайды;жақсы;түсінікті;түсіндім;болды;қажет емес;ок;окей
        да;нет;хорошо;ладно;понятно;понял;поняла;ясно;ага;угу
        иди нахуй;иди на хуй;пошел нахуй;пошёл нахуй;отъебись;дурак;ты дурак;идиот;ты идиот;тупой бот;бесполезный бот
        ақымақ;ақымақсың;пайдасыз бот;fuck you;fuck off;stupid bot;idiot;you are stupid
        yes;no;ok;okay;fine;got it;i see;sure
    """,
}
# How people call a bot as they call a friend; it may stand behind any courtesy: "рахмет бауырым", "привет бот".
_CALLED = frozenset(
    folded_words(
        "бауырым бауыр достым досым аға ағай апай жаным көке бот брат братан братишка бро друг дружище друзья ребята"
        " bro buddy mate dude bot friend guys"
    )
)
# Words of two courtesies; characters of a greeting.
_MOST_WORDS, _LONGEST_GREETING = 8, 24
_WORD = re.compile(r"[^\W_]+")
# The name of every bot ends so.
_NAMED_BOT = re.compile(r"(?<![\w@])@\w{2,29}bot(?!\w)", re.IGNORECASE)
_COURTESIES = {
    tuple(fold(word) for word in words(tidy(said))): courtesy
    for courtesy, lines in _SAID.items()
    for said in lines.replace("\n", ";").split(";")
    if said.strip()
}


def courtesy(text: str) -> Courtesy | None:
    """The courtesy that is all of a text, or two of them in a row; None where the text may be a search."""
    return _courtesy(text) or (_courtesy(as_russian_keys(text)) if text.isascii() else None)


def _courtesy(text: str) -> Courtesy | None:
    said = tuple(fold(word) for word in words(tidy(text)))
    if len(said) > _MOST_WORDS:
        return None
    if len(said) > 1 and said[-1] in _CALLED and said not in _COURTESIES:
        said = said[:-1]
    alone = _COURTESIES.get(said)
    if alone:
        return alone
    halves = ((_COURTESIES.get(said[:cut]), _COURTESIES.get(said[cut:])) for cut in range(1, len(said)))
    return next((last for first, last in halves if first and last), None)


def without_call(text: str) -> str:
    """The text without the name of a bot that it is addressed to, as one does in a group: "@zharshy_bot жаңалықтар"."""
    rest = _NAMED_BOT.sub(" ", text) if "@" in text else text
    return rest if any(map(str.isalnum, rest)) else text


def without_greeting(text: str) -> str:
    """The text behind a greeting at its beginning: "сәлем, жаңалық бар ма"; all of it where none stands there."""
    place, said, tidied = 0, "", tidy(text)
    for found in _WORD.finditer(tidied if len(tidied) == len(text) else ""):
        place, said = found.end(), f"{said} {found.group()}"
        if place > _LONGEST_GREETING:
            break
        if courtesy(said) is Courtesy.GREETING and (rest := text[place:].lstrip(" ,.!-–—\n")):
            return without_greeting(rest)
    return text
