"""Prints results and errors of commands on a terminal, in English like the command words."""

from __future__ import annotations

import sys
import traceback

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
