"""Charts as a newspaper prints them: a headline, quiet bars and lines, the numbers beside them; drawn by Pillow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

_WIDTH, _MARGIN = 1200, 64
_PAPER, _INK, _QUIET, _RULE = "#fbf7f0", "#1c1a17", "#7d766b", "#d9d1c4"
_BAR, _ACCENT = "#9fb2b8", "#a8352b"
_AREA = "#e6e4dc"
_BAR_HEIGHT, _COLUMNS_HEIGHT, _CURVE_HEIGHT = 46, 230, 170
# Bars that are drawn of a panel.
MOST_BARS = 10
# Characters of a line that are looked at; 150 of the narrowest letters fill it.
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: the label, its value, and a remark in the accent colour (a growth)."""

    label: str
    value: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, largest first as given."""

    title: str
    bars: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright columns in order of time; `labels` stand below the columns they belong to (others ''); the highest is
    in the accent colour and has its number."""

    title: str
    values: tuple[int, ...]
    labels: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line in order of time. It does not begin at zero, so its first and its last value are written on it."""

    title: str
    values: tuple[int, ...]
    labels: tuple[str, ...]
    note: str = ""


Panel = Bars | Columns | Curve


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole picture."""

    title: str
    subtitle: str
    panels: tuple[Panel, ...]


def draw(chart: Chart) -> bytes:
    """The sheet as PNG, 1200 pixels wide."""
    height = 2 * _MARGIN + 130 + sum(_height(panel) for panel in chart.panels)
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    pen = ImageDraw.Draw(image)
    _headline(pen, chart)
    top = _MARGIN + 130
    for panel in chart.panels:
        pen.line((_MARGIN, top, _WIDTH - _MARGIN, top), fill=_RULE, width=2)
        pen.text((_MARGIN, top + 18), panel.title, _INK, _font(28, bold=True))
        if panel.note:
            note = _font(20)
            pen.text((_WIDTH - _MARGIN - note.getlength(panel.note), top + 24), panel.note, _QUIET, note)
        _PAINTERS[type(panel)](pen, panel, top + 74)
        top += _height(panel)
    packed = BytesIO()
    # Flat colours pack well at any level, and the fastest takes a third of the time.
    image.save(packed, "PNG", compress_level=1)
    return packed.getvalue()


def _headline(pen: ImageDraw.ImageDraw, chart: Chart) -> None:
    large, small, room = _font(46, bold=True), _font(24), _WIDTH - 2 * _MARGIN
    pen.rectangle((_MARGIN, _MARGIN - 14, _MARGIN + 84, _MARGIN - 6), fill=_ACCENT)
    pen.text((_MARGIN, _MARGIN + 4), _fit(chart.title, large, room), _INK, large)
    pen.text((_MARGIN, _MARGIN + 66), _fit(chart.subtitle, small, room), _QUIET, small)


def _height(panel: Panel) -> int:
    if isinstance(panel, Bars):
        return 74 + max(1, min(len(panel.bars), MOST_BARS)) * _BAR_HEIGHT + 30
    return 74 + (_CURVE_HEIGHT if isinstance(panel, Curve) else _COLUMNS_HEIGHT) + 70


def _bars(pen: ImageDraw.ImageDraw, panel: Bars, top: int) -> None:
    font, bold = _font(24), _font(24, bold=True)
    most = max([bar.value for bar in panel.bars] or [0]) or 1
    left, right = _MARGIN + 300, _WIDTH - _MARGIN - 210
    for place, bar in enumerate(panel.bars[:MOST_BARS]):
        y = top + place * _BAR_HEIGHT
        pen.text((_MARGIN, y + 4), _fit(bar.label, font, 285), _INK, font)
        end = left + max(3, round((right - left) * bar.value / most))
        if bar.value:
            pen.rectangle((left, y + 6, end, y + 32), fill=_BAR)
        number = _grouped(bar.value)
        pen.text((end + 14, y + 4), number, _INK, bold)
        if bar.remark:
            pen.text((end + 28 + bold.getlength(number), y + 4), bar.remark, _ACCENT, font)


def _columns(pen: ImageDraw.ImageDraw, panel: Columns, top: int) -> None:
    font, bold = _font(20), _font(22, bold=True)
    base = top + _COLUMNS_HEIGHT
    most = max(panel.values, default=0)
    step = (_WIDTH - 2 * _MARGIN) / max(1, len(panel.values))
    gap = min(8.0, step / 4)
    peak = panel.values.index(most) if most else -1
    for place, value in enumerate(panel.values):
        x = _MARGIN + place * step
        height = round((_COLUMNS_HEIGHT - 34) * value / most) if most else 0
        if value:
            colour = _ACCENT if place == peak else _BAR
            pen.rectangle((x + gap / 2, base - max(2, height), x + step - gap / 2, base), fill=colour)
        if place == peak:
            _middle(pen, (x + step / 2, base - height - 32), _grouped(value), bold, _ACCENT)
        if place < len(panel.labels) and panel.labels[place]:
            _middle(pen, (x + step / 2, base + 10), panel.labels[place], font, _QUIET)
    pen.line((_MARGIN, base, _WIDTH - _MARGIN, base), fill=_INK, width=2)


def _curve(pen: ImageDraw.ImageDraw, panel: Curve, top: int) -> None:
    font, bold = _font(20), _font(22, bold=True)
    base, low, high = top + _CURVE_HEIGHT, min(panel.values, default=0), max(panel.values, default=0)
    step = (_WIDTH - 2 * _MARGIN) / max(1, len(panel.values) - 1)
    room = _CURVE_HEIGHT - 90
    points = [
        (_MARGIN + place * step, base - 40 - room * (value - low) / max(1, high - low))
        for place, value in enumerate(panel.values)
    ]
    if len(points) > 1:
        pen.polygon([(_MARGIN, base), *points, (_WIDTH - _MARGIN, base)], fill=_AREA)
        pen.line(points, fill=_ACCENT, width=4, joint="curve")
    for place in {0, len(points) - 1} if points else ():
        x, y = points[place]
        pen.ellipse((x - 6, y - 6, x + 6, y + 6), fill=_ACCENT)
        _middle(pen, (x, y - 40), _grouped(panel.values[place]), bold, _ACCENT if place else _INK)
    for place, label in enumerate(panel.labels[: len(points)]):
        if label:
            _middle(pen, (points[place][0], base + 10), label, font, _QUIET)
    pen.line((_MARGIN, base, _WIDTH - _MARGIN, base), fill=_INK, width=2)


_PAINTERS: dict[type[Panel], Callable[[ImageDraw.ImageDraw, Any, int], None]] = {
    Bars: _bars,
    Columns: _columns,
    Curve: _curve,
}


def _middle(
    pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, font: ImageFont.FreeTypeFont, colour: str
) -> None:
    """Centred, and never over the edge."""
    width = font.getlength(text)
    x = min(max(at[0] - width / 2, _MARGIN), _WIDTH - _MARGIN - width)
    pen.text((x, at[1]), text, colour, font)


def _fit(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """The text, cut where it has no more room; measured a dozen times, however long it is."""
    text = text[:_LONGEST_LINE]
    if font.getlength(text) <= room:
        return text
    fits = bisect_right(range(len(text)), room, key=lambda end: font.getlength(f"{text[:end]}…"))
    return f"{text[: max(0, fits - 1)].rstrip()}…"


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


@cache
def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(BytesIO((files("text") / "fonts" / name).read_bytes()), size)
