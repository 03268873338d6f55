"""A fixed set of simulated runs: delivery under kills, stops, a failing disk and line, and readers who come and go.

`make simulate` plays many more; `python -m tests.simulation --seed 17` prints what happened in one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.plan import HARD_THEMES
from tests.simulation.rules import RULES, left_out
from tests.simulation.run import run

pytestmark = pytest.mark.slow

SEEDS = range(200)
# Each broke a promise once: three short faults in a row, each with its own silence; a network that hangs right after a
# quiet time; a short silence after a fault; a right that was back before its loss was known; a clock that was set back
# between a claim and the return of its chat; an old question that failed when nothing was out any more; a
# disk that stood still for what was admitted, while the token was refused (5974), and for its probe (2056).
BROKEN_ONCE = (
    ("line faults", 15), ("line faults", 30), ("line faults", 2), ("line faults", 94), ("", 7164), ("", 7244),
    ("", 2946), ("", 5974), ("", 2056),
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_every_promise_is_kept(seed: int) -> None:
    result = run(seed)
    assert not result.complaints, "\n".join(["", *result.history, *result.complaints])


def _few_seeds() -> list[tuple[str, int]]:
    """Runs in which something fails for ever last for half an hour, so fewer of them are played."""
    return [(theme, seed) for theme, hard in HARD_THEMES.items() for seed in range(2 if hard.only else 6)]


@pytest.mark.parametrize(("theme", "seed"), [*_few_seeds(), *BROKEN_ONCE])
def test_every_promise_is_kept_where_a_rare_moment_is_frequent(theme: str, seed: int) -> None:
    result = run(seed, theme=theme)
    assert not result.complaints, "\n".join(["", *result.history, *result.complaints])


def test_a_seed_is_one_run_and_always_the_same() -> None:
    assert run(7) == run(7)
    assert len({run(seed).calls for seed in range(8)}) > 3


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_can_still_be_left_out(rule: str) -> None:
    """A change of the code that a rule's removal does not fit any more must bring a new removal: see rules.py."""
    with left_out(rule):
        pass


def test_the_table_of_the_rules_names_each() -> None:
    table = (Path(__file__).parents[2] / "docs" / "simulation.md").read_text("utf-8")
    assert [rule for rule in RULES if f"| {rule} |" not in table] == []


def test_without_insisting_on_a_failed_commit_some_seed_fails() -> None:
    """The simulation itself can fail: one rule is enough to show it here, `--rules` shows each."""
    with left_out("commit: insisted on with what is known") as statements:
        assert any(run(seed, statements).complaints for seed in range(300))
