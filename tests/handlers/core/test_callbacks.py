"""Callback data fits into what Telegram takes."""

from __future__ import annotations

from handlers.core.newsroom_callbacks import DraftCallback


def test_the_longest_callback_data_fits_into_64_bytes() -> None:
    largest = 2**53 - 1
    data = DraftCallback(do="continue", draft=largest, version=largest, rubric=largest).pack()
    assert len(data.encode()) <= 64
