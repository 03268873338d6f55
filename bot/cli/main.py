"""The command line: calls the command that was asked for, and makes an exit code of its result.

A command's module is imported only when the command is called, so that `--help` is instant.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

from bot.cli.arguments import build_parser
from bot.cli.exit_codes import ALL_WELL, INTERRUPTED, SOME_FAILED

# In this order: a process that catches SIGTERM ends cleanly by either.
_STOPS = (signal.SIGINT, signal.SIGTERM)


def main(argv: Sequence[str] | None = None, given: argparse.Namespace | None = None) -> int:
    """Runs a command and returns its exit code. A user's mistake never prints a traceback.

    `given`: what a caller inside the program hands to the command beside the arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    args = build_parser().parse_args(argv, given)
    try:
        with _exit_at_once_until_ready() if args.serves else nullcontext():
            code = int(importlib.import_module(f"bot.cli.{args.module}").main(args))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has closed it. Python's own flush at exit must not fail for that.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED
    except Exception as error:
        from bot.cli.console import complain

        return complain(error)
    return code


@contextmanager
def _exit_at_once_until_ready() -> Iterator[None]:
    """SIGTERM and SIGINT end the process at once, with code 0, until the event loop has its own signal handlers.

    Until then the process has only imported modules and read settings; the kernel drops the lock with the process.
    """
    before = [signal.signal(number, lambda *_: os._exit(ALL_WELL)) for number in _STOPS]
    try:
        yield
    finally:
        for number, handler in zip(_STOPS, before, strict=True):
            signal.signal(number, handler)
