"""Who follows a rubric stands in several statements, each as fast as its place needs: all must mean the same people."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pytest

from domain.audience import ChatKind, Mode, Recipient, RecipientState
from storage.limits import StoreLimits
from storage.repositories.delivery.deliveries import Deliveries
from storage.repositories.delivery.delivery_statements import OneByOne
from storage.repositories.recipients import EVERY_RUBRIC, NewRecipient
from storage.store import Store
from tests.builders import accept, rubric_key
from tests.storage.conftest import Backend, opened
from tests.storage.delivery_steps import advance

RUBRICS = ("Саясат", "Спорт")
PEOPLE = 60


@dataclass
class Follower:
    """What a chat has chosen: ways by rubric (0 is all of them), languages ('' is all of them)."""

    recipient: Recipient
    modes: dict[int, Mode]
    languages: frozenset[str]
    state: RecipientState

    def gets(self, rubric: int) -> bool:
        """The rule itself: a word about this rubric counts before one about all of them."""
        mode = self.modes.get(rubric, self.modes.get(EVERY_RUBRIC, Mode.OFF))
        return self.state is RecipientState.ACTIVE and mode is Mode.NOW

    def reads(self, language: str) -> bool:
        return not self.languages or language in self.languages


async def an_audience(store: Store, dice: Random) -> list[Follower]:
    """Chats that have chosen whatever can be chosen."""
    keys = [EVERY_RUBRIC, *[await rubric_key(store, name) for name in RUBRICS]]
    found = []
    for number in range(1, PEOPLE + 1):
        kind = dice.choice(list(ChatKind))
        modes = {key: mode for key in keys if (mode := dice.choice([None, Mode.NOW, *Mode])) is not None}
        languages = frozenset(dice.sample(["kk", "ru", "en"], dice.choice([0, 0, 1, 2])))
        state = dice.choice([*[RecipientState.ACTIVE] * 8, *RecipientState])
        async with store.transaction() as work:
            recipient = await work.recipients.met(NewRecipient(number, kind, "kk"))
            for key, mode in modes.items():
                await work.recipients.follow(recipient.id, key, mode)
            await work.recipients.set_article_languages(recipient.id, languages)
            await work.recipients.set_state(recipient.id, state)
        found.append(Follower(recipient, modes, languages, state))
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rubric", RUBRICS)
@pytest.mark.parametrize("language", ["kk", "ru"])
async def test_all_statements_mean_the_same_people(backend: Backend, seed: int, rubric: str, language: str) -> None:
    store = backend.store
    people = await an_audience(store, Random(seed))
    key = await rubric_key(store, rubric)
    followers = {one.recipient.id for one in people if one.gets(key)}
    wanted = {one.recipient.id for one in people if one.gets(key) and one.reads(language)}
    assert 0 < len(wanted) < len(followers) < PEOPLE

    assert await store.readership.followers(key) == len(followers)
    assert await store.readership.about(key) == len(followers)
    kinds = [one.recipient.kind for one in people if one.recipient.id in wanted]
    assert await store.recipients.audience(key, language) == {kind: kinds.count(kind) for kind in {*kinds}}
    article = (await accept(store, rubric=rubric, language=language)).key
    assert await walked(store, article, in_pieces_of=100) == wanted
    assert await walked(store, article, in_pieces_of=7) == wanted
    assert await walked_by_one_process(store, article) == wanted
    assert await still_wanted_after_a_wait(backend, article) == wanted


async def walked(store: Store, article: int, *, in_pieces_of: int) -> set[int]:
    """Whom the steps of a push come to, as this database's delivery takes them."""
    found: list[int] = []
    exhausted = False
    while not exhausted:
        async with store.transaction() as work:
            broadcast, head = await opened(work, article)
            targets, end, exhausted = await work.deliveries.followers(broadcast, head, in_pieces_of)
            await advance(work, broadcast, end)
        found += [target.recipient for target in targets]
    async with store.transaction() as work:
        await advance(work, broadcast, 0)
    assert len(found) == len({*found})
    return {*found}


async def walked_by_one_process(store: Store, article: int) -> set[int]:
    """The same by the statements for a process that has the database to itself."""
    async with store.transaction() as work:
        rows = work.deliveries._rows
        alone = Deliveries(rows, OneByOne(rows), work.broadcasts, StoreLimits().entries_read)
        targets, _, exhausted = await alone.followers(*await opened(work, article), PEOPLE)
        assert exhausted
        return {target.recipient for target in targets}


async def still_wanted_after_a_wait(backend: Backend, article: int) -> set[int]:
    """Of everybody whose message had to wait, those who still want it."""
    async with backend.store.transaction() as work:
        broadcast, _ = await opened(work, article)
    backend.write(
        "INSERT INTO claim (article, recipient, message_id, broadcast, state, run, tries, claimed_at, due_at) "
        f"SELECT {article}, id, 0, {broadcast.id}, 'waiting', 0, 0, 0, 0 FROM recipient"
    )
    async with backend.store.transaction() as work:
        return {target.recipient for target, _ in await work.deliveries.due(*await opened(work, article), 1, PEOPLE)}
