"""How the desk names a rubric."""

from __future__ import annotations

from domain.article import Rubric
from handlers.core.responder import Responder

MOST = 40
"""Rubrics that fit below a message, two a row."""


def label_of(responder: Responder, one: Rubric) -> str:
    """Its emoji and its name."""
    return f"{one.emoji} {one.name(responder.language)}".strip()
