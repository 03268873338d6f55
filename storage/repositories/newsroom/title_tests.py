"""Two titles of one article, tried on a sample of its readers."""

from __future__ import annotations

from dataclasses import dataclass

from domain.title_test import Counts, PlannedTest, TestState, TitleTest, Words
from storage.ports import Repository, number, single


@dataclass(frozen=True, slots=True)
class TestResult:
    """What came of a test. `chosen` None: nothing yet, or the article was corrected before. `by` 0: by itself."""

    __test__ = False

    title: str
    state: TestState
    chosen: Words | None
    by: int
    counts: Counts


class TitleTests(Repository):
    async def boundary(self, rubric: int, language: str, sample: int) -> int:
        """The last recipient of a sample of so many; 0 where there are not so many."""
        return await number(self._rows, "title_test_boundary", rubric, language, sample - 1)

    async def begin(self, article: int, planned: PlannedTest, editor: int) -> None:
        """In the transaction that publishes the article."""
        words = (planned.title, planned.lead, planned.minutes, planned.up_to)
        await self._rows.run("title_test_begin", article, editor, *words)

    async def open(self) -> list[TitleTest]:
        rows = await self._rows.fetch("title_tests_open")
        return [
            TitleTest(article, editor, title, lead, minutes, decide_at, bool(sent))
            for article, editor, title, lead, minutes, decide_at, sent in rows
        ]

    async def other_words(self, article: int) -> tuple[str, str] | None:
        """The other title and lead while a test is open."""
        row = await single(self._rows, "title_test_words", article)
        return (str(row[0]), str(row[1])) if row else None

    async def decide_at(self, article: int, moment_ms: int) -> bool:
        """The sample has its copies: one is chosen at this moment."""
        return await self._rows.run("title_test_decide_at", article, moment_ms) == 1

    async def read(self, article: int, recipient: int) -> None:
        """A recipient pressed Read under its copy."""
        await self._rows.run("title_test_read", article, recipient)

    async def counts(self, article: int) -> Counts:
        chats = {int(odd): int(count) for odd, count in await self._rows.fetch("title_test_copies", article)}
        reads = {int(odd): int(count) for odd, count in await self._rows.fetch("title_test_reads", article)}
        return Counts(chats.get(0, 0), reads.get(0, 0), chats.get(1, 0), reads.get(1, 0))

    async def choose(self, article: int, chosen: Words, by: int, counts: Counts) -> bool:
        """Ends the test; False where another was faster. Who read is forgotten, the counts stay."""
        figures = (counts.own_chats, counts.own_reads, counts.other_chats, counts.other_reads)
        if not await self._rows.run("title_test_choose", article, chosen, by, *figures):
            return False
        await self._rows.run("title_test_forget", article)
        return True

    async def result(self, article: int) -> TestResult | None:
        row = await single(self._rows, "title_test_result", article)
        if row is None:
            return None
        title, state, chosen, by, *counts = row
        return TestResult(title, TestState(state), Words(chosen) if chosen else None, by, Counts(*counts))
