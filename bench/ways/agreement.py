"""Sends texts to the chat and puts them to the command line: both must show the same articles."""

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

# Seconds for one answer. Texts of one pretend person: more in a row would be slowed down.
_PATIENCE, _OF_PERSON = 20.0, 15


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was shown for a text, as titles: on the cards in the chat, and by `search --json`."""

    text: str
    in_chat: list[str]
    on_line: list[str]

    @property
    def agrees(self) -> bool:
        """Whether the chat's cards are the first hits, and are none where there are none."""
        return self.in_chat == self.on_line[: len(self.in_chat)] and bool(self.in_chat) == bool(self.on_line)


async def agreement(folder: Path, texts: Sequence[str], fill: Callable[[Store], Awaitable[None]]) -> list[Agreed]:
    chat_folder = folder / "chat"
    chat_folder.mkdir()
    async with Conversation(chat_folder) as chat:
        await fill(chat.store)
        command = SearchCommand(Settings(), chat.store, argparse.Namespace(limit=10, explain=False, json=True))
        titles = {article.title for article in await chat.store.articles.latest(limit=1000)}
        agreed = []
        for number, text in enumerate(texts):
            shown = await _cards(chat, 10_000 + number // _OF_PERSON, text, titles)
            hits = (await command.found(text))["hits"]
            agreed.append(Agreed(text, shown, [hit["title"] for hit in hits]))
        return agreed


async def _cards(chat: Conversation, person_id: int, text: str, titles: set[str]) -> list[str]:
    """The titles of known articles in the answer, in order."""
    person = chat.reader(person_id)
    before = len(person.from_bot)
    await person.says(text)
    deadline = time.monotonic() + _PATIENCE
    while len(person.from_bot) == before:
        if time.monotonic() > deadline:
            raise TimeoutError(f"no answer to {text!r}")
        await asyncio.sleep(0.005)
    return [line for line in map(_without_number, person.from_bot[-1].text.splitlines()) if line in titles]


def _without_number(line: str) -> str:
    number, dot, rest = line.partition(". ")
    return rest if dot and number.isdigit() else line
