"""What a robots.txt says to us (RFC 9309).

Not by `urllib.robotparser`: it takes the first rule that fits instead of the longest, and knows no "*" inside a path.
Nor by patterns: a file of a stranger must not make work without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

# Characters that are read, as the RFC asks for at least, and rules that are kept.
_LONGEST, _RULES = 512_000, 5_000
# Seconds between two pages that we grant at most.
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class Rule:
    """`parts`: the path between its stars. `to_end`: it ends where the path ends."""

    allows: bool
    parts: tuple[str, ...]
    to_end: bool
    length: int

    def fits(self, path: str) -> bool:
        """Each part is looked for once, from the left: the first place is as good as any."""
        first, *others = self.parts
        if not path.startswith(first):
            return False
        at = len(first)
        last = others.pop() if others and self.to_end else None
        for part in others:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        if last is not None:
            return path.endswith(last) and len(path) - len(last) >= at
        return not self.to_end or at == len(path)


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """`delay`: seconds that the site wants between two pages, 0 for no wish."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allow(self, path: str) -> bool:
        """`path`: of a page, with its query. The longest rule that fits counts, of two the kinder."""
        path = unquote(path)
        fitting = [(rule.length, rule.allows) for rule in self.rules if rule.fits(path)]
        return max(fitting)[1] if fitting else True


def rules_for(text: str, agent: str) -> RobotsRules:
    """The rules of the groups that name us, else of those for everybody."""
    groups = list(_groups(text[:_LONGEST]))
    mine = [lines for names, lines in groups if agent.lower() in names]
    lines = [line for group in mine or [lines for names, lines in groups if "*" in names] for line in group]
    rules = tuple(_rule(name, value) for name, value in lines[:_RULES] if name != "crawl-delay" and value)
    return RobotsRules(rules, max((_seconds(value) for name, value in lines if name == "crawl-delay"), default=0.0))


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """Names of robots with the lines for them."""
    names: set[str] = set()
    lines: list[tuple[str, str]] = []
    for line in text.lstrip("\ufeff").splitlines():
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        name = name.lower()
        if name == "user-agent":
            if lines:
                yield names, lines
                names, lines = set(), []
            # "Zharshy/2.0" means the same as "Zharshy".
            names.add(value.lower().partition("/")[0].strip())
        elif names and name in {"allow", "disallow", "crawl-delay"}:
            lines.append((name, value))
    yield names, lines


def _rule(name: str, value: str) -> Rule:
    to_end = value.endswith("$")
    parts = tuple(unquote(part) for part in value.removesuffix("$").split("*"))
    return Rule(name == "allow", parts, to_end, len(value))


def _seconds(value: str) -> float:
    try:
        wanted = float(value)
    except ValueError:
        return 0.0
    return min(wanted, _LONGEST_DELAY) if wanted > 0 else 0.0
