"""Ports for servers that a test starts: what is free stays free until the server takes it, seconds later."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

# Below the ports that the kernel hands out by itself (from 32768 on Linux): of those, any connection of any program may
# take one between the look and the start. Tests that run at once look at random, so that they do not meet.
_FIRST, _LAST = 15_000, 32_000
_dice = random.SystemRandom()


def free_port() -> int:
    """One that nothing listens on."""
    while True:
        port = _dice.randint(_FIRST, _LAST)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
