"""Checks that one-byte Cyrillic was decoded by the right code page."""

from __future__ import annotations

from domain.errors import BadManuscript

# Two thirds of the letters of Russian and Kazakh news; a sixth to a third by a wrong code page (tried: `samples/`).
_FREQUENT = frozenset("аеинорстыіқл")
# Code pages of old archives. They are refused: which of them it is would be a guess.
_OLD = ("koi8-r", "cp866", "iso8859-5")
_LIKELY = 0.15
# Share from which no other page is tried: a text in capitals reaches 0.33, and by another page it may reach more.
_SURE = 0.3
# Letters that tell one page from another; a word of five may read as a word in both.
_ENOUGH = 12


def check_code_page(data: bytes, encoding: str) -> None:
    """Raises BadManuscript when these bytes do not read as words by this encoding, or read better by another."""
    share, letters = _frequent(data, encoding)
    if not letters:
        return
    if letters >= _ENOUGH and share < _SURE and any(_frequent(data, old)[0] > _SURE for old in _OLD):
        raise BadManuscript("source-encoding", kind="old")
    if share < _LIKELY:
        raise BadManuscript("source-encoding", kind="unknown")


def _frequent(data: bytes, encoding: str) -> tuple[float, int]:
    """(the share of frequent letters among those beyond ASCII, how many these are); a capital counts half."""
    letters = [char for char in data.decode(encoding, "replace") if char > "\x7f" and char.isalpha()]
    if not letters:
        return 0.0, 0
    small = sum(char in _FREQUENT for char in letters)
    capital = sum(char.lower() in _FREQUENT for char in letters) - small
    return (small + capital / 2) / len(letters), len(letters)
