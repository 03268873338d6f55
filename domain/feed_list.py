"""A feed as a list of feeds (OPML) names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """`rubric`: the folder in which it stands, "" for none."""

    url: str
    title: str = ""
    rubric: str = ""
