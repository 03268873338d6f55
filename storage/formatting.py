"""Spans of an article's texts as one JSON column: {"lead": [[start, end, kind, url]], …}."""

from __future__ import annotations

import json

from domain.rich import Rich, Span, SpanKind


def pack(**texts: Rich) -> str:
    """JSON of the spans of each text; "" when nothing is formatted, which is the usual case."""
    found = {name: [[s.start, s.end, s.kind.value, s.url] for s in rich.spans] for name, rich in texts.items()}
    kept = {name: spans for name, spans in found.items() if spans}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def unpack(packed: str, **texts: str) -> dict[str, Rich]:
    """The texts with their spans again."""
    spans = json.loads(packed) if packed else {}
    return {
        name: Rich(text, tuple(Span(start, end, SpanKind(kind), url) for start, end, kind, url in spans.get(name, [])))
        for name, text in texts.items()
    }
