"""Language of a text and reading time (being written; replaced soon)."""

from __future__ import annotations


def article_language(text: str) -> str:
    """kk, ru, en or ""."""
    return "kk"


def reading_minutes(characters: int) -> int:
    """Minutes to read."""
    return max(1, round(characters / 1000))
