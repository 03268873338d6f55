"""Words of an article and of a query (being written; the engine replaces this file)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentTokens:
    """Prepared words."""

    title: str
    body: str


def document_tokens(title: str, lead: str, body: str, language: str) -> DocumentTokens:
    """The words of an article."""
    return DocumentTokens(title.lower(), f"{lead} {body}".lower())
