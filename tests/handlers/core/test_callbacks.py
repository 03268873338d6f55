"""Callback data fits into what Telegram takes, and whatever stands in it is answered: buttons can be forged."""

from __future__ import annotations

import logging
import random

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given
from hypothesis import strategies as st

from handlers.core.buttons import newsroom_callbacks, place_callbacks, reader_callbacks
from handlers.core.buttons.newsroom_callbacks import DraftCallback
from tests.handlers.newsroom import Newsroom

KINDS = [
    kind
    for module in (newsroom_callbacks, reader_callbacks, place_callbacks)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, CallbackData) and kind is not CallbackData
]
WORDS = ("show", "list", "publish", "yes", "edit", "recall", "again", "all", "kk", "now", "off", "push", "more", "ban")
NUMBERS = ("", "0", "1", "2", "7", "-1", "+1", "٣", "1e3", "0x1", "1.0", "9" * 15, "9" * 20, "²", " 1")
FIELD = st.one_of(st.sampled_from((*WORDS, *NUMBERS)), st.text(max_size=8))


def test_the_longest_callback_data_fits_into_64_bytes() -> None:
    largest = 2**53 - 1
    data = DraftCallback(do="continue", draft=largest, version=largest, rubric=largest).pack()
    assert len(data.encode()) <= 64


@given(st.sampled_from(KINDS), st.lists(FIELD, max_size=6))
def test_any_data_is_a_button_of_ours_or_a_value_error(kind: type[CallbackData], fields: list[str]) -> None:
    """`CallbackData.filter` passes over ValueError and TypeError; a number that is read fits into the store."""
    try:
        found = kind.unpack(":".join([kind.__prefix__, *fields]))
    except (ValueError, TypeError):
        return
    numbers = [value for _, value in found if isinstance(value, int)]
    assert all(0 <= number < 2**63 for number in numbers)


def forged(chance: random.Random) -> str:
    """Data of one of our kinds with some fields that no button has."""
    kind = chance.choice(KINDS)
    fields = [
        chance.choice(NUMBERS if chance.random() < 0.7 and field.annotation is not str else WORDS)
        for field in kind.model_fields.values()
    ]
    return ":".join([kind.__prefix__, *fields])[:64]


@pytest.mark.parametrize("who", ["owner", "reader"])
async def test_forged_data_is_answered_and_no_handler_fails(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture, who: str
) -> None:
    await newsroom.publishes("Үкімет отырысы өтті")
    person = newsroom.owner() if who == "owner" else newsroom.reader()
    await person.says("/help")
    message = await person.hears("Жаршы" if who == "reader" else "")
    chance = random.Random(13)
    with caplog.at_level(logging.ERROR):
        # A reader has some answers at once; an owner is not limited.
        for data in {forged(chance) for _ in range(150 if who == "owner" else 15)}:
            await (await person.presses_data(message, data)).answered()
    assert [record.getMessage() for record in caplog.records] == []
