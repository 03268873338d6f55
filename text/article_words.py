"""What the words of an article say about it: its language, its summary, minutes to read, search tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from domain.article import Manuscript
from domain.rich import Rich
from text.summary import summarise
from text.words.language import article_language, reading_minutes
from text.words.words import DocumentTokens, document_tokens

_TEXTS = ("id", "title", "rubric", "language", "url", "author", "image")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """The parts of an article that are read, and what is derived from them."""

    lead: Rich
    body: Rich
    summary: Rich
    language: str
    reading_minutes: int
    tokens: DocumentTokens


def read_words(manuscript: Manuscript, default_language: str) -> ArticleWords | None:
    """None for a manuscript without words."""
    lead, body = read_parts(manuscript)
    if not body:
        return None
    language = manuscript.language or article_language(f"{manuscript.title}\n{body.text}") or default_language
    return ArticleWords(
        lead=lead,
        body=body,
        summary=summarise(manuscript.title, lead, body),
        language=language,
        reading_minutes=manuscript.reading_minutes or reading_minutes(len(body.text) + len(lead.text)),
        tokens=document_tokens(manuscript.title, lead.text, body.text, language),
    )


def read_parts(manuscript: Manuscript) -> tuple[Rich, Rich]:
    """The lead and the body that are read. A lead without a body is the body, too."""
    return manuscript.lead.strip(), manuscript.body.strip() or manuscript.lead


def storable(manuscript: Manuscript) -> Manuscript:
    """Without characters that no database takes: half a surrogate pair (JSON can spell one), and the zero character.

    A replacement character stands in their place, so spans stay where they are.
    """
    if _is_storable(manuscript):
        return manuscript
    changed: dict[str, Any] = {}
    for name in _TEXTS:
        if _UNSTORABLE.search(text := getattr(manuscript, name)):
            changed[name] = _UNSTORABLE.sub("\ufffd", text)
    for name in ("lead", "body"):
        if _UNSTORABLE.search((rich := getattr(manuscript, name)).text):
            changed[name] = replace(rich, text=_UNSTORABLE.sub("\ufffd", rich.text))
    if any(_UNSTORABLE.search(tag) for tag in manuscript.tags):
        changed["tags"] = tuple(_UNSTORABLE.sub("\ufffd", tag) for tag in manuscript.tags)
    return replace(manuscript, **changed) if changed else manuscript


def _is_storable(manuscript: Manuscript) -> bool:
    """Whether nothing is to be replaced; told in a fifth of the time that the patterns take."""
    named = [getattr(manuscript, name) for name in _TEXTS]
    whole = "\n".join((*named, *manuscript.tags, manuscript.lead.text, manuscript.body.text))
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in whole
