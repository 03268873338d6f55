"""The content of a message: formatted text, keyboard, file. All copies of a broadcast share one object."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playground.rules.entities import Entity, trim, units, with_detected
from playground.rules.html_text import parse_html
from playground.rules.keyboards import Rows, read_keyboard
from playground.rules.params import Params
from playground.rules.refusals import bad
from playground.rules.rich_html import as_text, parse_rich
from playground.world.files import StoredFile

MAX_TEXT = 4096
MAX_CAPTION = 1024
_REMEMBERED = 256


@dataclass(frozen=True)
class Content:
    """`kind` is `text`, `rich`, or the kind of the file (`photo`, `document` ...). Then `text` is its caption.

    `blocks`: of a rich message, as Telegram's Message has them; `text` has all their words.
    """

    text: str = ""
    entities: tuple[Entity, ...] = ()
    rows: Rows = ()
    markup: dict[str, Any] | None = field(default=None, compare=False)
    kind: str = "text"
    file: StoredFile | None = None
    preview: str = ""
    caption_above: bool = False
    blocks: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The fields of a Message that depend on nothing but the content."""
        body: dict[str, Any] = {}
        names = ("text", "entities") if self.kind == "text" else ("caption", "caption_entities")
        if self.file is not None:
            body.update(self.file.as_message_field(self.kind))
        if self.kind == "rich":
            body["rich_message"] = {"blocks": [json.loads(block) for block in self.blocks]}
        elif self.text:
            body[names[0]] = self.text
        if self.entities and self.kind != "rich":
            body[names[1]] = [entity.as_json() for entity in self.entities]
        if self.markup:
            body["reply_markup"] = self.markup
        if self.preview:
            body["link_preview_options"] = json.loads(self.preview)
        if self.caption_above:
            body["show_caption_above_media"] = True
        return body

    @cached_property
    def fragment(self) -> str:
        """`fields` as the inside of a JSON object, made once for all copies."""
        return json.dumps(self.fields, ensure_ascii=True, separators=(",", ":"))[1:-1]


def formatted(params: Params, name: str, limit: int) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities of parameter `text` or `caption`, parsed and measured. Raises Refusal (400)."""
    source, mode = params.text(name), params.text("parse_mode")
    entities: list[Entity] = []
    if mode:
        if mode.lower() != "html":
            raise bad("unsupported parse_mode")
        source, entities = parse_html(source)
    elif raw := params.json("entities" if name == "text" else f"{name}_entities"):
        entities = _explicit(raw)
    text, kept = trim(source, entities)
    if units(text) > limit:
        raise bad("message caption is too long" if name == "caption" else "message is too long")
    return text, with_detected(text, kept)


def _explicit(raw: Any) -> list[Entity]:
    try:
        return [Entity.from_json(one) for one in raw]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise bad("can't parse MessageEntity") from error


_TEXT_PARAMETERS = ("text", "parse_mode", "reply_markup", "link_preview_options", "entities")
_texts: OrderedDict[tuple[Any, ...], Content] = OrderedDict()


def text_content(params: Params) -> Content:
    """The content of sendMessage and editMessageText; a repeated one is looked up, not parsed again."""
    key = tuple(_frozen(params.values.get(name)) for name in _TEXT_PARAMETERS)
    known = _texts.get(key)
    if known is None:
        known = _texts[key] = _read_text(params)
        if len(_texts) > _REMEMBERED:
            _texts.popitem(last=False)
    return known


def _frozen(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _read_text(params: Params) -> Content:
    if not params.text("text"):
        raise bad("message text is empty")
    text, entities = formatted(params, "text", MAX_TEXT)
    if not text:
        raise bad("text must be non-empty")
    rows, markup = read_keyboard(params.json("reply_markup"))
    preview = params.json("link_preview_options")
    return Content(text, entities, rows, markup, preview=json.dumps(preview) if preview else "")


def rich_content(params: Params) -> Content:
    """The content of sendRichMessage, and of editMessageText with a rich message. Raises Refusal (400)."""
    rich = params.json("rich_message")
    if not isinstance(rich, dict) or sum(name in rich for name in ("html", "markdown", "blocks")) != 1:
        raise bad("exactly one of html, markdown and blocks must be used in a rich message")
    if not isinstance(rich.get("html"), str):
        raise bad("the playground reads the html of rich messages only")
    media = rich.get("media") or []
    blocks = parse_rich(rich["html"], frozenset(str(one.get("id")) for one in media if isinstance(one, dict)))
    rows, markup = read_keyboard(params.json("reply_markup"))
    text, entities = as_text(blocks)
    shown = tuple(
        json.dumps({"type": "heading", "text": block.text, "size": int(block.tag[1])})
        if block.tag[0] == "h" and block.tag[1:].isdigit()
        else json.dumps({"type": "paragraph", "text": block.text})
        for block in blocks
        if block.text
    )
    return Content(text, entities, rows, markup, "rich", blocks=shown)


def media_content(params: Params, kind: str, file: StoredFile) -> Content:
    """The content of sendPhoto, sendDocument and their like. Raises Refusal (400)."""
    text, entities = formatted(params, "caption", MAX_CAPTION)
    rows, markup = read_keyboard(params.json("reply_markup"))
    return Content(text, entities, rows, markup, kind, file, caption_above=params.flag("show_caption_above_media"))
