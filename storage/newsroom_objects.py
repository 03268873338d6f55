"""Rows of the newsroom become objects here: drafts, approvals, letters, invitations, the audit, members."""

from __future__ import annotations

import json
from typing import Any

from domain.draft import Draft, DraftState
from domain.newsroom import Approval, ApprovalState, Letter, LetterState
from domain.team import AuditCode, AuditEntry, Invitation, Member, Role
from storage.objects import unpack
from storage.ports import Row

# Fields of a draft of two titles.
DRAFT_TEST = ("second_title", "second_lead", "test_minutes")
# Fields of a draft that stand in its JSON as they are.
DRAFT_PLAIN = (
    "title",
    "rubric",
    "url",
    "image",
    "language",
    "breaking",
    "corrects",
    "base",
    "marked",
    "note",
    "album",
    *DRAFT_TEST,
)


# How a stored value of the audit begins: one that the program chose, one that a person typed.
CODE, TYPED = "=", "'"


def draft(row: Row) -> Draft:
    id_, author, state, content, version, changed_at = row
    fields = json.loads(content)
    known: dict[str, Any] = {name: fields[name] for name in DRAFT_PLAIN if name in fields}
    known |= {"tags": tuple(fields["tags"]), "touched": tuple(fields["touched"])}
    known |= unpack(fields["spans"], lead=fields["lead"], body=fields["body"])
    return Draft(id_, author, DraftState(state), version, changed_at=changed_at, **known)


def approval(row: Row) -> Approval:
    draft, version, state, *rest = row
    return Approval(draft, version, ApprovalState(state), *rest)


def letter(row: Row) -> Letter:
    id_, chat_id, article, state, *rest = row
    return Letter(id_, chat_id, article, LetterState(state), *rest)


def invitation(row: Row) -> Invitation:
    id_, role, giver, expires_at = row
    return Invitation(id_, Role(role), giver, expires_at)


def audit_entry(row: Row) -> AuditEntry:
    id_, at, who, what, *values = row
    subject, old, new = (AuditCode(text[1:]) if text[:1] == CODE else text[1:] for text in values)
    return AuditEntry(id_, at, who, what, subject, old, new)


def member(row: Row) -> Member:
    user_id, role, rubrics, breaking, name, language = row
    return Member(user_id, Role(role), frozenset(map(int, rubrics.split())), bool(breaking), name, language=language)
