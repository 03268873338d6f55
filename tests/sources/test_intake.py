"""Manuscripts on their way to the store: by the thousand, with bad ones among them, pushed by one rule."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.article import Manuscript
from domain.clock import SystemClock
from domain.errors import BadManuscript, StoreUnavailable
from domain.rich import Rich
from sources.intake import Intake
from sources.intake_rules import IntakeRules, LargeImport, Push
from sources.parsed import ParsedItem, Report, with_rubric
from storage.repositories.articles import Articles, Offer
from storage.store import Store

RULES = IntakeRules(ZoneInfo("Asia/Almaty"), "kk", timedelta(hours=24))
CLOCK = SystemClock()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{tmp_path}/z.db", CLOCK)
    yield opened
    await opened.close()


def item(
    number: int, *, hours_old: float = 0, body: str = "Мақаланың мәтіні осында жазылған.", title: str = ""
) -> ParsedItem:
    published = datetime.now(UTC) - timedelta(hours=hours_old)
    manuscript = Manuscript(str(number), Rich(body), title or f"Тақырып {number}", "Қоғам", published=published)
    return ParsedItem(f"{number}.json", manuscript)


async def test_the_report_counts_what_became_of_each(store: Store) -> None:
    intake = Intake(store, CLOCK, RULES)
    first = await intake.take([item(1), item(2)], Push.ARCHIVE)
    assert first == Report(added=2)
    bad = ParsedItem("c.jsonl", BadManuscript("source-json-syntax", line=7, column=1, place=":7"))
    second = await intake.take([item(1), item(2, body="Басқа мәтін."), item(3), bad], Push.ARCHIVE)
    assert (second.added, second.updated, second.unchanged, second.pushed) == (1, 1, 1, 0)
    [failure] = second.failed
    assert failure.file == "c.jsonl:7"
    assert (failure.error.key, failure.error.values) == ("source-json-syntax", {"line": 7, "column": 1})


async def test_only_young_articles_are_pushed_and_only_when_asked_for(store: Store) -> None:
    intake = Intake(store, CLOCK, RULES)
    young_and_old = [item(1, hours_old=1), item(2, hours_old=25)]
    assert (await intake.take(young_and_old, Push.FRESH)).pushed == 1
    assert (await intake.take([item(3)], Push.ARCHIVE)).pushed == 0
    assert (await intake.take([item(4, hours_old=1), item(5, hours_old=25)], Push.HOLD)).held == 1


async def test_importing_again_with_push_is_the_word_for_what_was_held(store: Store) -> None:
    intake = Intake(store, CLOCK, RULES)
    await intake.take([item(1), item(2)], Push.HOLD)
    assert (await intake.take([item(1)], Push.FRESH)).pushed == 0
    report = await intake.take([item(1)], Push.WORD)
    assert (report.unchanged, report.pushed) == (1, 1)
    assert (await intake.take([item(1)], Push.WORD)).pushed == 0


async def test_a_dry_run_tells_the_same_and_changes_nothing(store: Store) -> None:
    await Intake(store, CLOCK, RULES).take([item(1)], Push.ARCHIVE)
    items = [item(1), item(1, body="Басқа мәтін."), item(2)]
    report = await Intake(store, CLOCK, RULES, dry=True).take(items, Push.WORD)
    assert report == Report(added=1, updated=1, unchanged=1, pushed=1)
    assert await store.articles.count() == 1


async def test_an_article_that_breaks_the_store_costs_only_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Articles.accept_all

    async def breaks(self: Articles, offers: Sequence[Offer]) -> object:
        if any(offer.prepared.id == "13" for offer in offers):
            raise ValueError("a defect of ours")
        return await real(self, offers)

    monkeypatch.setattr(Articles, "accept_all", breaks)
    report = await Intake(store, CLOCK, RULES).take((item(n) for n in range(40)), Push.ARCHIVE)
    assert report.added == 39
    assert [(failure.file, failure.error.key) for failure in report.failed] == [("13.json", "source-unreadable")]


async def test_a_store_that_takes_nothing_is_told_and_asking_again_is_safe(store: Store) -> None:
    intake = Intake(store, CLOCK, RULES)
    real, left = store.transaction, 1

    def full_after_one() -> object:
        nonlocal left
        if not left:
            raise StoreUnavailable("store-full", why="disk full")
        left -= 1
        return real()

    store.transaction = full_after_one  # type: ignore[method-assign, assignment]
    with pytest.raises(StoreUnavailable):
        await intake.take((item(n) for n in range(300)), Push.FRESH)
    store.transaction = real  # type: ignore[method-assign]
    taken = await store.articles.count()
    report = await intake.take((item(n) for n in range(300)), Push.FRESH)
    assert (report.unchanged, report.added) == (taken, 300 - taken)


class SlowDisk(SystemClock):
    """A clock on a machine that needs 4 ms for each article."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds


async def test_no_transaction_of_a_large_import_is_long_however_slow_the_machine(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, real = SlowDisk(), Articles.accept_all

    async def slowly(self: Articles, offers: Sequence[Offer]) -> object:
        disk.seconds += 0.004 * len(offers)
        return await real(self, offers)

    monkeypatch.setattr(Articles, "accept_all", slowly)
    taken: list[int] = []
    report = await Intake(store, disk, RULES).take(
        (item(n) for n in range(300)), Push.ARCHIVE, lambda so_far: taken.append(so_far.added)
    )
    assert report.added == 300
    each = [after - before for before, after in pairwise([0, *taken])]
    assert max(each) * 0.004 <= 0.04
    assert sum(each) == 300


async def test_progress_is_told_while_files_are_still_being_read(store: Store) -> None:
    told: list[int] = []

    def items() -> Iterator[ParsedItem]:
        for number in range(200):
            if number == 150:
                assert told
            yield item(number)

    await Intake(store, CLOCK, RULES).take(items(), Push.ARCHIVE, lambda report: told.append(report.added))
    assert told[-1] == 200


async def test_a_stop_in_the_middle_of_slow_reading_does_not_wait_for_the_rest(store: Store) -> None:
    intake, read = Intake(store, CLOCK, RULES, large=LargeImport(lambda: True)), []

    def items() -> Iterator[ParsedItem]:
        for number in range(200):
            read.append(number)
            if number == 10:
                intake.stop()
            yield item(number)

    assert await intake.take(items(), Push.ARCHIVE) == Report()
    assert len(read) < 13
    assert (await Intake(store, CLOCK, RULES).take(items(), Push.ARCHIVE)).added == 200


def test_a_rubric_is_given_to_those_that_have_none() -> None:
    with_one = item(1)
    assert isinstance(with_one.found, Manuscript)
    without = ParsedItem("b", replace(with_one.found, rubric=""))
    bad = ParsedItem("c", BadManuscript("source-empty"))
    rubrics = [getattr(s.found, "rubric", None) for s in with_rubric([with_one, without, bad], "Спорт")]
    assert rubrics == ["Қоғам", "Спорт", None]


async def test_many_articles_are_the_same_whether_further_ones_are_read_ahead_or_not(store: Store) -> None:
    def many() -> Iterator[ParsedItem]:
        return (item(n, body=f"Мақаланың мәтіні {n} осында жазылған. <b>") for n in range(150))

    report = await Intake(store, CLOCK, RULES, large=LargeImport(lambda: True)).take(many(), Push.ARCHIVE)
    assert (report.added, report.failed) == (150, ())
    again = await Intake(store, CLOCK, RULES).take(many(), Push.ARCHIVE)
    assert (again.unchanged, again.updated) == (150, 0)
    assert (await store.search.find("77")).hits[0].title == "Тақырып 77"


async def test_a_story_told_twice_is_pushed_once_and_an_owner_is_asked_about_the_second(store: Store) -> None:
    story = (
        "Қостанайда жаңа кітапхана ашылды, оған қала тұрғындары мен облыс әкімі қатысты. Үш қабатты ғимаратта екі жүз "
        "орындық оқу залы, шеберхана және шағын кинозал бар. Кітап қорында қырық мыңнан астам басылым сақталған."
    )
    rate = "Ұлттық банк бағамды жариялады. Бүгін бір доллар {0} теңге, бір еуро {1} теңге тұрады, рубль өзгермеді."
    intake = Intake(store, CLOCK, RULES)
    first = await intake.take([item(1, body=story, title="Кітапхана"), item(2, body=rate.format(512, 601))], Push.FRESH)
    assert first.pushed == 2
    again = item(3, body=f"{story} Бұл туралы әкімдік хабарлады.", title="Қостанайда кітапхана")
    twins = [again, item(4, body=rate.format(515, 598))]
    second = await intake.take(twins, Push.FRESH)
    assert (second.added, second.pushed, second.held) == (2, 1, 1)
    assert await store.held.count() == 1
    [notice] = [one for one in await store.notices.pending() if one.key == "source-twin"]
    assert (notice.values["title"], notice.values["earlier"]) == ("Қостанайда кітапхана", "Кітапхана")
    assert "Қостанайда кітапхана" in [hit.title for hit in (await store.search.find("кітапхана")).hits]
    assert (await intake.take(twins[:1], Push.WORD)).pushed == 1


async def test_of_copies_that_come_at_once_by_several_ways_one_is_pushed(store: Store) -> None:
    text = (
        "Мұғалімдердің құрылтайы өтті. Оған барлық облыстан өкіл келіп, жаңа оқулықтарды талқылады. Жиын соңында "
        "министр қатысушылардың сұрағына жауап берді, ал мұғалімдер ауыл мектептеріне көмек сұрады."
    )
    copies = [item(number, body=text, title="Құрылтай өтті") for number in range(4)]
    ways = [Intake(store, CLOCK, RULES).take([one], Push.FRESH) for one in copies]
    reports = await asyncio.gather(*ways)
    assert [sum(getattr(one, kind) for one in reports) for kind in ("added", "pushed", "held")] == [4, 1, 3]
