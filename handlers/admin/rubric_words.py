"""How the newsroom's lists name a rubric."""

from __future__ import annotations

from domain.article import Rubric
from handlers.core.responder import Responder

# Rubrics that fit below a message, two a row.
MOST = 40


def label_of(responder: Responder, one: Rubric) -> str:
    """Its emoji and its name."""
    return f"{one.emoji} {one.name(responder.language)}".strip()
