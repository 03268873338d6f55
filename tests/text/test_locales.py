"""Every phrase exists in all languages with the same places to fill, resolves, and is HTML that Telegram takes."""

import ast as python
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import ast, visitor

from domain.team import AuditAction, Role
from handlers.core.menus import ADMINISTRATORS, MEMBERS, NEWSROOM, PRIVATE
from handlers.drafts.write.change_field import LANGUAGE_CHOICES
from text.i18n import LANGUAGES, Phrases
from text.telegram.strict import check

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "text" / "locales"
ROOMS = ("bot", "handlers", "delivery", "sources", "storage", "text", "domain")
NUMBERS = (0, 1, 2, 5, 21, 1234)


class Places(visitor.Visitor):
    """Collects the names of variables, and those by which a message chooses its form."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.messages: set[str] = set()
        self.words: dict[str, set[str]] = {}
        self.texts: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.texts.append(node.value)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ast.VariableReference):
            keys = {str(v.key.name if isinstance(v.key, ast.Identifier) else v.key.value) for v in node.variants}
            self.words[node.selector.id.name] = keys
        self.generic_visit(node)


def entries(language: str) -> list[tuple[str, ast.Message]]:
    found = []
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentResource(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{language}/{file.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                found.append((file.name, entry))
    return found


def places(message: ast.Message) -> Places:
    found = Places()
    found.visit(message)
    return found


def messages(language: str) -> dict[str, ast.Message]:
    return {message.id.name: message for _, message in entries(language)}


def test_every_language_has_the_same_files() -> None:
    names = {language: sorted(p.name for p in (LOCALES / language).glob("*.ftl")) for language in LANGUAGES}
    assert names["kk"] == names["ru"] == names["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    counted = Counter(message.id.name for _, message in entries(language))
    assert [key for key, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_language_has_the_keys_of_kazakh_in_the_same_file(language: str) -> None:
    kazakh = {(file, message.id.name) for file, message in entries("kk")}
    other = {(file, message.id.name) for file, message in entries(language)}
    assert sorted(kazakh ^ other) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_language_fills_the_same_places(language: str) -> None:
    kazakh, other = messages("kk"), messages(language)
    wrong = [key for key in kazakh if key in other and places(kazakh[key]).names != places(other[key]).names]
    assert wrong == []


def fillings(found: Places) -> Iterator[dict[str, str | int]]:
    """Values for all places: each number class, and each word that the message knows."""
    for number in NUMBERS:
        yield dict.fromkeys(found.names, number)
    yield dict.fromkeys(found.names, "Сөз")
    for name, keys in found.words.items():
        for key in keys:
            yield {**dict.fromkeys(found.names, 3), name: key}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_resolves_and_telegram_takes_it(language: str) -> None:
    bundle = FluentBundle([language], use_isolating=False)
    for file in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    known = messages(language)
    for key, message in known.items():
        pattern = bundle.get_message(key).value
        assert pattern is not None, key
        found = places(message)
        for other in found.messages:
            found.names |= places(known[other]).names
        for values in fillings(found):
            text, errors = bundle.format_pattern(pattern, dict(values))
            assert errors == [], (key, values)
            check(str(text), 4096)


def spoken() -> Iterator[tuple[str, str, set[str] | None]]:
    """(where, key, names of values or None when they are not written out) of each phrase that the code says."""
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            for node in python.walk(python.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, python.Call) and (key := said(node)):
                    names = [keyword.arg for keyword in node.keywords]
                    known = None if None in names or is_notice(node) else {name for name in names if name}
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", key, known


def said(call: python.Call) -> str:
    """The key in `phrases.say(language, "key")`, `responder.say("key")`, `raise SomeError("key", …)`, of a notice."""
    if is_notice(call):
        return literal(call.args[1])
    if isinstance(call.func, python.Attribute) and call.func.attr in {"say", "plain", "tells"} and call.args:
        return literal(call.args[min(len(call.args), 2) - 1])
    errors = {"SettingsError", "CannotStart", "BadManuscript", "NotFound", "Rejected", "ZharshyError"}
    if isinstance(call.func, python.Name) and call.func.id in errors and call.args:
        return literal(call.args[0])
    return ""


def is_notice(call: python.Call) -> bool:
    """`work.notices.add(dedupe, "key", values)`."""
    return (
        isinstance(call.func, python.Attribute)
        and call.func.attr == "add"
        and isinstance(call.func.value, python.Attribute)
        and call.func.value.attr == "notices"
        and len(call.args) == 3
    )


def literal(node: python.expr) -> str:
    return node.value if isinstance(node, python.Constant) and isinstance(node.value, str) else ""


def test_whatever_the_code_says_has_words_and_all_their_places() -> None:
    known = messages("kk")
    wrong = []
    for where, key, names in spoken():
        if key not in known:
            wrong.append(f"{where} {key}: no such phrase")
        elif names is not None and (lacking := places(known[key]).names - names):
            wrong.append(f"{where} {key}: lacks {sorted(lacking)}")
    assert wrong == []


def constants() -> set[str]:
    """Every string that stands in the code, also those in the places of f-strings."""
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    nodes = (node for file in files for node in python.walk(python.parse(file.read_text(encoding="utf-8"))))
    return {node.value for node in nodes if isinstance(node, python.Constant) and isinstance(node.value, str)}


def test_every_phrase_is_said_somewhere() -> None:
    """Those whose key is put together are known by the words that it is put together of."""
    newsroom = NEWSROOM[Role.OWNER]
    together = {f"audit-{deed}" for deed in AuditAction} | {f"help-{word}" for word in newsroom} | {"queue-halt"}
    together |= {f"menu-{word}" for word in (*newsroom, *PRIVATE, *MEMBERS, *ADMINISTRATORS, "cancel")}
    together |= {f"post-{choice}" for choice in LANGUAGE_CHOICES}
    within = {name for language in LANGUAGES for one in messages(language).values() for name in places(one).messages}
    assert sorted(set(messages("kk")) - constants() - together - within) == []


FOREIGN = {"kk": r"[A-Za-z]{2,}", "ru": r"[A-Za-z]{2,}|\w*[әғқңөұүһі]\w*", "en": r"[а-яёәғқңөұүһі]+"}
NAMES = {
    "telegram",
    "stars",
    "markdown",
    "webp",
    "zip",
    "postgresql",
    "https",
    "body",
    "true",
    "false",
    "zharshy",
    "feeds",
    "add",
    "atom",
    "txt",
    "md",
    "xmlurl",
    "opml",
    "feed",
    "http",
    "ip",
    "kz",
    "map",
}
"""Names that stay as they are in every language."""
MANY_LANGUAGES = {"reader-hello", "rubric-ask-names", "editor-preview", "editor-preview-nobody"}
"""They show one language to a reader of another, on purpose."""
SYSTEM = ("settings-", "store-", "start-", "restore-", "move-", "backup-", "init-")
"""For the person who runs the program: full of its English commands and names."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_of_the_chat_has_a_word_of_another_language(language: str) -> None:
    wrong = []
    for key, message in messages(language).items():
        if key in MANY_LANGUAGES or key.startswith(SYSTEM):
            continue
        text = re.sub(r"<[^>]*>|/\w+|&\w+;|\b[A-Z][A-Z_]{2,}\b", "", " ".join(places(message).texts))
        wrong += [f"{key}: {word}" for word in re.findall(FOREIGN[language], text, re.I) if word.lower() not in NAMES]
    assert wrong == []


def test_a_broken_message_is_named_when_loaded(tmp_path: Path) -> None:
    from text import i18n

    folder = tmp_path / "kk"
    folder.mkdir()
    (folder / "x.ftl").write_text("fine = one\nbroken { $a\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"kk/x\.ftl line 2"):
        i18n._bundle("kk", folder)
    assert isinstance(Phrases.load(), Phrases)
