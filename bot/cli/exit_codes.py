"""The exit codes of the command line; docs/reference.md promises what 0, 1 and 2 mean."""

from __future__ import annotations

ALL_WELL = 0
# Some of the work failed, or the command cannot start.
SOME_FAILED = 1
# Wrong usage or wrong settings.
USAGE = 2
# Ended by Ctrl-C: 128 + SIGINT, as shells have it.
INTERRUPTED = 130
