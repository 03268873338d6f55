"""How fast articles are read, prepared, indexed and kept: `python -m bench.importing`.

The real command (`zharshy import`) takes one JSON Lines file of invented articles of about 250 words; then its own
search answers queries over them. CPU seconds are those of the whole process, less an import of a single article.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_ROOTS = """
сайлау экономика үкімет министр жаңалық қала ауыл мектеп оқушы бағдарлама қаржы банк теңге мұнай газ жол көпір
аурухана дәрігер спорт чемпион ойыншы жарыс мәдениет театр кітап жазушы тарих заң сот депутат парламент
президент халық аймақ облыс әкім құрылыс зауыт өндіріс нарық баға тұтынушы салық бюджет инвестиция келісім
кездесу елші шекара су энергия ғылым зерттеу университет студент жұмыс еңбек жалақы зейнетақы отбасы бала ана
қоғам белсенді еріктілер табиғат орман өзен
"""
_ENDINGS = """
лар лер дың нің ға ге да де дан нен мен ы сы ымыз дағы лық шы лары ларына сының
"""


def roots() -> list[str]:
    """Of the invented words."""
    return [root + tail for root in _ROOTS.split() for tail in ("", "а", "ты", "ма", "ғыш", "сыз", "кер", "хана")]


def word(dice: random.Random, roots: list[str]) -> str:
    """A root with an ending, skewed as in a language: few words are frequent."""
    return roots[int(len(roots) * dice.random() ** 2)] + dice.choice(["", *_ENDINGS.split()])


def article(dice: random.Random, roots: list[str], number: int) -> dict[str, str]:
    """About 250 words in sentences of ten."""
    sentences = [" ".join(word(dice, roots) for _ in range(10)).capitalize() + "." for _ in range(25)]
    title = " ".join(word(dice, roots) for _ in range(6)).capitalize()
    body = "\n\n".join(" ".join(sentences[start : start + 5]) for start in range(2, 25, 5))
    return {"id": f"bench-{number}", "title": title, "rubric": "Қоғам", "lead": " ".join(sentences[:2]), "body": body}


def import_file(folder: Path, articles: list[dict[str, str]], name: str) -> tuple[float, float]:
    """(wall, CPU) seconds of `zharshy import` of these articles into a new store."""
    file = folder / f"{name}.jsonl"
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in articles), "utf-8")
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/{name}.db", "LOG_LEVEL": "error"}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "bot", "import", str(file), "--json"], env=env, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begun, cpu


def main(count: int) -> None:
    dice = random.Random(7)
    invented = roots()
    articles = [article(dice, invented, number) for number in range(count)]
    words = sum(len(" ".join((one["title"], one["lead"], one["body"])).split()) for one in articles) / count
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        idle_wall, idle_cpu = import_file(folder, articles[:1], "one")
        wall, cpu = import_file(folder, articles, "all")
    print(f"import: {count} articles of {words:.0f} words")
    by_wall, by_cpu = count / (wall - idle_wall), count / (cpu - idle_cpu)
    print(f"  {by_wall:.0f} articles/s of wall time, {by_cpu:.0f} articles/s of CPU time")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    main(parser.parse_args().count)
