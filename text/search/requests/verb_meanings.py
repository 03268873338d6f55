"""What each Kazakh verb contributes to a request, by the table text/search/lexicon/request_verbs.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from text.search.requests.groups import Group
from text.words.folding import fold
from text.words.kazakh_verb_endings import Form, Mood
from text.words.kazakh_verbs import KazakhVerbs

Groups = frozenset[Group]

_FILE = Path(__file__).parents[1] / "lexicon" / "request_verbs.toml"
_FILLER = frozenset({Group.FILLER})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the forms of a verb contribute; the fields are those of the table."""

    says: Groups
    said: Groups
    mine: Groups
    denied: Groups
    denied_said: Groups
    third: bool

    def of_form(self, form: Form) -> Groups:
        if form.denied:
            return self.denied_said if form.mood is Mood.SAID else self.denied
        if form.mood is Mood.SAID:
            return self.said
        return self.mine if form.mine else self.says


def _meaning(row: dict[str, Any]) -> Meaning:
    def groups(name: str, otherwise: Groups) -> Groups:
        return frozenset(Group[one.upper()] for one in row[name].split()) if name in row else otherwise

    says = groups("says", _FILLER)
    denied = groups("denied", says - _FILLER | {Group.NOT})
    # Two words that say something together say it in every form.
    said = groups("said", says if "behind" in row else _told(says))
    return Meaning(
        says, said, groups("mine", says), denied, groups("denied_said", _told(denied)), row.get("third", False)
    )


def _told(groups: Groups) -> Groups:
    return groups | {Group.TOLD} if groups - _FILLER else groups


_ROWS = tomllib.loads(_FILE.read_text("utf-8"))["verb"]
MEANINGS = {fold(stem): _meaning(row) for row in _ROWS if "behind" not in row for stem in row["stems"].split()}
PAIRS = {
    (fold(first), fold(stem)): _meaning(row)
    for row in _ROWS
    if "behind" in row
    for first, stem in product(row["behind"].split(), row["stems"].split())
}
"""A word and the verb behind it that say something together."""
STEMS = tuple(dict.fromkeys(stem for row in _ROWS for stem in row["stems"].split()))
VERBS = KazakhVerbs(STEMS)
