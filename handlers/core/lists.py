"""A list in one message: as many lines as fit, then how many more there are."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.core.responder import Responder
from text.telegram.fit import MESSAGE
from text.telegram.render import units


def fit_lines(
    responder: Responder, lines: Sequence[str], above: str = "", *, most: int = 0, between: str = "\n"
) -> str:
    """HTML of `above` and the lines that fit below it. `most`: the largest number of lines, 0 for no limit. Tags and
    escapes are counted too, which Telegram does not do; so a little less than possible is shown."""
    room = MESSAGE - units(above) - units(between + responder.say("report-more", count=len(lines)))
    shown: list[str] = []
    for line in lines[: most or len(lines)]:
        room -= units(between + line)
        if room < 0:
            break
        shown.append(line)
    left = len(lines) - len(shown)
    more = [responder.say("report-more", count=left)] if left else []
    return between.join([*([above] if above else []), *shown, *more])
