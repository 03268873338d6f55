"""Every phrase in the code of the handlers exists in every language, with all its values."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import handlers
from text.i18n import LANGUAGES, Phrases

HANDLERS = Path(handlers.__file__).parent


def phrases_in(tree: ast.AST) -> list[tuple[str, set[str]]]:
    """The key and the names of the values of every phrase that a handler sends."""
    found: list[tuple[str, set[str]]] = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        # `responder.say(key)`, or `phrases.say(language, key)` and `notifier.notify(user, key)`.
        if node.func.attr not in {"say", "plain", "notify"} or len(node.args) not in (1, 2):
            continue
        key = node.args[-1]
        if isinstance(key, ast.JoinedStr):
            # tests/text/test_locales.py checks composed keys.
            continue
        names = {word.arg for word in node.keywords if word.arg}
        words = (each.value for each in ast.walk(key) if isinstance(each, ast.Constant))
        found += [(word, names) for word in words if isinstance(word, str)]
    return found


def test_every_phrase_in_the_handlers_exists_with_all_its_values(caplog: pytest.LogCaptureFixture) -> None:
    phrases = Phrases.load()
    calls: list[tuple[str, set[str]]] = []
    for file in sorted(HANDLERS.rglob("*.py")):
        calls += phrases_in(ast.parse(file.read_text("utf-8")))
    assert len(calls) > 60
    for key, names in calls:
        if key == "private":
            continue
        for language in LANGUAGES:
            phrases.say(language, key, **dict.fromkeys(names, 1))
    assert caplog.text == ""
