"""Makes the words of many articles on all cores: what a large import spends most of its time on.

The text is foreign and was read in the sandbox; its words are made there too. A process that dies costs no article: its
batch is done in the program itself, as it is where there are few articles.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from domain.article import Manuscript
from sources.sandbox.messages import Request
from sources.sandbox.plain import pack_texts, unpack_words
from sources.sandbox.process import Dead, ReadingProcess
from sources.sandbox.readers import Readers

# Processes at most: each takes 60 MB, and the program writes at the same time.
_AT_MOST = 8


class WordMakers:
    """Belongs to `Readers`, which ends its processes. `with_words` waits, so call it in threads: one a process."""

    def __init__(self, readers: Readers, default_language: str) -> None:
        self._readers = readers
        self._default_language = default_language
        self.processes = max(1, min(_AT_MOST, len(os.sched_getaffinity(0))))

    def with_words(self, manuscripts: Sequence[Manuscript]) -> list[Manuscript]:
        """The manuscripts with their words; as they are when the process could not make them."""
        process = self._readers.take()
        clean = False
        try:
            made = self._made(process, manuscripts)
            clean = True
        except (Dead, KeyError, TypeError, ValueError, AttributeError):
            made = list(manuscripts)
        finally:
            self._readers.give_back(process, clean=clean)
        return made

    def _made(self, process: ReadingProcess, manuscripts: Sequence[Manuscript]) -> list[Manuscript]:
        process.ask(Request("", data=pack_texts(manuscripts, self._default_language), wants_words=True))
        items, ended = [], False
        while not ended:
            message, _ = process.answer()
            items += message["items"]
            ended = "end" in message
        return [replace(one, words=unpack_words(packed, one)) for one, packed in zip(manuscripts, items, strict=True)]
