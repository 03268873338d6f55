"""What a chat has chosen for itself beside its rubrics: words to be told of or spared, and stories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class StoryChoice(StrEnum):
    """`follow`: later articles of the story come in whatever rubric. `mute`: none of them comes."""

    FOLLOW = "follow"
    MUTE = "mute"


class Alert(NamedTuple):
    """Words that a chat (the id of its recipient) wants to be told of, or spared (`blocks`).

    `words`: in small letters; with spaces between them a phrase, with " + " each of them anywhere in an article.
    `stems`: what is looked for, as text/search/alert_words.py packs it.
    """

    id: int
    recipient: int
    words: str
    blocks: bool
    stems: str


@dataclass(frozen=True, slots=True)
class ChosenStory:
    """A story that a chat follows or mutes, with the key and the title of its newest article."""

    story: int
    choice: StoryChoice
    article: int
    title: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a chat's own words and stories decide about an article.

    `wanted`: it comes although its rubric is off; else it does not come at all. `words`: of the alerts that rang.
    `story`: the one that it follows, 0 for none.
    """

    recipient: int
    wanted: bool
    words: tuple[str, ...] = ()
    story: int = 0
