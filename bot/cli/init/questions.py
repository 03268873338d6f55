"""Asks a person at the console, or a pipe; an answer that is wrong is explained and asked for again."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from typing import Any

from bot.cli.console import explain, say, shown
from domain.errors import CannotStart, SettingsError

_YES, _NO = ("y", "yes", "иә", "да"), ("n", "no", "жоқ", "нет")


def ask(question: str, default: str = "", *, hidden: bool = False) -> str:
    """The answer, or the default for an empty one. `hidden`: what is typed on a terminal is not shown."""
    # A question may name the person who pressed Start; no name shall move the cursor.
    prompt = shown(f"{question} [{default}]: " if default else f"{question}: ")
    if hidden and sys.stdin.isatty():
        return getpass.getpass(prompt).strip() or default
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        # A pipe does not show what was typed, so the next line would begin behind the prompt.
        say()
    if not line:
        raise CannotStart("init-no-answer")
    return line.strip() or default


def ask_valid(question: str, default: str, read: Callable[[Any], Any], *, hidden: bool = False) -> str:
    """Asks until `read`, a function of `parsing` or `addresses`, takes the answer."""
    while True:
        answer = ask(question, default, hidden=hidden)
        try:
            read(answer)
        except SettingsError as error:
            say(f"  {explain(error)}")
        else:
            return answer


def ask_yes(question: str, *, default: bool) -> bool:
    while True:
        answer = ask(f"{question} ({'Y/n' if default else 'y/N'})").casefold()
        if not answer:
            return default
        if answer in _YES + _NO:
            return answer in _YES
