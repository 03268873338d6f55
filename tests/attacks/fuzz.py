"""Fuzzing with coverage guidance: `make fuzz`, or `python -m tests.attacks.fuzz TARGET [libFuzzer options]`.

Needs the extra `fuzz` (atheris, Linux). An input that breaks a promise is written to `crash-…`; give it as the last
argument to try it again. Inputs that reach new code are kept in `.cache/fuzz/TARGET`.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import atheris
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]

with atheris.instrument_imports(include=["sources", "text", "domain", "storage.prepare", "markdown_it", "yaml"]):
    from tests.attacks.targets import TARGETS


def seeds(target: str) -> list[bytes]:
    """A few good inputs, from which the fuzzer begins."""
    article = '{"id": "1", "title": "Тақырып", "body": "Мәтін осында.", "published_at": "2026-03-10", "views": 5}'
    texts = {
        "files": [
            "0Қоғам • 10 наурыз, 2026\n\nТақырып\n\n1 204 рет\n\nМәтін осында. Екінші сөйлем.",
            f"1[{article}]",
            f"2{article}\n{article}",
            "3---\ntitle: Т\ntags: [a, b]\n---\n# Т\n\n**қалың** [сілтеме](https://a.kz) `код`\n\n- бір\n\n> дәйек",
            '4<html><head><meta property="og:title" content="Т"><script type="application/ld+json">{"@type":"Article"}'
            "</script></head><body><h1>Т</h1><p>Мәтін <b>қалың</b> <a href='x'>с</a></p></body></html>",
            "5<rss><channel><item><title>Т</title><link>https://a.kz/1</link><pubDate>Tue, 10 Mar 2026 09:00:00 +0500"
            "</pubDate><description>Мәтін &amp; сөз</description></item></channel></rss>",
        ],
        "queries": [
            '"жаңа көпір" #спорт lang:kk -футбол кеше',
            "2026-01-01..2026-03-10",
            "новости за март",
            "9999-12-31",
        ],
        "dates": [
            "13 тамыз 2020, 10:15",
            "ертең 9:00",
            "через два часа",
            "2026-03-10T10:00+05:00",
            "1597313700",
            "бүгін",
        ],
        "tables": ["chat_id,language,rubrics\n1,kk,*\n-5,ru,Спорт;Қоғам\n"],
        "buttons": ["show:1:2", "go:7"],
        "updates": ['{"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}'],
    }
    found = [text.encode() for text in texts.get(target, [])]
    return found or [_picture(kind) for kind in ("JPEG", "PNG", "WEBP")] if target == "pictures" else found or [_zip()]


def _picture(kind: str) -> bytes:
    packed = io.BytesIO()
    Image.new("RGB", (20, 15), "teal").save(packed, kind)
    return packed.getvalue()


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "Мәтін осында.")
    return packed.getvalue()


def main(target: str, options: list[str]) -> None:
    kept = ROOT / ".cache" / "fuzz" / target
    kept.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (kept / f"seed-{number}").write_bytes(seed)
    # What it imports takes seconds, which are not those of the first input.
    TARGETS[target](b"")
    limits = ["-timeout=10", "-rss_limit_mb=1024", "-max_len=20000"]
    files = [] if any(Path(option).is_file() for option in options) else [str(kept)]
    atheris.Setup([sys.argv[0], *limits, *options, *files], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
