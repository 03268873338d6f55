"""The reading processes that tests share: a start costs a third of a second."""

from __future__ import annotations

import atexit

from sources.sandbox.readers import Readers

_readers: list[Readers] = []


def shared_readers() -> Readers:
    """Those of this test session."""
    if not _readers:
        _readers.append(Readers())
        atexit.register(_readers[0].close)
    return _readers[0]
