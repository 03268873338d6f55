"""Every emoji that the bot writes is in the page's own font, for machines that have none."""

from __future__ import annotations

import re

from tools.emoji_font import JOINERS, STATIC, written_emoji


def test_the_font_of_the_page_has_every_emoji_that_the_bot_writes() -> None:
    """A missing one: `python tools/emoji_font.py` makes the font anew."""
    style = (STATIC / "emoji.css").read_text("utf-8")
    drawn = {chr(int(code, 16)) for code in re.findall(r"U\+([0-9A-F]+)", style)}
    assert {chr(code) for code in JOINERS} < drawn
    assert sorted(written_emoji() - drawn) == []
    assert (STATIC / "emoji.woff2").read_bytes().startswith(b"wOF2")
