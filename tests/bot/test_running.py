"""Parts of the program beside each other, and what is done once when all are there."""

from __future__ import annotations

import gc

from bot.running import keep_what_is_loaded


def test_the_garbage_collector_does_not_look_again_at_what_was_loaded() -> None:
    loaded = len(gc.get_objects())
    assert loaded > 50_000
    try:
        keep_what_is_loaded()
        assert len(gc.get_objects()) < loaded / 20
    finally:
        gc.unfreeze()
