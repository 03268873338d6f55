"""Greetings and thanks. People write them to a bot as to a person; they are no search."""

from __future__ import annotations

from enum import StrEnum

from text.words.folding import fold, tidy, words


class Courtesy(StrEnum):
    """What a person says to be polite."""

    GREETING = "greeting"
    THANKS = "thanks"


_SAID = {
    Courtesy.GREETING: """
        сәлем;сәлемет сіз бе;сәлеметсіз бе;сәлеметсіздер ме;саламатсыз ба;ассалаумағалейкум;ассалаумағалайкум
        қайырлы таң;қайырлы күн;қайырлы кеш;salem;salemetsiz be;sálem
        привет;здравствуйте;здравствуй;добрый день;добрый вечер;доброе утро;privet
        hi;hello;hey;good morning;good afternoon;good evening
    """,
    Courtesy.THANKS: """
        рахмет;рақмет;көп рахмет;көп рақмет;рахмет сізге;рақмет сізге;raqmet;rahmet
        спасибо;большое спасибо;спасибо большое;спасибо вам;благодарю
        thanks;thank you;thanks a lot;thank you very much
    """,
}
_COURTESIES = {
    tuple(fold(word) for word in words(tidy(said))): courtesy
    for courtesy, lines in _SAID.items()
    for said in lines.replace("\n", ";").split(";")
    if said.strip()
}


def courtesy(text: str) -> Courtesy | None:
    """The courtesy that is all of a text; None where the text may be a search."""
    return _COURTESIES.get(tuple(fold(word) for word in words(tidy(text))))
