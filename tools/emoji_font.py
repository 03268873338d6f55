"""Makes the font of the playground's emoji: those of Noto Color Emoji (OFL) that the program writes, and no others.

    apt-get install fonts-noto-color-emoji && pip install fonttools brotli
    python tools/emoji_font.py [/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf]

A server or a container often has no emoji font, and then every button of the demo would show empty boxes.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "playground" / "page" / "static"
FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
# What people see comes from here.
ROOMS = ("text", "handlers", "domain", "delivery", "sources", "bot", "playground")
KINDS = (".ftl", ".py", ".js", ".html", ".css", ".json", ".jsonl", ".txt")
# The emoji of Unicode below U+10000 (its property Emoji, without digits and signs of trade), and the planes of
# pictures.
_LOW = (
    "‼⁉ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺"
    "♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔⛩⛪⛰-⛵⛷-⛺"
    "⛽✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙"
)
EMOJI = re.compile(f"[{_LOW}\U0001f000-\U0001faff]")
# Not written yet, but likely to be: so that a new phrase rarely needs a new font.
SPARE = (
    "✨❌❓❗⭕⏰⏩⏪⏫⏬⏸⏹⌛☎☑☔☕♻⚽⛅✂✈✒❄❤➖➡⬅⭕🆕🆗🆘🌅🌆🌟🌧🌤🎁🎉🎨🎬🎯🎵🏆🏠🏥🏫🐎🐟👇👈👉👍👎👏"
    "💊💥💧💰💳💵💻📁📂📅📆📈📌📍📏📢📣📧📩📱📲📷📸📹📺📻🔁🔃🔈🔊🔋🔍🔑🔓🔖🔥🔧🔴🔵🔷🕐🕔🕙🖥🖨🗃🗝🗣🙂🙏🚂🚌🚗🚦🟠"
    "🟡🟢🟣🤔🤖🤷🥇🧩🧪🧭🧵🪙"
)
# They join others: the variation selector, the joiner of zero width.
JOINERS = (0xFE0F, 0x200D)
_CSS = """/* Made by `python tools/emoji_font.py`: the emoji that the bot writes, for machines without an emoji font. */
@font-face {{
  font-family: "Zharshy Emoji";
  src: url("emoji.woff2") format("woff2");
  unicode-range: {ranges};
}}
"""


def emoji_in(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in EMOJI.findall(text)}


def written_emoji() -> set[str]:
    """All that the program may write: in its phrases, its code and its samples."""
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*") if file.suffix in KINDS)
    return emoji_in(file.read_text("utf-8", "replace") for file in files)


def main() -> None:
    font = sys.argv[1] if len(sys.argv) > 1 else FONT
    codes = sorted(map(ord, written_emoji() | set(SPARE)))
    listed = ",".join(f"U+{code:X}" for code in (*codes, *JOINERS))
    subset = [font, f"--unicodes={listed}", "--flavor=woff2", f"--output-file={STATIC / 'emoji.woff2'}"]
    subprocess.run([sys.executable, "-m", "fontTools.subset", *subset, "--no-layout-closure"], check=True)  # noqa: S603
    ranges = ", ".join(f"U+{code:X}" for code in (*codes, *JOINERS))
    (STATIC / "emoji.css").write_text(_CSS.format(ranges=ranges), "utf-8")


if __name__ == "__main__":
    main()
