"""Documents that tests send."""

from __future__ import annotations

import json


def lines(*titles: str, rubric: str = "Саясат") -> bytes:
    """Articles as JSON Lines."""
    articles = [
        {"id": title, "title": title, "rubric": rubric, "body": "Бүгін маңызды оқиға болды."} for title in titles
    ]
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in articles).encode()
