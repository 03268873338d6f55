"""`zharshy run` as the child of `zharshy demo`: it ends when the demo ends, also when the demo was killed."""

from __future__ import annotations

import os
import signal
import sys
import threading

from bot.cli.main import main

# Seconds for a clean end.
_PATIENCE = 8.0


def _end_with_the_demo() -> None:
    """Waits until the demo's end of standard input is closed."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(_PATIENCE)
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_demo, daemon=True).start()
    sys.exit(main(["run"]))
