"""Sends texts to the chat and puts them to the command line: both must show and say the same."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.search import SearchCommand
from bot.config import Settings
from storage.store import Store
from tests.conversation import Conversation
from text.i18n import Phrases

# Seconds for one answer. Texts of one pretend person: more in a row would be slowed down.
_PATIENCE, _OF_PERSON = 20.0, 15

_INEXACT = Phrases.load().plain("kk", "search-inexact")

Found = bool | str
"""True, False or "inexact", as in the answer of `search --json`."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was shown for a text, as titles, on the cards in the chat and by `search --json`, and whether it answers."""

    text: str
    in_chat: list[str]
    on_line: list[str]
    said_in_chat: Found
    said_on_line: Found

    @property
    def agrees(self) -> bool:
        """Whether the chat's cards are the first hits, none where there are none, and both say how sure that is."""
        same = self.in_chat == self.on_line[: len(self.in_chat)] and bool(self.in_chat) == bool(self.on_line)
        return same and self.said_in_chat == self.said_on_line


async def agreement(folder: Path, texts: Sequence[str], fill: Callable[[Store], Awaitable[None]]) -> list[Agreed]:
    chat_folder = folder / "chat"
    chat_folder.mkdir()
    async with Conversation(chat_folder) as chat:
        await fill(chat.store)
        command = SearchCommand(Settings(), chat.store, argparse.Namespace(limit=10, explain=False, json=True))
        titles = {article.title for article in await chat.store.articles.latest(limit=1000)}
        agreed = []
        for number, text in enumerate(texts):
            answer = await _answer(chat, 10_000 + number // _OF_PERSON, text)
            shown = [line for line in map(_without_number, answer.splitlines()) if line in titles]
            line = await command.found(text)
            hits = [hit["title"] for hit in line["hits"]]
            agreed.append(Agreed(text, shown, hits, _said(answer, shown), line["found"]))
        return agreed


def show_agreement(agreed: Sequence[Agreed]) -> None:
    differing = [one for one in agreed if not one.agrees]
    print(f"chat and command line agree: {1 - len(differing) / len(agreed):.4f} of {len(agreed)}")
    for one in differing:
        print(f"  {one.text!r}: the chat shows {one.in_chat} ({one.said_in_chat}),")
        print(f"    the command line {one.on_line} ({one.said_on_line})")


def _said(answer: str, shown: Sequence[str]) -> Found:
    """What an answer in Kazakh says of its cards."""
    if not shown:
        return False
    return "inexact" if _INEXACT in answer else True


async def _answer(chat: Conversation, person_id: int, text: str) -> str:
    person = chat.reader(person_id)
    before = len(person.from_bot)
    await person.says(text)
    deadline = time.monotonic() + _PATIENCE
    while len(person.from_bot) == before:
        if time.monotonic() > deadline:
            raise TimeoutError(f"no answer to {text!r}")
        await asyncio.sleep(0.005)
    return person.from_bot[-1].text


def _without_number(line: str) -> str:
    number, dot, rest = line.partition(". ")
    return rest if dot and number.isdigit() else line
