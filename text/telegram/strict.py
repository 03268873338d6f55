"""Our own strict reading of Telegram HTML, before a message leaves: what Telegram would refuse is refused here.

Written apart from `render`, so that a slip in one does not hide in the other; stricter than Telegram in two places: a
bare "&" or an unknown character reference, which Telegram shows as it stands, is a slip of ours.
"""

from __future__ import annotations

import re

from domain.errors import Rejected

_PLAIN = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "tg-spoiler", "code", "pre", "blockquote"}
_KNOWN = _PLAIN | {"a", "span", "tg-emoji", "tg-time"}
_ATTRIBUTES = {
    "a": re.compile(r' href="[^"<>]+"'),
    "span": re.compile(r' class="tg-spoiler"'),
    "tg-emoji": re.compile(r' emoji-id="[0-9]+"'),
    "tg-time": re.compile(r' unix="[0-9]+"(?: format="[A-Za-z]*")?'),
    "blockquote": re.compile(r"\A(?: expandable)?+\Z"),
    "code": re.compile(r'\A(?: class="language-[^"<>]++")?+\Z'),
}
_TAG = re.compile(r"<(/?)([a-zA-Z-]+)([^<>]*)>")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPECIAL = re.compile("[<>&\ud800-\udfff\x00]")
_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060-\u2064\u2800\u3164\ufe0f\ufeff]*")


def check(html: str, limit: int) -> int:
    """Units of the text after parsing (UTF-16). Raises Rejected with a `text-…` key when Telegram would refuse it.

    `limit` is 4096 for a message and 1024 for a caption; like Telegram, it counts the text without its tags.
    """
    reader = _Reader(html)
    text = reader.read()
    if _UNSEEN.fullmatch(text):
        raise Rejected("text-empty")
    count = len(text.encode("utf-16-le")) // 2
    if count > limit:
        raise Rejected("text-too-long", units=count, limit=limit)
    return count


class _Reader:
    """One pass over the source, with the names of the open tags."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._open: list[str] = []

    def read(self) -> str:
        """The text without tags."""
        place = 0
        while found := _SPECIAL.search(self._source, place):
            self._text.append(self._source[place : found.start()])
            place = self._special(found.group(), found.start())
        self._text.append(self._source[place:])
        if self._open:
            raise Rejected("text-unclosed-tag", tag=self._open[-1])
        return "".join(self._text)

    def _special(self, char: str, place: int) -> int:
        """Reads a tag or a reference; where to go on."""
        if char == "<":
            return self._tag(place)
        if char == "&":
            return self._reference(place)
        if char == ">":
            raise Rejected("text-bad-entity", entity=self._source[place : place + 10])
        raise Rejected("text-bad-character", code=f"U+{ord(char):04X}")

    def _tag(self, place: int) -> int:
        match = _TAG.match(self._source, place)
        if match is None:
            raise Rejected("text-bad-tag", tag=self._source[place : place + 20])
        slash, name, attributes = match.groups()
        if name.lower() not in _KNOWN:
            raise Rejected("text-unknown-tag", tag=name)
        if slash:
            self._end(name.lower(), attributes)
        else:
            self._start(name.lower(), attributes)
        return match.end()

    def _start(self, name: str, attributes: str) -> None:
        form = _ATTRIBUTES.get(name)
        if not (form.fullmatch(attributes) if form else attributes == ""):
            raise Rejected("text-bad-tag", tag=name + attributes)
        outer = self._open[-1] if self._open else ""
        language = outer == "pre" and name == "code" and attributes != ""
        if outer in {"code", "pre"} and not language:
            raise Rejected("text-nested-tag", tag=name, outer=outer)
        if name in {"blockquote", "a"} and name in self._open:
            raise Rejected("text-nested-tag", tag=name, outer=name)
        if name == "code" and attributes and not language:
            raise Rejected("text-bad-tag", tag=name + attributes)
        self._open.append(name)

    def _end(self, name: str, attributes: str) -> None:
        if attributes:
            raise Rejected("text-bad-tag", tag=f"/{name}{attributes}")
        if not self._open or self._open[-1] != name:
            raise Rejected("text-stray-tag", tag=f"/{name}")
        self._open.pop()

    def _reference(self, place: int) -> int:
        match = _REFERENCE.match(self._source, place)
        if match is None:
            raise Rejected("text-bad-entity", entity=self._source[place : place + 10])
        named, decimal, hexadecimal = match.groups()
        code = int(decimal) if decimal else int(hexadecimal or "0", 16)
        if not named and (code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF):
            raise Rejected("text-bad-entity", entity=match.group())
        self._text.append(_NAMED[named] if named else chr(code))
        return match.end()
