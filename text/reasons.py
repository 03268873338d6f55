"""A reason (domain/reason.py) in the words of a language, for readers, editors and owners."""

from __future__ import annotations

from domain.reason import Reason
from text.i18n import Phrases
from text.telegram.fit import cut_line

# Telegram's own words are cut to one line of so many characters.
_QUOTED = 80


def in_words(phrases: Phrases, language: str, stored: str) -> str:
    """A stored reason as plain text."""
    reason = Reason.read(stored)
    said = reason.said.removeprefix("Bad Request: ").removeprefix("Forbidden: ")
    return phrases.plain(language, "why", why=reason.code.value, said=cut_line(said, _QUOTED))
