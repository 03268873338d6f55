"""Formatting of a text as Telegram keeps it: entities with UTF-16 offsets, found, trimmed, and written out as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

MAX_ENTITIES = 100
# What Telegram finds in a text by itself; everything else was asked for by the sender.
DETECTED = frozenset({"bot_command", "url", "email", "mention", "hashtag"})

_DETECT = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]*[^\s<>\".,;:!?)»'])"
    r"|(?P<email>\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b)"
    r"|(?P<bot_command>(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#&])#(?=\w*[^\W\d_])\w{1,255})"
)
# The other kinds are named like their tags.
_TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One stretch of formatting; `offset` and `length` are in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    custom_emoji_id: str = ""
    user_id: int = 0

    @property
    def end(self) -> int:
        return self.offset + self.length

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"type": self.type, "offset": self.offset, "length": self.length}
        for name in ("url", "language", "custom_emoji_id"):
            if value := getattr(self, name):
                body[name] = value
        if self.user_id:
            body["user"] = {"id": self.user_id, "is_bot": False, "first_name": str(self.user_id)}
        return body

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Entity:
        texts: dict[str, Any] = {name: str(raw.get(name) or "") for name in ("url", "language", "custom_emoji_id")}
        user_id = int((raw.get("user") or {}).get("id") or 0)
        return cls(str(raw["type"]), int(raw["offset"]), int(raw["length"]), user_id=user_id, **texts)


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, entity: Entity) -> str:
    """The characters an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[entity.offset * 2 : entity.end * 2].decode("utf-16-le", "replace")


def trim(text: str, entities: Iterable[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """Text without white space at its ends, and its entities moved along; empty ones and those over the limit go."""
    stripped = text.strip()
    lead = units(text[: len(text) - len(text.lstrip())]) if stripped else 0
    end = units(stripped)
    moved = []
    for entity in entities:
        start, stop = max(entity.offset - lead, 0), min(entity.end - lead, end)
        if stop > start:
            moved.append(replace(entity, offset=start, length=stop - start))
    moved.sort(key=lambda entity: (entity.offset, -entity.length))
    return stripped, tuple(moved[:MAX_ENTITIES])


def with_detected(text: str, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Adds the links, commands, mentions and hashtags that Telegram finds in a text by itself."""
    closed = [e for e in entities if e.type in {"code", "pre", "text_link", "text_mention"}]
    found = []
    for match in _DETECT.finditer(text):
        kind = str(match.lastgroup)
        entity = Entity(kind, units(text[: match.start()]), units(match.group()))
        if all(entity.end <= other.offset or entity.offset >= other.end for other in closed):
            found.append(entity)
    if not found:
        return entities
    merged = sorted((*entities, *found), key=lambda e: (e.offset, -e.length))
    return tuple(merged[:MAX_ENTITIES])


def to_html(text: str, entities: Iterable[Entity]) -> str:
    """Telegram HTML that gives this text and these entities; what Telegram detects by itself stays plain."""
    raw = text.encode("utf-16-le", "surrogatepass")
    wanted = [e for e in entities if e.type not in DETECTED]
    edges = sorted({0, len(raw) // 2, *(e.offset for e in wanted), *(e.end for e in wanted)})
    pieces: list[str] = []
    open_: list[Entity] = []
    for start, stop in zip(edges, [*edges[1:], edges[-1]], strict=True):
        pieces.extend(_change(open_, [e for e in wanted if e.offset <= start < e.end]))
        pieces.append(escape(raw[start * 2 : stop * 2].decode("utf-16-le", "replace"), quote=False))
    return "".join(pieces)


def _change(open_: list[Entity], wanted: list[Entity]) -> Iterator[str]:
    """Closes and opens tags until only those of `wanted` are open, in that order."""
    keep = 0
    while keep < min(len(open_), len(wanted)) and open_[keep] is wanted[keep]:
        keep += 1
    while len(open_) > keep:
        yield _tags(open_.pop())[1]
    for entity in wanted[keep:]:
        open_.append(entity)
        yield _tags(entity)[0]


def _tags(entity: Entity) -> tuple[str, str]:
    if entity.type == "text_link":
        return f'<a href="{escape(entity.url)}">', "</a>"
    if entity.type == "text_mention":
        return f'<a href="tg://user?id={entity.user_id}">', "</a>"
    if entity.type == "custom_emoji":
        return f'<tg-emoji emoji-id="{escape(entity.custom_emoji_id)}">', "</tg-emoji>"
    if entity.type == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if entity.type == "pre" and entity.language:
        return f'<pre><code class="language-{escape(entity.language)}">', "</code></pre>"
    tag = _TAGS.get(entity.type, entity.type)
    return f"<{tag}>", f"</{tag}>"
