"""The one tree of errors. An error carries a translation key and its values, never prose."""

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
    """A setting is wrong or missing; `values` has `name` (of the setting). Exit code 2."""


class CannotStart(ZharshyError):
    """The store is locked, full, damaged or from a newer version; the message names the remedy. Exit code 1."""


class BadManuscript(ZharshyError):
    """No article can be read from this; the message says what is wrong and how to mend it."""


class NotFound(ZharshyError):
    """The store has no article, rubric or chat of this name."""


class Rejected(ZharshyError):
    """A person asked for something impossible; the message tells why."""


class NotRecorded(ZharshyError):
    """At the end of a stop the store still took nothing; `values` has the `count` of answers. Exit code 1."""


class StoreUnavailable(ZharshyError):
    """The database takes nothing now (locked, disk full, connection lost); trying again may help."""


class StoreDamaged(StoreUnavailable):
    """A page of the store is damaged. Nothing may be judged by it; only a sound copy helps, which the message names."""
