"""Sample articles for the demo: an archive of the last two weeks, and fresh ones that are dropped one at a time."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_HERE = Path(__file__).with_name("samples")
_ARCHIVE_SPAN = timedelta(days=14)
# The newest article of the archive is this old: an archive holds no news of the last minutes.
_ARCHIVE_END = timedelta(hours=5)
_MONTHS = (
    "Қаңтар", "Ақпан", "Наурыз", "Сәуір", "Мамыр", "Маусым", "Шілде", "Тамыз", "Қыркүйек", "Қазан", "Қараша",
    "Желтоқсан",
)  # fmt: skip


def archive_into(folder: Path, now: datetime) -> list[Path]:
    """Writes the archive into `folder` (made if need be), dates spread over the two weeks before `now` (with a zone);
    the paths. Files that are there already are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    names = sorted(path.name for path in (_HERE / "archive").iterdir())
    step = (_ARCHIVE_SPAN - _ARCHIVE_END) / max(len(names) - 1, 1)
    written = []
    for number, name in enumerate(_scattered(names)):
        target = folder / name
        if not target.exists():
            _write(target, _dated(_HERE / "archive" / name, now - _ARCHIVE_END - step * number))
            written.append(target)
    return written


def next_fresh(folder: Path, now: datetime) -> str:
    """Drops the next fresh article, dated `now`, into `folder`; its title. When all were dropped they come again, each
    under a new id."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted((_HERE / "fresh").iterdir())
    number = max((int(path.name.split("-")[1]) for path in folder.glob("fresh-[0-9]*-*")), default=0)
    source, round_ = sources[number % len(sources)], number // len(sources) + 1
    name = f"fresh-{number + 1:03d}-{source.name.split('-', 1)[1]}"
    text = _dated(source, now, suffix=f"-{round_}" if round_ > 1 else "")
    for picture in (_HERE / "pictures").iterdir():
        if f'"{picture.name}"' in text:
            # Before the article that names it.
            shutil.copyfile(picture, folder / picture.name)
    _write(folder / name, text)
    return _title(source)


def _scattered(names: list[str]) -> list[str]:
    """Rubrics mixed, the same way each time: the files are named rubric by rubric."""
    return [names[(index * 11) % len(names)] for index in range(len(names))] if len(names) % 11 else names


def _dated(source: Path, moment: datetime, suffix: str = "") -> str:
    """The file's text with its date; JSON lines of one file lie an hour apart, and get `suffix` on their id."""
    text = source.read_text(encoding="utf-8")
    if source.suffix == ".txt":
        return text.replace("{date}", f"{moment.day} {_MONTHS[moment.month - 1]}, {moment.year}", 1)
    if source.suffix == ".json":
        return json.dumps(_stamped(json.loads(text), moment, suffix), ensure_ascii=False, indent=2) + "\n"
    lines = [json.loads(line) for line in text.splitlines()]
    dated = [_stamped(line, moment - timedelta(hours=hours), suffix) for hours, line in enumerate(lines)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in dated)


def _stamped(article: dict[str, Any], moment: datetime, suffix: str) -> dict[str, Any]:
    return {
        **article,
        "id": f"{article['id']}{suffix}",
        "url": f"{article['url']}{suffix}",
        "published_at": moment.isoformat(timespec="seconds"),
    }


def _title(source: Path) -> str:
    text = source.read_text(encoding="utf-8")
    return text.split("\n\n")[1].strip() if source.suffix == ".txt" else str(json.loads(text)["title"])


def _write(target: Path, text: str) -> None:
    """Writes the file under another name and renames it, so that the folder watch never sees half a file."""
    half = target.with_name(f".{target.name}.part")
    half.write_text(text, encoding="utf-8")
    half.replace(target)
