"""Any bytes for every reader of foreign input. `make fuzz` goes on for as long as wanted, with coverage guidance."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks.targets import TARGETS, Slow

# What readers look for, so that random bytes come to where something happens.
PIECES = (
    '{"body":', '"title":', "[", "]", "{", "}", '"', ":", ",", "\\u0431", "null", "1e999", "-", "\n", "\r", "\x00",
    "---\n", "title: ", "&a ", "*a", "- ", "# ", "**", "`", "```", "![", "](", "> ", "|", "<b>", "</b>", "<p>", "<h1>",
    "<meta ", "<html><body>", "<a href=", "'", "<!--", "-->", "<![CDATA[", "<rss>", "<item>", "</item>", "&amp;", "&",
    "Қоғам • ", "10 наурыз, 2026", "1 204 рет", "3 мин", "кеше", "ертең 9:00", "2026-03-10", "9999-12-31", "lang:kk",
    "chat_id,language,rubrics\n", "=1+1", "сөз ", "a", "\ud800", "\u202e", "\u0301",
)  # fmt: skip
PIECE = st.sampled_from(PIECES)
TEXT = st.lists(PIECE | st.text(max_size=5) | st.integers().map(str), max_size=40).map("".join)
BYTES = (
    st.binary(max_size=400)
    | st.builds(lambda kind, text: bytes([kind]) + text.encode("utf-8", "surrogatepass"), st.integers(0, 255), TEXT)
    | TEXT.map(lambda text: text.encode("utf-16", "surrogatepass"))
    | st.builds(
        lambda piece, count: piece.encode("utf-8", "surrogatepass") * count,
        st.sampled_from(PIECES),
        st.integers(1, 2_000),
    )
)
_SLOW_TO_MAKE = (HealthCheck.too_slow, HealthCheck.data_too_large)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=150, deadline=None, suppress_health_check=_SLOW_TO_MAKE)
@given(data=BYTES)
def test_any_bytes_are_read_or_refused_in_little_time_and_memory(target: str, data: bytes) -> None:
    try:
        TARGETS[target](data)
    except Slow:
        TARGETS[target](data)
