"""Four articles to search in, and the ids that a query finds."""

from __future__ import annotations

from storage.search.answer import SearchOptions
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
