"""Words are added to /alerts: what was typed is read, very common words are asked about, the rest is kept at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram.fsm.context import FSMContext

from handlers.core.buttons.keyboards import button
from handlers.core.buttons.reader_callbacks import AlertAnyway
from handlers.core.chat_context import ensure_recipient
from handlers.core.dialogue_state import leave_with
from handlers.core.responder import Responder
from handlers.readers.alerts.screen import list_button, shown_words
from storage.repositories.readers.alerts import MOST
from storage.store import UnitOfWork
from text.search.alert_words import TypedAlert, alert_of_search, typed_alerts

# A word of so many articles is asked about before it is added.
_COMMON = 0.5
_MONTH_MS = 30 * 86_400_000
# Words that are asked about, and words that are named, in answer to one message.
_ASKED, _NAMED = 3, 10
# Characters that are read of a message: more than fifty alerts.
_READ = 4_096
# Alerts of one message that are looked up, each with a question to the store; no chat may have more.
_LOOKED_UP = 2 * MOST


@dataclass
class Added:
    """What became of typed words: (words, whether they are spared)."""

    kept: list[tuple[str, bool]] = field(default_factory=list)
    known: list[tuple[str, bool]] = field(default_factory=list)
    common: list[tuple[str, bool]] = field(default_factory=list)
    short: int = 0
    over: int = 0


async def add_typed(responder: Responder, text: str, *, blocks: bool = False, asked: FSMContext | None = None) -> bool:
    """Adds what was typed and says what became of it; False where nothing of it could be read.

    `blocks`: all of it is to be spared. `asked`: the dialogue that the words end, in the same commit.
    """
    typed = [one._replace(blocks=one.blocks or blocks) for one in typed_alerts(text[:_READ])]
    added = Added()
    wanted = await _read(responder, typed, added)
    for said, spared in list(wanted):
        if (await responder.store.alerts.commonness(said)) >= _COMMON:
            added.common.append((said, spared))
            wanted.remove((said, spared))
    await _keep(responder, wanted, added, asked)
    await _answer(responder, added)
    return bool(wanted or added.common)


async def add_common(responder: Responder, said: str, *, blocks: bool) -> None:
    """The words of a question, all the same."""
    added = Added()
    await _keep(responder, [(said, blocks)], added)
    await _answer(responder, added)


async def wait_for(responder: Responder, query: str) -> None:
    """ "Tell me" under a search in vain: its words of content become an alert; answered by a toast."""
    said = await responder.store.alerts.spelled(alert_of_search(query))
    added = Added()
    if said:
        await _keep(responder, [(said, False)], added)
    if added.kept:
        await responder.notify("alerts-noted", words=shown_words(responder, said))
    elif added.over:
        await responder.notify("alerts-many", limit=MOST, count=1)
    else:
        await responder.notify("alerts-known" if said else "alerts-short", words=shown_words(responder, said))


async def _read(responder: Responder, typed: Sequence[TypedAlert], added: Added) -> list[tuple[str, bool]]:
    wanted: dict[str, bool] = {}
    for one in typed[:_LOOKED_UP]:
        said = await responder.store.alerts.spelled(one)
        if not said:
            added.short += 1
        elif len(wanted) > MOST:
            added.over += 1
        else:
            wanted[said] = one.blocks
    added.over += len(typed[_LOOKED_UP:])
    return list(wanted.items())


async def _keep(
    responder: Responder, wanted: Sequence[tuple[str, bool]], added: Added, asked: FSMContext | None = None
) -> None:
    if not wanted:
        return
    async with responder.store.transaction() as work:
        recipient = await ensure_recipient(work, responder.context)
        await _keep_all(work, recipient.id, wanted, added)
        if any(blocks for _, blocks in added.kept):
            await work.verdicts.again(recipient.id)
        if asked is not None:
            await leave_with(work, asked)
    responder.set_recipient(recipient)


async def _keep_all(work: UnitOfWork, recipient: int, wanted: Sequence[tuple[str, bool]], added: Added) -> None:
    known = {one.words for one in await work.alerts.of(recipient)}
    room = MOST - len(known)
    for said, blocks in wanted:
        if said not in known and room <= 0:
            added.over += 1
            continue
        room -= said not in known
        known.add(said)
        is_new = await work.alerts.add(recipient, said, blocks=blocks)
        (added.kept if is_new else added.known).append((said, blocks))


async def _answer(responder: Responder, added: Added) -> None:
    """One message for what was done, and one for each very common word."""
    managed = bool(responder.context.managed_from)
    parts = [await _kept(responder, added.kept, blocks=blocks) for blocks in (False, True)]
    if added.known:
        parts.append(responder.say("alerts-known", words=_names(responder, added.known)))
    if added.over:
        parts.append(responder.say("place-alerts-many" if managed else "alerts-many", limit=MOST, count=added.over))
    if added.short or not (added.kept or added.known or added.over or added.common):
        parts.append(responder.say("place-alerts-short" if managed else "alerts-short"))
    said = "\n\n".join(part for part in parts if part)
    if said:
        await responder.edit(said, list_button(responder))
    for words, blocks in added.common[:_ASKED]:
        await _ask(responder, words, blocks=blocks)


async def _kept(responder: Responder, kept: Sequence[tuple[str, bool]], *, blocks: bool) -> str:
    of_kind = [one for one in kept if one[1] == blocks]
    if not of_kind:
        return ""
    text = responder.say("alerts-blocked" if blocks else "alerts-added", words=_names(responder, of_kind))
    if len(of_kind) > 1:
        return text
    times = await responder.store.alerts.rung(of_kind[0][0], responder.now_ms - _MONTH_MS)
    return f"{text} {responder.say('alerts-month', times=times)}"


async def _ask(responder: Responder, words: str, *, blocks: bool) -> None:
    times = await responder.store.alerts.rung(words, responder.now_ms - _MONTH_MS)
    question = responder.say("alerts-common-blocked" if blocks else "alerts-common", words=words, times=times)
    anyway = button(responder.plain("alerts-anyway"), AlertAnyway(blocks=int(blocks)))
    await responder.send(question, ((anyway,), *list_button(responder)))


def _names(responder: Responder, words: Sequence[tuple[str, bool]]) -> str:
    named = ", ".join(shown_words(responder, one) for one, _ in words[:_NAMED])
    return named if len(words) <= _NAMED else f"{named} … +{len(words) - _NAMED}"
