"""Words of a query that only mean "news". Beside a day or a rubric they are not searched for."""

from __future__ import annotations

from collections.abc import Sequence

from text.words.folding import fold, folded_words, words

_NEWS = folded_words(
    "жаңалық жаңалықтар жаңалықтары жаңалықтарды жаңалықтарын хабар хабарлар хабарлары хабарларды хабарларын "
    "janalyqtar zhanalyktar zhanalyqtar новости новость новостей novosti news"
)
# What may stand between them and a day: "новости за вчера", "news of 21 November".
_BETWEEN = folded_words("за на от в с из по for of on from in the күнгі")


def chunks_beside_news(chunks: Sequence[str]) -> tuple[str, ...] | None:
    """The chunks of a query for news that do not mean "news"; None where the query does not ask for news."""
    folded = [(chunk, [fold(word) for word in words(chunk)]) for chunk in chunks]
    if not any(word in _NEWS for _, its_words in folded for word in its_words):
        return None
    return tuple(
        chunk for chunk, its_words in folded if not all(word in _NEWS or word in _BETWEEN for word in its_words)
    )
