"""Names in `.env` that are almost a setting's. Others are left alone: the file may hold those of other programs."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

from bot.config import ENV_FILE, Settings

# Of 1. ADMIN_ID, TIME_ZONE and SENDRATE (over 0.9) are above it; WEBHOOK_PORT (0.77), another program's, is below.
_ALIKE = 0.8


def misspelt_names(file: Path = Path(ENV_FILE)) -> list[tuple[str, str]]:
    """(the name that stands there, the setting that was probably meant). One that is set rightly beside it was not
    meant. A file that cannot be read is said elsewhere."""
    ours = {name.upper() for name in Settings.model_fields}
    try:
        typed = [name.upper() for name in dotenv_values(file, interpolate=False, encoding="utf-8-sig")]
    except (OSError, UnicodeDecodeError):
        return []
    unset = sorted(ours - set(typed))
    meant = ((name, get_close_matches(name, unset, 1, _ALIKE)) for name in typed if name not in ours)
    return [(name, near[0]) for name, near in meant if near]
