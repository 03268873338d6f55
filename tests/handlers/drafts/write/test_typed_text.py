"""Typed text: the offsets of its formatting, and an article in one message."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Message, MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from domain.rich import Rich, SpanKind
from handlers.drafts.write.typed_text import split_article, typed


def message(text: str, *entities: tuple[str, int, int]) -> Message:
    marks = [MessageEntity(type=kind, offset=offset, length=length) for kind, offset, length in entities]
    return Message(
        message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"), text=text, entities=marks or None
    )


def test_offsets_count_characters_where_telegram_counts_units() -> None:
    rich = typed(message("😀а😀бв", ("bold", 3, 3)))
    (span,) = rich.spans
    assert rich.text[span.start : span.end] == "😀б"
    assert span.kind is SpanKind.BOLD


@given(st.text(max_size=40), st.integers(-5, 90), st.integers(-5, 90))
def test_no_entity_however_wrong_breaks_the_text(text: str, offset: int, length: int) -> None:
    rich = typed(message(text, ("italic", offset, length)))
    assert all(0 <= span.start < span.end <= len(rich.text) for span in rich.spans)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Тақырып", ("Тақырып", "", "")),
        ("Тақырып\n\nМәтін", ("Тақырып", "", "Мәтін")),
        ("Тақырып\n\nКіріспе\n\nМәтін", ("Тақырып", "Кіріспе", "Мәтін")),
        ("Тақырып\n\nКіріспе\nМәтін", ("Тақырып", "Кіріспе", "Мәтін")),
        ("Тақырып\nКіріспе\n \nБірінші\n\nЕкінші", ("Тақырып", "Кіріспе", "Бірінші\n\nЕкінші")),
        ("Тақырып\n\n" + "к" * 50 + "\n\nМәтін", ("Тақырып", "", "к" * 50 + "\n\nМәтін")),
        ("т" * 41 + "\n\nМәтін", ("", "", "т" * 41 + "\n\nМәтін")),
    ],
)
def test_an_article_in_one_message_is_taken_apart(text: str, parts: tuple[str, str, str]) -> None:
    title, lead, body = split_article(Rich(text), title_limit=40, lead_limit=49)
    assert (title, lead.text, body.text) == parts
