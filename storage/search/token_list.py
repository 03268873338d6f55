"""A list of tokens as statements take it."""

from __future__ import annotations

from collections.abc import Iterable

NO_TOKENS = "[]"


def json_of(tokens: Iterable[str]) -> str:
    """The tokens as a JSON list. They are letters and digits with a mark, so none has to be escaped; `json` would look
    at each, and a query with slips asks for thousands."""
    joined = '","'.join(tokens)
    return f'["{joined}"]' if joined else NO_TOKENS
