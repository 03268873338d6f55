"""The name of the first element of a text in XML or HTML, behind declarations, comments and a document type."""

from __future__ import annotations

import re

from domain.errors import BadManuscript

_NAME = re.compile(r"<(?:[\w.-]{1,40}+:)?([a-zA-Z][\w.-]{0,60}+)")
_DOCTYPE = re.compile(r"<!doctype\b", re.IGNORECASE)
_DOCTYPE_NAME = re.compile(r"<!doctype\s{1,9}([\w:.-]{1,40}+)", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s{1,9}(?!%)", re.IGNORECASE)
# Characters of a document type that is taken off.
_LONGEST = 20_000


def xml_root(head: str) -> str:
    """Its local name in small letters; "html" for a document type of a page; "" when none begins the text."""
    at = _behind_prolog(head)
    if doctype := _DOCTYPE.match(head, at):
        named = _DOCTYPE_NAME.match(head, at)
        if named and named[1].lower() == "html":
            return "html"
        at = _behind_prolog(head, _doctype_end(head, doctype.end()))
    found = _NAME.match(head, at)
    return found[1].lower() if found else ""


def without_doctype(text: str) -> str:
    """The text without its document type, so that no name in it means more than HTML gives it.

    Raises BadManuscript when it declares entities: only an attack needs them in a feed.
    """
    at = _behind_prolog(text)
    doctype = _DOCTYPE.match(text, at)
    if doctype is None:
        return text
    end = _doctype_end(text, doctype.end())
    if end - at > _LONGEST or _ENTITY.search(text, at, end):
        raise BadManuscript("source-feed-doctype")
    return text[:at] + "\n" * text.count("\n", at, end) + text[end:]


def _behind_prolog(head: str, at: int = 0) -> int:
    """Where the document type or the root begins."""
    while True:
        while at < len(head) and head[at].isspace():
            at += 1
        if head.startswith("<!--", at):
            end, size = head.find("-->", at + 4), 3
        elif head.startswith("<?", at):
            end, size = head.find("?>", at + 2), 2
        else:
            return at
        if end < 0:
            return at
        at = end + size


def _doctype_end(text: str, at: int) -> int:
    """Behind the ">" of a document type, and behind the declarations in its brackets."""
    closing, opening = text.find(">", at), text.find("[", at)
    if 0 <= opening < closing:
        inner = text.find("]", opening)
        closing = text.find(">", inner) if inner >= 0 else -1
    return len(text) if closing < 0 else closing + 1
