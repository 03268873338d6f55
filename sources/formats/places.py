"""Where in a file an article stands: part of every error about it."""

from __future__ import annotations

from dataclasses import replace

from domain.article import Found, LeftOut, Manuscript
from domain.errors import BadManuscript


def placed(found: Found, place: str) -> Found:
    """What was found, with `place` in front of the place that its errors name already."""
    if not place or isinstance(found, LeftOut):
        return found
    if isinstance(found, Manuscript):
        if not found.troubles:
            return found
        return replace(found, troubles=tuple(placed_error(error, place) for error in found.troubles))
    return placed_error(found, place)


def placed_error(error: BadManuscript, place: str) -> BadManuscript:
    """The error with `place` in front of its own."""
    return BadManuscript(error.key, **{**error.values, "place": f"{place}{error.values.get('place', '')}"})
