"""Who followed what, and when: kept beside the program, from the rows themselves, after every commit that moves it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tests.simulation.disk import Disk
from tests.simulation.newsroom import said_of

# Statements after which somebody may follow who did not, or the other way round.
_MOVERS = ("recipient_", "subscription", "merge_", "forget_", "broadcast_add", "rubric_", "alert_")


@dataclass(frozen=True, slots=True)
class Join:
    """Two recipients became one. `both`: articles of which a message was out to each of them."""

    moment: float
    kept: int
    both: frozenset[int]


@dataclass
class Push:
    """A push and its followers. `always`: from acceptance until now; `ever`: at some time since.

    `in_digest`: who followed its rubric in the digest from acceptance until now.
    """

    broadcast: int
    article: int
    rubric: int
    language: str
    said: str
    always: set[int] | None = None
    ever: set[int] = field(default_factory=set)
    in_digest: set[int] | None = None


class Audience:
    """`seen`: every recipient id that a (chat id, topic) ever had; `joins`: recipients merged into another."""

    def __init__(self, disk: Disk, *, with_digests: bool = False) -> None:
        self._disk = disk
        self._with_digests = with_digests
        self.pushes: dict[int, Push] = {}
        self.seen: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.alias: dict[int, int] = {}
        self.joins: list[Join] = []
        self.complaints: list[str] = []
        self._merged: dict[int, int] = {}
        disk.after_commit = self._after_commit

    @property
    def merges(self) -> int:
        return len(self.alias)

    def living(self, recipient: int) -> int:
        """The recipient, or the one into which it was merged."""
        while recipient in self.alias:
            recipient = self.alias[recipient]
        return recipient

    def living_all(self, recipients: set[int]) -> set[int]:
        return {self.living(recipient) for recipient in recipients} if self.alias else set(recipients)

    def _after_commit(self, used: set[str]) -> None:
        if any(name.startswith(_MOVERS) for name in used):
            self._look(used)

    def _look(self, used: set[str]) -> None:
        ask = self._disk.ask
        people = {row[0]: row[1:] for row in ask("SELECT id, state, article_languages, chat_id, topic FROM recipient")}
        for id_, (_, _, chat, topic) in people.items():
            self.seen[chat, topic].add(id_)
        modes: dict[int, dict[int, str]] = defaultdict(dict)
        for recipient, rubric, mode in ask("SELECT recipient, rubric, mode FROM subscription"):
            modes[recipient][rubric] = mode
        words: dict[int, dict[str, bool]] = defaultdict(dict)
        for recipient, said, blocks in ask("SELECT recipient, words, blocks FROM alert"):
            words[recipient][said] = bool(blocks)
        joined: set[int] = set()
        if "recipient_alias" in used:
            known: dict[int, int] = dict(ask("SELECT old_id, new_id FROM recipient_alias"))
            joined = {new for old, new in known.items() if old not in self.alias}
            self.joins += [self._join(kept) for kept in sorted(joined)]
            joined = {new for new in joined if new in people and people[new][0] == "active"}
            self.alias.update(known)
        if "rubric_merge_end" in used:
            self._merged_rubrics(modes)
        self._new_pushes()
        for push in self.pushes.values():
            either = people.keys() & (modes.keys() | words.keys())
            now = {r for r in either if _follows(people[r], modes[r], words[r].get(push.said), push)}
            before = now if push.always is None else self.living_all(push.always)
            push.ever = self.living_all(push.ever) | now
            push.always = before & now
            if self._with_digests:
                later = {r for r in either if _follows(people[r], modes[r], None, push, "digest")}
                push.in_digest = later if push.in_digest is None else push.in_digest & later
            if "rubric_forget_merged" in used and push.broadcast in self._open() and (lost := before - now):
                self.complaints.append(f"{lost} follow article {push.article} no more, for its rubric was merged")
            if joined and push.broadcast in self._open() and (lost := (before & joined) - now):
                self.complaints.append(f"merged recipients {lost} follow article {push.article} no more")

    def _join(self, kept: int) -> Join:
        both = self._disk.ask("SELECT article FROM claim WHERE recipient = ? AND due_at < 0", kept)
        return Join(self._disk.clock.monotonic(), kept, frozenset(article for (article,) in both))

    def _merged_rubrics(self, modes: dict[int, dict[int, str]]) -> None:
        for old, new in self._disk.ask("SELECT key, merged_into FROM rubric WHERE merged_into > 0"):
            if old not in self._merged:
                self._merged[old] = new
                lost = {r for r, own in modes.items() if own.get(old) == "now" and own.get(new, own.get(0)) != "now"}
                if lost:
                    self.complaints.append(f"{lost} followed rubric {old}, but not {new} into which it was merged")

    def _new_pushes(self) -> None:
        for broadcast, article, rubric, language, id_ in self._disk.ask(
            "SELECT i.id, i.article, i.rubric, a.language, a.id FROM broadcast i JOIN article a ON a.key = i.article"
            " WHERE i.kind = 'push'"
        ):
            if broadcast not in self.pushes:
                said = said_of(int(id_.removeprefix("story-")))
                self.pushes[broadcast] = Push(broadcast, article, rubric, language, said)

    def _open(self) -> set[int]:
        return {row[0] for row in self._disk.ask("SELECT id FROM broadcast WHERE finished_at IS NULL")}


def _follows(
    person: tuple[object, ...], modes: dict[int, str], spared: bool | None, push: Push, mode: str = "now"
) -> bool:
    """`spared`: the chat blocks the words of the article; False: it wants them, None: it has said nothing of them."""
    state, languages, *_ = person
    if state != "active" or (languages and push.language not in str(languages).split()):
        return False
    return not spared if spared is not None else modes.get(push.rubric, modes.get(0)) == mode
