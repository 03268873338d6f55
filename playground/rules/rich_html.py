"""A strict reader of the HTML of rich messages (Bot API 10.1): blocks, each with a text and its entities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from playground.rules.entities import Entity, units
from playground.rules.html_text import parse_html
from playground.rules.refusals import bad

MAX_RICH, MAX_BLOCKS = 32_768, 500
_BLOCK = re.compile(
    r"<(?P<tag>h[1-6]|p|blockquote|pre|footer)>(?P<inside>.*?)</(?P=tag)>"
    r'|<(?P<void>img|hr)(?: src="tg://photo\?id=(?P<photo>[A-Za-z0-9_-]{1,64})")?\s*/?>',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class RichBlock:
    """`tag`: p, h1 … h6, blockquote, pre, footer, img or hr. `photo`: the id of its media."""

    tag: str
    text: str = ""
    entities: tuple[Entity, ...] = ()
    photo: str = ""


def parse_rich(source: str, media: frozenset[str]) -> list[RichBlock]:
    """The blocks of a rich message. Raises Refusal (400); `media`: the ids that its photos may name."""
    blocks: list[RichBlock] = []
    place = length = 0
    for match in _BLOCK.finditer(source):
        if source[place : match.start()].strip():
            raise bad("can't parse rich message: text outside of a block")
        if match["void"]:
            if match["photo"] and match["photo"] not in media:
                raise bad("can't parse rich message: unknown media")
            blocks.append(RichBlock(match["void"], photo=match["photo"] or ""))
        else:
            text, entities = parse_html(match["inside"])
            length += units(text)
            blocks.append(RichBlock(match["tag"], text, tuple(entities)))
        place = match.end()
    if source[place:].strip():
        raise bad("can't parse rich message: text outside of a block")
    if not any(block.text.strip() for block in blocks):
        raise bad("message text is empty")
    if length > MAX_RICH or len(blocks) > MAX_BLOCKS:
        raise bad("rich message is too long")
    return blocks


def as_text(blocks: list[RichBlock]) -> tuple[str, tuple[Entity, ...]]:
    """All of it as one text, as the chat page and tests show it: headings are bold."""
    pieces: list[str] = []
    entities: list[Entity] = []
    offset = 0
    for block in blocks:
        if not block.text:
            continue
        if pieces:
            pieces.append("\n\n")
            offset += 2
        length = units(block.text)
        if block.tag.startswith("h"):
            entities.append(Entity("bold", offset, length))
        entities += [replace(entity, offset=entity.offset + offset) for entity in block.entities]
        pieces.append(block.text)
        offset += length
    return "".join(pieces), tuple(entities)
