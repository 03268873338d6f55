"""Reads what a command is given and prints its results and errors, in English like the command words."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.cli.exit_codes import SOME_FAILED, USAGE
from bot.logs import LineFormatter
from domain.errors import SettingsError, ZharshyError

LANGUAGE = "en"


def say(line: str = "") -> None:
    """Prints one line to standard output. The line may hold text of strangers."""
    sys.stdout.write(shown(line) + "\n")
    sys.stdout.flush()


def warn(line: str) -> None:
    """Prints one line to standard error."""
    sys.stderr.write(shown(line) + "\n")
    sys.stderr.flush()


def shown(text: str) -> str:
    """The text without what a terminal would obey: control characters, changes of direction, line breaks."""
    return "".join(c if c.isprintable() else " " if c.isspace() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    """As JSON writes it, so that a JSON answer still means the same: beyond 16 bits as a pair of surrogates."""
    pair = character.encode("utf-16-be", errors="surrogatepass")
    return "".join(f"\\u{int.from_bytes(pair[at : at + 2]):04x}" for at in range(0, len(pair), 2))


@contextmanager
def open_text(name: str, newline: str | None = None) -> Iterator[TextIO]:
    """Opens a text file that a person names; "-" is standard input."""
    if name == "-":
        yield sys.stdin
        return
    with Path(name).open(encoding="utf-8-sig", errors="replace", newline=newline) as lines:
        yield lines


def describe_articles(live: int, recalled: int) -> str:
    """For example "63 articles, 2 more recalled": a recalled article stays in the store only."""
    words = f"{live} article{'' if live == 1 else 's'}"
    return f"{words}, {recalled} more recalled" if recalled else words


def explain(error: ZharshyError) -> str:
    """The one line that says what is wrong and how to mend it."""
    from text.i18n import Phrases

    return " ".join(Phrases.load().plain_error(LANGUAGE, error).split())


def complain(error: Exception) -> int:
    """Prints the error that ended a command; returns its exit code."""
    if isinstance(error, ZharshyError):
        warn(f"zharshy: {explain(error)}")
        return USAGE if isinstance(error, SettingsError) else SOME_FAILED
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        warn(f"zharshy: {where}{error.strerror}")
        return SOME_FAILED
    warn("zharshy: this is a defect of Zharshy; what follows helps to mend it")
    trace = "".join(traceback.format_exception(error))
    for line in LineFormatter(as_json=False).hide(trace).splitlines():
        warn(line)
    return SOME_FAILED
