"""The fields of a draft as an editor types them: limits, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.draft import Draft
from domain.errors import Rejected
from domain.rich import Rich
from domain.team import Member, Role

# Characters.
TITLE_LIMIT = 250
LEAD_LIMIT = 1_000
# Characters. A Telegram message holds 4,096, so a body comes in as many messages as it needs.
BODY_LIMIT = 100_000
RUBRIC_LIMIT = 64
NOTE_LIMIT = 600
_TAG_LIMIT = 64
_MOST_TAGS = 20
_DASHES = ("-", "–", "—")
_LINK = re.compile(r"https?://[^\s/$.?#][^\s]{0,1000}")


def is_empty(draft: Draft) -> bool:
    return not (draft.title or draft.lead or draft.body)


def first_words(draft: Draft) -> str:
    """A name for the draft, title first; '' while it holds no word."""
    return draft.title or draft.lead.text or draft.body.text


def may_write(member: Member, rubric: int) -> bool:
    """An author writes in the own rubrics. An editor writes in all, and asks for approval outside the own ones."""
    return member.role.reaches(Role.EDITOR) or member.may(Role.AUTHOR, rubric)


def is_dash(typed: str) -> bool:
    """A dash, which takes a field away."""
    return typed.strip() in _DASHES


def with_title(draft: Draft, typed: Rich) -> Draft:
    title = " ".join(typed.text.split())
    if len(title) > TITLE_LIMIT:
        raise Rejected("editor-title-too-long", count=len(title), limit=TITLE_LIMIT)
    return replace(draft, title=title)


def with_lead(draft: Draft, typed: Rich) -> Draft:
    if len(typed.text) > LEAD_LIMIT:
        raise Rejected("editor-lead-too-long", count=len(typed.text), limit=LEAD_LIMIT)
    return replace(draft, lead=typed)


def with_link(draft: Draft, typed: str) -> Draft:
    """The address of the source; a dash takes it away. Raises Rejected when it is no address."""
    link = "" if is_dash(typed) else typed.strip()
    if link and not _LINK.fullmatch(link):
        raise Rejected("post-link-wrong")
    return replace(draft, url=link)


def with_tags(draft: Draft, typed: str) -> Draft:
    """Tags with commas or # between them; a dash takes them away."""
    pieces = [] if is_dash(typed) else [" ".join(tag.split())[:_TAG_LIMIT] for tag in re.split(r"[,#\n]", typed)]
    return replace(draft, tags=tuple(dict.fromkeys(tag for tag in pieces if tag))[:_MOST_TAGS])


def with_more_text(draft: Draft, typed: Rich) -> Draft:
    """Adds one more message to the body. Raises Rejected when the body becomes too long."""
    body = Rich.join([draft.body, typed], "\n\n")
    if len(body.text) > BODY_LIMIT:
        raise Rejected("editor-body-too-long", count=len(body.text), limit=BODY_LIMIT)
    return replace(draft, body=body)
