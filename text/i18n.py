"""What people read, in Kazakh, Russian and English: Fluent messages from `locales/`, as Telegram HTML or plain text."""

from __future__ import annotations

import functools
import html
import logging
import re
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast

from domain.errors import ZharshyError
from text.words.hostile import escape, tame, tame_inline

LANGUAGES = ("kk", "ru", "en")
# Each in its own language: the person who looks for it may read no other.
LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
# Languages of the app whose readers mostly read Russian, and to whom Kazakh may be foreign.
NEIGHBOURS = {"ky": "ru", "uz": "ru", "be": "ru", "uk": "ru"}
_TAG = re.compile(r"<[^<>]*>")
# Characters of a value: of a title that is no title, and of what a person wrote, which is kept to so many anyway.
_LINE, _LINES = 1_000, 3_000
# Characters that Fluent replaces by "{???}". An escaped "<" is four.
_FLUENT = 2_500
# Stands for a longer value until Fluent is done. No text holds it: taming drops it.
_STANDS_FOR = "\ufdd0{}\ufdd1"

log = logging.getLogger(__name__)


class Html(str):
    """A value that already is Telegram HTML and is put into a phrase as it is."""

    __slots__ = ()


class Lines(str):
    """A value that keeps its line breaks: what a person wrote, quoted as a whole. Any other value, such as the name of
    a file, is shown on one line, so that it cannot look like further lines of ours."""

    __slots__ = ()


Value = str | int | float


def choose_language(stored: str | None, code: str | None, default: str) -> str:
    """The menu's language: what the chat chose, else what `language_code` of the app suggests, else the default.

    `code` is an IETF tag as Telegram gives it ("kk", "ru-RU", "pt-br") or nothing.
    """
    if stored in LANGUAGES:
        return str(stored)
    subtag = (code or "").replace("_", "-").split("-")[0].lower()
    if subtag in LANGUAGES:
        return subtag
    return NEIGHBOURS.get(subtag, default)


class Phrases:
    """All messages of all languages. Build it by `load()`; it is read only and shared.

    A key that a language lacks is looked for in Kazakh; one that is nowhere is logged and shown as it is, since a
    reader is better served by an odd word than by silence. Tests keep both from happening.
    """

    def __init__(self, bundles: dict[str, FluentBundle]) -> None:
        self._bundles = bundles

    @classmethod
    @functools.cache
    def load(cls, languages: tuple[str, ...] = LANGUAGES) -> Phrases:
        """Reads the messages of these languages; always the same object for the same languages.

        Raises ValueError, which names the file and the line, when one is not Fluent: the parser alone would drop it.
        """
        root = resources.files("text") / "locales"
        return cls({language: _bundle(language, root / language) for language in languages})

    def say(self, language: str, key: str, **values: Value) -> str:
        """The message as Telegram HTML. Text values are tamed, put on one line (`Lines` are not) and escaped, unless
        they are `Html`.

        Whole numbers are grouped as the language does it ("12 500"); pass an id as text.
        """
        safe = {name: _safe(value) for name, value in values.items()}
        for tongue in (language, "kk"):
            bundle = self._bundles.get(tongue)
            if bundle is not None and bundle.has_message(key):
                return _format(bundle, key, safe)
        log.error("phrase.missing key=%s language=%s", key, language)
        return escape(key)

    def plain(self, language: str, key: str, **values: Value) -> str:
        """The message as plain text: for buttons, toasts, command descriptions and the command line."""
        return html.unescape(_TAG.sub("", self.say(language, key, **values)))

    def error(self, language: str, error: ZharshyError) -> str:
        """What went wrong, as Telegram HTML."""
        return self.say(language, error.key, **error.values)

    def plain_error(self, language: str, error: ZharshyError) -> str:
        """What went wrong, as plain text."""
        return self.plain(language, error.key, **error.values)


def _safe(value: Value) -> Value:
    if not isinstance(value, str) or isinstance(value, Html):
        return value
    return escape(_cut(tame(value), _LINES) if isinstance(value, Lines) else _cut(tame_inline(value), _LINE))


def _cut(value: str, limit: int) -> str:
    return value if len(value) <= limit else f"{value[: limit - 1].rstrip()}…"


def _format(bundle: FluentBundle, key: str, values: dict[str, Any]) -> str:
    pattern = bundle.get_message(key).value
    if pattern is None:
        log.error("phrase.empty key=%s", key)
        return escape(key)
    long = {name: value for name, value in values.items() if isinstance(value, str) and len(value) > _FLUENT}
    text, errors = bundle.format_pattern(pattern, {**values, **{name: _STANDS_FOR.format(name) for name in long}})
    for error in errors:
        log.error("phrase.incomplete key=%s error=%s", key, error)
    said = str(text)
    for name, value in long.items():
        said = said.replace(_STANDS_FOR.format(name), value)
    return said


def _bundle(language: str, folder: Traversable) -> FluentBundle:
    # Isolating marks would stand as stray U+2068 in the chat.
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".ftl"):
            source = file.read_text(encoding="utf-8")
            resource = FluentResource(source)
            _refuse_junk(resource, source, f"{language}/{file.name}")
            bundle.add_resource(resource)
    return bundle


def _refuse_junk(resource: ast.Resource, source: str, name: str) -> None:
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            line = source.count("\n", 0, entry.span.start if entry.span else 0) + 1
            raise ValueError(f"{name} line {line}: not a Fluent message: {(entry.content or '').strip()[:80]!r}")
