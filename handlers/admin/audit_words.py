"""A line of /audit in words: what is stored in short English words is said in the language of whoever reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from domain.team import Deed, Entry, Role
from handlers.core.member_names import called, role_name
from handlers.core.responder import Talk
from text.telegram.fit import cut_line
from text.time.dates import show_moment
from text.words.hostile import escape

_VALUE = 120
_OF_MEMBERS = (Deed.MEMBER_ADDED, Deed.MEMBER_CHANGED, Deed.MEMBER_REMOVED, Deed.INVITED)
_OF_RUBRICS = (Deed.RUBRIC_ADDED, Deed.RUBRIC_CHANGED, Deed.RUBRIC_MERGED)
_WORDS = frozenset({"hidden", "shown", "suggested", "warned", "banned"})
_COUNTED = re.compile(r"(added|updated|pushed|push|list|archive) (\d{1,9})")
_PLACE = re.compile(r"\d{1,4}")
_BYTES = re.compile(r"(\d{1,15}) bytes")


def line(talk: Talk, entry: Entry, names: Mapping[int, str], rubrics: Mapping[str, str]) -> str:
    """HTML. `names`: of people by user id; `rubrics`: names in the reader's language by slug."""
    what = talk.say(f"audit-{entry.what}") if entry.what in set(Deed) else escape(entry.what)
    name = called(names.get(entry.who, ""), entry.who) if entry.who else talk.plain("audit-program")
    text = f"{show_moment(entry.at, talk.language, talk.zone)} · {escape(name)}\n{what}"
    subject, old, new = (_in_words(talk, entry.what, part, rubrics) for part in (entry.subject, entry.old, entry.new))
    text += f": {escape(subject)}" if subject else ""
    change = " → ".join(escape(value) for value in (old, new) if value)
    return f"{text}\n<i>{change}</i>" if change else text


def _in_words(talk: Talk, deed: str, stored: str, rubrics: Mapping[str, str]) -> str:
    """What was typed by people is shown as it is, and cut."""
    said = stored
    if deed in _OF_MEMBERS:
        said = _rights(talk, stored, rubrics)
    elif deed in _OF_RUBRICS:
        said = rubrics.get(stored, _word(talk, stored))
        if deed == Deed.RUBRIC_CHANGED and _PLACE.fullmatch(stored):
            said = talk.plain("audit-place", place=int(stored))
    elif deed in (Deed.WARNED, Deed.BANNED):
        said = _word(talk, stored)
    elif deed in (Deed.IMPORTED, Deed.PUSHED, Deed.ARCHIVED):
        said = _COUNTED.sub(lambda one: talk.plain("audit-counted", what=one[1], count=int(one[2])), stored)
    elif deed == Deed.BACKED_UP:
        said = _BYTES.sub(lambda one: talk.plain("audit-size", size=round(int(one[1]) / 1024 / 1024, 1)), stored)
    elif deed == Deed.SCHEDULED:
        said = _hour(talk, stored)
    return cut_line(said, _VALUE)


def _word(talk: Talk, stored: str) -> str:
    return talk.plain("audit-word", word=stored) if stored in _WORDS else stored


def _rights(talk: Talk, stored: str, rubrics: Mapping[str, str]) -> str:
    """`editor`, or `editor sport,world breaking`, `*` for every rubric; a name and a number stay what they are."""
    role, _, rest = stored.partition(" ")
    if role not in set(Role):
        return stored
    parts = [role_name(talk, Role(role))]
    slugs, _, breaking = rest.partition(" ")
    if slugs and slugs != "*":
        parts.append(", ".join(rubrics.get(slug, slug) for slug in slugs.split(",")))
    elif slugs and role != Role.OWNER:
        parts.append(talk.plain("team-every-rubric"))
    if breaking:
        parts.append(talk.plain("team-breaking"))
    return " · ".join(parts)


def _hour(talk: Talk, stored: str) -> str:
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        # A title.
        return stored
    return show_moment(int(moment.timestamp() * 1000), talk.language, talk.zone)
