"""What a seed makes of a run: how large it is, and which kinds of trouble it has."""

from __future__ import annotations

import random
from dataclasses import dataclass

# Acts of readers and of the newsroom, with how often each is taken beside the others.
ACTS = {
    "publish": 5, "reword": 6, "retouch": 2, "refile": 1, "recall": 2, "follow": 5, "unfollow": 4, "follow_all": 2,
    "digest": 1, "pause": 2, "come_back": 4, "stop": 1, "block": 3, "forget": 1, "languages": 1, "migrate": 3,
    "migrate_onto": 3, "lose_rights": 1, "get_rights": 2, "close_topic": 1, "chat_429": 4, "long_429": 1,
    "token_429": 1, "delete_message": 1, "answer_person": 8, "pause_push": 1, "resume_push": 2, "cancel_push": 1,
    "halt": 1, "go_on": 2, "deactivate": 1, "merge_rubrics": 1, "forget_merged": 3, "days_pass": 1, "send_again": 2,
}  # fmt: skip
TROUBLES = (
    "kill", "fuse", "stop", "freeze", "locked", "full", "gone", "commit_fails", "answer_lost", "line_loss", "line_down",
    "hangs", "clock", "slow", "poison", "late_departure",
    "defects", "very_late", "line_fault", "stop_refused", "bad_chats",
)  # fmt: skip

MOST_STORIES = 4
_RATES = (3, 10, 28, 28, 28, 120, 1000)
_SECONDS = (4.0, 25.0)
_READERS = (2, 18)

# In half of the runs one matter comes up again and again, with the troubles that make it hard.
THEMES: dict[str, tuple[dict[str, int], frozenset[str]]] = {
    "corrections": ({"reword": 30, "refile": 8, "recall": 4, "answer_person": 0}, frozenset({"hangs", "kill"})),
    "late edits": ({"reword": 60, "recall": 3, "answer_person": 0}, frozenset({"line_loss", "kill", "freeze"})),
    "recalls": ({"recall": 20, "days_pass": 3, "delete_message": 5}, frozenset({"slow", "gone"})),
    "groups": ({"migrate": 15, "migrate_onto": 30, "follow": 20, "reword": 8}, frozenset({"slow", "hangs"})),
    "waits": ({"chat_429": 25, "long_429": 5, "token_429": 5}, frozenset({"clock", "line_down"})),
    "topics": ({"chat_429": 60, "publish": 40, "follow_all": 30, "answer_person": 0}, frozenset({"slow"})),
    "returns": ({"block": 25, "come_back": 40, "publish": 15, "reword": 15}, frozenset({"slow"})),
    "content": ({"reword": 20, "publish": 10}, frozenset({"poison", "slow", "stop"})),
    "rubrics": ({"merge_rubrics": 10, "forget_merged": 30, "follow": 15, "unfollow": 15}, frozenset({"slow"})),
    "disk": ({"reword": 10, "publish": 10}, frozenset({"commit_fails", "answer_lost", "locked"})),
    "ends": ({"answer_person": 30}, frozenset({"kill", "stop", "fuse", "hangs"})),
    "brakes": (
        {"halt": 8, "go_on": 10, "pause_push": 12, "resume_push": 12, "cancel_push": 3, "send_again": 15},
        frozenset({"slow", "hangs"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Hard:
    """A theme of runs that are longer or slower, with acts and troubles that no other run has.

    `only`: nothing but these happens, so that every pause has a reason that is known.
    """

    acts: dict[str, int]
    troubles: frozenset[str]
    rates: tuple[int, ...] = _RATES
    seconds: tuple[float, float] = _SECONDS
    readers: tuple[int, int] = _READERS
    only: bool = False
    stories: int = MOST_STORIES


# Played by name only: each makes one rare moment frequent, and is too narrow for a run of its own.
HARD_THEMES: dict[str, Hard] = {
    "twins": Hard(
        {"publish": 60, "follow_all": 40, "migrate": 5, "migrate_limited": 60, "answer_person": 0},
        frozenset({"late_answers"}), rates=(3, 10), seconds=(15.0, 40.0), readers=(12, 30),
    ),
    "rushes": Hard(
        {"publish": 30, "follow_all": 20, "recall": 25, "rush": 90, "answer_person": 0}, frozenset({"slow"}),
        rates=(3, 10, 28),
    ),
    "overtaken": Hard(
        {"publish": 20, "follow_all": 20, "reword": 40, "recall": 2, "rush": 40, "answer_person": 0},
        frozenset({"deaf", "last_moment"}), rates=(10, 28), seconds=(20.0, 50.0),
    ),
    "deaf": Hard(
        {"publish": 20, "follow_all": 20, "reword": 3, "send_again": 8, "chat_429": 3, "answer_person": 2},
        frozenset({"deaf"}), seconds=(40.0, 70.0),
    ),
    "limits": Hard(
        {"publish": 20, "follow_all": 30, "chat_429": 60, "answer_person": 0}, frozenset({"deaf", "line_down"}),
        rates=(28, 120), seconds=(30.0, 60.0),
    ),
    "unread": Hard({"publish": 20, "follow_all": 20, "reword": 20}, frozenset({"reads_fail"})),
    "line faults": Hard(
        {"publish": 10, "follow_all": 20, "answer_person": 1}, frozenset({"line_fault"}),
        rates=(10, 28, 120), seconds=(12.0, 30.0), readers=(40, 80), only=True,
    ),
    "for ever": Hard(
        {"publish": 10, "follow_all": 20, "answer_person": 1}, frozenset({"bad_chats", "for_ever"}),
        rates=(10, 28), seconds=(8.0, 20.0), readers=(20, 40), only=True,
    ),
    "lost answers": Hard({"publish": 20, "follow_all": 20}, frozenset({"deaf", "stop"}), rates=(10, 28),
                         readers=(30, 60)),
    "refused stops": Hard({"publish": 20, "follow_all": 20}, frozenset({"stop_refused", "slow"}), rates=(10, 28),
                          readers=(30, 60)),
    "rights": Hard({"publish": 20, "follow_all": 20, "lose_rights": 40, "get_rights": 60, "answer_person": 0},
                   frozenset({"slow"}), rates=(10, 28)),
    # Two recipients that become one may want and block the same words: there is no right answer to that.
    "words": Hard(
        {"publish": 20, "follow_all": 8, "unfollow": 8, "want": 30, "spare": 20, "drop_words": 12, "migrate_onto": 0,
         "merge_rubrics": 0, "answer_person": 0},
        frozenset({"kill", "slow"}),
    ),
    "titles": Hard(
        {"publish_with_two_titles": 40, "choose_title": 25, "follow_all": 20, "reword": 4, "retouch": 6, "recall": 1},
        frozenset({"kill", "slow"}), rates=(10, 28, 120), seconds=(10.0, 30.0), readers=(10, 40),
    ),
    "refused tokens": Hard({"publish": 20, "follow_all": 20, "token_429": 60, "answer_person": 0},
                           frozenset({"freeze", "slow"}), rates=(10, 28, 120), seconds=(10.0, 25.0), readers=(30, 60)),
    # Two recipients that become one may have chosen different hours: there is no right answer to that.
    "hours": Hard(
        {"publish": 25, "hours_pass": 8, "follow_all": 6, "want_digest": 10, "demand": 12, "reword": 3, "retouch": 0,
         "recall": 2, "chat_429": 8, "halt": 2, "go_on": 6, "digest": 0, "languages": 0, "migrate_onto": 0,
         "merge_rubrics": 0, "days_pass": 0, "answer_person": 0},
        frozenset({"kill", "slow"}), rates=(10, 28, 120), seconds=(20.0, 60.0), readers=(6, 20), stories=10,
    ),
    "old news": Hard({"publish": 20, "follow_all": 20, "recall": 8, "days_pass": 30}, frozenset({"slow"})),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """`seconds` of trouble, then calm. `look_at`: how many index entries a step looks at.

    Only these `troubles` and `acts` happen in the run.
    """

    seed: int
    theme: str
    readers: int
    stories: int
    seconds: float
    rate: int
    look_at: int
    acts: dict[str, int]
    troubles: frozenset[str]


def plan(seed: int, theme: str = "") -> Plan:
    """Each kind of act and trouble is in half of the runs: what is left out lets the others come further.

    `theme`: one of THEMES or HARD_THEMES, instead of the seed's own.
    """
    dice = random.Random(seed)
    acts = {name: weight for name, weight in ACTS.items() if dice.random() < 0.6 or name == "publish"}
    own = dice.choice(list(THEMES)) if dice.random() < 0.5 else ""
    hard = HARD_THEMES.get(theme, Hard({}, frozenset()))
    themed, needed = THEMES.get(theme or own, (hard.acts, hard.troubles))
    share = dice.choice((0.0, 0.15, 0.3, 0.5))
    rate = dice.choice(hard.rates)
    return Plan(
        seed=seed,
        theme=theme,
        readers=dice.randint(30, 80) if rate == 1000 else dice.randint(*hard.readers),
        stories=dice.randint(1, hard.stories),
        seconds=dice.uniform(*hard.seconds),
        rate=rate,
        look_at=dice.choice((1, 3, 5000)),
        acts=themed if hard.only else {**acts, **themed},
        troubles=needed if hard.only else needed | {name for name in TROUBLES if dice.random() < share},
    )
