"""The contents of a document as text: articles, rubrics and recipients, corrections, what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import Destination, DocumentContents
from handlers.core.lists import fit_lines
from handlers.core.responder import Responder
from text.telegram.fit import cut_line
from text.words.hostile import escape

_SHOWN = 8
_TITLE = 90
_FAILURES = 5


def contents_text(responder: Responder, contents: DocumentContents) -> str:
    blocks = [
        *_articles(responder, contents),
        _destinations(responder, contents.destinations),
        _corrections(responder, contents),
        twins_text(responder, contents),
        _left_out(responder, contents),
        _failed(responder, contents),
    ]
    if contents.titles and not contents.added and not contents.updated:
        blocks.append(responder.say("document-nothing-new"))
    return "\n\n".join(block for block in blocks if block)


def _articles(responder: Responder, contents: DocumentContents) -> list[str]:
    if not contents.titles:
        return []
    added, updated, unchanged = contents.added, contents.updated, contents.unchanged
    head = responder.say("document-head", count=len(contents.titles), added=added, updated=updated, unchanged=unchanged)
    return [
        head,
        fit_lines(responder, [f"• {escape(cut_line(title, _TITLE))}" for title in contents.titles], most=_SHOWN),
    ]


def _destinations(responder: Responder, destinations: Sequence[Destination]) -> str:
    """Shows new rubrics, and articles that name no rubric, before anything is sent."""
    if not destinations:
        return ""
    listed = fit_lines(responder, [_destination(responder, one) for one in destinations], most=_SHOWN)
    return f"{responder.say('document-rubrics')}\n{listed}"


def _destination(responder: Responder, one: Destination) -> str:
    return responder.say(
        "document-rubric",
        name=one.rubric,
        rubric=("new" if one.is_new else "known") if one.is_named else ("none-new" if one.is_new else "none"),
        articles=one.articles,
        sent="no" if one.recipients is None else "yes",
        recipients=one.recipients or 0,
    )


def _corrections(responder: Responder, contents: DocumentContents) -> str:
    if not contents.corrections:
        return ""
    lines = [
        responder.say("document-correction", title=cut_line(one.title, _TITLE), copies=one.copies)
        for one in contents.corrections
    ]
    return f"{responder.say('document-corrects', count=len(lines))}\n{fit_lines(responder, lines, most=_SHOWN)}"


def twins_text(responder: Responder, contents: DocumentContents) -> str:
    """Which articles repeat what readers have already."""
    if not contents.twins:
        return ""
    lines = [
        responder.say("document-twin", title=cut_line(title, _TITLE), earlier=cut_line(earlier, _TITLE))
        for title, earlier in contents.twins
    ]
    return f"{responder.say('document-twins', count=len(lines))}\n{fit_lines(responder, lines, most=_SHOWN)}"


def _left_out(responder: Responder, contents: DocumentContents) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in contents.left_out)
    return responder.say("document-left-out", kinds=kinds) if kinds else ""


def _failed(responder: Responder, contents: DocumentContents) -> str:
    if not contents.failed:
        return ""
    phrases, language = responder.phrases, responder.language
    lines = [
        f"• {escape(cut_line(place, _TITLE))}: {phrases.error(language, error)}"
        for place, error in contents.failed[:_FAILURES]
    ]
    return "\n".join([responder.say("document-failed", count=len(contents.failed)), *lines])
