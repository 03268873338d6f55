"""Pictures for tests, drawn on the spot."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), colour: str = "teal") -> bytes:
    """A plain picture in this format."""
    packed = BytesIO()
    Image.new("RGB", size, colour).save(packed, kind)
    return packed.getvalue()
