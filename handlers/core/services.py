"""What handlers work with. bot/app.py makes it; aiogram passes each part by its name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.clock import TrustedClock
from domain.document import ImportDocument, StorePicture
from domain.feed import AddFeed, AskFeed
from handlers.core.administrators import Administrators
from handlers.core.costly_acts import CostlyActs
from handlers.core.presence import Presence
from handlers.core.refusals import RefusalLimit
from handlers.core.rubrics import RubricFrequency
from handlers.core.throughput import Throughput
from storage.store import Store
from text.i18n import Phrases


@dataclass(frozen=True, slots=True)
class Services:
    """`owners`: ADMIN_IDS; `zone`: the newsroom's time zone; `default_language`: where nothing better is known;
    `import_document`, `store_picture`: what a document, or a picture, sent by an editor goes through; `make_copy`:
    makes a copy of the store; `add_feed`, `ask_feed`: ask the server of a feed at once."""

    store: Store
    phrases: Phrases
    clock: TrustedClock
    owners: frozenset[int]
    zone: ZoneInfo
    default_language: str
    throughput: Throughput = field(default_factory=Throughput)
    frequency: RubricFrequency = field(default_factory=RubricFrequency)
    administrators: Administrators = field(default_factory=Administrators)
    refusals: RefusalLimit = field(default_factory=RefusalLimit)
    presence: Presence = field(default_factory=Presence)
    costly_acts: CostlyActs = field(default_factory=CostlyActs)
    import_document: ImportDocument | None = None
    store_picture: StorePicture | None = None
    make_copy: Callable[[], Awaitable[Path]] | None = None
    add_feed: AddFeed | None = None
    ask_feed: AskFeed | None = None
