"""The one tree of errors. An error carries a translation key and its values, never prose.

ZharshyError
  SettingsError        exit code 2: a setting is wrong or missing
  CannotStart          exit code 1: locked, full, newer, damaged store
  BadManuscript        a file or document that holds no readable article
  NotFound             an article, rubric or chat that is not there
  Rejected             what a person asked for is not possible, and why
  StoreUnavailable     the database does not answer now; another try may go well
"""

from __future__ import annotations


class ZharshyError(Exception):
    """`key` names a message in text/locales/*.ftl, `values` fill its places."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return " ".join([self.key, *(f"{name}={value}" for name, value in self.values.items())])


class SettingsError(ZharshyError):
    """A setting is wrong or missing; `values` has `name` (of the setting)."""


class CannotStart(ZharshyError):
    """The program cannot start; the message names the remedy."""


class BadManuscript(ZharshyError):
    """No article can be read from this; the message says what is wrong and how to mend it."""


class NotFound(ZharshyError):
    """The store has nothing of this name."""


class Rejected(ZharshyError):
    """A person asked for something impossible; the message tells why."""


class StoreUnavailable(ZharshyError):
    """The database takes nothing now (locked, disk full, connection lost); trying again may help."""
