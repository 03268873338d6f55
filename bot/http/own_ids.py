"""The ids of what is written in the newsroom. No CMS may take or recall them."""

from __future__ import annotations

import re

# `domain.article.own_id`, and "post-7", as people call a draft and what became of it.
_OWN = re.compile(r"post-\d+(?:-[0-9a-f]{16})?|(?:note|list|digest)-[0-9a-f]{16}")


def is_own_id(article_id: str) -> bool:
    return _OWN.fullmatch(article_id.strip().lower()) is not None
