"""What changed in the words of an article: title, lead and text, each word by word."""

from __future__ import annotations

from collections.abc import Callable

from domain.article import Article
from domain.draft import Draft
from domain.rich import Rich
from text.telegram.changes import changes


def word_changes(plain: Callable[[str], str], old: Article | Draft, new: Draft) -> list[Rich]:
    """A block for each part that changed, with its name in front. `plain`: a phrase by its key."""
    pairs = [
        ("editor-change-title", old.title, new.title),
        ("editor-change-lead", old.lead.text, new.lead.text),
        ("editor-change-text", old.body.text, new.body.text),
    ]
    return [Rich(f"{plain(key)}: ") + found for key, before, after in pairs if (found := changes(before, after))]
