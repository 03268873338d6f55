"""How the desk names a rubric."""

from __future__ import annotations

from domain.article import Rubric
from handlers.core.responder import Talk

MOST = 40
"""Rubrics that fit below a message, two a row."""


def label_of(talk: Talk, one: Rubric) -> str:
    """Its emoji and its name."""
    return f"{one.emoji} {one.name(talk.language)}".strip()
