"""Extractive summaries (being written; replaced soon)."""

from __future__ import annotations

from domain.rich import Rich


def summarise(title: str, lead: Rich, body: Rich) -> Rich:
    """The lead, else the beginning."""
    return lead or body.slice(0, 300)
