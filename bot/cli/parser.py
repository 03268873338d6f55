"""The parser of the command line: help with examples, the version, a word for a mistyped command."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import NoReturn, TypeAlias

# Commands that run until a signal stops them.
_SERVES = ("run", "worker")

# argparse gives the type of what add_subparsers() returns no public name.
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


class Parser(argparse.ArgumentParser):
    """A mistyped command is answered with the nearest one."""

    def error(self, message: str) -> NoReturn:
        mistyped = re.search(r"argument .*: invalid choice: '(?P<word>[^']*)'", message)
        if mistyped and self._subparsers:
            message = self._suggest(mistyped["word"])
        super().error(message)

    def _suggest(self, word: str) -> str:
        import difflib

        subparsers = next(one for one in self._actions if isinstance(one.choices, dict))
        near = difflib.get_close_matches(word, list(subparsers.choices or ()), n=1)
        hint = f"did you mean {near[0]}?" if near else f"see {self.prog} --help"
        return f"there is no command {word!r}: {hint}"


class Version(argparse.Action):
    """Prints the version; reading it costs too much to do for every call."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"zharshy {version('zharshy')}")
        parser.exit()


def add_command(
    commands: Commands, name: str, help_text: str, examples: str, module: str = ""
) -> argparse.ArgumentParser:
    """One more command, with its examples. `module`: where its `main` stands in bot/cli, if not under its name."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=help_text,
        description=help_text[0].upper() + help_text[1:] + ".",
        epilog="Examples:\n" + "\n".join(f"  {line}" for line in examples.strip().splitlines()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(module=module or name, serves=name in _SERVES)
    return parser
