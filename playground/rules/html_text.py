"""A strict reader of Telegram's HTML: text and entities, or Telegram's refusal with its byte offset."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playground.rules.entities import Entity, units
from playground.rules.links import link_of
from playground.rules.refusals import Refusal, bad

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    **{name: name for name in ("code", "pre", "blockquote")},
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(?P<dec>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]*));")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[^\s=>/"']+)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9.\-]+)))?"""
)


@dataclass(slots=True)
class _Open:
    """A start tag without its end tag yet."""

    tag: str
    value: str
    expandable: bool
    unit: int
    piece: int


class _Reader:
    """One pass over the source; `position` is in characters, refusals speak of bytes."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.pieces: list[str] = []
        self.unit = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.position < len(self.source):
            stop = self.source.find("<", self.position)
            stop = len(self.source) if stop < 0 else stop
            if stop > self.position:
                self._put(self._characters(self.source[self.position : stop], self.position))
            self.position = stop
            if stop < len(self.source):
                self._tag()
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.pieces), self.entities

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.unit += units(text)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _characters(self, text: str, start: int) -> str:
        def one(match: re.Match[str]) -> str:
            if name := match["name"]:
                if name not in _NAMED:
                    # Telegram shows such a name letter by letter. It is always a mistake: the playground refuses it.
                    at = self._byte(start + match.start())
                    raise _cannot(f'Unsupported named entity "&{name};" at byte offset {at}')
                return _NAMED[name]
            code = int(match["dec"]) if match["dec"] else int(match["hex"], 16)
            return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()

        return _CHARACTER.sub(one, text) if "&" in text else text

    def _tag(self) -> None:
        begin = self.position
        if self.source.startswith("</", begin):
            self._end(begin)
            return
        match = re.compile(r"<([^\s>]*)").match(self.source, begin)
        assert match is not None
        if match.end() >= len(self.source):
            raise _cannot(f"Unclosed start tag at byte offset {self._byte(begin)}")
        tag = match[1].lower()
        if tag not in _KINDS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes, self.position = self._attributes(tag, match.end(), begin)
        self._start(tag, attributes, begin)

    def _attributes(self, tag: str, position: int, begin: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while True:
            while position < len(self.source) and self.source[position].isspace():
                position += 1
            if position >= len(self.source):
                raise _cannot(f"Unclosed start tag at byte offset {self._byte(begin)}")
            if self.source[position] == ">":
                return found, position + 1
            match = _ATTRIBUTE.match(self.source, position)
            if match is None:
                raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            value = match["double"] or match["single"] or match["bare"] or ""
            found[match["name"].lower()] = self._characters(value, position)
            position = match.end()

    def _start(self, tag: str, attributes: dict[str, str], begin: int) -> None:
        value = ""
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        if tag == "a":
            value = attributes.get("href", "")
        elif tag == "tg-emoji":
            value = attributes.get("emoji-id", "")
            if not value.isdigit():
                raise _cannot(f"Invalid custom emoji identifier specified at byte offset {self._byte(begin)}")
        elif tag == "code":
            value = attributes.get("class", "").removeprefix("language-")
        self.open.append(_Open(tag, value, "expandable" in attributes, self.unit, len(self.pieces)))

    def _end(self, begin: int) -> None:
        match = re.compile(r"</([^\s>]*)\s*").match(self.source, begin)
        assert match is not None
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {self._byte(begin)}")
        if not self.source.startswith(">", match.end()):
            raise _cannot(f"Unclosed end tag at byte offset {self._byte(begin)}")
        top, name = self.open.pop(), match[1].lower()
        if name and name != top.tag:
            where = f'{self._byte(begin)}, expected "</{top.tag}>", found "</{name}>"'
            raise _cannot(f"Unmatched end tag at byte offset {where}")
        self.position = match.end() + 1
        if self.unit > top.unit:
            self._close(top)

    def _close(self, top: _Open) -> None:
        kind, length = _KINDS[top.tag], self.unit - top.unit
        if kind == "text_link":
            entity = link_of(top.value or "".join(self.pieces[top.piece :]), top.unit, length)
            if entity is not None:
                self.entities.append(entity)
            return
        if kind == "blockquote" and top.expandable:
            kind = "expandable_blockquote"
        if kind == "pre" and self.entities and top.unit == self.entities[-1].offset:
            inner = self.entities[-1]
            if inner.type == "code" and inner.length == length and inner.language:
                self.entities[-1] = Entity("pre", top.unit, length, language=inner.language)
                return
        emoji = top.value if kind == "custom_emoji" else ""
        language = top.value if kind == "code" else ""
        self.entities.append(Entity(kind, top.unit, length, custom_emoji_id=emoji, language=language))


def _cannot(reason: str) -> Refusal:
    return bad(f"can't parse entities: {reason}")


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Text and entities of a Telegram HTML source; raises Refusal (400) when it can't be parsed."""
    text, entities = _Reader(source).read()
    # A language belongs to <pre><code>; on a lone <code> Telegram forgets it.
    return text, [Entity("code", e.offset, e.length) if e.type == "code" else e for e in entities]
