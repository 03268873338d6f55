"""Words of a search that only mean "news": beside a day or a rubric they say what is wanted, and are not looked for."""

from __future__ import annotations

from collections.abc import Sequence

from text.words.folding import fold, words

_SAY_NEWS = """
    жаңалық жаңалықтар жаңалықтары жаңалықтарды жаңалықтарын хабар хабарлар хабарлары хабарларды хабарларын
    janalyqtar zhanalyktar zhanalyqtar новости новость новостей novosti news
"""
# What may stand between them and a day: "новости за вчера", "news of 21 November".
_STAND_BETWEEN = "за на от в с из по for of on from in the күнгі"
_NEWS = frozenset(fold(word) for word in _SAY_NEWS.split())
_BETWEEN = frozenset(fold(word) for word in _STAND_BETWEEN.split())


def beside_news(chunks: Sequence[str]) -> tuple[str, ...] | None:
    """What else such a query names, nothing where it names no more; None where it does not ask for news."""
    spoken = [(chunk, [fold(word) for word in words(chunk)]) for chunk in chunks]
    if not any(word in _NEWS for _, said in spoken for word in said):
        return None
    return tuple(chunk for chunk, said in spoken if not all(word in _NEWS or word in _BETWEEN for word in said))
