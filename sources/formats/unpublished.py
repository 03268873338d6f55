"""What its source has not published: drafts of site generators and of exports, which are no news."""

from __future__ import annotations

from collections.abc import Mapping

from domain.article import LeftOut
from sources.formats.field_names import fold_name

_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})
_SWITCHES = frozenset({"draft", "isdraft", "черновик"})
_STATES = ("status", "poststatus")
# As WordPress, Ghost, Strapi and Hugo name them, and the kind as which they are counted.
_KINDS = {
    **dict.fromkeys(("draft", "auto-draft", "черновик"), "draft"),
    **dict.fromkeys(("future", "scheduled"), "scheduled"),
    **{kind: kind for kind in ("pending", "private", "trash")},
}


def unpublished(fields: Mapping[str, object]) -> LeftOut | None:
    """None for the fields of an article that its source has published, or that says nothing of it."""
    named = {fold_name(name): _word(value) for name, value in fields.items() if isinstance(name, str)}
    if any(named.get(name) in _YES for name in _SWITCHES) or named.get("published") in _NO:
        return LeftOut((("draft", 1),))
    kind = next((_KINDS[state] for name in _STATES if (state := named.get(name, "")) in _KINDS), "")
    return LeftOut(((kind, 1),)) if kind else None


def is_switch(value: object) -> bool:
    """Whether `published` says that it is, and not when."""
    return _word(value) in _YES | _NO - {"0", "1"}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.strip().lower() if isinstance(value, str) and len(value) < 20 else ""
