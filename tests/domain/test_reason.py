"""A reason as text: what is written is what is read."""

from __future__ import annotations

import pytest

from domain.reason import SAID_LIMIT, Reason, ReasonCode


@pytest.mark.parametrize("code", ReasonCode)
@pytest.mark.parametrize("said", ["", "Bad Request: no such thing"])
def test_a_stored_reason_is_read_back(code: ReasonCode, said: str) -> None:
    read = Reason.read(str(Reason(code, said)))
    assert (read.code, read.said) == (code, said)


def test_a_code_alone_is_a_stored_reason() -> None:
    assert Reason.read(ReasonCode.MOVED).code is ReasonCode.MOVED


def test_no_reason_is_unsaid_and_a_text_without_a_code_is_telegrams() -> None:
    assert Reason.read("").code is ReasonCode.UNSAID
    assert Reason.read("Bad Request: odd") == Reason(ReasonCode.TELEGRAM, "Bad Request: odd")


def test_long_words_are_cut() -> None:
    assert len(Reason(ReasonCode.TELEGRAM, "x" * 300).said) == SAID_LIMIT
