"""Articles to search in, what is asked of them, and what a search says of it."""

from __future__ import annotations

from collections.abc import Iterable

from storage.search.answer import SearchAnswer, SearchOptions
from storage.store import Store
from tests.builders import accept

NEWS = {
    "bridge": ("Жаңа көпір ашылды", "Қалада жаңа көпір пайдалануға берілді. Құрылысы екі жылға созылды."),
    "school": ("Мектеп жөнделді", "Ауылдағы мектепке жаңа спортзал салынды, оқушылар қуанышты."),
    "bank": ("Ұлттық банк мөлшерлемені сақтады", "Ұлттық банк базалық мөлшерлемені өзгертпеді. Инфляция баяулады."),
    "river": ("Мост через реку", "В городе открыли мост через реку, строительство шло два года."),
}


async def fill(store: Store) -> None:
    for id, (title, body) in NEWS.items():
        await accept(store, id, push=False, title=title, body=body, rubric="Қоғам" if id == "bank" else "Саясат")


async def found(store: Store, query: str, **options: object) -> list[str]:
    answer = await store.search.find(query, SearchOptions(**options))  # type: ignore[arg-type]
    return [hit.id for hit in answer.hits] if answer.found else []


async def accepted(store: Store, articles: Iterable[tuple[str, str, str]]) -> Store:
    """The store with these articles: (id, title, body)."""
    for id_, title, body in articles:
        await accept(store, id_, push=False, title=title, body=body)
    return store


async def ask(store: Store, query: str, reader: str = "kk") -> SearchAnswer:
    """What a reader of this language gets."""
    return await store.search.find(query, SearchOptions(language_of_reader=reader))


def missing(answer: SearchAnswer) -> set[str]:
    """The words that it says stand nowhere."""
    return {one.word for one in answer.missing}
