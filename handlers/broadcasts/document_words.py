"""What is in a document, in words: its articles, where they would go, what they correct, what can't be read."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import Contents, Destination
from handlers.core.responder import Talk
from text.telegram.fit import cut_line
from text.words.hostile import escape

_SHOWN = 8
_TITLE = 90
_FAILURES = 5


def described(talk: Talk, contents: Contents) -> str:
    """HTML, a block for each."""
    blocks = [
        *_articles(talk, contents),
        _destinations(talk, contents.destinations),
        _corrections(talk, contents),
        _failed(talk, contents),
    ]
    if contents.titles and not contents.added and not contents.updated:
        blocks.append(talk.say("document-nothing-new"))
    return "\n\n".join(block for block in blocks if block)


def _articles(talk: Talk, contents: Contents) -> list[str]:
    if not contents.titles:
        return []
    added, updated, unchanged = contents.added, contents.updated, contents.unchanged
    head = talk.say("document-head", count=len(contents.titles), added=added, updated=updated, unchanged=unchanged)
    return [head, _list(talk, [f"• {escape(cut_line(title, _TITLE))}" for title in contents.titles])]


def _destinations(talk: Talk, destinations: Sequence[Destination]) -> str:
    """Before anything is sent: a rubric that would be made, and one that nobody named, are seen in time."""
    if not destinations:
        return ""
    return f"{talk.say('document-rubrics')}\n{_list(talk, [_destination(talk, one) for one in destinations])}"


def _destination(talk: Talk, one: Destination) -> str:
    return talk.say(
        "document-rubric",
        name=one.rubric,
        rubric=("new" if one.is_new else "known") if one.is_named else ("none-new" if one.is_new else "none"),
        articles=one.articles,
        sent="no" if one.recipients is None else "yes",
        recipients=one.recipients or 0,
    )


def _corrections(talk: Talk, contents: Contents) -> str:
    if not contents.corrections:
        return ""
    lines = [
        talk.say("document-correction", title=cut_line(one.title, _TITLE), copies=one.copies)
        for one in contents.corrections
    ]
    return f"{talk.say('document-corrects', count=len(lines))}\n{_list(talk, lines)}"


def _failed(talk: Talk, contents: Contents) -> str:
    if not contents.failed:
        return ""
    phrases, language = talk.voice.phrases, talk.language
    lines = [
        f"• {escape(cut_line(place, _TITLE))}: {phrases.error(language, error)}"
        for place, error in contents.failed[:_FAILURES]
    ]
    return "\n".join([talk.say("document-failed", count=len(contents.failed)), *lines])


def _list(talk: Talk, lines: Sequence[str]) -> str:
    more = len(lines) - _SHOWN
    return "\n".join([*lines[:_SHOWN], talk.say("report-more", count=more)] if more > 0 else lines)
